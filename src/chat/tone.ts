let context: AudioContext | null = null;

/** Two soft notes, 0.3 s in all, made here: nothing is loaded. Silent until the person has touched the page, as browsers want it. */
export async function playTone(): Promise<void> {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state !== 'running') await context.resume();
  const start = context.currentTime;
  for (const [index, hertz] of [660, 880].entries()) {
    const at = start + index * 0.12;
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.06, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.18);
    note.connect(volume).connect(context.destination);
    note.start(at);
    note.stop(at + 0.2);
  }
}

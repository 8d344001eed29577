/** What makes an answer appear as it would from a model: after a short thought, in uneven pieces. */
export interface Pacing {
  /** Tokens a second (a word and its space are about 1.3 tokens); 0 gives everything at once. */
  readonly tokensPerSecond: number;
  /** Resolves after `ms` milliseconds or as soon as the signal aborts; never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_TOKEN_MIN_MS = 90;
const FIRST_TOKEN_SPREAD_MS = 130;
const MAX_PAUSE_MS = 400;

/** Frees its timer and its listener whichever comes first. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || ms <= 0) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

function tokensIn(text: string): number {
  return Math.max(1, Math.round(text.length / 4));
}

/** Cuts a text into the pieces a model would send: words with the blank before them, long words in parts, never half a surrogate pair. */
export function pieces(text: string): string[] {
  const parts: string[] = [];
  for (const word of text.match(/\s*\S+|\s+$/g) ?? []) {
    const letters = Array.from(word);
    for (let from = 0; from < letters.length; from += 9) parts.push(letters.slice(from, from + 9).join(''));
  }
  return parts;
}

/** Waits the first token's time: always below 300 ms. Starts now, so that what is looked up meanwhile does not add to it. */
export function firstPause(pacing: Pacing, random: () => number, signal: AbortSignal): Promise<void> {
  if (pacing.tokensPerSecond <= 0) return Promise.resolve();
  return pacing.sleep(FIRST_TOKEN_MIN_MS + random() * FIRST_TOKEN_SPREAD_MS, signal);
}

/**
 * The text's pieces at an uneven pace that keeps to the average: bursts of one to four pieces, longer pauses after a sentence. Ends at
 * once when the signal aborts.
 */
export async function* paced(text: string, pacing: Pacing, random: () => number, signal: AbortSignal): AsyncGenerator<string> {
  if (pacing.tokensPerSecond <= 0) {
    if (!signal.aborted && text !== '') yield text;
    return;
  }
  const all = pieces(text);
  let next = 0;
  while (next < all.length && !signal.aborted) {
    const burst = all.slice(next, next + 1 + Math.floor(random() * 4)).join('');
    next += pieces(burst).length;
    yield burst;
    if (next >= all.length) return;
    const even = (tokensIn(burst) / pacing.tokensPerSecond) * 1000;
    const stop = /[.!?:]\s*$/.test(burst) ? 1.4 : 0.95;
    await pacing.sleep(Math.min(MAX_PAUSE_MS, even * stop * (0.5 + random())), signal);
  }
}

/** One entry of Chromium's trace; times in microseconds, `t…` in CPU time of its thread. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tts?: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: unknown;
}

/** The page's main thread between the marks `bench-begin` and `bench-end`; times in ms of CPU. */
export interface MainThread {
  readonly tasks: readonly number[];
  /** The longest task of each frame; a frame goes from a task that calls back before painting to the next such task. */
  readonly perFrame: readonly number[];
  /** CPU between the two marks. */
  readonly cpu: number;
  /** Frames that began more than one and a half beats after the one before: because this thread worked for a beat, or although it did not. */
  readonly late: { readonly byUs: number; readonly byOthers: number };
  /** CPU of what is named so, e.g. Layout, for a profile; nested entries count in each of their parents. */
  readonly by: Readonly<Record<string, number>>;
  /** CPU of the thread when a further mark `bench-…` was set, since `bench-begin`. */
  readonly marks: Readonly<Record<string, number>>;
}

const BEAT_MS = 1_000 / 60;

/** Throws when the marks are missing: then nothing of the page was traced. */
export function readTrace(events: readonly TraceEvent[]): MainThread {
  const begin = events.find(({ name }) => name === 'bench-begin');
  if (!begin) throw new Error('The trace has no mark "bench-begin"; the page must set it within what is traced.');
  const own = events.filter(({ pid, tid }) => pid === begin.pid && tid === begin.tid).sort((a, b) => a.ts - b.ts);
  const end = own.find(({ name }) => name === 'bench-end');
  if (!end) throw new Error('The trace has no mark "bench-end"; the page must set it within what is traced.');
  const within = own.filter(({ ts }) => ts >= begin.ts && ts <= end.ts);
  const timed = within.filter(({ ph }) => ph === 'X');
  const tasks = timed.filter(({ name }) => name === 'RunTask');
  const frames = timed.filter(({ name }) => name === 'FireAnimationFrame');
  const by: Record<string, number> = {};
  for (const { name, tdur = 0 } of timed) by[name] = (by[name] ?? 0) + tdur / 1_000;
  const since = (event: TraceEvent): number => ((event.tts ?? 0) - (begin.tts ?? 0)) / 1_000;
  return {
    tasks: tasks.map(({ tdur = 0 }) => tdur / 1_000),
    perFrame: longestPerFrame(tasks, frames),
    cpu: since(end),
    late: lateFrames(frames),
    by,
    marks: Object.fromEntries(within.filter(({ name }) => name.startsWith('bench-')).map((event) => [event.name, since(event)])),
  };
}

/** A frame is late by us when the thread's own CPU since the one before fills a beat; else the machine was busy elsewhere. */
function lateFrames(frames: readonly TraceEvent[]): { byUs: number; byOthers: number } {
  let [byUs, byOthers] = [0, 0];
  frames.slice(1).forEach((frame, index) => {
    const before = frames[index];
    if (!before || frame.ts - before.ts < BEAT_MS * 1_500) return;
    if ((frame.tts ?? 0) - (before.tts ?? 0) > BEAT_MS * 1_000) byUs += 1;
    else byOthers += 1;
  });
  return { byUs, byOthers };
}

function longestPerFrame(tasks: readonly TraceEvent[], frames: readonly TraceEvent[]): readonly number[] {
  const longest = frames.map(() => 0);
  let begun = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    while ((frames[begun]?.ts ?? Number.POSITIVE_INFINITY) < ts + dur) begun += 1;
    const frame = Math.max(0, begun - 1);
    longest[frame] = Math.max(longest[frame] ?? 0, tdur / 1_000);
  }
  return longest;
}

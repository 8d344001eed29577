import { type Pace, stream } from './pacer.ts';
import { type Mounted, nextFrame, type Subject, wait } from './subject.ts';
import { answerOf, conversationOf } from './text.ts';

/** What the driver outside calls, over `window.bench`. */
export interface Bench {
  mount(): Promise<void>;
  /** Shows the first `count` messages of the conversation and waits until they stand. */
  opened(count: number): Promise<void>;
  /** Prepares an opening; `go` does it. */
  prepare(count: number): void;
  go(): void;
  stream(options: { bytes: number; from?: number; pace: Pace; begin?: boolean; finish?: boolean }): Promise<StreamOutcome>;
  append(count: number): Promise<void>;
  close(): void;
  mounted(): Mounted;
}

export interface StreamOutcome {
  readonly tokens: number;
  readonly frames: number;
  /** Characters shown at the end, to see that the work was done. */
  readonly shown: number;
}

/** Frames after which nothing more of one change is to be expected, when the page is not busy. */
const SETTLE_MS = 400;

export async function settle(): Promise<void> {
  await nextFrame();
  await nextFrame();
  await wait(SETTLE_MS);
}

export function start(subject: Subject): void {
  const root = document.querySelector<HTMLElement>('#root');
  if (!root) throw new Error('The page has no #root to mount into.');
  let mounted: Mounted | null = null;
  let go: (() => void) | null = null;
  let count = 0;
  const now = (): Mounted => {
    if (!mounted) throw new Error('mount() comes first.');
    return mounted;
  };
  const bench: Bench = {
    async mount() {
      mounted = await subject.mount(root);
      await settle();
    },
    async opened(messages) {
      bench.prepare(messages);
      bench.go();
      await settle();
    },
    prepare(messages) {
      count = messages;
      go = now().open?.(conversationOf(messages)) ?? null;
    },
    go() {
      go?.();
      go = null;
    },
    async stream({ bytes, from = 0, pace, begin = true, finish = true }) {
      if (begin) now().begin();
      await settle();
      performance.mark('bench-begin');
      const { tokens, frames } = await stream(answerOf(bytes).slice(from), pace, (text) => now().write(text));
      await settle();
      performance.mark('bench-end');
      if (finish) await now().finish();
      return { tokens, frames, shown: now().shown?.() ?? root.textContent?.length ?? 0 };
    },
    async append(messages) {
      for (const message of conversationOf(messages, count)) {
        now().append?.(message);
        await nextFrame();
        await nextFrame();
      }
      count += messages;
      await settle();
    },
    close() {
      mounted?.close();
      mounted = null;
    },
    mounted: now,
  };
  Object.assign(window, { bench });
  document.documentElement.dataset.ready = '';
}

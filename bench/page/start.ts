import { type Looks, looksAt } from './looks.ts';
import { type Pace, stream } from './pacer.ts';
import { type Mounted, nextFrame, type Subject, wait } from './subject.ts';
import { answerOf, conversationOf } from './text.ts';

export interface StreamOptions {
  /** Length of the answer, and where in it to go on. */
  readonly bytes: number;
  readonly from?: number;
  readonly pace: Pace;
  readonly begin?: boolean;
  readonly finish?: boolean;
}

export interface StreamOutcome {
  readonly tokens: number;
  readonly frames: number;
  /** Characters shown at the end, to see that the work was done. */
  readonly shown: number;
  /** React’s commits between the first event and the end, the finish not among them. */
  readonly commits: number;
}

/** What the driver outside calls, over `window.bench`. */
export interface Bench extends Looks {
  /** `quick`: for openings that are only counted. */
  mount(quick?: boolean): Promise<void>;
  /** Shows the first `count` messages of the conversation and waits until they stand. */
  opened(count: number): Promise<void>;
  /** Prepares an opening; `go` does it. */
  prepare(count: number): void;
  go(): void;
  stream(options: StreamOptions): Promise<StreamOutcome>;
  append(count: number): Promise<void>;
  close(): void;
  mounted(): Mounted;
  /** A verb of one subject only. */
  call(verb: string, value?: number): Promise<number>;
}

/** Within this nothing more of one change is to be expected. */
const SETTLE_MS = 400;

async function settle(): Promise<void> {
  await nextFrame();
  await nextFrame();
  await wait(SETTLE_MS);
}

/** Sets the mark `bench-painted` in the first frame after which the end of the text is drawn; without one after two seconds. */
async function endShown(root: HTMLElement, text: string): Promise<void> {
  const tail = text.match(/[a-z ]{16,}/gu)?.at(-1) ?? text.slice(-16);
  for (let frame = 0; frame < 120; frame += 1) {
    if (root.textContent?.includes(tail)) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      performance.mark('bench-painted');
      return;
    }
    await nextFrame();
  }
}

async function play(root: HTMLElement, mounted: Mounted, options: StreamOptions): Promise<StreamOutcome> {
  const { bytes, from = 0, pace, begin = true, finish = true } = options;
  if (begin) mounted.begin();
  await settle();
  const text = answerOf(bytes).slice(from);
  const before = window.commits.count;
  performance.mark('bench-begin');
  const { tokens, frames } = await stream(text, pace, (more) => mounted.write(more));
  if ('once' in pace) await endShown(root, text);
  await settle();
  performance.mark('bench-end');
  const commits = window.commits.count - before;
  if (finish) await mounted.finish();
  return { tokens, frames, commits, shown: mounted.shown?.() ?? root.textContent?.length ?? 0 };
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
    ...looksAt(root),
    async mount(quick = false) {
      mounted = await subject.mount(root);
      await (quick ? nextFrame() : settle());
    },
    async opened(messages) {
      bench.prepare(messages);
      // What was prepared for the answer is made in a later turn.
      await wait(0);
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
    stream: (options) => play(root, now(), options),
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
    async call(verb, value = 0) {
      const known = now().more?.[verb];
      if (!known) throw new Error(`The subject knows no "${verb}".`);
      return known(value);
    },
  };
  Object.assign(window, { bench });
  document.documentElement.dataset.ready = '';
}

import type { Driven } from './browser.ts';
import type { Pace } from './page/pacer.ts';

/** What came out of one run of one cell: CPU in ms where nothing else is said. */
export type Figures = Readonly<Record<string, number>>;

/** One thing done to one subject in a fresh page; goals compare cells of the same round. */
export interface Cell {
  /** Unique; results are kept under it. */
  readonly key: string;
  readonly subject: string;
  /** Seconds one run takes about, for the estimate. */
  readonly seconds: number;
  run(driven: Driven): Promise<Figures>;
}

const cells = new Map<string, Cell>();

/** The same key gives the same cell, so that works share runs. */
export function cell(made: Cell): Cell {
  const known = cells.get(made.key);
  if (known) return known;
  cells.set(made.key, made);
  return made;
}

export const FRAMES: Pace = { frame: 16 };

export function paceName(pace: Pace): string {
  return 'frame' in pace ? `${pace.frame} a frame` : 'second' in pace ? `${pace.second} a second` : 'at once';
}

export async function shown({ page }: Driven, messages: number): Promise<void> {
  await page.evaluate(async (count) => {
    await window.bench.mount();
    // Once before what is measured: what is made on first use, such as style sheets, is not what differs by length.
    await window.bench.opened(20);
    if (count > 0) await window.bench.opened(count);
  }, messages);
}

/** One answer grows to so many bytes. Figures: cpu, perToken (CPU µs a token), commits. */
export function growing(subject: string, bytes: number, pace: Pace = FRAMES): Cell {
  return cell({
    key: `answer of ${bytes / 1_000} kB, ${paceName(pace)}: ${subject}`,
    subject,
    seconds: 3 + ('frame' in pace ? bytes / 4_000 : 'second' in pace ? bytes / 4.15 / pace.second : 1),
    async run(driven) {
      await driven.page.evaluate(() => window.bench.mount());
      let outcome = { tokens: 0, shown: 0, commits: 0 };
      const cpu = await driven.cpu(async () => {
        outcome = await driven.page.evaluate((options) => window.bench.stream(options), { bytes, pace });
      });
      if (subject !== 'empty' && outcome.shown < bytes * 0.8)
        throw new Error(
          `${subject} shows ${outcome.shown} characters of an answer of ${bytes}: it was not drawn, so nothing was measured.`,
        );
      return { cpu, perToken: (cpu * 1_000) / outcome.tokens, commits: outcome.commits };
    },
  });
}

/** A list of so many messages is put in the place of a short one. Figure: cpu. */
export function opening(subject: string, messages: number): Cell {
  return cell({
    key: `opening ${messages}: ${subject}`,
    subject,
    seconds: 5,
    async run(driven) {
      await shown(driven, 0);
      await driven.page.evaluate((count) => window.bench.prepare(count), messages);
      const cpu = await driven.cpu(() =>
        driven.page.evaluate(async () => {
          window.bench.go();
          await new Promise((resolve) => setTimeout(resolve, 1_500));
        }),
      );
      return { cpu };
    },
  });
}

/** Tokens one by one, each in a frame of its own, at the end of so many messages. Figure: cpu of all of them. */
export function tokensAtEnd(subject: string, messages: number): Cell {
  return cell({
    key: `a token at the end of ${messages}: ${subject}`,
    subject,
    seconds: 8,
    async run(driven) {
      await shown(driven, messages);
      const stream = (from: number, bytes: number, begin: boolean): Promise<unknown> =>
        driven.page.evaluate((options) => window.bench.stream(options), { bytes, from, begin, finish: false, pace: { frame: 1 } });
      await stream(0, 100, true);
      return { cpu: await driven.cpu(() => stream(100, 600, false)) };
    },
  });
}

/** Thirty messages appended one by one to so many. Figure: cpu of all of them. */
export function appending(subject: string, messages: number): Cell {
  return cell({
    key: `append to ${messages}: ${subject}`,
    subject,
    seconds: 6,
    async run(driven) {
      await shown(driven, messages);
      await driven.page.evaluate(() => window.bench.append(3));
      return { cpu: await driven.cpu(() => driven.page.evaluate(() => window.bench.append(30))) };
    },
  });
}

/** As many as fit beside the tokens of a stretch: of few keys the difference of two stretches says nothing. */
const KEYS_AT_ONCE = 40;
const KEY_MS = 30;
const TURNS = 5;

/**
 * Keys pressed in the composer while an answer streams at 50 tokens a second: CPU of a stretch with keys less that of one
 * without, in turns within one page. Figures: cpu of a key, and of the stretches without.
 */
export function keystrokes(subject: string, messages: number): Cell {
  return cell({
    key: `keystroke at ${messages}: ${subject}`,
    subject,
    seconds: 26,
    async run(driven) {
      const { page } = driven;
      await shown(driven, messages);
      const field = page.getByRole('textbox').last();
      await field.focus();
      await page.keyboard.type('warm up ');
      await page.evaluate(() => window.bench.mounted().begin());
      const stretch = async (keys: boolean, from: number): Promise<number> =>
        driven.cpu(async () => {
          const streaming = page.evaluate((options) => window.bench.stream(options), {
            ...{ begin: false, finish: false, from, bytes: from + 330, pace: { second: 50 } },
          });
          if (keys) for (let key = 0; key < KEYS_AT_ONCE; key += 1) await page.keyboard.type('k', { delay: KEY_MS });
          await streaming;
        });
      let [typed, idle, from] = [0, 0, 330];
      await stretch(true, 0);
      for (let turn = 0; turn < TURNS; turn += 1) {
        idle += await stretch(false, from);
        typed += await stretch(true, from + 330);
        from += 660;
      }
      return { cpu: (typed - idle) / (TURNS * KEYS_AT_ONCE), idle };
    },
  });
}

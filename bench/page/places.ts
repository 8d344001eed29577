import { ROW } from './subject.ts';
import { answerOf } from './text.ts';

export const ROWS = `[role=article],[${ROW}]`;

/** The box that scrolls: ours says what it is, others are found by their style. */
export function scrollerOf(root: ParentNode): HTMLElement {
  const row = root.querySelector<HTMLElement>(ROWS);
  for (let box = row?.parentElement; box; box = box.parentElement) if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  throw new Error('There is no row in a box that scrolls.');
}

/** Right after the frame was painted. */
const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Greatest distance, in px, from the end of the log to the window's lower edge over bursts of many sizes, a frame each. */
export async function gaps(root: HTMLElement, bursts: number, write: (text: string) => void): Promise<number> {
  const box = scrollerOf(root);
  const text = answerOf(40_000);
  let [most, at] = [0, 0];
  for (let burst = 0; burst < bursts; burst += 1) {
    // From a word to twenty lines, and once in a while more than a screenful.
    const size = burst % 40 === 39 ? 6_000 : 8 + ((burst * 37) % 11) ** 3;
    write(text.slice(at, at + size));
    at = (at + size) % 30_000;
    await painted();
    await painted();
    most = Math.max(most, Math.abs(Math.round(box.scrollHeight - box.scrollTop - box.clientHeight)));
  }
  return most;
}

/** Px from the top of the log at which nothing is loaded yet, and at which it is. */
const RESTING = 1_000;
const ASKING = 500;

/** Greatest movement, in px, of what one reads while earlier pages are put before it; rows come to rest before each. */
export async function drift(root: HTMLElement, prepends: number, wait: (ms: number) => Promise<void>): Promise<number> {
  const box = scrollerOf(root);
  let most = 0;
  for (let prepend = 0; prepend < prepends; prepend += 1) {
    box.scrollTop = RESTING;
    await wait(60);
    await painted();
    const before = box.scrollHeight;
    const edge = box.getBoundingClientRect().top;
    box.scrollTop = ASKING;
    const row = [...box.querySelectorAll<HTMLElement>(ROWS)].find((one) => one.getBoundingClientRect().bottom > edge + 40);
    if (!row) throw new Error(`Nothing was mounted where one reads, before prepend ${prepend + 1}.`);
    const place = row.getBoundingClientRect().top;
    for (let frames = 0, since = 0; since < 6; frames += 1) {
      await painted();
      if (!row.isConnected) throw new Error(`What was read was gone at prepend ${prepend + 1}.`);
      most = Math.max(most, Math.abs(row.getBoundingClientRect().top - place));
      if (box.scrollHeight > before + ASKING) since += 1;
      if (frames > 120) throw new Error(`No earlier page came at prepend ${prepend + 1}.`);
    }
  }
  return most;
}

/** Looks at every scroll event, before anyone else has answered it, how much of the window shows no row. */
export function watchBlank(root: HTMLElement): () => { readonly blank: number; readonly samples: number } {
  const box = scrollerOf(root);
  let [blank, samples] = [0, 0];
  const look = (): void => {
    const { top, bottom, height } = box.getBoundingClientRect();
    const spans = [...box.querySelectorAll(ROWS)]
      .map((row) => row.getBoundingClientRect())
      .filter((row) => row.bottom > top && row.top < bottom)
      .sort((a, b) => a.top - b.top);
    let reached = top;
    let missing = 0;
    for (const span of [...spans, { top: bottom, bottom }]) {
      if (span.top - reached > GAP_PX) missing += span.top - reached;
      reached = Math.max(reached, span.bottom);
    }
    blank += missing / height;
    samples += 1;
  };
  addEventListener('scroll', look, { capture: true });
  return () => {
    removeEventListener('scroll', look, { capture: true });
    return { blank: samples === 0 ? Number.NaN : (100 * blank) / samples, samples };
  };
}
/** Rows stand apart by less than this, the pill of a day between them included. */
const GAP_PX = 100;

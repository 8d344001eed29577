import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { VirtualizerHandle } from 'virtua';
import { rowElement } from '../roving.ts';
import type { Row } from '../rows.ts';
import type { Stretch } from '../stretch.ts';
import { rangesOf } from './marks.ts';

/** So many frames a row has to be drawn and measured. */
const FRAMES = 30;
/** Px at the top and at the bottom of the log where a hit would stand under something, or at the very edge. */
const EDGE = { top: 88, bottom: 48 };

/** Brings the words of a message into view, wherever it is: it may be neither drawn nor among the rows yet. */
export function useShow(
  rows: readonly Row[],
  stretch: Pick<Stretch, 'more'>,
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  leave: () => void,
): (key: string, words: string) => void {
  const latest = useRef({ rows, stretch });
  const frame = useRef(0);
  useLayoutEffect(() => {
    latest.current = { rows, stretch };
  }, [rows, stretch]);
  useLayoutEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback(
    (key, words) => {
      const settle = (left: number, still: number): void => {
        const moved = bring(scroller.current, rowElement(scroller.current, key), words);
        // The rows around it are measured one after the other and may push it once more.
        if (left > 0 && still < 3) frame.current = requestAnimationFrame(() => settle(left - 1, moved ? 0 : still + 1));
      };
      const go = (): void => {
        flushSync(() => latest.current.stretch.more(key));
        leave();
        const index = latest.current.rows.findLastIndex((row) => row.key === key);
        if (index >= 0 && !rowElement(scroller.current, key)) list.current?.scrollToIndex(index, { align: 'center' });
        settle(FRAMES, 0);
      };
      cancelAnimationFrame(frame.current);
      // Not within an effect of the list itself, where nothing can be drawn at once.
      frame.current = requestAnimationFrame(go);
    },
    [scroller, list, leave],
  );
}

/** Scrolls so that the first hit within the row is seen, or the row where its words are not found; whether it had to. */
function bring(log: HTMLElement | null, row: HTMLElement | null, words: string): boolean {
  if (!log || !row || getComputedStyle(row).visibility === 'hidden') return true;
  const range = rangesOf(row, words)[0];
  const box = range && 'getBoundingClientRect' in range ? range.getBoundingClientRect() : row.getBoundingClientRect();
  const view = log.getBoundingClientRect();
  if (box.top >= view.top + Math.min(EDGE.top, view.height / 3) && box.bottom <= view.bottom - Math.min(EDGE.bottom, view.height / 3))
    return false;
  const before = log.scrollTop;
  log.scrollTop += box.top - view.top - view.height / 3;
  return log.scrollTop !== before;
}

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { VirtualizerHandle } from 'virtua';
import { GrowingRow, type Hold } from './growing-row.tsx';

/** Within this many pixels of the end the reader counts as being there. */
const NEAR_PX = 48;

export interface Stick {
  /** Whether the reader is at the end. */
  readonly atEnd: boolean;
  /** False while the place it opens at is still being looked for: until then it stands nowhere in particular. */
  readonly settled: boolean;
  onScroll(): void;
  /** To be called whenever something changed its size: follows only a reader who is at the end. */
  follow(): void;
  jump(): void;
  /** The reader goes to another place: the end is followed again once they come to it. */
  leave(): void;
  /** Opens at a row instead of the end; where that row is on the last screen anyway, the reader is at the end. */
  openAt(index: number): void;
  readonly hold: Hold;
}

/** Ms after which the rows around the place it opened at are measured. */
const OPENED_MS = 300;
/** Px of what was read before, seen above the row it opens at. */
const CONTEXT_PX = 24;

/** Px downwards that the list has drawn ahead, whatever it was told of the scroll place; upwards it draws nothing ahead. */
const AHEAD_PX = 400;

/**
 * Has the list draw around where it stands now. The browser tells it only in the next frame, and until then a place that it
 * was moved to from afar is blank. Once what runs is through: React draws nothing within its own commit.
 */
function drawHere(element: HTMLElement): void {
  queueMicrotask(() => flushSync(() => element.dispatchEvent(new Event('scroll'))));
}

/**
 * Stays at the end while the reader is there, and lets go the moment they scroll up. Growth alone fires no
 * scroll event, so only a movement upwards counts as leaving.
 *
 * The end is the end of what the list has measured: a row that grew by more than a screenful overflows it until
 * then, and a place beyond what the list knows makes it draw nothing and wait for a scroll that never comes.
 * It measures before the next paint and says so, so nobody sees the step between.
 */
export function useStick(scroller: RefObject<HTMLElement | null>, list: RefObject<VirtualizerHandle | null>): Stick {
  const [atEnd, setAtEnd] = useState(true);
  const [settled, setSettled] = useState(true);
  const sticking = useRef(true);
  const opening = useRef<ReturnType<typeof setTimeout> | null>(null);
  const lastTop = useRef(0);
  const unheard = useRef(false);
  const [growing] = useState(() => new GrowingRow());
  const follow = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    if (!sticking.current) {
      // The list has taken the row as it is: now it may know where the reader went.
      if (unheard.current) drawHere(element);
      unheard.current = false;
      return;
    }
    const end = Math.min(element.scrollHeight, (list.current?.scrollSize ?? Infinity) + growing.ahead);
    element.scrollTop = Math.max(0, end - element.clientHeight);
    lastTop.current = element.scrollTop;
    const moved = element.scrollTop - growing.ahead - (list.current?.scrollOffset ?? element.scrollTop);
    if (moved < -1 || moved > AHEAD_PX) drawHere(element);
  }, [scroller, list, growing]);
  const hold = useHold(scroller, list, growing, { sticking, lastTop, unheard, follow });
  const onScroll = useCallback(() => {
    const element = scroller.current;
    // Where it goes while it opens is not where the reader went.
    if (!element || opening.current !== null) return;
    const near = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_PX;
    if (near) sticking.current = true;
    else if (element.scrollTop < lastTop.current - 1) sticking.current = false;
    if (!sticking.current) growing.release();
    lastTop.current = element.scrollTop;
    setAtEnd(sticking.current);
  }, [scroller, growing]);
  const jump = useCallback(() => {
    clearTimeout(opening.current ?? undefined);
    opening.current = null;
    setSettled(true);
    setAtEnd(true);
    if (sticking.current) return;
    sticking.current = true;
    follow();
  }, [follow]);
  const leave = useCallback(() => {
    sticking.current = false;
    growing.release();
  }, [growing]);
  useLayoutEffect(follow, [follow]);
  const openAt = useCallback(
    (index: number) => {
      leave();
      setSettled(false);
      list.current?.scrollToIndex(index, { align: 'start', offset: -CONTEXT_PX });
      opening.current = setTimeout(() => {
        opening.current = null;
        onScroll();
        follow();
        setSettled(true);
      }, OPENED_MS);
    },
    [list, leave, onScroll, follow],
  );
  useEffect(() => () => clearTimeout(opening.current ?? undefined), []);
  return { atEnd, settled, onScroll, follow, jump, leave, openAt, hold };
}

interface Following {
  readonly sticking: RefObject<boolean>;
  /** Where it was followed to. */
  readonly lastTop: RefObject<number>;
  /** Whether the reader went where the list does not know of yet. */
  readonly unheard: RefObject<boolean>;
  readonly follow: () => void;
}

/** Follows the row that grows at the end, of which the list does not hear. */
function useHold(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  growing: GrowingRow,
  { sticking, lastTop, unheard, follow }: Following,
): Hold {
  useLayoutEffect(() => {
    const element = scroller.current;
    // Where a growing row was followed to is no news, neither to the list nor to us. Nor may the list hear where the reader goes
    // before it knows the row as it is: the row would end above that place, and the list makes up for what grows up there.
    const pass = (event: Event): void => {
      if (!element || !growing.held || !sticking.current) return;
      const { scrollTop } = element;
      const up = scrollTop < lastTop.current - 1 && element.scrollHeight - scrollTop - element.clientHeight > NEAR_PX;
      const unknown = scrollTop - growing.ahead - (list.current?.scrollOffset ?? scrollTop);
      if (!up && Math.abs(unknown) <= AHEAD_PX) {
        lastTop.current = scrollTop;
        event.stopImmediatePropagation();
      } else if (growing.ahead > 0) {
        if (up) sticking.current = false;
        unheard.current = up;
        growing.release();
        event.stopImmediatePropagation();
      }
    };
    element?.addEventListener('scroll', pass, { capture: true });
    return () => element?.removeEventListener('scroll', pass, { capture: true });
  }, [scroller, list, growing, sticking, lastTop, unheard]);
  return useMemo(
    () => ({
      begin: (row, gauge) => growing.begin(row, gauge, () => sticking.current, follow),
      held: () => growing.held,
    }),
    [growing, sticking, follow],
  );
}

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';

/** Within this many pixels of the end the reader counts as being there. */
const NEAR_PX = 48;

export interface Stick {
  /** Whether the reader is at the end. */
  readonly atEnd: boolean;
  onScroll(): void;
  /** To be called whenever something changed its size: follows only a reader who is at the end. */
  follow(): void;
  jump(): void;
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
  const sticking = useRef(true);
  const lastTop = useRef(0);
  const follow = useCallback(() => {
    const element = scroller.current;
    if (!element || !sticking.current) return;
    const end = Math.min(element.scrollHeight, list.current?.scrollSize ?? Infinity);
    element.scrollTop = Math.max(0, end - element.clientHeight);
    lastTop.current = element.scrollTop;
  }, [scroller, list]);
  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const near = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_PX;
    if (near) sticking.current = true;
    else if (element.scrollTop < lastTop.current - 1) sticking.current = false;
    lastTop.current = element.scrollTop;
    setAtEnd(sticking.current);
  }, [scroller]);
  const jump = useCallback(() => {
    sticking.current = true;
    setAtEnd(true);
    follow();
  }, [follow]);
  useLayoutEffect(follow, [follow]);
  return { atEnd, onScroll, follow, jump };
}

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

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
 */
export function useStick(scroller: RefObject<HTMLElement | null>): Stick {
  const [atEnd, setAtEnd] = useState(true);
  const sticking = useRef(true);
  const lastTop = useRef(0);
  const follow = useCallback(() => {
    const element = scroller.current;
    if (!element || !sticking.current) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  }, [scroller]);
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

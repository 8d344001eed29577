import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { VirtualizerHandle } from 'virtua';
import { createFinder } from './place.ts';
import type { Row } from './rows.ts';
import type { Stretch } from './stretch.ts';

/** Marks the element of a message that the arrow keys go to. */
export const ROW_ATTRIBUTE = 'data-message-row';
/** A message taller than the window is read through before the next one is gone to (px a step). */
const STEP_PX = 80;
/** So many frames a row has to appear; then the keys stay where they were. */
const SEEK_FRAMES = 30;

export interface Roving {
  /** Index of the row that has the focus: it stays mounted however far it is scrolled away. */
  readonly active: number | null;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  onBlur(): void;
}

/** Arrow keys, Home and End go from message to message; Tab goes into what can be pressed in the message. */
export function useRoving(
  rows: readonly Row[],
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  stretch: Pick<Stretch, 'hidden' | 'more'>,
): Roving {
  const latest = useRef(rows);
  useLayoutEffect(() => {
    latest.current = rows;
  }, [rows]);
  const [key, setKey] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const [find] = useState(createFinder);
  const at = key === null ? -1 : find(rows, key);
  useEffect(() => {
    if (wanted.current === null) return undefined;
    let frame = 0;
    // A row that was not drawn yet is hidden until it has been measured, and what is hidden takes no focus.
    const seek = (frames: number): void => {
      const element = wanted.current === null ? null : rowElement(scroller.current, wanted.current);
      element?.focus({ preventScroll: true });
      if (element && (element.getRootNode() as Document | ShadowRoot).activeElement === element) {
        wanted.current = null;
        element.scrollIntoView?.({ block: 'nearest' });
      } else if (frames > 0) frame = requestAnimationFrame(() => seek(frames - 1));
      else wanted.current = null;
    };
    seek(SEEK_FRAMES);
    return () => cancelAnimationFrame(frame);
  });
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const on = event.target as HTMLElement;
      const inRow = on.getAttribute(ROW_ATTRIBUTE);
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (on !== scroller.current && inRow === null) return;
      if (event.key === 'Home' && stretch.hidden > 0) flushSync(() => stretch.more(null));
      const all = latest.current;
      const from = inRow === null ? all.length : find(all, inRow);
      const to = target(event.key, from, all.length);
      if (to === null) return;
      event.preventDefault();
      if (inRow !== null && scrollsWithin(event.key, on, scroller.current)) return;
      const next = all[to];
      if (!next) return;
      wanted.current = next.key;
      setKey(next.key);
      if (!rowElement(scroller.current, next.key)) list.current?.scrollToIndex(to, { align: 'nearest' });
    },
    [scroller, list, stretch, find],
  );
  const onBlur = useCallback(() => {
    // The next row takes the focus in the same turn; only when nothing in the list has it is there no active row.
    queueMicrotask(() => {
      const root = scroller.current?.getRootNode() as Document | ShadowRoot | undefined;
      if (wanted.current === null && !scroller.current?.contains(root?.activeElement ?? null)) setKey(null);
    });
  }, [scroller]);
  return { active: at < 0 ? null : at, onKeyDown, onBlur };
}

function target(pressed: string, from: number, count: number): number | null {
  if (count === 0) return null;
  switch (pressed) {
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'ArrowDown':
      return Math.min(count - 1, from + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The drawn row of this key. */
export function rowElement(scroller: HTMLElement | null, key: string): HTMLElement | null {
  const drawn = scroller?.querySelectorAll<HTMLElement>(`[${ROW_ATTRIBUTE}]`) ?? [];
  return [...drawn].find((row) => row.getAttribute(ROW_ATTRIBUTE) === key) ?? null;
}

/** True when there was still something of this message to be seen in that direction. */
function scrollsWithin(pressed: string, row: HTMLElement, scroller: HTMLElement | null): boolean {
  if (!scroller || (pressed !== 'ArrowUp' && pressed !== 'ArrowDown')) return false;
  const [window, box] = [scroller.getBoundingClientRect(), row.getBoundingClientRect()];
  const hidden = pressed === 'ArrowDown' ? box.bottom - window.bottom : window.top - box.top;
  if (hidden <= 8) return false;
  scroller.scrollTop += (pressed === 'ArrowDown' ? 1 : -1) * Math.min(hidden, STEP_PX);
  return true;
}

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TranscriptItem } from '../session/select.ts';
import { type Row, wasPrepended } from './rows.ts';

/** Opens at the first row that is new to the reader, where there is one. */
export function useOpening(rows: readonly Row[], openAt: (index: number) => void): void {
  const opened = useRef(false);
  useLayoutEffect(() => {
    if (opened.current || rows.length === 0) return;
    opened.current = true;
    const index = rows.findLastIndex((row) => row.unread !== null);
    if (index > 0) openAt(index);
  }, [rows, openAt]);
}

/** True in the very rendering that puts rows before the others. */
export function useShift(rows: readonly Row[]): boolean {
  const before = useRef(rows);
  const shift = wasPrepended(before.current, rows);
  useEffect(() => {
    before.current = rows;
  }, [rows]);
  return shift;
}

/** How many rows came since the reader left the end. */
export function useMissed(rows: readonly Row[], atEnd: boolean): number {
  const seen = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (atEnd) seen.current = rows.at(-1)?.key;
  }, [rows, atEnd]);
  if (atEnd) return 0;
  let missed = 0;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at];
    if (row?.key === seen.current) return missed;
    if (row?.item.kind === 'message') missed += 1;
  }
  return 0;
}

/** Sending takes the reader to the end, wherever they were. */
export function useOwnJumps(rows: readonly Row[], own: (item: TranscriptItem) => boolean, jump: () => void): void {
  const newest = rows.at(-1);
  const key = newest && own(newest.item) ? newest.key : null;
  const before = useRef(key);
  useLayoutEffect(() => {
    if (key !== null && key !== before.current) jump();
    before.current = key;
  }, [key, jump]);
}

/** Pixels drawn beyond what is seen: so little where a conversation opens, so much once somebody goes through it, in so many steps. */
const BUFFER_PX = { least: 800, most: 3_200, step: 400 };

/**
 * How much is drawn beyond what is seen. At the end the least, so that opening is cheap; each scroll away from it adds a little,
 * so that nobody waits for all of it at once and a fling meets no blank: at 12,000 px/s 800 px are four frames.
 */
export function useBuffer(atEnd: boolean): { readonly px: number; grow(): void } {
  const [px, setPx] = useState(BUFFER_PX.least);
  useEffect(() => {
    if (atEnd) setPx(BUFFER_PX.least);
  }, [atEnd]);
  const grow = useCallback(() => {
    if (!atEnd) setPx((before) => Math.min(BUFFER_PX.most, before + BUFFER_PX.step));
  }, [atEnd]);
  return { px, grow };
}

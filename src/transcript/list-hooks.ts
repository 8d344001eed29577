import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { TranscriptItem } from '../session/select.ts';
import { type Row, wasPrepended } from './rows.ts';
import type { Stick } from './stick.ts';
import type { Stretch } from './stretch.ts';

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

/**
 * Follows what changed. A row that came at the end is followed once the list has measured it, before it is painted: to go to
 * where it is thought to end, and from there back, is a scroll upwards, for which the list draws what lies above.
 */
export function useFollowing(rows: readonly Row[], follow: () => void): void {
  const before = useRef<readonly Row[]>([]);
  useLayoutEffect(() => {
    const one = rows.length === before.current.length + 1 && rows.at(-2)?.key === before.current.at(-1)?.key && rows.length > 1;
    before.current = rows;
    if (!one) follow();
  }, [rows, follow]);
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

/** How near the top the next page of history is asked for, in pixels. */
const EARLIER_PX = 600;

interface Earlier {
  readonly rows: readonly Row[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly stick: Pick<Stick, 'atEnd' | 'settled'>;
  readonly stretch: Pick<Stretch, 'hidden' | 'more'>;
  readonly hasEarlier: boolean;
  readonly loadingEarlier: boolean;
  readonly onEarlier?: () => void;
}

/** Asks for what came before where the top is near: when the rows changed, and by what it gives back when it was scrolled. */
export function useEarlier({ rows, scroller, list, stick, stretch, ...history }: Earlier): () => void {
  const { hasEarlier, loadingEarlier, onEarlier } = history;
  const { atEnd, settled } = stick;
  const ask = useCallback(
    (top: number) => {
      if (!settled || top >= EARLIER_PX) return;
      if (stretch.hidden > 0) stretch.more();
      else if (hasEarlier && !loadingEarlier) onEarlier?.();
    },
    [settled, stretch, hasEarlier, loadingEarlier, onEarlier],
  );
  useEffect(() => ask((atEnd ? endOf(list.current) : null) ?? topOf(scroller)), [ask, atEnd, list, scroller, rows]);
  return useCallback(() => ask(topOf(scroller)), [ask, scroller]);
}

const topOf = (scroller: RefObject<HTMLElement | null>): number => scroller.current?.scrollTop ?? 0;

/** Where one stands at the end, as the list knows it: to ask the page would lay it out once more. Null before anything was measured. */
const endOf = (list: VirtualizerHandle | null): number | null =>
  list !== null && list.viewportSize > 0 ? list.scrollSize - list.viewportSize : null;

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

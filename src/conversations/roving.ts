import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';

/** Where a key leads from row `at` of `count`; null for any other key. */
export function targetRow(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}

/** Frames after which a row that cannot take the focus is given up. */
const PATIENCE = 30;

/** A row that just came into the list is hidden until it was measured, and a hidden one takes no focus: tried once a frame. Returns its end. */
function focusOnceShown(box: HTMLElement | null, id: string, onDone: () => void): () => void {
  let frame = 0;
  const attempt = (left: number): void => {
    const row = rowOf(box, id);
    row?.focus({ preventScroll: true });
    const root = row?.getRootNode() as Document | ShadowRoot | undefined;
    if (left === 0 || (row && root?.activeElement === row)) onDone();
    else frame = requestAnimationFrame(() => attempt(left - 1));
  };
  attempt(PATIENCE);
  return () => cancelAnimationFrame(frame);
}

export function rowOf(box: HTMLElement | null, id: string): HTMLElement | undefined {
  return [...(box?.querySelectorAll<HTMLElement>('[data-conversation]') ?? [])].find((element) => element.dataset.conversation === id);
}

/** Index of the first of these that is in the list, which mostly stands where it stood; 0 for none. */
function placeOf(ids: readonly string[], wanted: readonly (string | null)[], last: number): number {
  for (const id of wanted) {
    if (id === null) continue;
    const at = ids[last] === id ? last : ids.indexOf(id);
    if (at >= 0) return at;
  }
  return 0;
}

export interface Roving {
  /** The one row that Tab reaches. */
  readonly active: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The focus came to this row, or left the rows. */
  readonly onFocusRow: (id: string | null) => void;
  /** Gives the focus to a row, as soon as it can take it. */
  readonly focusRow: (id: string) => void;
}

/** The arrows move a single tab stop; the row is brought into view first, because only rows in view exist. */
export function useRovingRow(
  ids: readonly string[],
  selectedId: string | null,
  list: { readonly current: VirtualizerHandle | null },
  box: { readonly current: HTMLElement | null },
): Roving {
  const [activeId, setActiveId] = useState<string | null>(null);
  const [, again] = useState(0);
  const wanted = useRef<string | null>(null);
  const held = useRef<{ id: string; at: number } | null>(null);
  const last = useRef(0);
  const active = placeOf(ids, [activeId, selectedId], last.current);
  last.current = active;
  useEffect(() => {
    // The row that had the focus is gone, closed or withdrawn: the one in its place takes it, not the top of the page.
    const lost = held.current;
    if (lost === null || ids.includes(lost.id)) return;
    held.current = null;
    if (box.current?.contains((box.current.getRootNode() as Document | ShadowRoot).activeElement)) return;
    const next = ids[Math.min(lost.at, ids.length - 1)];
    if (next === undefined) return;
    wanted.current = next;
    setActiveId(next);
  }, [ids, box]);
  useEffect(() => {
    const id = wanted.current;
    if (id === null) return undefined;
    return focusOnceShown(box.current, id, () => {
      wanted.current = null;
    });
  });
  const focusRow = (id: string): void => {
    wanted.current = id;
    list.current?.scrollToIndex(ids.indexOf(id), { align: 'nearest' });
    setActiveId(id);
    // It may have been the active one before: the effect above is to run all the same.
    again((times) => times + 1);
  };
  const onFocusRow = (id: string | null): void => {
    held.current = id === null ? null : { id, at: ids.indexOf(id) };
    if (id !== null) setActiveId(id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = event.altKey || event.ctrlKey || event.metaKey ? null : targetRow(event.key, active, ids.length);
    const id = to === null ? undefined : ids[to];
    if (to === null || id === undefined) return;
    event.preventDefault();
    wanted.current = id;
    list.current?.scrollToIndex(to, { align: 'nearest' });
    setActiveId(id);
  };
  return { active, onKeyDown, onFocusRow, focusRow };
}

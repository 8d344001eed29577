import { useCallback, useMemo, useReducer, useState } from 'react';
import type { TranscriptItem } from '../session/select.ts';

/** So many items of what is loaded are made into rows at first, and so many more each time the reader comes near the first of them. */
const FIRST = 200;
const STEP = 200;
/** Items shown before the one the reader is to see. */
const BEFORE = 20;

/** The end of a long log: what lies before it is loaded, and made into rows only when somebody goes there. */
export interface Stretch {
  readonly items: readonly TranscriptItem[];
  /** Loaded items before those. */
  readonly hidden: number;
  /** Shows more of them; `upTo`: at least from the item of this key on, null: all. */
  more(upTo?: string | null): void;
}

class Edge {
  #key: string | null = null;
  #at = 0;
  #length = 0;
  #seen: string | null = null;
  #made: readonly [all: readonly TranscriptItem[], from: number, shown: readonly TranscriptItem[]] = [[], 0, []];

  /** Index of the first item shown: the same item as before, whatever came or went before it. */
  at(items: readonly TranscriptItem[], wanted: string | null): number {
    const pushed = this.#at + items.length - this.#length;
    const is = (index: number): boolean => items[index]?.key === this.#key;
    // Where all of it is shown, so is a page of history that is read before it.
    const found =
      this.#length > 0 && this.#at === 0
        ? 0
        : is(this.#at)
          ? this.#at
          : is(pushed)
            ? pushed
            : items.findIndex((item) => item.key === this.#key);
    this.#keep(items, found < 0 ? Math.max(0, items.length - FIRST) : found);
    if (wanted !== null && wanted !== this.#seen) this.show(items, wanted);
    this.#seen = wanted;
    return this.#at;
  }

  shown(items: readonly TranscriptItem[], from: number): readonly TranscriptItem[] {
    if (this.#made[0] !== items || this.#made[1] !== from) this.#made = [items, from, from === 0 ? items : items.slice(from)];
    return this.#made[2];
  }

  show(items: readonly TranscriptItem[], key: string): void {
    const index = items.findLastIndex((item) => item.key === key);
    if (index >= 0 && index < this.#at + BEFORE) this.#keep(items, Math.max(0, index - BEFORE));
  }

  move(items: readonly TranscriptItem[], by: number): void {
    this.#keep(items, Math.max(0, this.#at - by));
  }

  #keep(items: readonly TranscriptItem[], at: number): void {
    this.#at = at;
    this.#key = items[at]?.key ?? null;
    this.#length = items.length;
  }
}

/** @param wanted key of an item that has to be among those shown: the first one that is new to the reader */
export function useStretch(items: readonly TranscriptItem[], wanted: string | null): Stretch {
  const [edge] = useState(() => new Edge());
  const [, again] = useReducer((times: number) => times + 1, 0);
  const hidden = edge.at(items, wanted);
  const shown = edge.shown(items, hidden);
  const more = useCallback(
    (upTo?: string | null) => {
      if (upTo === undefined) edge.move(items, STEP);
      else if (upTo === null) edge.move(items, items.length);
      else edge.show(items, upTo);
      again();
    },
    [edge, items],
  );
  return useMemo(() => ({ items: shown, hidden, more }), [shown, hidden, more]);
}

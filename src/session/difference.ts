/** Where two lists differ: between `from` and `endBefore` of the one stood what stands between `from` and `endNow` of the other. */
export interface Difference {
  readonly from: number;
  readonly endBefore: number;
  readonly endNow: number;
}

/**
 * The one stretch that differs by identity. What follows does work for that stretch only, so that a change costs the same at any
 * length; the comparison itself touches nothing but references (some 10 µs for 10,000).
 */
export function difference(before: readonly unknown[], now: readonly unknown[]): Difference {
  if (before === now) return { from: now.length, endBefore: now.length, endNow: now.length };
  const most = Math.min(before.length, now.length);
  let from = 0;
  while (from < most && before[from] === now[from]) from += 1;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === now[now.length - 1 - same]) same += 1;
  return { from, endBefore: before.length - same, endNow: now.length - same };
}

/** `before` with the stretch that differs replaced. */
export function replaced<Item>(before: readonly Item[], from: number, end: number, middle: readonly Item[]): readonly Item[] {
  if (from === before.length && middle.length === 0) return before;
  // `concat` copies whole stretches at once.
  return before.slice(0, from).concat(middle, before.slice(end));
}

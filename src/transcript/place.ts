import type { Row } from './rows.ts';

/** Index of the row with this key, -1 for none. */
export type Finder = (rows: readonly Row[], key: string) => number;

/**
 * Finds a row that is asked for again and again, as the one with the focus: where it stood, where it stands now that rows came
 * before it, and only else by going through all, from the newest.
 */
export function createFinder(): Finder {
  let last = { at: -1, length: 0 };
  return (rows, key) => {
    const is = (at: number): boolean => rows[at]?.key === key;
    const pushed = last.at + rows.length - last.length;
    const at = is(last.at) ? last.at : is(pushed) ? pushed : rows.findLastIndex((row) => row.key === key);
    last = { at, length: rows.length };
    return at;
  };
}

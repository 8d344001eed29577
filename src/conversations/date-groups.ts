import { daysAgo } from './row-time.ts';

export type DateGroup = 'today' | 'yesterday' | 'week' | 'earlier';

/** Under which heading a conversation stands; a time that cannot be read stands under the last one. */
export function groupOf(iso: string, now: number): DateGroup {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return 'earlier';
  const days = daysAgo(at, now);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  return days < 7 ? 'week' : 'earlier';
}

/**
 * The heading that begins with a conversation, or null; asked for the rows that are drawn only. It is drawn within its first
 * row, so that rows and positions stay the same numbers for the virtual list and the keyboard.
 */
export function headingAt(list: readonly { readonly lastActivityAt: string }[], index: number, now: number): DateGroup | null {
  const [before, own] = [list[index - 1], list[index]];
  if (!own) return null;
  const group = groupOf(own.lastActivityAt, now);
  return before && groupOf(before.lastActivityAt, now) === group ? null : group;
}

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
 * For each conversation, in the list's order, the heading that begins with it, or null. The heading is drawn within its
 * first row, so that rows and positions stay the same numbers for the virtual list and the keyboard.
 */
export function headings(times: readonly string[], now: number): readonly (DateGroup | null)[] {
  let last: DateGroup | null = null;
  return times.map((iso) => {
    const group = groupOf(iso, now);
    if (group === last) return null;
    last = group;
    return group;
  });
}

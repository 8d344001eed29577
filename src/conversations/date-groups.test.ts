import { describe, expect, it } from 'vitest';
import { groupOf, headingAt } from './date-groups.ts';

const now = new Date(2026, 2, 12, 9, 0).getTime();
const at = (day: number, hour = 12): string => new Date(2026, 2, day, hour).toISOString();

describe('date groups', () => {
  it('go by calendar days, not by hours', () => {
    expect(groupOf(at(12, 0), now)).toBe('today');
    expect(groupOf(at(11, 23), now)).toBe('yesterday');
    expect(groupOf(at(10), now)).toBe('week');
    expect(groupOf(at(6), now)).toBe('week');
    expect(groupOf(at(5), now)).toBe('earlier');
    expect(groupOf(at(13), now), 'a clock that is ahead').toBe('today');
    expect(groupOf('never', now)).toBe('earlier');
  });

  it('each begin once, with the first conversation of theirs', () => {
    const list = [at(12), at(12, 8), at(11), at(9), at(8), at(1)].map((lastActivityAt) => ({ lastActivityAt }));
    expect(list.map((_, index) => headingAt(list, index, now))).toEqual(['today', null, 'yesterday', 'week', null, 'earlier']);
    expect(headingAt([], 0, now)).toBeNull();
  });
});

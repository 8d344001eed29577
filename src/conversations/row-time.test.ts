import { describe, expect, it } from 'vitest';
import { rowTime } from './row-time.ts';

const now = new Date(2026, 2, 11, 9, 30).getTime();
const at = (...parts: [number, number, number, number, number]): string => new Date(...parts).toISOString();

describe('time of a row', () => {
  it('is the time today and yesterday, the weekday this week, else the date', () => {
    expect(rowTime(at(2026, 2, 11, 0, 5), now, 'en-GB')).toBe('00:05');
    expect(rowTime(at(2026, 2, 10, 23, 59), now, 'en-GB')).toBe('23:59');
    expect(rowTime(at(2026, 2, 9, 12, 0), now, 'en-GB')).toBe('Mon');
    expect(rowTime(at(2026, 2, 5, 12, 0), now, 'en-GB')).toBe('Thu');
    expect(rowTime(at(2026, 2, 4, 12, 0), now, 'en-GB')).toBe('4 Mar');
    expect(rowTime(at(2025, 11, 31, 12, 0), now, 'en-GB')).toBe('31 Dec 2025');
  });
  it('F42 shows a time of a server whose clock is ahead as a time of today', () => {
    expect(rowTime(at(2026, 2, 11, 9, 40), now, 'en-GB')).toBe('09:40');
  });
  it('is empty for what is no time', () => {
    expect(rowTime('soon', now, 'en-GB')).toBe('');
  });
});

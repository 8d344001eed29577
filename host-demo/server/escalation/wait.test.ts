import { describe, expect, it } from 'vitest';
import { etaSeconds, measuredSeconds } from './wait.ts';

describe('X-9 how long the wait will be', () => {
  it('is an assumed time for each place while nothing was measured', () => {
    expect(etaSeconds(1, null)).toBe(240);
    expect(etaSeconds(3, null)).toBe(720);
  });

  it('is the measured time for each place', () => {
    expect(etaSeconds(3, 95)).toBe(285);
  });

  it.each([
    ['a wait of six minutes from the third place', 360_000, 3, 120],
    ['one that was taken at once', 900, 1, 60],
    ['one that took the night', 40_000_000, 1, 1_800],
  ])('measures %s', (_, waitMs, place, seconds) => expect(measuredSeconds(waitMs, place)).toBe(seconds));
});

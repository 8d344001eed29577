import { describe, expect, it } from 'vitest';
import { createRateLimit } from './rate.ts';

describe('a rate', () => {
  it('allows the burst, then as many as time brings, and says how long to wait', () => {
    let now = 0;
    const rate = createRateLimit(3, 2, () => now);
    expect([rate.take('a'), rate.take('a'), rate.take('a')]).toEqual([0, 0, 0]);
    expect(rate.take('a')).toBe(500);
    now = 500;
    expect(rate.take('a')).toBe(0);
    expect(rate.take('a')).toBe(500);
  });

  it("is each caller's own", () => {
    const rate = createRateLimit(1, 1, () => 0);
    expect([rate.take('a'), rate.take('b')]).toEqual([0, 0]);
    expect(rate.take('a')).toBeGreaterThan(0);
  });

  it('forgets callers that have been quiet', () => {
    let now = 0;
    const rate = createRateLimit(1, 1, () => now);
    for (let caller = 0; caller < 999; caller += 1) rate.take(`c${caller}`);
    now = 10_000;
    rate.take('last');
    expect(rate.size).toBeLessThan(10);
  });
});

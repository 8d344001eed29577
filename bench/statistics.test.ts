import { describe, expect, it } from 'vitest';
import { median, type Pair, pairedRatio, quantile, sequence, spread, verdict } from './statistics.ts';

function pairs(ratios: readonly number[]): Pair[] {
  return ratios.map((ratio, index) => ({ ours: ratio * (index + 1), other: index + 1 }));
}

describe('pairedRatio', () => {
  it('is the geometric mean of the ratios, whatever the sizes of the pairs', () => {
    expect(pairedRatio(pairs([0.5, 2])).ratio).toBeCloseTo(1);
    expect(pairedRatio(pairs([1.5, 1.5, 1.5]))).toMatchObject({ pairs: 3, low: expect.closeTo(1.5), high: expect.closeTo(1.5) });
  });

  it('covers the true ratio in about nine of ten experiments of twelve noisy pairs', () => {
    const next = sequence(7);
    const noise = (): number => Math.exp((next() + next() + next() - 1.5) * 0.2);
    let covered = 0;
    for (let experiment = 0; experiment < 200; experiment += 1) {
      const { low, high } = pairedRatio(pairs(Array.from({ length: 12 }, () => 1.3 * noise())));
      if (low <= 1.3 && 1.3 <= high) covered += 1;
    }
    expect(covered).toBeGreaterThan(160);
    expect(covered).toBeLessThan(195);
  });

  it('refuses what is no ratio', () => {
    expect(() => pairedRatio([])).toThrow('at least one pair');
    expect(() => pairedRatio([{ ours: 1, other: 0 }])).toThrow('Pair 1');
    expect(() => pairedRatio([{ ours: -1, other: 2 }])).toThrow(RangeError);
  });
});

describe('verdict', () => {
  it('is met or missed only with the whole interval on one side', () => {
    const close = pairedRatio(pairs([1.0, 1.02, 0.99, 1.01, 1.0]));
    expect(verdict(close, 1.1)).toBe('met');
    expect(verdict(close, 0.9)).toBe('missed');
    expect(verdict(close, 1.004)).toBe('open');
  });

  it('stays open with too few pairs, however clear they are', () => {
    expect(verdict(pairedRatio(pairs([0.5, 0.5, 0.5, 0.5])), 1)).toBe('open');
  });
});

it('medians, quantiles and the spread of a sample', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5);
  expect(spread([10, 10, 10])).toBe(0);
  expect(spread([8, 9, 10, 11, 12])).toBeCloseTo(10);
});

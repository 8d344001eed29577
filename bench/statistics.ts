/** What was measured side by side once: our figure and the other's, both net of what the harness itself costs. */
export interface Pair {
  readonly ours: number;
  readonly other: number;
}

export type Verdict = 'met' | 'missed' | 'open';

export interface Estimate {
  /** Geometric mean of the pairs' ratios, ours to the other. */
  readonly ratio: number;
  /** Ends of the 90 % bootstrap interval of that mean. */
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
}

/** Fewer pairs than this say too little about their own spread for a verdict. */
export const FEWEST_PAIRS = 5;
const RESAMPLES = 4_000;
const TAIL = 0.05;

/**
 * Bootstrap over whole pairs, percentile interval; the same pairs give the same interval.
 * @throws RangeError without pairs, or when one has no positive figure on each side.
 */
export function pairedRatio(pairs: readonly Pair[]): Estimate {
  if (pairs.length === 0) throw new RangeError('A ratio needs at least one pair; measure first.');
  const logs = pairs.map(({ ours, other }, index) => {
    if (!(ours > 0) || !(other > 0) || !Number.isFinite(ours / other))
      throw new RangeError(`Pair ${index + 1} is ${ours} to ${other}: both sides must be positive, else the work is too small to measure.`);
    return Math.log(ours / other);
  });
  const next = sequence(0x9e37);
  const means: number[] = [];
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    let sum = 0;
    for (let draw = 0; draw < logs.length; draw += 1) sum += logs[Math.floor(next() * logs.length)] ?? 0;
    means.push(sum / logs.length);
  }
  means.sort((a, b) => a - b);
  return {
    ratio: Math.exp(mean(logs)),
    low: Math.exp(quantileOf(means, TAIL)),
    high: Math.exp(quantileOf(means, 1 - TAIL)),
    pairs: pairs.length,
  };
}

/** Met or missed only when the whole interval lies on one side of the goal ("at most"). */
export function verdict({ low, high, pairs }: Estimate, goal: number): Verdict {
  if (pairs < FEWEST_PAIRS) return 'open';
  if (high <= goal) return 'met';
  return low > goal ? 'missed' : 'open';
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @param at in [0, 1]; linear between neighbours. NaN without values. */
export function quantile(values: readonly number[], at: number): number {
  return quantileOf(
    [...values].sort((a, b) => a - b),
    at,
  );
}

function quantileOf(sorted: readonly number[], at: number): number {
  const place = at * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Half the distance between the quartiles in per cent of the median: how far runs of one thing lie apart. */
export function spread(values: readonly number[]): number {
  return (50 * (quantile(values, 0.75) - quantile(values, 0.25))) / median(values);
}

/** Numbers in [0, 1), the same for the same seed. Mulberry32, public domain. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

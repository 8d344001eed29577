/** A token bucket per key. Buckets that are full again are forgotten, so memory follows the callers of the last moments. */
export interface RateLimit {
  /** 0 when allowed, else ms until the next call will be. */
  take(key: string): number;
  readonly size: number;
}

interface Bucket {
  left: number;
  at: number;
}

const SWEEP_AT = 1000;

/** @param burst calls at once. @param perSecond calls a second after that. @param clock ms. */
export function createRateLimit(burst: number, perSecond: number, clock: () => number): RateLimit {
  const buckets = new Map<string, Bucket>();
  let sweepAt = SWEEP_AT;
  const refill = (bucket: Bucket, now: number): number => Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / 1000) * perSecond);

  function sweep(now: number): void {
    for (const [key, bucket] of buckets) if (refill(bucket, now) >= burst) buckets.delete(key);
    sweepAt = Math.max(SWEEP_AT, buckets.size * 2);
  }

  return {
    take(key) {
      const now = clock();
      const bucket = buckets.get(key) ?? { left: burst, at: now };
      bucket.left = refill(bucket, now);
      bucket.at = now;
      buckets.set(key, bucket);
      if (buckets.size >= sweepAt) sweep(now);
      if (bucket.left >= 1) {
        bucket.left -= 1;
        return 0;
      }
      return Math.ceil(((1 - bucket.left) / perSecond) * 1000);
    },
    get size() {
      return buckets.size;
    },
  };
}

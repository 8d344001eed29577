/** What a process has used so far. */
export interface Usage {
  /** User and system time of the whole process, its threads included. */
  readonly cpuMs: number;
  /** Of it in the kernel: for nearly all of it, sending. */
  readonly systemMs: number;
  /** Of the monotonic clock. */
  readonly atMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
}

/** @param settle collect garbage first, where the process was started with `--expose-gc`. */
export function usageNow(settle = false): Usage {
  if (settle) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuMs: (user + system) / 1_000, systemMs: system / 1_000, atMs: performance.now(), rssBytes: rss, heapBytes: heapUsed };
}

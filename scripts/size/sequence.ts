/** When a file was asked for, and when it was there, in ms of the same clock. */
export interface Asked {
  readonly from: number;
  readonly to: number;
}

/** The longest chain in which each file was asked for only after the one before had come. */
export function inSequence(files: readonly Asked[]): number {
  const sorted = [...files].sort((a, b) => a.from - b.from);
  const depth: number[] = [];
  for (const [at, file] of sorted.entries())
    depth[at] = 1 + Math.max(0, ...sorted.slice(0, at).map((other, index) => (other.to <= file.from ? (depth[index] ?? 0) : 0)));
  return Math.max(0, ...depth);
}

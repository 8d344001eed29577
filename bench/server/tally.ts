/** What readers got. */
export interface Tallied {
  readonly events: number;
  readonly pages: number;
  readonly bytes: number;
  /** Numbers left out or repeated: both have to be 0. */
  readonly lost: number;
  readonly doubled: number;
  /** From the making of the newest piece of an event to its arrival, ms. */
  readonly pieceMs: Quantiles;
  /** From the time the log gave the event to its arrival, ms. */
  readonly logMs: Quantiles;
  /** The same of the pieces of the first and the last third of the time: a server that falls behind is later and later. */
  readonly drift: { readonly first: number; readonly last: number };
}

export interface Quantiles {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export class Tally {
  events = 0;
  pages = 0;
  bytes = 0;
  lost = 0;
  doubled = 0;
  private pieces: number[] = [];
  private logs: number[] = [];

  /** @param expected the number after the newest one of this reader. @returns the next expected one. */
  event(seq: number, expected: number, pieceMs: number | undefined, logMs: number): number {
    this.events++;
    if (seq > expected) this.lost += seq - expected;
    if (seq < expected) this.doubled++;
    if (pieceMs !== undefined) this.pieces.push(pieceMs);
    this.logs.push(logMs);
    return Math.max(expected, seq + 1);
  }

  page(bytes: number): void {
    this.pages++;
    this.bytes += bytes;
  }

  reset(): void {
    this.events = 0;
    this.pages = 0;
    this.bytes = 0;
    this.pieces = [];
    this.logs = [];
  }

  read(): Tallied {
    const third = Math.floor(this.pieces.length / 3);
    const { events, pages, bytes, lost, doubled } = this;
    return {
      events,
      pages,
      bytes,
      lost,
      doubled,
      drift: { first: quantiles(this.pieces.slice(0, third)).p50, last: quantiles(this.pieces.slice(-third)).p50 },
      pieceMs: quantiles(this.pieces),
      logMs: quantiles(this.logs),
    };
  }
}

export function quantiles(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { mean, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** Who is looked after again and again. */
export interface Beating {
  /** @param now of the performance clock, ms. */
  beat(now: number): void;
}

/** One timer for all sockets of a door: one of its own for each of ten thousand weighs more than what it is there for. */
export class Pulse {
  readonly everyMs: number;
  private readonly beating = new Set<Beating>();
  private timer: NodeJS.Timeout | undefined;

  constructor(everyMs: number) {
    this.everyMs = everyMs;
  }

  add(it: Beating): void {
    this.beating.add(it);
    this.timer ??= setInterval(() => this.run(), this.everyMs);
  }

  delete(it: Beating): void {
    this.beating.delete(it);
    if (this.beating.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private run(): void {
    const now = performance.now();
    for (const it of this.beating) it.beat(now);
  }
}

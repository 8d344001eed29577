/** Someone who is woken. */
export interface Waiter {
  readonly wake: () => void;
  /** The newest event the waiter has; undefined for those not waiting for a conversation's events. */
  readonly seq: () => number | undefined;
}

const woken = Promise.resolve();

/**
 * The standing place of a reader that reads and waits in turns: registered once, with one timer that is set again only when it runs out,
 * because a reader of an answer waits 25 times a second.
 */
export class Watch implements Waiter {
  readonly seq: () => number | undefined;
  private readonly leave: () => void;
  private wokenSince = false;
  private ended = false;
  private resolve: (() => void) | undefined;
  /** Of the performance clock, ms. */
  private due = 0;
  private timer: NodeJS.Timeout | undefined;
  private timerAt = 0;

  constructor(seq: () => number | undefined, leave: () => void) {
    this.seq = seq;
    this.leave = leave;
  }

  /** Call before reading: a wake-up from then on ends the next `wait` at once, so none falls between reading and waiting. */
  begin(): void {
    this.wokenSince = false;
  }

  wake(): void {
    this.wokenSince = true;
    this.settle();
  }

  /** Resolves when woken since `begin`, when ended, or at `due` of the performance clock, in ms. Never rejects. */
  wait(due: number): Promise<void> {
    const now = performance.now();
    if (this.wokenSince || this.ended || due <= now) return woken;
    this.due = due;
    if (this.timer === undefined || this.timerAt > due) this.arm(now);
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  /** Frees the place; a wait ends. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.leave();
    this.settle();
  }

  private arm(now: number): void {
    clearTimeout(this.timer);
    this.timerAt = this.due;
    this.timer = setTimeout(() => this.ring(), this.due - now);
  }

  private ring(): void {
    this.timer = undefined;
    if (this.resolve === undefined) return;
    const now = performance.now();
    // Timers may be early by less than a millisecond.
    if (now >= this.due - 1) this.settle();
    else this.arm(now);
  }

  private settle(): void {
    const { resolve } = this;
    this.resolve = undefined;
    resolve?.();
  }
}

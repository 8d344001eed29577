/**
 * One clock for all answers a process writes: what they have waits for the next beat and is written in the same turn of the event loop.
 * So the answers of a moment share one transaction, and their readers one read, however many there are.
 */
export class Beat {
  private readonly everyMs: number;
  private waiting = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(everyMs: number) {
    this.everyMs = everyMs;
  }

  /** Calls `act` once, at the next beat: at most `everyMs` from now. Adding it again before then changes nothing. */
  next(act: () => void): void {
    this.waiting.add(act);
    this.timer ??= setTimeout(() => this.run(), this.everyMs - (performance.now() % this.everyMs));
  }

  cancel(act: () => void): void {
    this.waiting.delete(act);
    if (this.waiting.size > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private run(): void {
    const due = this.waiting;
    this.waiting = new Set();
    this.timer = undefined;
    for (const act of due) act();
  }
}

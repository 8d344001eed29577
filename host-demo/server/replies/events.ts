import type { ResponderEvent } from '../responders/responder.ts';

/** What came of a responder's turn. */
export type Turn = ResponderEvent | 'ended' | 'stalled';

interface Waiting {
  readonly resolve: (turn: Turn) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A responder's events one by one, with one timer and one listener for all of them: an answer has dozens a second. Ends with `end`.
 */
export class ResponderEvents {
  private readonly events: AsyncIterator<ResponderEvent>;
  private readonly stop: AbortSignal;
  private readonly timer: NodeJS.Timeout;
  private readonly onStop = () => this.take()?.reject(this.stop.reason);
  private waiting: Waiting | undefined;

  /** @param stallMs a responder silent for this long has stalled. */
  constructor(events: AsyncIterator<ResponderEvent>, stop: AbortSignal, stallMs: number) {
    this.events = events;
    this.stop = stop;
    this.timer = setTimeout(() => this.take()?.resolve('stalled'), stallMs);
    stop.addEventListener('abort', this.onStop, { once: true });
  }

  /** The next event, or what happened instead. Rejects with the reason when stopped, so a stop does not wait for the responder. */
  next(): Promise<Turn> {
    if (this.stop.aborted) return Promise.reject(this.stop.reason);
    this.timer.refresh();
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { resolve, reject };
      this.waiting = waiting;
      this.events.next().then(
        (result) => this.take(waiting)?.resolve(result.done ? 'ended' : result.value),
        (error: unknown) => this.take(waiting)?.reject(error),
      );
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.stop.removeEventListener('abort', this.onStop);
    // Not awaited: a responder that ignores its signal must not hold the worker.
    void Promise.resolve(this.events.return?.(undefined)).catch(() => undefined);
  }

  /** Whoever takes it settles it: the first one does. */
  private take(waiting = this.waiting): Waiting | undefined {
    if (this.waiting !== waiting) return undefined;
    this.waiting = undefined;
    return waiting;
  }
}

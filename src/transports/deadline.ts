/** Work that is given up after a while. */
export interface Deadline {
  /** Aborts with the signal it was made from, or when the time is over. */
  readonly signal: AbortSignal;
  /** The work is done: frees the timer and the listener. */
  clear(): void;
}

/**
 * Not `AbortSignal.any` over `AbortSignal.timeout`: the one holds the other weakly, and Node 20 collects a timeout that
 * nobody else refers to, so that it never fires. @param ms how long the work may take.
 */
export function deadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(() => controller.abort(new DOMException(`Nothing came within ${ms} ms.`, 'TimeoutError')), ms);
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}

/** A sign of life that is waited for; one at a time, the earliest counts. */
export interface Watch {
  within(ms: number, what: string): void;
  /** There is nothing to wait for any more. */
  alive(): void;
  /** A message came while something may be waited for. */
  heard(message: { readonly type: string }): void;
}

/** @param expired told `what` was waited for in vain. */
export function createWatch(expired: (what: string) => void): Watch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restart = (): void => {};
  const alive = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    alive,
    within(ms, what) {
      // A wait that runs already ends earlier.
      if (timer !== undefined) return;
      restart = () => {
        timer = setTimeout(() => expired(what), ms);
      };
      restart();
    },
    heard({ type }) {
      const waiting = timer !== undefined;
      alive();
      // Only the answer to a ping shows that the way there is open too: what was on its way back before it broke puts the end off, no more.
      if (waiting && type !== 'pong') restart();
    },
  };
}

/** Joins what pushes with what pulls: a carrier pushes pages, `follow` pulls them one by one. */
export interface Channel<T> {
  push(value: T): void;
  end(): void;
  fail(error: Error): void;
  /** The reader waits for a value now. */
  readonly wanted: boolean;
  readonly closed: boolean;
  /** One reader. Ends at once when the signal aborts; then what waits in the channel is dropped. */
  read(signal: AbortSignal): AsyncGenerator<T>;
}

export function createChannel<T>(onWanted?: () => void): Channel<T> {
  const waiting: T[] = [];
  let wake: (() => void) | null = null;
  let ended = false;
  let error: Error | null = null;
  const stir = (): void => {
    wake?.();
    wake = null;
  };
  return {
    push(value) {
      if (ended) return;
      waiting.push(value);
      stir();
    },
    end() {
      ended = true;
      stir();
    },
    fail(fault) {
      if (ended) return;
      error = fault;
      ended = true;
      stir();
    },
    get wanted() {
      return wake !== null;
    },
    get closed() {
      return ended;
    },
    async *read(signal) {
      signal.addEventListener('abort', stir, { once: true });
      try {
        while (!signal.aborted) {
          const value = waiting.shift();
          if (value !== undefined) {
            yield value;
            continue;
          }
          if (error) throw error;
          if (ended) return;
          await new Promise<void>((resolve) => {
            wake = resolve;
            onWanted?.();
          });
        }
      } finally {
        signal.removeEventListener('abort', stir);
        ended = true;
      }
    },
  };
}

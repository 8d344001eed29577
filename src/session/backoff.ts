/**
 * The one back-off: doubling from `firstMs` to `maxMs`, each wait drawn from its upper half so that
 * clients of one outage spread. The first repeat is the shortest: a plain cut is mended at once.
 */
export interface Backoff {
  /** The next wait in ms. */
  next(): number;
  /** Waits of at most `spreadMs`, drawn evenly: for a restart the server announced (F03, F33). */
  spread(spreadMs: number): number;
  /** Call on progress, never on a mere connection: ack-then-die must not loop without a pause. */
  reset(): void;
  readonly attempt: number;
}

export function createBackoff(options: { firstMs: number; maxMs: number; random: () => number }): Backoff {
  let attempt = 0;
  return {
    next() {
      const ceiling = Math.min(options.maxMs, options.firstMs * 2 ** Math.min(attempt, 20));
      attempt += 1;
      return Math.round(ceiling * (0.5 + options.random() / 2));
    },
    spread(spreadMs) {
      attempt += 1;
      return Math.round(Math.max(0, spreadMs) * options.random());
    },
    reset() {
      attempt = 0;
    },
    get attempt() {
      return attempt;
    },
  };
}

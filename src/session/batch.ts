import type { Environment } from './environment.ts';

/** Collects what arrives within one frame and hands it over as one array, in order. */
export interface Batch<Item> {
  push(item: Item): void;
  /** Hands over everything now. */
  flush(): void;
  /** Forgets what waits and stops. */
  cancel(): void;
}

/**
 * A frame normally decides; a timer stands in where frames stop, as in a hidden tab (F43). At most
 * `perFrame` items go at once, so that a burst leaves the page free between two frames (F15).
 */
export function createBatch<Item>(
  environment: Pick<Environment, 'after' | 'frame' | 'hidden'>,
  limits: { frameMs: number; pagesPerFrame: number },
  apply: (items: readonly Item[]) => void,
): Batch<Item> {
  let waiting: Item[] = [];
  let unschedule: (() => void) | null = null;

  const turn = (): void => {
    unschedule?.();
    unschedule = null;
    const items = waiting.splice(0, limits.pagesPerFrame);
    if (waiting.length > 0) schedule();
    if (items.length > 0) apply(items);
  };
  const schedule = (): void => {
    if (unschedule) return;
    const cancelTimer = environment.after(limits.frameMs, turn);
    const cancelFrame = environment.hidden() ? undefined : environment.frame(turn);
    unschedule = () => {
      cancelTimer();
      cancelFrame?.();
    };
  };
  return {
    push(item) {
      waiting.push(item);
      schedule();
    },
    flush() {
      unschedule?.();
      unschedule = null;
      const items = waiting;
      waiting = [];
      if (items.length > 0) apply(items);
    },
    cancel() {
      unschedule?.();
      unschedule = null;
      waiting = [];
    },
  };
}

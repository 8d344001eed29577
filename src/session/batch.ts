import type { Environment } from './environment.ts';

/** Collects what arrives within one frame and hands it over as one array, in order. */
export interface Batch<Item> {
  push(item: Item): void;
  /** Hands over everything now. */
  flush(): void;
  /** Forgets what waits and stops. */
  cancel(): void;
}

interface BatchLimits {
  readonly frameMs: number;
  readonly pagesPerFrame: number;
  readonly growthMs: number;
  readonly closeMs: number;
}

/**
 * A frame normally decides; a timer stands in where frames stop, as in a hidden tab (F43). At most
 * `pagesPerFrame` items go at once, so that a burst leaves the page free between two frames (F15).
 *
 * After items that can wait (`patient`) and come closer than `closeMs` more of them wait for `growthMs`; whatever cannot wait takes
 * them along in its frame. A source that takes its time is never waited for.
 */
export function createBatch<Item>(
  environment: Pick<Environment, 'after' | 'frame' | 'hidden' | 'now'>,
  limits: BatchLimits,
  apply: (items: readonly Item[]) => void,
  patient: (item: Item) => boolean = () => false,
): Batch<Item> {
  let waiting: Item[] = [];
  let unschedule: (() => void) | null = null;
  let endRest: (() => void) | null = null;
  let came = Number.NEGATIVE_INFINITY;
  let close = false;

  const rest = (): void => {
    endRest = environment.after(limits.growthMs, () => {
      endRest = null;
      if (waiting.length > 0) schedule();
    });
  };
  const turn = (): void => {
    unschedule?.();
    endRest?.();
    unschedule = null;
    endRest = null;
    const items = waiting.splice(0, limits.pagesPerFrame);
    if (waiting.length > 0) schedule();
    else if (close && items.length > 0 && items.every(patient)) rest();
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
      const now = environment.now();
      close = now - came < limits.closeMs;
      came = now;
      waiting.push(item);
      if (endRest === null || !patient(item)) schedule();
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
      endRest?.();
      unschedule = null;
      endRest = null;
      waiting = [];
    },
  };
}

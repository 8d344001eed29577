import { type Environment, sleep } from '../session/environment.ts';

/** Snapshots taken because the view and the log disagreed: more than this many in that time, in ms, would only repeat a fault of the server (rule K-4). */
const REPAIRS = { most: 3, withinMs: 30_000, pauseMs: 3_000 } as const;

/**
 * Takes snapshots for as long as the view and the log disagree, one at a time. One that fails, or that newer
 * pages overtook, is followed by another after a pause, whether or not the log goes on meanwhile: a
 * conversation at rest has no further page that would ask again. @returns what to call when the view is damaged.
 */
export function createRepair(
  environment: Pick<Environment, 'after'>,
  signal: AbortSignal,
  view: { damaged(): boolean; takeSnapshot(): Promise<unknown> },
): () => Promise<void> {
  let taken = 0;
  let repairing = false;
  return async () => {
    if (repairing) return;
    repairing = true;
    while (!signal.aborted && view.damaged()) {
      if (taken < REPAIRS.most) {
        taken += 1;
        // Counted down by a timer: the page's clock may jump (F42).
        void sleep(environment, REPAIRS.withinMs, signal).then(() => {
          taken -= 1;
        });
        await view.takeSnapshot().catch(() => {});
      }
      if (view.damaged()) await sleep(environment, REPAIRS.pauseMs, signal);
    }
    repairing = false;
  };
}

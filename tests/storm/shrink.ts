import type { TransportName } from '../faults/schedule.ts';
import type { Op, Schedule } from './schedule.ts';
import { runSchedule } from './world.ts';

/** Tries at most; each is one run of what is left. */
const TRIES = 400;

/**
 * The fewest operations that still break the same rule: pieces of the schedule are left out, large ones
 * first, for as long as it breaks without them (delta debugging). When the faults end stays as it was.
 */
export async function shrink(schedule: Schedule, rule: string, transport: TransportName = 'ladder'): Promise<Schedule> {
  let tries = 0;
  const breaks = async (candidate: Schedule): Promise<boolean> => {
    tries += 1;
    return (await runSchedule(candidate, { transport })).violation?.rule === rule;
  };
  let ops: readonly Op[] = schedule.ops;
  for (let size = Math.ceil(ops.length / 2); size >= 1 && tries < TRIES; ) {
    let smaller = false;
    for (let from = 0; from < ops.length && tries < TRIES; ) {
      const without = [...ops.slice(0, from), ...ops.slice(from + size)];
      if (await breaks({ ...schedule, ops: without })) {
        ops = without;
        smaller = true;
      } else from += size;
    }
    if (!smaller || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return { ...schedule, ops };
}

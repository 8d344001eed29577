import type { TransportName } from '../faults/schedule.ts';
import { createSchedule, isFault, type Schedule } from './schedule.ts';
import { shrink } from './shrink.ts';
import { type Result, runSchedule } from './world.ts';

/** A schedule in which a promise did not hold. */
export interface Found {
  readonly seed: number;
  readonly rule: string;
  readonly message: string;
  /** The fewest operations found that still show it. */
  readonly shrunk: Schedule;
  readonly trace: readonly string[];
}

export interface StormOptions {
  /** The first schedule's seed; the others follow it one by one. */
  readonly seed: number;
  readonly count: number;
  /** Default: the ladder; else one of its rungs alone. */
  readonly transport?: TransportName;
  readonly stopAtFirst?: boolean;
  /** Default true: makes what was found small before it is told. */
  readonly shrinks?: boolean;
  onViolation?(found: Found): void;
  onProgress?(done: number, violations: number): void;
}

export interface Storm {
  readonly schedules: number;
  readonly violations: number;
  /** Of all schedules in their order. */
  readonly hash: number;
  readonly medians: { readonly tabs: number; readonly sends: number; readonly events: number; readonly faults: number };
  /** The least any schedule had. */
  readonly least: { readonly tabs: number; readonly sends: number; readonly events: number; readonly faults: number };
  /** Ms from the end of the last fault until every tab was current. */
  readonly recovery: { readonly p50: number; readonly p95: number; readonly max: number };
}

/** Runs `count` schedules one after another. The same seed gives the same storm, to the last step. */
export async function runStorm(options: StormOptions): Promise<Storm> {
  const { transport = 'ladder' } = options;
  const figures: { tabs: number; sends: number; events: number; faults: number; recoveryMs: number }[] = [];
  let violations = 0;
  let hash = 0;
  for (let done = 0; done < options.count; done += 1) {
    const schedule = createSchedule(options.seed + done);
    const result = await runSchedule(schedule, { transport });
    hash = (Math.imul(hash, 31) + result.hash) | 0;
    figures.push({
      tabs: schedule.tabs,
      sends: result.sends,
      events: result.events,
      faults: schedule.ops.filter(isFault).length,
      recoveryMs: result.recoveryMs,
    });
    if (result.violation) {
      violations += 1;
      options.onViolation?.(await explain(schedule, result, options.shrinks ?? true, transport));
      if (options.stopAtFirst) break;
    }
    options.onProgress?.(done + 1, violations);
    // Nothing of the process had a turn during a schedule: timers, signals and other tests get one here.
    if (done % 8 === 7) await new Promise((resolve) => setImmediate(resolve));
  }
  const of = (name: 'tabs' | 'sends' | 'events' | 'faults', part: number): number =>
    quantile(
      figures.map((figure) => figure[name]),
      part,
    );
  const all = (part: number) => ({
    tabs: of('tabs', part),
    sends: of('sends', part),
    events: of('events', part),
    faults: of('faults', part),
  });
  const recoveries = figures.map((figure) => figure.recoveryMs).filter((ms) => ms >= 0);
  return {
    schedules: figures.length,
    violations,
    hash: hash >>> 0,
    medians: all(0.5),
    least: all(0),
    recovery: { p50: quantile(recoveries, 0.5), p95: quantile(recoveries, 0.95), max: quantile(recoveries, 1) },
  };
}

/** One seed again, with its trace. */
export async function replay(seed: number): Promise<{ schedule: Schedule; result: Result; found: Found | null }> {
  const schedule = createSchedule(seed);
  const result = await runSchedule(schedule, { trace: true });
  return { schedule, result, found: result.violation ? await explain(schedule, result, true, 'ladder') : null };
}

async function explain(schedule: Schedule, result: Result, small: boolean, transport: TransportName): Promise<Found> {
  const rule = result.violation?.rule ?? '';
  const shrunk = small ? await shrink(schedule, rule, transport) : schedule;
  const again = await runSchedule(shrunk, { trace: true, transport });
  return { seed: schedule.seed, rule, message: again.violation?.message ?? result.violation?.message ?? '', shrunk, trace: again.trace };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}

import { seedOf } from './chance.ts';
import { openField } from './field.ts';
import type { Played } from './play.ts';
import { makeSchedule, type Schedule, TRANSPORTS, type TransportName } from './schedule.ts';

export interface FaultsOptions {
  readonly seed: number;
  /** Schedules in all, shared evenly among the transports. */
  readonly count: number;
  /** Default: all four. */
  readonly transports?: readonly TransportName[];
  /** Schedules that run at once. */
  readonly concurrency?: number;
  /** The durations of both sides are divided by this; default 10. */
  readonly scale?: number;
  /** On a real Postgres instead of PGlite: more schedules a second, true concurrency. */
  readonly postgres?: boolean;
  /** Stop after so many failures; default: go on to the end. */
  readonly failures?: number;
  /** Play exactly this schedule, by its own seed, on each of the transports. */
  readonly replay?: number;
  /** Begins no further schedule once it is aborted; what was played is reported. */
  readonly signal?: AbortSignal;
  readonly onPlayed?: (played: Played, schedule: Schedule, done: number, count: number) => void;
}

export interface Result {
  readonly transport: TransportName;
  count: number;
  failures: number;
  /** In ms of this run, each from the later of the fault's end and the limit that detects it. */
  readonly recoveries: number[];
  /** Those of plain cuts alone, with no other fault over them. */
  readonly cuts: number[];
  faults: number;
  /** Runs made once more because the machine was too busy for them to tell anything about time. */
  again: number;
}

export interface FaultsReport {
  readonly results: readonly Result[];
  readonly failed: readonly { readonly schedule: Schedule; readonly played: Played }[];
  readonly tookMs: number;
  /** ms of processor time, the server's included. */
  readonly cpuMs: number;
}

/** Plays a campaign on one real server of its own. Rejects only when that server cannot be started. */
export async function runFaults(options: FaultsOptions): Promise<FaultsReport> {
  const { concurrency = 40, scale = 10, failures = Number.POSITIVE_INFINITY } = options;
  const schedules = plan(options);
  const results = new Map<TransportName, Result>();
  const failed: { schedule: Schedule; played: Played }[] = [];
  const field = await openField(scale, options.postgres);
  const began = performance.now();
  const cpu = process.cpuUsage();
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < schedules.length && failed.length < failures && !options.signal?.aborted; at = next++) {
      const schedule = schedules[at];
      if (!schedule) break;
      const { played, again } = await field.play(schedule);
      done += 1;
      record(results, schedule, played, again);
      if (played.violations.length > 0) failed.push({ schedule, played });
      options.onPlayed?.(played, schedule, done, schedules.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, schedules.length) }, work));
  } finally {
    await field.close();
  }
  const { user, system } = process.cpuUsage(cpu);
  return { results: [...results.values()], failed, tookMs: performance.now() - began, cpuMs: (user + system) / 1_000 };
}

function plan({ seed, count, transports = TRANSPORTS, replay }: FaultsOptions): readonly Schedule[] {
  if (replay !== undefined) return transports.map((transport) => makeSchedule(replay, transport));
  return Array.from({ length: count }, (_, at) => makeSchedule(seedOf(seed, at), transports[at % transports.length] ?? 'ladder'));
}

function record(results: Map<TransportName, Result>, { transport }: Schedule, played: Played, again: number): void {
  const result = results.get(transport) ?? { transport, count: 0, failures: 0, recoveries: [], cuts: [], faults: 0, again: 0 };
  results.set(transport, result);
  result.count += 1;
  result.again += again;
  result.faults += played.struck.length;
  if (played.violations.length > 0) result.failures += 1;
  for (const { ms, faults } of played.recoveries) {
    result.recoveries.push(ms);
    if (faults.length === 1 && faults[0] === 'reset') result.cuts.push(ms);
  }
}

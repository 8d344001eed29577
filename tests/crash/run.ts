import { seedOf } from '../faults/chance.ts';
import { Cluster, type ServerProcesses } from './cluster.ts';
import { CRASHES_IN_ROUND, makePlan, type Plan, type StrikeKind } from './plan.ts';
import type { Recovery } from './recovery.ts';
import { playRound, type Round } from './round.ts';

const REST_MS = 90_000;

export interface CrashOptions extends ServerProcesses {
  readonly seed: number;
  /** Crashes in all; they come in rounds of ten, each with conversations of its own. */
  readonly count: number;
  /** Play exactly this round, by its own seed, instead of a campaign. */
  readonly replay?: number;
  /** Stop after so many rounds with anomalies; default: go on to the end. */
  readonly failures?: number;
  /** Within this, in ms, everything comes to an end after a round's last crash; default 90,000, generous for a busy machine. */
  readonly restMs?: number;
  /** Begins no further round once it is aborted; what was played is reported. */
  readonly signal?: AbortSignal;
  readonly onRound?: (round: Round, report: CrashReport) => void;
}

export interface CrashReport {
  readonly struck: Record<StrikeKind, number>;
  readonly sends: Record<'ok' | 'fail' | 'unknown', number>;
  /** Attempts beyond the first, of all sends, and sends whose repeat found that an unanswered attempt had been committed (F24). */
  repeated: number;
  recognised: number;
  /** Of these, those of which every attempt before had been answered UNAVAILABLE (C-4). */
  recognisedAway: number;
  /** Unknown sends that are in the log. */
  unknownInLog: number;
  /** Messages, answers and events in the logs; answers' attempts that were lost with their worker. */
  messages: number;
  answers: number;
  events: number;
  lostAttempts: number;
  /** Events live readers were given. */
  read: number;
  rounds: number;
  anomalies: number;
  readonly failed: Round[];
  readonly recoveries: Recovery[];
  tookMs: number;
}

/**
 * A real Postgres, two server processes, writers and readers, and SIGKILL for all but the latter. Rejects only when the processes
 * can't be started. Servers live on from round to round: only what was killed is started again.
 */
export async function runCrash(options: CrashOptions): Promise<CrashReport> {
  const { failures = Number.POSITIVE_INFINITY, restMs = REST_MS, signal } = options;
  const report: CrashReport = {
    struck: { server: 0, worker: 0, database: 0, pause: 0 },
    sends: { ok: 0, fail: 0, unknown: 0 },
    repeated: 0,
    recognised: 0,
    recognisedAway: 0,
    unknownInLog: 0,
    messages: 0,
    answers: 0,
    events: 0,
    lostAttempts: 0,
    read: 0,
    rounds: 0,
    anomalies: 0,
    failed: [],
    recoveries: [],
    tookMs: 0,
  };
  const cluster = await Cluster.open(options);
  const began = performance.now();
  try {
    for (const plan of plansOf(options)) {
      if (signal?.aborted || report.failed.length >= failures) break;
      const round = await playRound(plan, cluster, restMs);
      record(report, round);
      report.tookMs = performance.now() - began;
      options.onRound?.(round, report);
    }
  } finally {
    await cluster.close();
  }
  return report;
}

/** Crashes there were; a pause is none. */
export function crashesOf({ struck }: CrashReport): number {
  return struck.server + struck.worker + struck.database;
}

function plansOf({ seed, count, replay }: CrashOptions): readonly Plan[] {
  if (replay !== undefined) return [makePlan(replay)];
  return Array.from({ length: Math.ceil(count / CRASHES_IN_ROUND) }, (_, at) =>
    makePlan(seedOf(seed, at), Math.min(CRASHES_IN_ROUND, count - at * CRASHES_IN_ROUND)),
  );
}

function record(report: CrashReport, round: Round): void {
  const { history, anomalies, struck, recoveries } = round;
  report.rounds += 1;
  report.anomalies += anomalies.length;
  if (anomalies.length > 0) report.failed.push(round);
  for (const { kind } of struck) report.struck[kind] += 1;
  report.recoveries.push(...recoveries);
  const unknown = new Set<string>();
  for (const { outcome, intent, attempts, clientMessageId, deduplicated } of history.sends) {
    report.sends[outcome] += 1;
    report.repeated += attempts.length - 1;
    if (intent === 'plain' && deduplicated) {
      report.recognised += 1;
      if (attempts.slice(0, -1).every(({ result }) => result === 'UNAVAILABLE')) report.recognisedAway += 1;
    }
    if (outcome === 'unknown') unknown.add(clientMessageId);
  }
  report.read += history.seen.reduce((sum, { events }) => sum + events.length, 0);
  for (const { events } of history.told) {
    report.events += events.length;
    for (const event of events) {
      if (event.type === 'MessageReset' && event.reason === 'WORKER_LOST') report.lostAttempts += 1;
      if (event.type !== 'MessageAdded') continue;
      if (event.message.author.role !== 'USER') report.answers += 1;
      else {
        report.messages += 1;
        if (unknown.has(event.message.clientMessageId ?? '')) report.unknownInLog += 1;
      }
    }
  }
}

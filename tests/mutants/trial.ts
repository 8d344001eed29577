/**
 * One campaign of one trial, in a process of its own: whatever the loader changed is changed for the whole of it. Its only argument is
 * a `Task`; it answers its parent with an `Outcome`. It loads no campaign but its own, so that what was loaded was also in use.
 */
import type { TransportName } from '../faults/schedule.ts';
import type { Campaign } from './mutant.ts';

export interface Task {
  readonly campaign: Campaign;
  readonly transport: TransportName | null;
  readonly seed: number;
  /** Schedules at most; crashes for the crash campaign. */
  readonly count: number;
  /** Exactly the schedule with this seed. */
  readonly replay: number | null;
}

export interface Outcome {
  /** Schedules (or crashes) until the first violation; null: there was none. */
  readonly caughtAt: number | null;
  readonly played: number;
  /** Of the schedule with the violation. */
  readonly seed: number | null;
  readonly what: string;
}

const MISSED = { caughtAt: null, seed: null, what: '' } as const;
/** Faults' schedules that run at once: enough to fill the waiting, few enough for time to mean something. */
const CONCURRENCY = 24;
/** Everything has come to rest within this after the last crash, or never does. */
const REST_MS = 60_000;

async function storm({ seed, count, replay: again, transport }: Task): Promise<Outcome> {
  const { runStorm } = await import('../storm/run.ts');
  let caught: Outcome | null = null;
  const { schedules } = await runStorm({
    ...{ seed: again ?? seed, count: again === null ? count : 1, transport: transport ?? 'ladder', shrinks: false, stopAtFirst: true },
    onViolation: (found) => (caught = { caughtAt: found.seed - (again ?? seed) + 1, played: 0, seed: found.seed, what: found.message }),
  });
  return { ...(caught ?? MISSED), played: schedules };
}

async function faults({ seed, count, replay: again, transport }: Task): Promise<Outcome> {
  const { runFaults } = await import('../faults/run.ts');
  const stop = new AbortController();
  let caught: Outcome | null = null;
  let played = 0;
  await runFaults({
    ...{ seed, count, transports: [transport ?? 'ladder'], concurrency: CONCURRENCY, failures: 1, signal: stop.signal },
    ...(again === null ? {} : { replay: again }),
    onPlayed(result, schedule, done) {
      played = done;
      const what = result.violations[0];
      if (what === undefined || caught) return;
      caught = { caughtAt: done, played: done, seed: schedule.seed, what };
      stop.abort();
      // What runs beside it may take minutes to come to rest with this bug, and nobody wants to know.
      answer({ ...caught, played });
    },
  });
  return { ...(caught ?? MISSED), played };
}

async function crash({ seed, count, replay: again }: Task): Promise<Outcome> {
  const { runCrash } = await import('../crash/run.ts');
  let caught: Outcome | null = null;
  let crashes = 0;
  await runCrash({
    ...{ seed, count, failures: 1, restMs: REST_MS, signal: stopping.signal },
    ...(again === null ? {} : { replay: again }),
    onRound(round) {
      crashes += round.struck.filter(({ kind }) => kind !== 'pause').length;
      const [anomaly] = round.anomalies;
      if (anomaly) caught ??= { caughtAt: crashes, played: crashes, seed: round.plan.seed, what: anomaly.what };
    },
  });
  return { ...(caught ?? MISSED), played: crashes };
}

async function escalation({ seed, count, replay: again }: Task): Promise<Outcome> {
  const { runEscalation } = await import('../escalation/run.ts');
  const { found, played } = await runEscalation({ seed: again ?? seed, count, shrinks: false });
  return found === null ? { ...MISSED, played } : { caughtAt: found.at, played, seed: found.seed, what: found.message };
}

function answer(outcome: Outcome): void {
  process.send?.(outcome, () => process.exit(0));
}

/** A crash campaign plays its round to the end, since it has servers and a database to take away; the others live in this process alone. */
const stopping = new AbortController();
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'])
  process.once(event, () => {
    if (task.campaign === 'crash') stopping.abort();
    else process.exit(1);
  });

const task = JSON.parse(process.argv[2] ?? '{}') as Task;
const campaigns = { storm, faults, crash, escalation };
answer(await campaigns[task.campaign](task));

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TransportName } from '../faults/schedule.ts';
import { CLIENT_MUTANTS } from './client-mutants.ts';
import { type Campaign, checkMutant, describeFor, type Mutant, ROOT } from './mutant.ts';
import { PERSON_MUTANTS } from './person-mutants.ts';
import { SERVER_MUTANTS } from './server-mutants.ts';
import type { Outcome, Task } from './trial.ts';

export const MUTANTS: readonly Mutant[] = [...CLIENT_MUTANTS, ...SERVER_MUTANTS, ...PERSON_MUTANTS];

/** One line of the table. */
export interface Row extends Outcome {
  /** Null: the control, which is the source as it stands. */
  readonly mutant: string | null;
  readonly campaign: Campaign;
  readonly transport: TransportName | null;
  readonly seconds: number;
}

export interface MutantsOptions {
  readonly seed: number;
  /** Schedules at most for each mutant, campaign and transport. */
  readonly count: number;
  readonly mutants?: readonly Mutant[];
  /** Only what this campaign shows. */
  readonly campaign?: Campaign | null;
  /** Exactly this schedule, of each campaign and transport. */
  readonly replay?: number | null;
  /** Default true: the unchanged source on the same seeds. */
  readonly control?: boolean;
  readonly signal?: AbortSignal;
  readonly onRow?: (row: Row) => void;
}

/** Least number of control schedules: a mutant that is caught at once says little about noise. Crashes come in rounds of ten. */
const CONTROL: Readonly<Record<Campaign, number>> = { storm: 100, faults: 60, crash: 20, escalation: 60 };
const MOST_CRASHES = 500;

/**
 * Every mutant through its campaigns, each transport alone, then the unchanged source over as many of the same seeds as any mutant needed.
 * Rejects when a patch does not match exactly once, or was not loaded.
 */
export async function runMutants(options: MutantsOptions): Promise<readonly Row[]> {
  const { mutants = MUTANTS, seed, replay = null, control = true } = options;
  for (const mutant of mutants) checkMutant(mutant);
  const rows: Row[] = [];
  const add = async (mutant: Mutant | null, task: Task): Promise<void> => {
    if (options.signal?.aborted) return;
    const row = await runTrial(mutant, task, options.signal);
    if (!row) return;
    rows.push(row);
    options.onRow?.(row);
  };
  for (const mutant of mutants)
    for (const { campaign, transport } of placesOf(mutant, options.campaign ?? null))
      await add(mutant, {
        campaign,
        transport,
        seed,
        replay,
        count: campaign === 'crash' ? Math.min(MOST_CRASHES, options.count) : options.count,
      });
  if (!control) return rows;
  for (const { campaign, transport, count } of controlsOf(rows)) await add(null, { campaign, transport, seed, replay, count });
  return rows;
}

interface Place {
  readonly campaign: Campaign;
  readonly transport: TransportName | null;
}

function placesOf({ trials }: Mutant, only: Campaign | null): readonly Place[] {
  const wanted = trials.filter(({ campaign }) => only === null || campaign === only);
  return wanted.flatMap((trial): Place[] =>
    !('transports' in trial)
      ? [{ campaign: trial.campaign, transport: null }]
      : trial.transports.map((transport) => ({ campaign: trial.campaign, transport })),
  );
}

function controlsOf(rows: readonly Row[]): readonly (Place & { readonly count: number })[] {
  const controls = new Map<string, Place & { readonly count: number }>();
  for (const { campaign, transport, caughtAt } of rows) {
    const key = `${campaign} ${transport}`;
    const count = Math.max(CONTROL[campaign], caughtAt ?? 0, controls.get(key)?.count ?? 0);
    controls.set(key, { campaign, transport, count });
  }
  return [...controls.values()];
}

/** Null when it was stopped. Rejects when the process fails, or never loaded what was to be changed. */
async function runTrial(mutant: Mutant | null, task: Task, signal: AbortSignal | undefined): Promise<Row | null> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mutant-'));
  const stamp = path.join(folder, 'loaded');
  const began = performance.now();
  try {
    const outcome = await inProcess(mutant && describeFor(mutant, stamp), task, signal);
    if (outcome === null) return null;
    if (mutant) checkLoaded(mutant, stamp);
    const { campaign, transport } = task;
    return { mutant: mutant?.name ?? null, campaign, transport, ...outcome, seconds: (performance.now() - began) / 1_000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkLoaded({ name, patches }: Mutant, stamp: string): void {
  const loaded = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  for (const { file } of patches)
    if (!loaded.includes(pathToFileURL(path.join(ROOT, file)).href))
      throw new Error(`The mutant ${name} changes ${file}, and its campaign never loaded that file: this says nothing about the mutant.`);
}

function inProcess(mutant: string | null, task: Task, signal: AbortSignal | undefined): Promise<Outcome | null> {
  const loader = pathToFileURL(path.join(import.meta.dirname, 'loader.mjs')).href;
  // Options from the environment come first, and processes that the campaign starts have them too.
  const env =
    mutant === null
      ? process.env
      : { ...process.env, MUTANT: mutant, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${loader}` };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'trial.ts'), JSON.stringify(task)], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    let outcome: Outcome | null = null;
    child.stderr?.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4_000);
    });
    child.on('message', (message) => (outcome = message as Outcome));
    // What it does then is in trial.ts: the campaign may have servers and a database to take away.
    const onAbort = (): void => void child.kill('SIGTERM');
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('exit', (code, how) => {
      signal?.removeEventListener('abort', onAbort);
      if (signal?.aborted) resolve(null);
      else if (outcome) resolve(outcome);
      else reject(new Error(`The ${task.campaign} campaign ended with ${how ?? `code ${code}`} before it told anything:\n${said.trim()}`));
    });
  });
}

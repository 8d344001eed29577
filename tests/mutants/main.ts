/**
 * Bugs put into the source while it is loaded, each to be caught by the campaigns within so many schedules, each transport alone.
 *   npm run mutants                              all of them, 2,000 schedules at most for each, then the unchanged source
 *   npm run mutants -- --only NAME               one of them
 *   npm run mutants -- --campaign storm          what one campaign shows: storm, faults, crash or escalation
 *   npm run mutants -- --only NAME --replay SEED the schedule with this seed again; faults and crash have real clocks: not the same interleaving
 * Ends with code 1 when a mutant survives or the unchanged source breaks a promise; 2 when it was called wrongly.
 */
import { parseArgs } from 'node:util';
import type { Campaign, Mutant } from './mutant.ts';
import { MUTANTS, type Row, runMutants } from './run.ts';
import { rowText, summary, survived } from './table.ts';

const usage = 'Usage: npm run mutants -- [--seed N] [--count N] [--only NAME [--replay SEED]] [--campaign storm|faults|crash|escalation]';
const CAMPAIGNS: readonly Campaign[] = ['storm', 'faults', 'crash', 'escalation'];

function stop(message: string): never {
  console.error(`${message}\n${usage}`);
  process.exit(2);
}

function read() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ options: { seed: text, count: text, only: text, replay: text, campaign: text } }).values;
  } catch (fault) {
    return stop(fault instanceof Error ? fault.message : String(fault));
  }
}

function whole(name: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/u.test(value) && number >= least && number <= most) return number;
  return stop(`--${name} must be a whole number from ${least} to ${most}, not "${value}".`);
}

function chosen(name: string | undefined): readonly Mutant[] {
  if (name === undefined) return MUTANTS;
  const found = MUTANTS.filter((mutant) => mutant.name === name);
  if (found.length === 0) stop(`--only must be one of ${MUTANTS.map((mutant) => mutant.name).join(', ')}, not "${name}".`);
  return found;
}

const values = read();
const mutants = chosen(values.only);
const campaign = values.campaign === undefined ? null : CAMPAIGNS.find((name) => name === values.campaign);
if (campaign === undefined) stop(`--campaign must be one of ${CAMPAIGNS.join(', ')}, not "${values.campaign}".`);
const most = 4_294_967_295;
const replay = whole('replay', values.replay, 0, most) ?? null;
if (replay !== null && values.only === undefined) stop('--replay plays one schedule of one mutant: name it with --only.');
if (replay !== null && (values.seed !== undefined || values.count !== undefined)) stop('--replay takes neither --seed nor --count.');
// The storm counts its seeds up from the first.
const seed = whole('seed', values.seed, 0, 2_000_000_000) ?? Math.floor(Math.random() * 1_000_000);
const count = whole('count', values.count, 1, 100_000) ?? 2_000;

console.log(replay === null ? `seed ${seed}, ${mutants.length} mutants, at most ${count} schedules each` : `schedule ${replay} again`);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
try {
  const rows: readonly Row[] = await runMutants({
    ...{ seed, count, mutants, campaign, replay },
    signal: stopping.signal,
    onRow: (row) => console.log(rowText(row)),
  });
  console.log(summary(rows, seed));
  if (stopping.signal.aborted) console.log('Stopped before the end.');
  process.exitCode = survived(rows).length > 0 || stopping.signal.aborted ? 1 : 0;
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
}

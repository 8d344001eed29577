import { parseArgs } from 'node:util';
import { type Found, replay, runStorm } from './run.ts';
import { isFault, type Schedule } from './schedule.ts';

/**
 * npm run storm -- [--seed N] [--count N]   that many schedules, from this seed on (default: 1 and 10000)
 * npm run storm -- --replay SEED            one of them again, with everything that happened
 * Ends with code 1 when a promise did not hold, 2 when it was called wrongly.
 */
const USAGE = 'Usage: npm run storm -- [--seed N] [--count N] | --replay SEED';

function number(name: string, value: string | undefined, least: number): number | null {
  if (value === undefined) return null;
  const read = Number(value);
  if (Number.isSafeInteger(read) && read >= least && read <= 0x7fff_ffff && value.trim() !== '') return read;
  throw new Error(`--${name} takes a whole number from ${least} to ${0x7fff_ffff}, not "${value}".`);
}

function readArguments(): { seed: number; count: number; replay: number | null } {
  const options = { seed: { type: 'string' }, count: { type: 'string' }, replay: { type: 'string' } } as const;
  const { values } = parseArgs({ options, strict: true, allowPositionals: false });
  const replayed = number('replay', values.replay, 0);
  if (replayed !== null && (values.seed !== undefined || values.count !== undefined))
    throw new Error('--replay runs one schedule: it takes neither --seed nor --count.');
  return { seed: number('seed', values.seed, 0) ?? 1, count: number('count', values.count, 1) ?? 10_000, replay: replayed };
}

function describeSchedule(schedule: Schedule): string {
  const lines = schedule.ops.map((op) => {
    const lasting = op.ms > 0 ? ` for ${op.ms} ms` : '';
    return `  ${(op.at / 1_000).toFixed(3).padStart(9)} s  tab ${op.tab}  ${op.kind}${lasting}${isFault(op) ? '' : '  (a person)'}`;
  });
  return [
    `  ${schedule.tabs} tabs, faults over at ${(schedule.calmAt / 1_000).toFixed(1)} s, everything at ${(schedule.doneAt / 1_000).toFixed(1)} s`,
    ...lines,
  ].join('\n');
}

function printFound(found: Found): void {
  const last = found.trace.slice(-40);
  console.log(`\nViolation with seed ${found.seed}: ${found.message}`);
  console.log(`Shrunk to ${found.shrunk.ops.length} operations:\n${describeSchedule(found.shrunk)}`);
  console.log(`Its last ${last.length} steps:\n${last.map((line) => `  ${line}`).join('\n')}`);
  console.log(`Again, with every step: npm run storm -- --replay ${found.seed}\n`);
}

async function replayOne(seed: number): Promise<void> {
  const { schedule, result, found } = await replay(seed);
  console.log(`Seed ${seed}:\n${describeSchedule(schedule)}\n`);
  for (const line of result.trace) console.log(line);
  console.log(`\n${result.events} events, ${result.sends} sends, trace ${result.hash.toString(16).padStart(8, '0')}`);
  if (found) printFound(found);
  process.exitCode = result.violation ? 1 : 0;
}

async function main(): Promise<void> {
  const { seed, count, replay: replayed } = readArguments();
  if (replayed !== null) return replayOne(replayed);
  const startedAt = performance.now();
  let toldAt = startedAt;
  const storm = await runStorm({
    seed,
    count,
    onViolation: printFound,
    onProgress(done, violations) {
      if (performance.now() - toldAt < 5_000 && done !== count) return;
      toldAt = performance.now();
      console.log(`${done} of ${count} schedules, ${violations} violations, ${((toldAt - startedAt) / 1_000).toFixed(0)} s`);
    },
  });
  const { medians, least, recovery } = storm;
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`
${storm.schedules} schedules from seed ${seed} in ${seconds.toFixed(1)} s, ${storm.violations} violations, trace ${storm.hash.toString(16).padStart(8, '0')}
a schedule has ${medians.tabs} clients, ${medians.sends} sends, ${medians.events} events, ${medians.faults} faults (medians), at least ${least.tabs}, ${least.sends}, ${least.events}, ${least.faults}
all clients current after the last fault: p50 ${recovery.p50} ms, p95 ${recovery.p95} ms, max ${recovery.max} ms (looked at every 500 ms)`);
  process.exitCode = storm.violations > 0 ? 1 : 0;
}

try {
  await main();
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  console.error(USAGE);
  process.exitCode = 2;
}

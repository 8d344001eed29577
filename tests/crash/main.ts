/**
 * A real Postgres and two server processes, killed at random while writers send, and the history judged.
 *   npm run crash                            500 crashes in rounds of ten
 *   npm run crash -- --seed 7 --count 50
 *   npm run crash -- --replay SEED           the round of this seed again. Processes, sockets and the kernel's clock are real: it is
 *                                            the same schedule, not the same interleaving, so a fault may need several replays.
 * Ends with code 1 when there was an anomaly, with its seed and history; 2 when it was called wrongly.
 */
import { parseArgs } from 'node:util';
import { failureText, summary } from './report.ts';
import { crashesOf, runCrash } from './run.ts';

const usage = 'Usage: npm run crash -- [--seed N] [--count N] | --replay SEED';

function stop(message: string): never {
  console.error(`${message}\n${usage}`);
  process.exit(2);
}

function read() {
  try {
    return parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string' }, replay: { type: 'string' } } }).values;
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

const values = read();
const most = 4_294_967_295;
const replay = whole('replay', values.replay, 0, most);
if (replay !== undefined && (values.seed !== undefined || values.count !== undefined))
  stop('--replay plays one round: it takes neither --seed nor --count.');
const seed = whole('seed', values.seed, 0, most) ?? Math.floor(Math.random() * most);
const count = whole('count', values.count, 1, 100_000) ?? 500;
console.log(
  replay === undefined
    ? `seed ${seed}, ${count} crashes`
    : `round ${replay} again: the same schedule; the processes are real, so not the same interleaving`,
);

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
const report = await runCrash({
  seed,
  count,
  signal: stopping.signal,
  ...(replay === undefined ? {} : { replay }),
  onRound(round, so) {
    if (round.anomalies.length > 0 || replay !== undefined) console.log(failureText(round));
    const crashes = crashesOf(so);
    const each = (so.tookMs / 1_000 / Math.max(1, crashes)).toFixed(2);
    console.log(
      `${crashes}${replay === undefined ? ` of ${count}` : ''} crashes, ${so.anomalies} anomalies, ${so.sends.ok} sends acknowledged, ${each} s a crash`,
    );
  },
});
console.log(summary(report, replay ?? seed));
if (stopping.signal.aborted) console.log('Stopped before the end.');
process.exit(report.anomalies === 0 && !stopping.signal.aborted ? 0 : 1);

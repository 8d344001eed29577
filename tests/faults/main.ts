/**
 * The real server and the real client over real sockets, with everything going wrong between them.
 *   npm run faults                                  10,000 schedules at limits scaled down by ten
 *   npm run faults -- --real-limits                 200 schedules at real limits
 *   npm run faults -- --postgres                    on a real Postgres instead of PGlite
 *   npm run faults -- --replay SEED --transport poll  one schedule again, with its trace
 */
import { parseArgs } from 'node:util';
import { failureText, summary } from './report.ts';
import { runFaults } from './run.ts';
import { TRANSPORTS, type TransportName } from './schedule.ts';

const usage = `Usage: npm run faults -- [--seed N] [--count N] [--transport ${TRANSPORTS.join('|')}] [--concurrency N] [--real-limits] [--postgres] [--replay SEED]`;

function stop(message: string): never {
  console.error(`${message}\n${usage}`);
  process.exit(2);
}

function read() {
  try {
    return parseArgs({
      options: {
        seed: { type: 'string' },
        count: { type: 'string' },
        transport: { type: 'string' },
        concurrency: { type: 'string' },
        replay: { type: 'string' },
        'real-limits': { type: 'boolean', default: false },
        postgres: { type: 'boolean', default: false },
      },
    }).values;
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
const wanted = values.transport;
const transports = wanted === undefined ? TRANSPORTS : TRANSPORTS.filter((name): name is TransportName => name === wanted);
if (transports.length === 0) stop(`--transport must be one of ${TRANSPORTS.join(', ')}, not "${wanted}".`);
const most = 4_294_967_295;
const seed = whole('seed', values.seed, 0, most) ?? Math.floor(Math.random() * most);
const count = whole('count', values.count, 1, 1_000_000) ?? (values['real-limits'] ? 200 : 10_000);
const concurrency = whole('concurrency', values.concurrency, 1, 500) ?? (values['real-limits'] ? 60 : 40);
const replay = whole('replay', values.replay, 0, most);
const scale = values['real-limits'] ? 1 : 10;

if (replay === undefined)
  console.log(`seed ${seed}, ${count} schedules, ${transports.join(', ')}, limits ${scale === 1 ? 'as they are' : `divided by ${scale}`}`);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
let told = Date.now();
let failures = 0;
const report = await runFaults({
  seed,
  count,
  transports,
  concurrency,
  scale,
  postgres: values.postgres,
  signal: stopping.signal,
  ...(replay === undefined ? {} : { replay }),
  onPlayed(played, schedule, done, all) {
    if (played.violations.length > 0 || replay !== undefined) {
      failures += played.violations.length > 0 ? 1 : 0;
      console.log(failureText(schedule, played, scale));
    }
    if (Date.now() - told < 10_000) return;
    told = Date.now();
    console.log(`${done} of ${all}, ${failures} failed`);
  },
});
console.log(summary(report, scale, seed));
if (stopping.signal.aborted) console.log('Stopped before the end.');
process.exit(report.failed.length === 0 && !stopping.signal.aborted ? 0 : 1);

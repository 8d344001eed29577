import { parseArgs } from 'node:util';
import { runEscalation } from './run.ts';

/**
 * npm run escalation -- [--seed N] [--count N]      that many lives of a conversation on its way to a person (default: a random seed, 10000)
 * npm run escalation -- --wire [--seed N] [--count N]  lives over real sockets by the product's carriers, which are slower (default: 500)
 * npm run escalation -- --seed N --path P [--wire]  one of them again
 * Ends with code 1 when a promise did not hold, 2 when it was called wrongly.
 */
const USAGE = 'Usage: npm run escalation -- [--wire] ([--seed N] [--count N] | --seed N --path P)';

function whole(name: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/u.test(value) && number >= least && number <= 0x7fff_ffff) return number;
  throw new Error(`--${name} takes a whole number from ${least} to ${0x7fff_ffff}, not "${value}".`);
}

function readArguments() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { seed: text, count: text, path: text, wire: { type: 'boolean' } },
    strict: true,
    allowPositionals: false,
  });
  const seed = whole('seed', values.seed, 0);
  if (values.path !== undefined && (seed === undefined || values.count !== undefined))
    throw new Error('--path plays one life of a seed: it needs --seed and takes no --count.');
  const { path, wire = false } = values;
  const count = whole('count', values.count, 1) ?? (wire ? 500 : 10_000);
  return { seed: seed ?? Math.floor(Math.random() * 0x7fff_ffff), count, path, wire };
}

async function main(): Promise<void> {
  const { seed, count, path, wire } = readArguments();
  console.log(path === undefined ? `seed ${seed}, ${count} lives` : `seed ${seed}, life ${path} again`);
  const began = performance.now();
  let told = began;
  const { played, steps, found } = await runEscalation({
    ...{ seed, wire, count: path === undefined ? count : 1 },
    ...(path === undefined ? {} : { path }),
    onPlayed(done) {
      if (performance.now() - told < 10_000) return;
      told = performance.now();
      console.log(`${done} of ${count} lives, ${((told - began) / 1_000).toFixed(0)} s`);
    },
  });
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  if (found === null) return console.log(`${played} lives with ${steps} steps in ${seconds} s: every promise held`);
  console.log(`Broken in life ${found.at}: ${found.message}\n${found.steps.map((step) => `  ${step}`).join('\n')}`);
  console.log(`Again: npm run escalation -- --seed ${seed} --path ${found.path}${wire ? ' --wire' : ''}`);
  process.exitCode = 1;
}

try {
  await main();
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  console.error(USAGE);
  process.exitCode = 2;
}

/**
 * Measures the chat beside its peers: `npm run bench -- --quick --only S2,L1 --json FILE --check`. What is measured and how:
 * bench/README.md.
 */
import { rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openSession } from './browser.ts';
import { build, checkInstalled, WORKPLACE } from './build.ts';
import { commit } from './commit.ts';
import { judge, lineOf } from './judge.ts';
import { exitCode, markdownTable } from './report.ts';
import { driverHash, Results } from './results.ts';
import { estimate, measure } from './rounds.ts';
import { FEWEST_PAIRS } from './statistics.ts';
import { WORKS, type Work } from './works.ts';

const MOST_PAIRS = 12;
/** A whole run ends by itself within this. */
const MINUTES = 150;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    check: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    pairs: { type: 'string' },
    minutes: { type: 'string' },
  },
});

function chosen(): readonly Work[] {
  if (options.only === undefined) return WORKS;
  const ids = options.only.split(',').map((id) => id.trim().toUpperCase());
  const unknown = ids.filter((id) => !WORKS.some((work) => work.id === id));
  if (unknown.length > 0)
    throw new Error(`--only: there is no work ${unknown.join(', ')}; there are ${WORKS.map(({ id }) => id).join(', ')}.`);
  return WORKS.filter(({ id }) => ids.includes(id));
}

function count(name: 'pairs' | 'minutes', otherwise: number): number {
  const given = options[name] === undefined ? otherwise : Number(options[name]);
  if (!(given > 0)) throw new Error(`--${name} takes a positive number, not "${options[name]}".`);
  return given;
}

async function main(): Promise<number> {
  checkInstalled();
  const works = chosen();
  const most = count('pairs', options.quick ? FEWEST_PAIRS : MOST_PAIRS);
  const minutes = count('minutes', MINUTES);
  const say = (line: string): void => console.log(line);
  say('Building the pages …');
  const { folder, hash } = await build();
  const session = await openSession(folder);
  try {
    const identity = [hash, driverHash(import.meta.dirname), session.version, os.hostname()].join(' ');
    const results = new Results(path.join(WORKPLACE, 'results'), identity, options.fresh);
    const least = Math.min(most, FEWEST_PAIRS);
    const [first, all] = [estimate(works, least) / 60, estimate(works, most) / 60];
    say(
      `About ${Math.ceil(first)} minutes for ${least} pairs, at most ${Math.ceil(Math.min(all, minutes))} with all. Kept in ${results.file}`,
    );
    if (results.size > 0) say(`Goes on with ${results.size} figures of before; --fresh begins anew.`);
    await measure(session, results, { works, most, least, until: Date.now() + minutes * 60_000, say });
    const judged = works.flatMap((work) => work.goals.map((goal) => judge(results, work, goal, most)));
    say(`\n${markdownTable(judged.map(lineOf))}`);
    if (options.json !== undefined)
      writeFileSync(options.json, JSON.stringify({ ...machine(session.version), judged, cells: results.whole() }, null, 1));
    return options.check ? exitCode(judged.map(({ verdict }) => verdict)) : 0;
  } finally {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function machine(browser: string): Record<string, string | number> {
  return {
    at: new Date().toISOString(),
    processor: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    chromium: browser,
    commit: process.env.BENCH_COMMIT ?? commit(),
    load: os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(', '),
  };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exitCode = 1;
  },
);

/**
 * Runs the project's checks one after another, with progress, and ends with one summed line
 * `N passed, N failed`. A skipped test counts as failed unless tests/skipped.json lists it with a reason.
 *   npm test             units, contract suites, main job in Chromium
 *   npm test -- --all    adds what takes longer (files *.all.spec.ts, campaigns, the last release with today's)
 *   npm test -- --only browser
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.ts';
import { hasCommit } from './release/history.ts';
import { readRecords } from './release/records.ts';
import { type Failure, type Report, readPlaywright, readVitest, THE_FILE } from './test-report.ts';

const root = path.resolve(import.meta.dirname, '..');
const all = process.argv.includes('--all');
/** Timings: measured by hand on an idle machine, never part of a test run. */
const bench = process.argv.includes('--bench');
const only = bench ? 'browser' : process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const results = path.join(root, 'test-results');
const excused: Record<string, string> = existsSync(path.join(root, 'tests/skipped.json'))
  ? JSON.parse(readFileSync(path.join(root, 'tests/skipped.json'), 'utf8'))
  : {};
const total = { passed: 0, failed: 0 };
const failures: string[] = [];
const unsteady: string[] = [];
/** More than these failing at once is no noise of the machine. */
const MOST_HEARD_AGAIN = 3;
const DRIVEN_BY_SEED = /^tests\/(?:crash|escalation|faults|replay|storm)\//u;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
const bin = (...parts: string[]): string => path.join(root, 'node_modules', ...parts);

function run(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

function count(name: string, passed: number, failed: number): void {
  total.passed += passed;
  total.failed += failed;
  console.log(`-- ${name}: ${passed} passed, ${failed} failed\n`);
}

async function check(name: string, args: readonly string[]): Promise<boolean> {
  console.log(`-- ${name}`);
  const code = await run(args);
  count(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1);
  if (code !== 0) failures.push(name);
  return code === 0;
}

function skip(title: string): number {
  if (excused[title]) {
    console.log(`   skipped, with a reason: ${title} (${excused[title]})`);
    return 0;
  }
  failures.push(`skipped without a listed reason: ${title}`);
  return 1;
}

async function vitest(): Promise<void> {
  console.log('-- units and contract suites (vitest)');
  const vitestBin = bin('vitest', 'vitest.mjs');
  const env: Record<string, string> = all ? { TEST_ALL: '1' } : {};
  const file = path.join(results, 'vitest.json');
  rmSync(file, { force: true });
  const code = await run([vitestBin, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], env);
  if (!existsSync(file)) return count('vitest', 0, 1);
  await conclude('vitest', code, readVitest(readFileSync(file, 'utf8'), root), (failure) =>
    run([vitestBin, 'run', failure.file, '--testNamePattern', `^${escaped(failure.title)}$`], env),
  );
}

async function browser(): Promise<void> {
  console.log('-- browser tests (Chromium)');
  const place = await findBrowser().catch((error: Error) => {
    console.error(error.message);
    return null;
  });
  if (!place) return count('browser', 0, 1);
  console.log(`   ${place}`);
  const which = bench ? ['--grep', '@bench'] : ['--grep-invert', all ? '@bench' : '@all|@bench'];
  await browserProject('timed', 1, which, place);
  if (!bench) await browserProject('beside', 2, which, place);
}

async function browserProject(project: string, workers: number, which: readonly string[], place: string): Promise<void> {
  const file = path.join(results, `browser-${project}.json`);
  rmSync(file, { force: true });
  const command = [bin('@playwright', 'test', 'cli.js'), 'test', '--project', project];
  const code = await run([...command, '--workers', String(workers), ...which], { CHROMIUM_PATH: place, PLAYWRIGHT_JSON: file });
  if (!existsSync(file)) return count(`browser, ${project}`, 0, 1);
  await conclude(`browser, ${project}`, code, readPlaywright(readFileSync(file, 'utf8')), (failure) =>
    run([...command, '--workers', '1', '--output', path.join(results, 'again'), '--grep', `${escaped(failure.title)}$`, failure.file], {
      CHROMIUM_PATH: place,
      PLAYWRIGHT_JSON: path.join(results, 'browser-again.json'),
    }),
  );
}

/**
 * Counts what a runner reported. What failed is run once more, by itself: whoever passes then is counted as passed and
 * named at the end as unsteady (docs/decisions/0013). A break is not: many failures, a file that can't be loaded, or
 * what a seed drove, where one failure is a proof.
 */
async function conclude(name: string, code: number, report: Report, again: (failure: Failure) => Promise<number>): Promise<void> {
  let { passed } = report;
  let failed = 0;
  for (const title of report.skipped) failed += skip(title);
  for (const failure of report.failures) {
    const line = `${failure.file} › ${failure.title}: ${failure.message}`;
    const heard = !bench && report.failures.length <= MOST_HEARD_AGAIN && failure.title !== THE_FILE;
    if (heard && !DRIVEN_BY_SEED.test(failure.file)) {
      console.log(`-- once more, by itself: ${failure.title}`);
      if ((await again(failure)) === 0) {
        unsteady.push(line);
        passed += 1;
        continue;
      }
    }
    failures.push(line);
    failed += 1;
  }
  if (code !== 0 && failed === 0 && report.failures.length === 0) failed = 1;
  count(name, passed, failed);
}

/** The last release's remote with today's server, and the other way round; of a build of its own, from its commit. */
async function compat(): Promise<void> {
  if (!all && only !== 'compat') return;
  console.log('-- the last release with today (F51)');
  const [last] = readRecords(path.join(root, 'releases'));
  if (!hasCommit(last?.release.commit ?? ''))
    return count('compat', 0, skip("the last release against today's server, and the other way round"));
  const file = path.join(results, 'compat.json');
  rmSync(file, { force: true });
  const command = ['--import', 'tsx', 'tests/compat/main.ts'];
  const code = await run(command, { PLAYWRIGHT_JSON: file });
  if (!existsSync(file)) return count('compat', 0, 1);
  await conclude('compat', code, readPlaywright(readFileSync(file, 'utf8')), () =>
    run(command, { PLAYWRIGHT_JSON: path.join(results, 'compat-again.json') }),
  );
}

/** Two sets, by two writers who had read the titles only. */
async function answers(): Promise<void> {
  for (const file of ['questions.json', 'questions-2.json'])
    await check(`answers to ${file}`, ['--import', 'tsx', 'scripts/answers.ts', '--questions', `tests/answers/${file}`, '--check']);
}

const steps: Record<string, () => Promise<unknown>> = {
  types: () => check('types (tsc)', [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.json']),
  lint: () => check('lint (biome)', [bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', '.', '--max-diagnostics=40']),
  generated: () => check('generated files are fresh', ['--import', 'tsx', 'scripts/codegen.ts', '--check']),
  units: vitest,
  build: () => check('build', ['--import', 'tsx', 'scripts/build.ts']),
  answers,
  browser,
  compat,
};

mkdirSync(results, { recursive: true });
const began = Date.now();
for (const [name, step] of Object.entries(steps)) if (!only || only === name) await step();
for (const line of unsteady) console.log(`UNSTEADY ${line}`);
for (const line of failures) console.log(`FAILED ${line}`);
console.log(`took ${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

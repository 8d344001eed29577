/**
 * Runs the project's checks one after another, with progress, and ends with one summed line
 * `N passed, N failed`. A skipped test counts as failed unless tests/skipped.json lists it with a reason.
 *   npm test             units, contract suites, main job in Chromium
 *   npm test -- --all    adds what takes longer (files *.all.spec.ts, campaigns)
 *   npm test -- --only browser
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.ts';

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
const bin = (...parts: string[]): string => path.join(root, 'node_modules', ...parts);

function run(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string; fullName: string }[] }[];
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
  return code === 0;
}

function skip(title: string): number {
  if (excused[title]) {
    console.log(`   skipped, with a reason: ${title} (${excused[title]})`);
    return 0;
  }
  console.log(`   skipped without a listed reason, counts as failed: ${title}`);
  return 1;
}

async function vitest(): Promise<void> {
  console.log('-- units and contract suites (vitest)');
  const file = path.join(results, 'vitest.json');
  rmSync(file, { force: true });
  const code = await run(
    [bin('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    all ? { TEST_ALL: '1' } : {},
  );
  if (!existsSync(file)) return count('vitest', 0, 1);
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  let failed = report.numFailedTests;
  for (const suite of report.testResults) {
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed')) failed += 1;
    for (const test of suite.assertionResults) if (test.status !== 'passed' && test.status !== 'failed') failed += skip(test.fullName);
  }
  if (code !== 0 && failed === 0) failed = 1;
  count('vitest', report.numPassedTests, failed);
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
  const args = [bin('@playwright', 'test', 'cli.js'), 'test', '--project', project, '--workers', String(workers), ...which];
  const code = await run(args, { CHROMIUM_PATH: place, PLAYWRIGHT_JSON: file });
  if (!existsSync(file)) return count(`browser, ${project}`, 0, 1);
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as { stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> };
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  count(`browser, ${project}`, stats.expected, code !== 0 && failed === 0 ? 1 : failed);
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
};

mkdirSync(results, { recursive: true });
const began = Date.now();
for (const [name, step] of Object.entries(steps)) if (!only || only === name) await step();
console.log(`took ${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkMutant, describeFor, type Mutant, matchesOf, ROOT } from './mutant.ts';
import { MUTANTS, type Row } from './run.ts';
import { summary, survived } from './table.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'mutants-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FIRST_WAIT =
  "import { createBackoff } from './src/session/backoff.ts';\nconsole.log(createBackoff({ firstMs: 250, maxMs: 1000, random: () => 0 }).next());";
const changed = (find: string, replace: string): Mutant => ({
  name: 'changed',
  bug: 'for this test',
  patches: [{ file: 'src/session/backoff.ts', find, replace }],
  trials: [],
});

/** What a process says that loads the back-off through the loader. */
function load(mutant: Mutant, stamp: string) {
  const loader = path.join(import.meta.dirname, 'loader.mjs');
  return spawnSync(process.execPath, ['--import', loader, '--import', 'tsx', '--input-type=module', '--eval', FIRST_WAIT], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, MUTANT: describeFor(mutant, stamp) },
  });
}

describe('the mutants', () => {
  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('%s matches its source exactly once', (_, mutant) => {
    expect(mutant.patches.map(matchesOf)).toEqual(mutant.patches.map(() => 1));
    for (const { find, replace } of mutant.patches) expect(replace).not.toBe(find);
    expect(mutant.trials.length).toBeGreaterThan(0);
  });

  it('are at least fifteen with names of their own, of the client and of the server', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(15);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
    for (const side of ['src/', 'host-demo/server/'])
      expect(MUTANTS.filter(({ patches }) => patches.every(({ file }) => file.startsWith(side))).length).toBeGreaterThanOrEqual(5);
  });

  it('are refused with a sentence when the source has moved on', () => {
    expect(() => checkMutant(changed('what was here once', ''))).toThrow(/stands 0 times in src\/session\/backoff\.ts, not once\. Adapt/u);
    expect(() => checkMutant(changed('attempt', ''))).toThrow(/stands \d+ times in/u);
  });

  it('are there when the module is loaded, and never on the disk', () => {
    const stamp = path.join(folder, 'loaded');
    const before = readFileSync(path.join(ROOT, 'src/session/backoff.ts'), 'utf8');
    const { stdout, stderr } = load(changed('ceiling * (0.5 +', 'ceiling * (4 +'), stamp);
    expect(stderr).toBe('');
    expect(Number(stdout)).toBe(1_000);
    expect(readFileSync(stamp, 'utf8')).toContain('src/session/backoff.ts');
    expect(readFileSync(path.join(ROOT, 'src/session/backoff.ts'), 'utf8')).toBe(before);
  }, 60_000);

  it('end the process when they do not match what is loaded', () => {
    const { status, stderr } = load(changed('what was here once', ''), path.join(folder, 'never'));
    expect(status).not.toBe(0);
    expect(stderr).toContain('matches 0 times instead of once');
  }, 60_000);
});

describe('the table', () => {
  const row = (mutant: string | null, caughtAt: number | null): Row => ({
    ...{ mutant, campaign: 'storm', transport: 'poll', caughtAt, played: 9, seed: caughtAt, seconds: 1, what: '' },
  });

  it('counts a mutant nobody caught, and the unchanged source when it is caught', () => {
    const rows = [row('a', 3), row('b', null), row(null, null), row(null, 2)];
    expect(survived(rows)).toEqual([rows[1], rows[3]]);
    expect(summary(rows, 1)).toContain('SURVIVED 9');
    expect(summary(rows, 1)).toContain('BROKEN at 2');
    expect(summary(rows, 1)).toContain('2 rows are wrong');
    expect(summary([row('a', 3), row(null, null)], 1)).toContain('all caught, and the unchanged source holds');
  });
});

it('npm run mutants says what is wrong with its arguments', () => {
  for (const [args, said] of [
    [['--seed', 'x'], '--seed must be a whole number'],
    [['--count', '0'], '--count must be a whole number from 1'],
    [['--only', 'nobody'], '--only must be one of no-idempotency-key'],
    [['--replay', '1'], 'name it with --only'],
    [['--only', 'no-fence', '--replay', '1', '--seed', '2'], 'neither --seed nor --count'],
    [['--campaign', 'war'], '--campaign must be one of'],
    [['--sede', '1'], '--sede'],
  ] as const) {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'tests/mutants/main.ts', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr).toContain(said);
    expect(stderr).toContain('Usage: npm run mutants');
    expect(status).toBe(2);
  }
}, 120_000);

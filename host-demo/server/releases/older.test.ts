import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { removeTemporary, temporary } from '../../../scripts/release/release.kit.ts';
import { buildOlder, type OlderOptions } from './older.ts';

afterAll(removeTemporary);
const root = resolve(import.meta.dirname, '../../..');
const COMMIT = 'c'.repeat(40);
const options = (over: Partial<OlderOptions>): OlderOptions => ({
  root: temporary('tree'),
  version: '0.1.0',
  commit: COMMIT,
  caches: [temporary('cache')],
  signal: new AbortController().signal,
  ...over,
});

it('where the history is not there it says so in one sentence, and leaves nothing', async () => {
  const caches = [temporary('cache')];
  await expect(buildOlder(options({ caches }))).rejects.toThrow(/^This copy of the project has no history with 0\.1\.0 in it\.$/u);
  expect(readdirSync(caches[0] ?? '')).toEqual([]);
  // A commit no clone has: in a repository as well.
  await expect(buildOlder(options({ root }))).rejects.toThrow('has no history with 0.1.0');
});

it('where its sources do not build it says why, in one line', async () => {
  const tree = temporary('tree');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: tree, encoding: 'utf8' }).trim();
  mkdirSync(join(tree, 'src'));
  for (const name of ['src/a.ts', 'module-federation.config.ts', 'package.json', 'tsconfig.json']) writeFileSync(join(tree, name), '{}');
  writeFileSync(join(tree, 'rsbuild.config.ts'), 'throw new Error("too old for these packages");');
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'old');
  const commit = git('rev-parse', 'HEAD');
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  const failure = buildOlder(options({ root: tree, commit }));
  await expect(failure).rejects.toThrow(/^0\.1\.0 could not be built from its commit \(.+\)\.$/u);
});

it('an earlier build is used again, without git', async () => {
  const cache = temporary('cache');
  const kept = join(cache, `0.1.0-${COMMIT.slice(0, 12)}`);
  mkdirSync(kept);
  writeFileSync(join(kept, 'integrity.json'), 'kept');
  expect(readFileSync(join(await buildOlder(options({ caches: [cache, temporary('cache')] })), 'integrity.json'), 'utf8')).toBe('kept');
});

it('ends when it is told to, and leaves nothing', async () => {
  const stop = new AbortController();
  const caches = [temporary('cache')];
  const built = buildOlder(options({ root, caches, signal: stop.signal }));
  stop.abort(new Error('the demo ends'));
  await expect(built).rejects.toThrow('the demo ends');
  expect(readdirSync(caches[0] ?? '')).toEqual([]);
});

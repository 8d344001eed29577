/**
 * `npm run release [-- --version 1.2.0] [--output FOLDER] [--check]`: builds the next version into `.cache/releases/<version>`, and
 * writes its record and changelog to be committed. `--check` only says what it would be, and whether it breaks anything.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { assertMayEmpty, buildRelease, surface } from './build.ts';
import { assertAllowed, compare } from './compatibility.ts';
import { hasCommit } from './history.ts';
import { readRecords, writeRecord } from './records.ts';
import { type Change, changeOf, compareVersions, nextVersion, parseVersion, stepOf, withRelease } from './version.ts';

const root = path.resolve(import.meta.dirname, '../..');
const records = path.join(root, 'releases');
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).trim();

function changesSince(commit: string | null): Change[] {
  const known = commit !== null && hasCommit(commit);
  if (commit !== null && !known) console.warn(`The last release's commit ${commit} is not in this clone: the changelog has all that is.`);
  const range = known ? `${commit}..HEAD` : 'HEAD';
  return git('log', '--format=%H%x1f%s%x1f%b%x1e', range)
    .split('\x1e')
    .map((entry) => entry.trim().split('\x1f'))
    .filter(([hash]) => hash)
    .flatMap(([hash = '', subject = '', body = '']) => changeOf({ hash, subject, body }) ?? []);
}

function chosen(wanted: string | undefined, last: string | null, changes: readonly Change[]): string {
  if (wanted !== undefined) {
    parseVersion(wanted);
    if (last !== null && compareVersions(wanted, last) <= 0) throw new Error(`${wanted} is not after ${last}, the last release.`);
    return wanted;
  }
  const step = stepOf(changes);
  if (step === null) throw new Error('No commit since the last release changes anything for a shell. Give --version to release anyway.');
  return nextVersion(last, step);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { version: { type: 'string' }, output: { type: 'string' }, check: { type: 'boolean' } } });
  const dirty = git('status', '--porcelain');
  if (dirty !== '' && values.check !== true) throw new Error(`A release is made of what is committed; this is not:\n${dirty}`);
  const earlier = readRecords(records);
  const last = earlier[0] ?? null;
  const changes = changesSince(last?.release.commit ?? null);
  const version = chosen(values.version, last?.version ?? null, changes);
  const folder = path.resolve(values.output ?? path.join(root, '.cache', 'releases', version));
  if (values.check !== true) assertMayEmpty(folder);
  const findings = await compare(await surface(version), earlier);
  for (const note of findings.notes) console.log(`note: ${note}`);
  assertAllowed(version, last?.version ?? null, findings);
  if (values.check === true) return console.log(`${version} can be released; ${findings.breaks.length} breaks.`);
  const time = git('log', '-1', '--format=%cI');
  const notes = path.join(root, 'CHANGELOG.md');
  const { text, entry } = withRelease(readFileSync(notes, 'utf8'), version, time.slice(0, 10), last === null ? null : changes);
  writeRecord(records, await buildRelease(folder, { version, commit: git('rev-parse', 'HEAD'), time, changelog: entry }));
  writeFileSync(notes, text);
  console.log(`${version} is in ${path.relative(process.cwd(), folder)}. Commit releases/${version} and CHANGELOG.md, then:`);
  console.log(`  npm run deploy -- --to FOLDER --from ${path.relative(process.cwd(), folder)}`);
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

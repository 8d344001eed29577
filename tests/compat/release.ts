/** A release as it was, built from its commit in a folder of its own with this project's packages. */
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { hasCommit } from '../../scripts/release/history.ts';
import { temporary } from '../../scripts/release/release.kit.ts';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * The sources of a commit, below the system's temporary folder.
 * @throws Error when this clone does not have it, as a shallow one.
 */
export function sourcesOf(commit: string, version: string): string {
  if (!hasCommit(commit))
    throw new Error(`The commit ${commit} of ${version} is not in this clone. Fetch it: git fetch --depth 1 origin ${commit}`);
  const folder = temporary('compat');
  const archive = path.join(folder, 'sources.tar');
  execFileSync('git', ['archive', '--output', archive, commit], { cwd: root });
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

/** What of the project's history is in this clone. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** False where there is no repository or no git as well; nothing is fetched to find out. A repository of another owner is read. */
export function hasCommit(commit: string): boolean {
  const read = ['-c', 'protocol.allow=never', '-c', `safe.directory=${root}`, 'cat-file', '-e', `${commit}^{commit}`];
  try {
    execFileSync('git', read, { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

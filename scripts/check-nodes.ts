/**
 * `npm ci && npm test` on every supported Node, each from another kind of checkout:
 * an archive without .git in a path with a blank, a clone in a 0700 folder, and a clone as another
 * user than root. Needs the npm registry. `npm run check:nodes -- 22` runs one.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const isRoot = process.getuid?.() === 0;

interface Checkout {
  target: string;
  as: string | null;
}

function archive(folder: string): Checkout {
  const tar = path.join(folder, 'source.tar');
  const target = path.join(folder, 'a folder with blanks');
  mkdirSync(target);
  execFileSync('git', ['-C', root, 'archive', '--format=tar', '-o', tar, 'HEAD']);
  execFileSync('tar', ['-xf', tar, '-C', target]);
  return { target, as: null };
}

function privateClone(folder: string): Checkout {
  const target = path.join(folder, 'clone');
  execFileSync('git', ['clone', '-q', root, target]);
  chmodSync(target, 0o700);
  return { target, as: null };
}

function unprivileged(folder: string): Checkout {
  const target = path.join(folder, 'clone');
  execFileSync('git', ['clone', '-q', root, target]);
  if (!isRoot) return { target, as: null };
  chmodSync(folder, 0o755);
  execFileSync('chown', ['-R', 'nobody', folder]);
  return { target, as: 'nobody' };
}

const kinds = [
  { node: '20.19.0', name: 'an archive without .git in a path with a blank', make: archive },
  { node: '22', name: 'a clone in a 0700 folder', make: privateClone },
  { node: '24', name: isRoot ? 'a clone, as the user nobody' : 'a clone, as this user', make: unprivileged },
];

function npmWith(node: string, args: readonly string[], cwd: string, as: string | null, home: string): boolean {
  const npm = process.env.npm_execpath ?? execFileSync('npm', ['root', '-g']).toString().trim().concat('/npm/bin/npm-cli.js');
  const command = [process.execPath, npm, 'exec', '--yes', `--package=node@${node}`, '--', 'node', npm, ...args];
  // A cache and a home of its own: another user can't write to root's.
  const env = { ...process.env, HOME: home, npm_config_cache: path.join(home, '.npm') };
  const [file = process.execPath, ...rest] = as ? ['setpriv', `--reuid=${as}`, '--regid=nogroup', '--clear-groups', ...command] : command;
  return spawnSync(file, rest, { cwd, stdio: 'inherit', env }).status === 0;
}

const wanted = process.argv[2];
const results: { node: string; name: string; ok: boolean }[] = [];
for (const kind of kinds.filter((each) => !wanted || each.node.split('.')[0] === wanted.split('.')[0])) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'check-nodes-'));
  console.log(`== Node ${kind.node}: ${kind.name}`);
  const home = path.join(folder, 'home');
  mkdirSync(home);
  const { target, as } = kind.make(folder);
  if (!existsSync(path.join(target, 'package.json'))) throw new Error(`${target} holds no checkout.`);
  const ok = npmWith(kind.node, ['ci', '--no-audit', '--no-fund'], target, as, home) && npmWith(kind.node, ['test'], target, as, home);
  results.push({ ...kind, ok });
  rmSync(folder, { recursive: true, force: true });
}
for (const { node, name, ok } of results) console.log(`${ok ? 'passed' : 'failed'}  Node ${node}, ${name}`);
const passed = results.filter((each) => each.ok).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length && passed > 0 ? 0 : 1);

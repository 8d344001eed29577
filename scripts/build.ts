/**
 * Builds the remote and the demo's shell, or does nothing when the sources are unchanged since the last build: the hash of every
 * source file lies beside the output. A new build is made beside the one in use and takes its place whole, so a server that runs
 * meanwhile never serves half a build.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const inUse = path.join(root, 'dist');
const beside = path.join(root, '.cache', 'build');
const stampName = 'sources.sha256';
const listName = 'files.json';
const watched = ['src', 'host', 'host-demo/shell', 'rsbuild.config.ts', 'module-federation.config.ts', 'package-lock.json', 'package.json'];
const outputs = ['react/mf-manifest.json', 'shell/index.html'];
/** A build older than this was left by one that was killed. */
const abandonedMs = 600_000;

function* filesUnder(place: string): Generator<string> {
  const full = path.join(root, place);
  if (!existsSync(full)) return;
  const entries = place.includes('.') && !place.endsWith('/') ? null : readdirSync(full, { withFileTypes: true });
  if (!entries) {
    yield place;
    return;
  }
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    const inside = `${place}/${entry.name}`;
    if (entry.isDirectory()) yield* filesUnder(inside);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield inside;
  }
}

export function hashOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  for (const place of watched)
    for (const file of filesUnder(place))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function rsbuild(output: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules/@rsbuild/core/bin/rsbuild.js'), 'build', '--log-level', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', BUILD_OUTPUT: path.relative(root, output) },
    });
    // A start that fails meanwhile must not leave the build running.
    const end = () => void child.kill();
    process.once('exit', end);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(new Error(`The build of the remote and the shell ended with code ${code}; its errors stand above.`));
    });
  });
}

/** Resolves when `dist/` holds a build of the present sources. Says one line when it has to build. */
export async function ensureBuilt(options: { say?: (line: string) => void; force?: boolean } = {}): Promise<'built' | 'reused'> {
  const say = options.say ?? ((line: string) => console.log(line));
  const now = hashOfSources();
  const stamp = path.join(inUse, stampName);
  const fresh = isWhole(inUse) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
  if (fresh && !options.force) return 'reused';
  const began = Date.now();
  say('building the remote and the shell …');
  removeAbandoned();
  const next = path.join(beside, `${process.pid}-${began}`);
  mkdirSync(next, { recursive: true });
  try {
    await rsbuild(next);
    if (!isWhole(next)) throw new Error(`The build did not write ${outputs.join(' and ')}.`);
    writeFileSync(path.join(next, listName), JSON.stringify(namesIn(next)));
    writeFileSync(path.join(next, stampName), now);
    keepFilesOfOpenPages(next);
    takePlace(next);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
  say(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return 'built';
}

const isWhole = (folder: string): boolean => outputs.every((file) => existsSync(path.join(folder, file)));

/** Files with their folders, relative to `folder`. */
function namesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile());
}

/** A page opened before the build asks later for chunks of its own build: those whose names no longer exist stay for one build more. */
function keepFilesOfOpenPages(next: string): void {
  const list = path.join(inUse, listName);
  const names = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as string[]) : [];
  for (const name of names) {
    const [from, to] = [path.join(inUse, name), path.join(next, name)];
    if (existsSync(from) && !existsSync(to)) cpSync(from, to);
  }
}

function takePlace(next: string): void {
  const old = `${next}-old`;
  for (let tries = 3; ; tries -= 1) {
    if (existsSync(inUse)) renameSync(inUse, old);
    try {
      renameSync(next, inUse);
      break;
    } catch (error) {
      // Another build came in between: ours takes its place.
      if (tries === 0 || !existsSync(inUse)) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

function removeAbandoned(): void {
  if (!existsSync(beside)) return;
  for (const name of readdirSync(beside)) {
    const left = path.join(beside, name);
    if (Date.now() - statSync(left).mtimeMs > abandonedMs) rmSync(left, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureBuilt({ force: process.argv.includes('--force') }).then(
    (what) => what === 'reused' && console.log('the build is up to date'),
  );
}

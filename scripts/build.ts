/**
 * Builds the remote and the demo's shell, or does nothing when the sources are unchanged since the last build: the hash of every
 * source file lies beside the output. A new build is made beside the one in use and takes its place whole, so a server that runs
 * meanwhile never serves half a build.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { keepFilesOfOpenPages, requireTypesArchive, unlessGone } from './build-output.ts';
import { INTEGRITY, integrityOf } from './release/integrity.ts';
import { readRecords } from './release/records.ts';
import { writeTypesPackage } from './types.ts';

const root = path.resolve(import.meta.dirname, '..');
const inUse = path.join(root, 'dist');
const beside = path.join(root, '.cache', 'build');
const stampName = 'sources.sha256';
const listName = 'files.json';
const watched = ['src', 'host', 'host-demo/shell', 'rsbuild.config.ts', 'module-federation.config.ts', 'package-lock.json', 'package.json'];
/** What each environment of rsbuild.config.ts must have written. */
const outputs = {
  react: 'react/mf-manifest.json',
  shell: 'shell/index.html',
  isolated: 'isolated/mf-manifest.json',
  esm: 'esm/embed.js',
  types: 'types/package.json',
  // The remote as the newest recorded version, with the list of hashes a registry speaks of.
  release: `release/${INTEGRITY}`,
} as const;
export type BuildEnvironment = keyof typeof outputs;
/** The demo's page and the one build it loads by its manifest. */
export const DEMO: readonly BuildEnvironment[] = ['react', 'shell'];
/** The demo's page and what it loads by a registry: all that a start waits for. */
export const RELEASED_DEMO: readonly BuildEnvironment[] = ['release', 'shell'];
export const EVERY_ENVIRONMENT = Object.keys(outputs) as readonly BuildEnvironment[];
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

/** What the working tree is built as where a version is wanted; null where no release is recorded. */
const newestVersion = (): string | null => readRecords(path.join(root, 'releases'))[0]?.version ?? null;

export function hashOfSources(): string {
  const hash = createHash('sha256').update(`${process.version} ${newestVersion()}`);
  for (const place of watched)
    for (const file of filesUnder(place))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function rsbuild(output: string, environments: readonly BuildEnvironment[], version: string | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const types = environments.includes('types');
    // The archive is made together with the container whose modules it describes.
    const names = new Set(environments.map((one) => (one === 'types' || one === 'release' ? 'react' : one)));
    const numbers = version === null ? {} : { BUILD_VERSION: version, MF_BUILD_VERSION: version };
    const which = ['--environment', [...names].join(',')];
    const bin = path.join(root, 'node_modules/@rsbuild/core/bin/rsbuild.js');
    const child = spawn(process.execPath, [bin, 'build', '--log-level', 'warn', ...which], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', BUILD_OUTPUT: path.relative(root, output), BUILD_TYPES: types ? '1' : '', ...numbers },
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

/** A release is a run of its own: its version is in every name of it. The shell has none, so alone it comes along with either. */
async function bundle(next: string, missing: readonly BuildEnvironment[]): Promise<void> {
  const plain = missing.filter((one) => one !== 'release');
  const shellAlone = plain.length === 1 && plain[0] === 'shell';
  if (missing.includes('release')) {
    const version = newestVersion();
    if (version === null) throw new Error('releases/ holds no record, so there is no version to build a release as.');
    const folder = path.join(next, 'release');
    await rsbuild(folder, shellAlone ? ['release', 'shell'] : ['release'], version);
    if (shellAlone) renameSync(path.join(folder, 'shell'), path.join(next, 'shell'));
    writeFileSync(path.join(folder, INTEGRITY), JSON.stringify(integrityOf(folder, version)));
    if (shellAlone) return;
  }
  if (plain.length > 0) await rsbuild(next, plain, null);
}

export interface BuildOptions {
  readonly say?: (line: string) => void;
  readonly force?: boolean;
  /** Default: what the demo needs. */
  readonly environments?: readonly BuildEnvironment[];
}

/** Resolves when `dist/` holds a build of the present sources for these environments. Says one line when it has to build. */
export async function ensureBuilt({
  say = console.log,
  force = false,
  environments = DEMO,
}: BuildOptions = {}): Promise<'built' | 'reused'> {
  const now = hashOfSources();
  const built = builtOf(now);
  const missing = environments.filter((one) => force || !built.includes(one));
  const fresh = built.filter((one) => !missing.includes(one) && !(one === 'react' && missing.includes('types')));
  if (missing.length === 0) return 'reused';
  const began = Date.now();
  say(`building ${missing.join(', ')} …`);
  removeAbandoned();
  const next = path.join(beside, `${process.pid}-${began}`);
  mkdirSync(next, { recursive: true });
  try {
    await bundle(next, missing);
    if (missing.includes('types')) {
      requireTypesArchive(next);
      await writeTypesPackage(path.join(next, 'types'));
    }
    const unwritten = missing.filter((one) => !existsSync(path.join(next, outputs[one])));
    if (unwritten.length > 0) throw new Error(`The build did not write ${unwritten.map((one) => outputs[one]).join(' and ')}.`);
    for (const one of fresh) await copyFrom(inUse, next, one);
    writeFileSync(path.join(next, listName), JSON.stringify(namesIn(next)));
    writeFileSync(
      path.join(next, stampName),
      `${now} ${[...new Set([...fresh, ...missing, ...(missing.includes('types') ? ['react'] : [])])].join(' ')}`,
    );
    if (fresh.length === 0) keepFilesOfOpenPages(inUse, next, listName);
    takePlace(next);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
  say(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return 'built';
}

/** The environments `dist/` holds of these sources. */
function builtOf(sources: string): BuildEnvironment[] {
  const stamp = path.join(inUse, stampName);
  const [of, ...names] = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : [];
  return of === sources ? EVERY_ENVIRONMENT.filter((one) => names.includes(one) && existsSync(path.join(inUse, outputs[one]))) : [];
}

/** Another build may take the place while its files are copied: what it put there is as good. */
async function copyFrom(from: string, to: string, name: string): Promise<void> {
  for (let tries = 20; ; tries -= 1) {
    try {
      return cpSync(path.join(from, name), path.join(to, name), { recursive: true });
    } catch (error) {
      if (tries === 0) throw error;
      await sleep(50);
    }
  }
}

/** Files with their folders, relative to `folder`. */
function namesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile());
}

function takePlace(next: string): void {
  const old = `${next}-old`;
  for (let tries = 3; ; tries -= 1) {
    unlessGone(() => renameSync(inUse, old));
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
  const environments = process.argv.includes('--demo') ? DEMO : EVERY_ENVIRONMENT;
  await ensureBuilt({ force: process.argv.includes('--force'), environments }).then(
    (what) => what === 'reused' && console.log('the build is up to date'),
  );
}

/** Builds an earlier release from its commit, as it was, with the packages of this tree. Nothing is fetched from anywhere. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { constants as os, setPriority, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { INTEGRITY, integrityOf } from '../../../scripts/release/integrity.ts';
import { makeFolder } from '../db/folder.ts';

export interface OlderOptions {
  /** The project's folder. */
  readonly root: string;
  readonly version: string;
  readonly commit: string;
  /** Where what was built is kept for the next start: the first that can be written. The last is looked into first. */
  readonly caches: readonly string[];
  /** Ends the build. */
  readonly signal: AbortSignal;
}

/** It cannot be built here. The message is one sentence for people. */
export class NoOlderRelease extends Error {
  override readonly name = 'NoOlderRelease';
}

/** All that the bundler reads. */
const SOURCES = ['src', 'rsbuild.config.ts', 'module-federation.config.ts', 'package.json', 'tsconfig.json'];

/**
 * @returns a folder with `react/` and `integrity.json`; an earlier start's, if there is one.
 * @throws NoOlderRelease, or the signal's reason.
 */
export async function buildOlder(options: OlderOptions): Promise<string> {
  const { version, commit, caches, signal } = options;
  const places = caches.map((cache) => join(cache, `${version}-${commit.slice(0, 12)}`));
  for (const place of [...places].reverse()) if (await exists(join(place, INTEGRITY))) return place;
  const work = await mkdtemp(join(tmpdir(), 'chat-older-'));
  try {
    await sourcesInto(work, options);
    await bundle(work, options);
    await writeFile(join(work, 'dist', INTEGRITY), JSON.stringify(integrityOf(join(work, 'dist'), version)));
    return await keep(join(work, 'dist'), places);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NoOlderRelease) throw error;
    throw new NoOlderRelease(`${version} could not be built from its commit (${error instanceof Error ? error.message : String(error)}).`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function keep(built: string, places: readonly string[]): Promise<string> {
  let problem: unknown = null;
  for (const place of places) {
    const beside = `${place}.${randomUUID()}`;
    try {
      await makeFolder(dirname(place));
      await cp(built, beside, { recursive: true });
      // Another start may have been quicker: then its folder stays.
      await rename(beside, place).catch(async (error: unknown) => {
        if (!(await exists(join(place, INTEGRITY)))) throw error;
      });
      return place;
    } catch (error) {
      problem ??= error;
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  }
  throw problem;
}

async function sourcesInto(work: string, { root, version, commit, signal }: OlderOptions): Promise<void> {
  const archive = join(work, 'sources.tar');
  // A clone that holds a part of its history would fetch the rest; one of another owner is read as well, as its scripts are.
  const git = ['-c', 'protocol.allow=never', '-c', `safe.directory=${root}`, '-C', root, 'archive', '--output', archive, commit, '--'];
  await run('git', [...git, ...SOURCES], { cwd: work, signal, env: withoutGit() }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new NoOlderRelease(`This copy of the project has no history with ${version} in it.`, { cause: error });
  });
  await run('tar', ['-xf', archive], { cwd: work, signal });
  await symlink(join(root, 'node_modules'), join(work, 'node_modules'), 'junction');
}

function bundle(work: string, { root, version, signal }: OlderOptions): Promise<void> {
  const bin = join(root, 'node_modules/@rsbuild/core/bin/rsbuild.js');
  const numbers = { BUILD_VERSION: version, MF_BUILD_VERSION: version, BUILD_OUTPUT: 'dist', BUILD_TYPES: '' };
  return run(process.execPath, [bin, 'build', '--log-level', 'error', '--environment', 'react'], {
    cwd: work,
    signal,
    env: { ...process.env, NODE_ENV: 'production', ...numbers },
  });
}

/** A start from within a hook would have git look at the hook's repository. */
const withoutGit = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

interface RunOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/** One program at the lowest priority, so that who uses the demo meanwhile does not notice it. Ends with this process. */
function run(program: string, args: readonly string[], { cwd, signal, env }: RunOptions): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, signal, stdio: ['ignore', 'ignore', 'pipe'], ...(env === undefined ? {} : { env }) });
    lower(child);
    const end = () => void child.kill('SIGKILL');
    process.once('exit', end);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(0, 2_000);
    });
    child.on('error', (error) => {
      process.off('exit', end);
      reject(error);
    });
    child.on('close', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(new Error(said.trim().split('\n')[0] || `${program} ended with code ${code}`));
    });
  });
}

function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, os.priority.PRIORITY_LOW);
  } catch {
    // It is gone already, or the system has no priorities: then it runs like everything else.
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

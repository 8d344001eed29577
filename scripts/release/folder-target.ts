import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { filesIn } from './integrity.ts';
import type { PublishedVersion, ReleaseTarget, Upload } from './target.ts';

const REGISTRY = 'registry.json';
const LOCK = '.registry.lock';
const INCOMING = '.incoming';
/** Ms after which a lock was left by a process that is gone; a swap takes a few. */
const STALE_LOCK_MS = 10_000;
/** Ms after which what is locked all the time is a matter for a person. */
const GIVE_UP_LOCK_MS = 3 * STALE_LOCK_MS;
const LOCK_LOOK_MS = 20;
/** Ms after which an upload was left by a process that is gone. */
const STALE_UPLOAD_MS = 24 * 3_600_000;

/**
 * `_headers` as several static hosts read it (Cloudflare Pages and Netlify: `:name` is one step of a path, and a rule may have one
 * `*`), and easy to turn into others.
 */
const HEADERS = `/registry.json
  Cache-Control: no-cache
  Access-Control-Allow-Origin: *
/:version/*
  Cache-Control: public, max-age=31536000, immutable
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
`;

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

const readings = (place: string): PublishedVersion => ({
  names: async () => filesIn(place),
  read: (name) => readFile(path.join(place, name)),
});

/** A folder that is served as it is, or copied from there. Publishing is one rename, as long as it is one file system. */
export function folderTarget(folder: string): ReleaseTarget {
  const at = (...names: string[]) => path.join(folder, ...names);
  return {
    upload: (version) => startUpload(at(INCOMING, `${version}-${randomUUID()}`), at(version), version),
    version: async (version) => ((await exists(at(version))) ? readings(at(version)) : null),
    registry: () => readOrNull(at(REGISTRY)),
    swapRegistry: (before, text) =>
      locked(at(LOCK), async () => {
        if ((await readOrNull(at(REGISTRY))) !== before) return false;
        await replace(at(REGISTRY), text);
        return true;
      }),
    writeHeaders: async () => {
      if ((await readOrNull(at('_headers'))) !== HEADERS) await replace(at('_headers'), HEADERS);
    },
  };
}

/** By one rename: whoever reads meanwhile, or after a kill, has the earlier one or the later one. */
async function replace(file: string, text: string): Promise<void> {
  const beside = path.join(path.dirname(file), INCOMING, `${path.basename(file)}-${randomUUID()}`);
  await mkdir(path.dirname(beside), { recursive: true });
  await writeFile(beside, text, { flush: true });
  await rename(beside, file);
}

/** What killed ones left, so that it does not fill the disk for ever. */
async function sweep(uploads: string): Promise<void> {
  for (const name of await readdir(uploads)) {
    const left = path.join(uploads, name);
    const age = await stat(left).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > STALE_UPLOAD_MS) await rm(left, { recursive: true, force: true });
  }
}

async function startUpload(incoming: string, place: string, version: string): Promise<Upload> {
  await mkdir(incoming, { recursive: true });
  await sweep(path.dirname(incoming));
  return {
    ...readings(incoming),
    put: async (name, content) => {
      await mkdir(path.dirname(path.join(incoming, name)), { recursive: true });
      await writeFile(path.join(incoming, name), content, { flush: true });
    },
    publish: async () => {
      if (await exists(place)) throw new Error(`${version} is there already; a version is never changed.`);
      // A folder that came in between is not empty, and a rename onto it fails.
      await rename(incoming, place);
    },
    discard: () => rm(incoming, { recursive: true, force: true }),
  };
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}

const readOrNull = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });

/** One at a time, over processes: who creates the file has the lock; the others wait, and then see what the first one did. */
async function locked<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(lock), { recursive: true });
  const held = await taken(lock);
  try {
    return await work();
  } finally {
    await held.close();
    await rm(lock, { force: true });
  }
}

/** @throws Error when it is not free for long. */
async function taken(lock: string): Promise<FileHandle> {
  const until = Date.now() + GIVE_UP_LOCK_MS;
  for (;;) {
    try {
      return await open(lock, 'wx');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (Date.now() > until) throw new Error(`${lock} is there all the time. If nobody is deploying, remove it.`);
    }
    await removeIfLeft(lock);
    await sleep(LOCK_LOOK_MS);
  }
}

/** A lock of a process that was killed while it had it. */
async function removeIfLeft(lock: string): Promise<void> {
  const seen = await stat(lock).catch(() => null);
  if (seen === null || Date.now() - seen.mtimeMs < STALE_LOCK_MS) return;
  const aside = `${lock}-${randomUUID()}`;
  try {
    await rename(lock, aside);
    // Somebody else had removed it, and this is the lock of one who is at work: it goes back.
    if ((await stat(aside)).ino !== seen.ino) await link(aside, lock);
  } catch (error) {
    if (!isMissing(error) && (error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

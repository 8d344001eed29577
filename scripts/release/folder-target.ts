import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { filesIn } from './integrity.ts';
import type { PublishedVersion, ReleaseTarget, Upload } from './target.ts';

const REGISTRY = 'registry.json';
const LOCK = '.registry.lock';
const INCOMING = '.incoming';
/** Ms after which a lock was left by a process that is gone; a swap takes a few. */
const STALE_LOCK_MS = 10_000;

/** The format of `_headers` that several static hosts read, and that is easy to turn into others. */
const HEADERS = `/registry.json
  Cache-Control: no-cache
  Access-Control-Allow-Origin: *
/*/*
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
      locked(folder, async () => {
        if ((await readOrNull(at(REGISTRY))) !== before) return false;
        const beside = at(`.registry-${randomUUID()}`);
        await writeFile(beside, text, { flush: true });
        await rename(beside, at(REGISTRY));
        return true;
      }),
    writeHeaders: async () => {
      await mkdir(folder, { recursive: true });
      await writeFile(at('_headers'), HEADERS);
    },
  };
}

async function startUpload(incoming: string, place: string, version: string): Promise<Upload> {
  await mkdir(incoming, { recursive: true });
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

/** One at a time, over processes: who creates the file first has the lock; the other one has lost. */
async function locked(folder: string, work: () => Promise<boolean>): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, LOCK);
  const held = await open(lock, 'wx').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age < STALE_LOCK_MS) return null;
    // Left by one that was killed. Of two who find it, the one whose rename succeeds has removed it.
    await rename(lock, `${lock}-${randomUUID()}`).catch(() => undefined);
    return null;
  });
  if (!held) return false;
  try {
    return await work();
  } finally {
    await held.close();
    await unlink(lock);
  }
}

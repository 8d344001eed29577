import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolderInUse, lockFolder } from '../../host-demo/server/db/lock.ts';
import { openPglite } from '../../host-demo/server/db/pglite.ts';
import { backendOn, type customer, followUntil, hasFinished, says, textOf } from './harness.ts';

const who: ReturnType<typeof customer> = {
  subject: 'cara',
  role: 'USER',
  name: 'Cara',
  organizations: [{ id: 'org-1', name: 'Organisation' }],
  expiresAt: null,
  issuedAt: 0,
};
const script = join(import.meta.dirname, 'folder-process.ts');
const children: ChildProcess[] = [];
/** The first set-up of a folder takes seconds of processor time; it is done once here and copied. */
const slowMs = 90_000;

interface Line {
  readonly opened?: boolean;
  readonly error?: string;
  readonly id?: string;
  readonly epoch?: string;
  readonly seq?: number;
}

/** Runs the process until a line fits; the process goes on. */
function start(folder: string, fits: (line: Line) => boolean, ...rest: string[]): Promise<{ child: ChildProcess; line: Line }> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, ...rest], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The process ended without the line that was waited for.')));
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      if (fits(line)) resolve({ child, line });
    });
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

describe('data folder', { timeout: slowMs }, () => {
  let root: string;
  const prepared = async (name: string) => {
    await cp(join(root, 'template'), join(root, name), { recursive: true });
    return join(root, name);
  };
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'chat data '));
    // What a set-up killed in the middle leaves.
    await mkdir(join(root, 'template', 'pg.new-12345678'), { recursive: true });
    await (await openPglite(join(root, 'template'))).close();
  }, slowMs);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(root, { recursive: true, force: true });
  });

  it('L-8: of two processes on one folder the second gets an error that names the folder, the process and what to do', async () => {
    const folder = await prepared('two');
    const first = await start(folder, (line) => line.opened === true);
    const second = await start(folder, (line) => line.error !== undefined);
    expect(second.line.error).toContain(folder);
    expect(second.line.error).toContain(`process ${first.child.pid}`);
    expect(second.line.error).toContain('DATA_DIR');
    await kill(first.child);
    // Nothing the dead one left stops the next.
    const third = await start(folder, (line) => line.opened === true);
    await kill(third.child);
  });

  it('R-7 F23 F25: SIGKILL in mid-answer: what was read is still in the log, and the next process answers anew at once', async () => {
    const folder = await prepared('killed');
    const { child, line } = await start(folder, (it) => (it.seq ?? 0) > 8, 'How do I count stock?');
    await kill(child);
    const database = await openPglite(folder);
    const begun = performance.now();
    const backend = await backendOn(database, { responder: says('The answer.') });
    const events = await followUntil(backend, who, line.id ?? '', line.epoch ?? '', hasFinished);
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.length).toBeGreaterThan(line.seq ?? 0);
    expect(textOf(events, 1)).toMatch(/^0 1 2 /);
    expect(events.filter((event) => event.__typename === 'MessageReset')).toMatchObject([{ attempt: 2, reason: 'WORKER_LOST' }]);
    expect(textOf(events, 2)).toBe('The answer.');
    await backend.shutdown(0);
    await database.close();
  });

  it('L-8: one folder under two names is one folder; a released one is free; two others do not meet', async () => {
    const folder = join(root, 'real');
    await mkdir(folder);
    await symlink(folder, join(root, 'alias'));
    const lock = await lockFolder(folder);
    await expect(lockFolder(join(root, 'alias'))).rejects.toThrow(DataFolderInUse);
    const other = await lockFolder(join(root, 'other'));
    await lock.release();
    const again = await lockFolder(join(root, 'alias'));
    await Promise.all([again.release(), other.release()]);
  });

  it('L-8: of eight that find a dead lock at the same moment, one gets the folder', async () => {
    const folder = await prepared('race');
    const { child } = await start(folder, (line) => line.opened === true);
    await kill(child);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const got = results.filter((result) => result.status === 'fulfilled');
    expect(got).toHaveLength(1);
    await Promise.all(got.map((result) => result.value.release()));
  });

  it('L-8: a folder whose first set-up was killed was set up again, and nothing of the first is left', async () => {
    expect(await readdir(join(root, 'template'))).toEqual(['pg']);
  });
});

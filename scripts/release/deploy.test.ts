import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { change, deploy, publish } from './deploy.ts';
import { folderTarget } from './folder-target.ts';
import { hashOf, INTEGRITY } from './integrity.ts';
import { LIFE_MS, promote, rollback, setState, status } from './registry.ts';
import { removeTemporary, seal, servedByStable, smallRelease, temporary } from './release.kit.ts';
import { createKeys, readRegistry } from './signing.ts';
import type { ReleaseTarget } from './target.ts';

afterAll(removeTemporary);

const { secret, key } = createKeys();
const clock = { now: Date.parse('2026-11-23T06:00:00Z'), lifeMs: LIFE_MS };
const to = (target: ReleaseTarget, folder: string, channel: string | null = 'stable') => deploy({ target, folder, secret, channel, clock });
const registryIn = async (folder: string) => readRegistry(readFileSync(path.join(folder, 'registry.json'), 'utf8'), key);

describe('deploy', () => {
  it('publishes, verifies, points the channel, and writes what may be kept', async () => {
    const folder = temporary('target');
    const release = smallRelease('0.1.0');
    await to(folderTarget(folder), release);
    const registry = await registryIn(folder);
    const integrity = hashOf(readFileSync(path.join(release, INTEGRITY)));
    expect(registry.channels).toEqual({ stable: { version: '0.1.0', previous: null, integrity } });
    expect(registry.serial).toBe(1);
    expect(existsSync(path.join(folder, '0.1.0/react/mf-manifest.json'))).toBe(true);
    expect(existsSync(path.join(folder, '_headers'))).toBe(true);
    expect(readdirSync(path.join(folder, '.incoming'))).toEqual([]);
  });

  it('is repeated without harm, and refuses other files under the same version', async () => {
    const folder = temporary('target');
    await to(folderTarget(folder), smallRelease('0.1.0'));
    await to(folderTarget(folder), smallRelease('0.1.0'));
    await expect(to(folderTarget(folder), smallRelease('0.1.0', 'other'))).rejects.toThrow('a version is never changed');
    expect((await registryIn(folder)).serial).toBe(2);
  });

  it.each([
    ['changed', (folder: string) => writeFileSync(path.join(folder, 'react/static/chunk.js'), 'x'), 'chunk.js is not what was built'],
    ['added', (folder: string) => writeFileSync(path.join(folder, 'react/more.js'), 'x'), 'more.js is not part of the release'],
  ])('refuses a release with a file %s since it was built', async (_, harm, said) => {
    const release = smallRelease('0.1.0');
    harm(release);
    await expect(publish(folderTarget(temporary('target')), release)).rejects.toThrow(said);
  });

  it('verifies what arrived, not what was sent: a byte lost on the way leaves nothing behind', async () => {
    const folder = temporary('target');
    const lossy = folderTarget(folder);
    const target: ReleaseTarget = {
      ...lossy,
      upload: async (version) => {
        const upload = await lossy.upload(version);
        return { ...upload, put: (name, content) => upload.put(name, name.endsWith('.js') ? content.subarray(1) : content) };
      },
    };
    await expect(to(target, smallRelease('0.1.0'))).rejects.toThrow('react/static/chunk.js is not what was built');
    expect(existsSync(path.join(folder, '0.1.0'))).toBe(false);
    expect(existsSync(path.join(folder, 'registry.json'))).toBe(false);
    expect(readdirSync(path.join(folder, '.incoming'))).toEqual([]);
  });

  it('points no channel at a version whose files were harmed since', async () => {
    const folder = temporary('target');
    const target = folderTarget(folder);
    await to(target, smallRelease('0.1.0'));
    await to(target, smallRelease('0.2.0'), null);
    writeFileSync(path.join(folder, '0.2.0/react/static/chunk.js'), 'x');
    const asked = change(target, secret, (before) => promote(before, clock, 'stable', '0.2.0'));
    await expect(asked).rejects.toThrow('What is deployed as 0.2.0 is not the release');
    expect((await registryIn(folder)).channels.stable?.version).toBe('0.1.0');
  });
});

/** Does `steps` steps, then nothing ever again, as a process that was killed; the step it dies in may be half done. */
function killed(target: ReleaseTarget, steps: number): { target: ReleaseTarget; done: () => boolean } {
  let left = steps;
  const step =
    <A extends unknown[], R>(work: (...given: A) => Promise<R>, half?: (...given: A) => Promise<unknown>) =>
    async (...given: A): Promise<R> => {
      left -= 1;
      if (left === 0 && half) await half(...given);
      if (left <= 0) throw new Error('killed');
      return work(...given);
    };
  const upload = async (version: string) => {
    const one = await target.upload(version);
    return {
      put: step(one.put, (name, content) => one.put(name, content.subarray(0, content.length / 2))),
      read: step(one.read),
      names: step(one.names),
      publish: step(one.publish),
      discard: step(one.discard),
    };
  };
  const wrapped = {
    upload: step(upload),
    version: step(target.version),
    registry: step(target.registry),
    swapRegistry: step(target.swapRegistry),
    writeHeaders: step(target.writeHeaders),
  };
  return { target: wrapped, done: () => left > 0 };
}

it('killed at every step: no channel ever points at an incomplete folder, and the next deploy goes through', async () => {
  let steps = 0;
  for (let finished = false; !finished; ) {
    steps += 1;
    const folder = temporary('target');
    await to(folderTarget(folder), smallRelease('0.1.0'));
    const run = killed(folderTarget(folder), steps);
    await to(run.target, smallRelease('0.2.0')).catch((error: Error) => expect(error.message).toBe('killed'));
    finished = run.done();
    expect(await servedByStable(folder, key)).toBe(finished ? '0.2.0' : '0.1.0');
    await to(folderTarget(folder), smallRelease('0.2.0'));
    expect(await servedByStable(folder, key)).toBe('0.2.0');
  }
  expect(steps).toBeGreaterThan(12);
});

describe('the registry', () => {
  const filled = async () => {
    const folder = temporary('target');
    const target = folderTarget(folder);
    await to(target, smallRelease('0.1.0'));
    await to(target, smallRelease('0.2.0'));
    return { folder, target };
  };

  it('rolls back to what the channel gave before, and forth again', async () => {
    const { target } = await filled();
    const once = await change(target, secret, (before) => rollback(before, clock, 'stable'));
    expect(once.after.channels.stable).toMatchObject({ version: '0.1.0', previous: '0.2.0' });
    const twice = await change(target, secret, (before) => rollback(before, clock, 'stable'));
    expect(twice.after.channels.stable).toMatchObject({ version: '0.2.0', previous: '0.1.0' });
    expect(twice.after.serial).toBe(4);
  });

  it('gives a blocked version to nobody, and says what the channel gets instead', async () => {
    const { target } = await filled();
    const { after } = await change(target, secret, (before) => setState(before, clock, '0.2.0', 'blocked'));
    expect(status(after, clock.now)[1]).toBe('stable: 0.1.0 (0.2.0 is blocked), before that 0.1.0');
    await expect(change(target, secret, (before) => promote(before, clock, 'next', '0.2.0'))).rejects.toThrow('0.2.0 is blocked');
    await expect(change(target, secret, (before) => promote(before, clock, 'next', '9.9.9'))).rejects.toThrow('Deploy it first');
  });

  it('of two changes at once one wins and the other is told', async () => {
    const { folder, target } = await filled();
    const [first, second] = await Promise.allSettled([
      change(target, secret, (before) => promote(before, clock, 'next', '0.1.0')),
      change(folderTarget(folder), secret, (before) => promote(before, clock, 'next', '0.2.0')),
    ]);
    const lost = [first, second].filter(({ status }) => status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(String((lost[0] as PromiseRejectedResult).reason)).toContain('at the same moment, and that change stands');
    const stands = first.status === 'fulfilled' ? '0.1.0' : '0.2.0';
    expect((await registryIn(folder)).channels.next?.version).toBe(stands);
  });

  it('waits for who has the lock, and for ever for nobody: one that was killed while it had it left it', async () => {
    const { folder, target } = await filled();
    const lock = path.join(folder, '.registry.lock');
    writeFileSync(lock, '');
    let done = false;
    const asked = change(target, secret, (before) => rollback(before, clock, 'stable')).then(() => {
      done = true;
    });
    await sleep(200);
    expect(done).toBe(false);
    rmSync(lock);
    await asked;
    expect((await registryIn(folder)).channels.stable?.version).toBe('0.1.0');
    writeFileSync(lock, '');
    utimesSync(lock, new Date(0), new Date(0));
    const { after } = await change(target, secret, (before) => rollback(before, clock, 'stable'));
    expect(after.channels.stable?.version).toBe('0.2.0');
    expect(readdirSync(folder).filter((name) => name.startsWith('.registry'))).toEqual([]);
  });

  it('what a killed deploy left is cleared a day later, and what is on its way is not', async () => {
    const folder = temporary('target');
    const left = path.join(folder, '.incoming/0.1.0-left');
    const going = path.join(folder, '.incoming/0.1.0-going');
    for (const one of [left, going]) mkdirSync(one, { recursive: true });
    utimesSync(left, new Date(0), new Date(0));
    await to(folderTarget(folder), smallRelease('0.1.0'));
    expect(readdirSync(path.join(folder, '.incoming'))).toEqual(['0.1.0-going']);
  });

  it('is not taken over with another key', async () => {
    const { target } = await filled();
    await expect(change(target, createKeys().secret, (before) => rollback(before, clock, 'stable'))).rejects.toThrow(
      'none of the pinned keys',
    );
  });
});

it('an integrity list that names files elsewhere is refused', async () => {
  const release = smallRelease('0.1.0');
  seal(release, '0.1.0');
  const list = JSON.parse(readFileSync(path.join(release, INTEGRITY), 'utf8')) as { files: Record<string, string> };
  list.files['../outside.js'] = Object.values(list.files)[0] ?? '';
  writeFileSync(path.join(release, INTEGRITY), JSON.stringify(list));
  await expect(publish(folderTarget(temporary('target')), release)).rejects.toThrow('names a file outside of its folder');
});

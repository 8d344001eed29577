/** The real commands, as processes of their own, ended by SIGKILL: at each change they make to a file, and at any moment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeTemporary, seal, servedByStable, smallRelease, temporary } from '../../scripts/release/release.kit.ts';
import { createKeys, readRegistry } from '../../scripts/release/signing.ts';

/** At any moment: so many in a test run; by hand as many as one likes. */
const KILLS = Number(process.env.KILLS ?? 6);
const PATIENT_MS = 300_000 + KILLS * 5_000;
const preload = pathToFileURL(path.join(import.meta.dirname, 'kill-at.ts')).href;
const command = (name: string) => path.resolve(import.meta.dirname, `../../scripts/release/${name}-command.ts`);
const { secret, key } = createKeys();
let keyFile: string;
/** Built, and of some size: a kill finds it under way. */
const releases: Record<string, string> = {};
/** 0.1.0 in `stable`, with 0.2.0 beside it; and the first alone. */
const places = { both: '', one: '' };

type Arguments = (folder: string) => readonly [name: string, ...rest: string[]];
const deploy: Arguments = (folder) => [
  'deploy',
  '--to',
  folder,
  '--from',
  releases['0.2.0'] ?? '',
  '--key',
  keyFile,
  '--channel',
  'stable',
];
const registry =
  (...what: string[]): Arguments =>
  (folder) => ['registry', ...what, '--in', folder, '--key', keyFile];

function start([name, ...rest]: ReturnType<Arguments>, env: Record<string, string> = {}): ChildProcess {
  const args = ['--import', 'tsx', ...(env.KILL_AT ? ['--import', preload] : []), command(name), ...rest];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}
function ended(child: ChildProcess): Promise<Ended> {
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, said })));
}
const run = (given: ReturnType<Arguments>, env?: Record<string, string>) => ended(start(given, env));

const lockOf = (folder: string): string => path.join(folder, '.registry.lock');
let waited = false;

/** As a process killed ten seconds ago would have left it. */
function ageLock(folder: string): void {
  if (existsSync(lockOf(folder))) utimesSync(lockOf(folder), new Date(0), new Date(0));
}

const copyOf = (place: string): string => {
  const folder = path.join(temporary('killed'), 'served');
  cpSync(place, folder, { recursive: true });
  return folder;
};

beforeAll(async () => {
  keyFile = path.join(temporary('key'), 'secret.pem');
  writeFileSync(keyFile, secret);
  for (const version of ['0.1.0', '0.2.0']) {
    const release = smallRelease(version);
    for (let at = 0; at < 4; at += 1)
      writeFileSync(path.join(release, `react/static/chunk-${at}.js`), Buffer.alloc(200_000, `${version} ${at} `));
    seal(release, version);
    releases[version] = release;
  }
  const to = async (folder: string, version: string, ...more: string[]) => {
    const { code, said } = await run(['deploy', '--to', folder, '--from', releases[version] ?? '', '--key', keyFile, ...more]);
    if (code !== 0) throw new Error(said);
  };
  places.one = temporary('one');
  await to(places.one, '0.1.0', '--channel', 'stable');
  places.both = copyOf(places.one);
  await to(places.both, '0.2.0');
}, PATIENT_MS);
afterAll(removeTemporary);

const scenarios: readonly [name: string, place: keyof typeof places, given: Arguments, wanted: string, leastSteps: number][] = [
  ['deploy', 'one', deploy, '0.2.0', 20],
  ['promote', 'both', registry('promote', 'stable', '0.2.0'), '0.2.0', 5],
];

describe.each(scenarios)('%s, killed by SIGKILL', (_, place, given, wanted, leastSteps) => {
  it(
    'at each change it makes to a file: every channel points at a whole folder, and the same once more goes through',
    async () => {
      let steps = 0;
      for (let finished = false; !finished; ) {
        steps += 1;
        const folder = copyOf(places[place]);
        const { code, signal, said } = await run(given(folder), { KILL_AT: String(steps), KILL_IN: folder });
        finished = code === 0;
        expect(finished ? null : signal, said).toBe(finished ? null : 'SIGKILL');
        const served = await servedByStable(folder, key);
        expect(finished ? [wanted] : ['0.1.0', wanted]).toContain(served);
        // The first that finds the lock of a killed one waits for it, as a person would; for the others it is ten seconds later.
        if (waited) ageLock(folder);
        else waited = existsSync(lockOf(folder));
        expect(await run(given(folder))).toMatchObject({ code: 0 });
        expect(await servedByStable(folder, key)).toBe(wanted);
      }
      expect(steps).toBeGreaterThan(leastSteps);
      console.log(`killed at each of ${steps - 1} changes`);
    },
    PATIENT_MS,
  );

  it(
    'at any moment, from outside: the same',
    async () => {
      const began = performance.now();
      await run(given(copyOf(places[place])));
      const usual = performance.now() - began;
      const found = { killed: 0, before: 0, after: 0 };
      for (let time = 0; time < KILLS; time += 1) {
        const folder = copyOf(places[place]);
        const child = start(given(folder));
        const end = ended(child);
        const delay = (0.4 + 0.7 * Math.random()) * usual;
        await sleep(delay);
        child.kill('SIGKILL');
        found.killed += (await end).signal === 'SIGKILL' ? 1 : 0;
        const served = await servedByStable(folder, key);
        expect(['0.1.0', wanted], `killed after ${Math.round(delay)} ms`).toContain(served);
        found[served === wanted ? 'after' : 'before'] += 1;
        ageLock(folder);
        expect(await run(given(folder)), `after a kill at ${Math.round(delay)} ms`).toMatchObject({ code: 0 });
        expect(await servedByStable(folder, key)).toBe(wanted);
      }
      console.log(`at any moment: ${JSON.stringify(found)}`);
    },
    PATIENT_MS,
  );
});

it(
  'rolled back and killed at each change: the channel gives the one or the other, and both are whole',
  async () => {
    const base = copyOf(places.both);
    await run(registry('promote', 'stable', '0.2.0')(base));
    for (let steps = 1, finished = false; !finished; steps += 1) {
      const folder = copyOf(base);
      const { code } = await run(registry('rollback', 'stable')(folder), { KILL_AT: String(steps), KILL_IN: folder });
      finished = code === 0;
      expect(finished ? ['0.1.0'] : ['0.1.0', '0.2.0']).toContain(await servedByStable(folder, key));
      // Torn, it would be refused by every shell.
      const { serial } = await readRegistry(readFileSync(path.join(folder, 'registry.json'), 'utf8'), key);
      expect([3, 4]).toContain(serial);
    }
  },
  PATIENT_MS,
);

it(
  'two processes change the registry at once: what is lost is told, what is told to be done is done',
  async () => {
    for (let time = 0; time < 4; time += 1) {
      const folder = copyOf(places.both);
      const ends = await Promise.all(['next', 'beta'].map((channel) => run(registry('promote', channel, '0.2.0')(folder))));
      const { channels } = await readRegistry(readFileSync(path.join(folder, 'registry.json'), 'utf8'), key);
      for (const [at, channel] of ['next', 'beta'].entries()) {
        const { code, said } = ends[at] as Ended;
        expect(channels[channel]?.version, said).toBe(code === 0 ? '0.2.0' : undefined);
        if (code !== 0) expect(said).toContain('at the same moment, and that change stands');
      }
      expect(ends.some(({ code }) => code === 0)).toBe(true);
      expect(readdirSync(folder).filter((name) => name.startsWith('.registry'))).toEqual([]);
    }
  },
  PATIENT_MS,
);

it('a torn write is what the count finds: a folder that lost half a file is told', async () => {
  const folder = copyOf(places.both);
  const file = path.join(folder, '0.1.0/react/static/chunk.js');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, readFileSync(file).subarray(1));
  await expect(servedByStable(folder, key)).rejects.toThrow('stable gives 0.1.0, and react/static/chunk.js is not what was built');
});

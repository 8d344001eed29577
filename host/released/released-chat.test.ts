import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deploy } from '../../scripts/release/deploy.ts';
import { folderTarget } from '../../scripts/release/folder-target.ts';
import { LIFE_MS } from '../../scripts/release/registry.ts';
import { removeTemporary, smallRelease, temporary } from '../../scripts/release/release.kit.ts';
import { createKeys, readRegistry, signRegistry, verifyByNode } from '../../scripts/release/signing.ts';
import { type Origin, startOrigin } from '../../tests/releases/origin.ts';
import type { RemoteRuntime } from '../load-remote-chat.ts';
import type { RemoteErrorKind } from '../remote-error.ts';
import type { ReleasedChat } from './contract.ts';
import { createMemory, type ReleaseStorage } from './memory.ts';
import { openRegistry, type Registry } from './registry.ts';
import { createReleasedChat } from './released-chat.ts';
import { createRegistrySource } from './source.ts';
import { createVersions } from './versions.ts';

const { secret, key } = createKeys();
let folder: string;
let origin: Origin;
const chats: ReleasedChat[] = [];
const network = { onLine: true };
const clock = () => ({ now: Date.now(), lifeMs: LIFE_MS });
const put = (version: string) =>
  deploy({ target: folderTarget(folder), folder: smallRelease(version), secret, channel: 'stable', clock: clock() });

function storage(): ReleaseStorage {
  const items = new Map<string, string>();
  return { getItem: (name) => items.get(name) ?? null, setItem: (name, value) => void items.set(name, value) };
}

/** The federation runtime's part: every module is there, in whichever copy was registered last. */
function scripted() {
  const registered: { entry: string; force: boolean }[] = [];
  const runtime: RemoteRuntime = {
    loadRemote: async <T>(id: string) => ({ id, copy: registered.length }) as T,
    registerRemotes: (remotes, { force }) => void registered.push(...remotes.map(({ entry }) => ({ entry, force }))),
  };
  return { runtime, registered };
}

function shell(runtime: RemoteRuntime): ReleasedChat {
  const registry = `${origin.url}/registry.json`;
  const chat = createReleasedChat({ registry, key, runtime, storage: storage(), verify: verifyByNode, refreshMs: 60_000 }, new Set());
  chats.push(chat);
  return chat;
}

beforeEach(async () => {
  folder = temporary('registry');
  origin = await startOrigin(folder);
  // The little of a page that is asked for where the federation runtime is stood in for; the rest is Node's own.
  vi.stubGlobal('location', { href: 'http://page.example/' });
  vi.stubGlobal('navigator', network);
  vi.stubGlobal('HTMLScriptElement', { prototype: { integrity: '' } });
  for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => undefined);
  network.onLine = true;
});
afterEach(async () => {
  for (const chat of chats.splice(0)) chat.stop();
  await origin.close();
  await rm(folder, { recursive: true, force: true });
});
afterAll(removeTemporary);

describe('a version that breaks while it is shown', () => {
  const broken = new Error('it broke while rendering');

  it('with nothing else to run: what is loaded next comes from a fresh copy of it, as without releases', async () => {
    await put('0.1.0');
    const { runtime, registered } = scripted();
    const chat = shell(runtime);
    expect(await chat.load('AIChatInterface')).toMatchObject({ copy: 1 });
    chat.renew('AIChatInterface', broken);
    expect(await chat.load('AIChatInterface')).toMatchObject({ copy: 2 });
    expect(registered.map(({ force }) => force)).toEqual([false, true]);
    expect(chat.version()).toMatchObject({ version: '0.1.0', why: 'wanted' });
    chat.renew('AIChatInterface', broken);
    expect(await chat.load('AIChatInterface')).toMatchObject({ copy: 3 });
  });

  it('with another that cannot be had: the same', async () => {
    await put('0.1.0');
    await put('0.2.0');
    origin.faults.push({ path: /\/0\.1\.0\//u, fault: 'missing' });
    const { runtime, registered } = scripted();
    const chat = shell(runtime);
    await chat.load('AIChatInterface');
    chat.renew('AIChatInterface', broken);
    await chat.load('AIChatInterface');
    expect(chat.version()).toMatchObject({ version: '0.2.0' });
    expect(registered.map(({ force }) => force)).toEqual([false, true]);
  });

  it('with another: that one takes its place, and nothing of the broken one is fetched again', async () => {
    await put('0.1.0');
    await put('0.2.0');
    const { runtime, registered } = scripted();
    const chat = shell(runtime);
    await chat.load('AIChatInterface');
    chat.renew('AIChatInterface', broken);
    await chat.load('AIChatInterface');
    expect(chat.version()).toMatchObject({ version: '0.1.0', why: 'previous' });
    expect(registered.map(({ entry }) => entry.split('/').at(3))).toEqual(['0.2.0', '0.1.0']);
  });
});

describe('what is remembered of a registry', () => {
  it('is not gone by when it is older than one that was seen', async () => {
    await put('0.1.0');
    const registry = await readRegistry(await (await fetch(`${origin.url}/registry.json`)).text(), key);
    const memory = createMemory(null, 'r');
    memory.write({ text: await signRegistry({ ...registry, serial: 3 }, secret), serial: 4 });
    origin.registry = null;
    const source = createRegistrySource({
      url: `${origin.url}/registry.json`,
      keys: [key],
      memory,
      timeoutMs: 5_000,
      verify: verifyByNode,
    });
    await expect(source.get(5_000)).rejects.toMatchObject({ kind: 'missing' });
    memory.write({ text: await signRegistry({ ...registry, serial: 4 }, secret), serial: 4 });
    expect((await source.get(5_000)).registry.serial).toBe(4);
  });

  it('is the later one that another tab has seen while this one asked', async () => {
    await put('0.1.0');
    const text = await (await fetch(`${origin.url}/registry.json`)).text();
    const registry = await readRegistry(text, key);
    const later = await signRegistry({ ...registry, serial: registry.serial + 1 }, secret);
    const shared = storage();
    const [mine, other] = [createMemory(shared, 'r'), createMemory(shared, 'r')];
    mine.write({ text, serial: registry.serial });
    const verify: typeof verifyByNode = (...given) => {
      other.write({ text: later, serial: registry.serial + 1 });
      return verifyByNode(...given);
    };
    const source = createRegistrySource({ url: `${origin.url}/registry.json`, keys: [key], memory: mine, timeoutMs: 5_000, verify });
    expect((await source.get(5_000)).registry.serial).toBe(registry.serial + 1);
  });
});

describe('a version that failed', () => {
  let time = 0;
  let registry: Registry;
  const leftOutFor = (kind: RemoteErrorKind, versions: ReturnType<typeof createVersions>) => {
    versions.condemn(registry, '0.2.0', kind);
    const from = time;
    while (versions.order(registry, null)[0]?.version !== '0.2.0') time += 10_000;
    return (time - from) / 60_000;
  };
  beforeEach(async () => {
    await put('0.1.0');
    await put('0.2.0');
    registry = await openRegistry(await (await fetch(`${origin.url}/registry.json`)).text(), [key], verifyByNode);
    time = Date.now();
  });
  const made = () => createVersions({ registry: `${origin.url}/registry.json`, key }, createMemory(storage(), 'r'), () => time);

  it('is left out for twice as long each time it fails again, at most a day, and a day later as at first', () => {
    const versions = made();
    expect([1, 2, 3, 4].map(() => leftOutFor('missing', versions))).toEqual([1, 2, 4, 8]);
    expect(leftOutFor('tampered', versions)).toBe(160);
    expect([1, 2].map(() => leftOutFor('failed', versions))).toEqual([1_440, 1_440]);
    time += 86_400_000;
    expect(leftOutFor('missing', versions)).toBe(1);
  });

  it('is not left out for longer for having been tried while nothing else was there', () => {
    const versions = made();
    for (let attempt = 0; attempt < 20; attempt++) {
      for (const version of ['0.2.0', '0.1.0']) versions.condemn(registry, version, 'missing');
      expect(versions.order(registry, null)[0]?.version).toBe('0.2.0');
      time += 1_000;
    }
    time += 59_000;
    versions.condemn(registry, '0.2.0', 'missing');
    expect(versions.order(registry, null)[0]?.version).toBe('0.1.0');
    expect(leftOutFor('missing', versions)).toBe(2);
  });

  it('for want of a network is not left out at all', () => {
    const versions = made();
    network.onLine = false;
    for (const kind of ['missing', 'timeout'] as const) expect(leftOutFor(kind, versions)).toBe(0);
    expect(leftOutFor('tampered', versions)).toBe(10);
  });
});

import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeEnvironment } from '../tests/support/fake-environment.ts';
import { openDeviceStorage } from './runtime-device.ts';
import { ownedBy } from './runtime-identity.ts';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

describe("the device's storage", () => {
  it('keeps texts under their prefix, in an order of their own, for every page', async () => {
    const one = openDeviceStorage();
    await Promise.all([one.set('a|1', 'x'), one.set('a|2', 'y'), one.set('a!|1', 'of another'), one.set('b|1', 'of another')]);
    const two = openDeviceStorage();
    expect(await two.entries('a|')).toEqual([
      ['a|1', 'x'],
      ['a|2', 'y'],
    ]);
    await two.remove('a|1');
    await two.set('a|2', 'z');
    expect(await one.entries('a|')).toEqual([['a|2', 'z']]);
    expect(await one.removeAll('a|')).toBe(1);
    expect((await one.entries('')).map(([key]) => key)).toEqual(['a!|1', 'b|1']);
  });
  it('F47 writes with strict durability', async () => {
    const asked: unknown[][] = [];
    const transaction = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...given: Parameters<IDBDatabase['transaction']>
    ) {
      asked.push(given.slice(1));
      return transaction.apply(this, given);
    });
    const storage = openDeviceStorage();
    await storage.set('a', 'x');
    expect(asked.filter(([mode]) => mode === 'readwrite')).toEqual([['readwrite', { durability: 'strict' }]]);
  });
  it('F49 is lost when a newer release takes the database, and does not stand in its way', async () => {
    const storage = openDeviceStorage();
    await storage.set('a', 'x');
    const newer = await openDB('ai-cs-agent', 2);
    await expect(storage.set('a', 'y')).rejects.toThrow('another release replaces it');
    await expect(openDeviceStorage().entries('')).rejects.toThrow();
    newer.close();
  });
  it('F49 gives up a writing that another page holds up', async () => {
    await openDeviceStorage().set('a', 'x');
    const other = await openDB('ai-cs-agent', 1);
    const { store } = other.transaction('kept', 'readwrite');
    let held = true;
    const hold = (): Promise<unknown> => store.get('a').then(() => (held ? hold() : null));
    void hold();
    await expect(openDeviceStorage({ timeoutMs: 30 }).set('a', 'y')).rejects.toThrow('did not answer within 30 ms');
    held = false;
    other.close();
  });
  it('F49 rejects where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(openDeviceStorage().set('a', 'x')).rejects.toThrow();
  });
});

describe('the device where the host does not say who is here (F41)', () => {
  const owned = (owner: Promise<string | null>) => ownedBy(owner, { ...fakeEnvironment(), device: openDeviceStorage() }).device;
  it('waits for the subject of the first token, and shows each only their own', async () => {
    let arrive: (subject: string) => void = () => {};
    const ada = owned(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    const written = ada?.set('x|1', 'secret of ada');
    expect(await openDeviceStorage().entries('')).toEqual([]);
    arrive('ada');
    await written;
    expect(await ada?.entries('x|')).toEqual([['x|1', 'secret of ada']]);
    expect(await owned(Promise.resolve('ben'))?.entries('x|')).toEqual([]);
    expect(await owned(Promise.resolve('ben'))?.removeAll('x|')).toBe(0);
  });
  it('F49 keeps nothing for a token that names nobody', async () => {
    await expect(owned(Promise.resolve(null))?.set('x|1', 'text')).rejects.toThrow('userId');
    expect(await openDeviceStorage().entries('')).toEqual([]);
  });
});

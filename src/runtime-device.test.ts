import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openDeviceStorage } from './runtime-device.ts';

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

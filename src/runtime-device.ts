import type { IDBPDatabase } from 'idb';
import { ChatError } from './protocol/chat-error.ts';
import { tellPart } from './queries/parts.ts';
import type { DeviceStorage } from './session/environment.ts';
import { LIMITS } from './session/limits.ts';

const DATABASE = 'ai-cs-agent';
/** Of the database's shape: one store of texts by key. A later release that changes it raises this. */
const VERSION = 1;
const STORE = 'kept';

/**
 * IndexedDB as a text store. Writing is done once it is on the disk (`durability: 'strict'`). Once the database cannot be
 * opened, or was closed by the browser or for a newer release in another tab, every call rejects (F49); a call that takes
 * longer than `timeoutMs` does, too.
 */
export function openDeviceStorage(options: { readonly timeoutMs?: number } = {}): DeviceStorage {
  const { timeoutMs = LIMITS.storageMs } = options;
  let opening: Promise<IDBPDatabase> | null = null;
  let lost: string | null = null;
  const database = async (): Promise<IDBPDatabase> => {
    opening ??= open((reason) => {
      lost = reason;
    });
    const opened = await opening;
    if (lost !== null) throw failure(lost);
    return opened;
  };
  const within = async <T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> => {
    if (lost !== null) throw failure(lost);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(failure(`it did not answer within ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      return await Promise.race([database().then(work), late]);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    entries: (prefix) =>
      within(async (opened) => {
        const range = under(prefix);
        const transaction = opened.transaction(STORE, 'readonly');
        const [keys, values] = await Promise.all([transaction.store.getAllKeys(range), transaction.store.getAll(range)]);
        return keys.flatMap((key, at) => (typeof key === 'string' && typeof values[at] === 'string' ? [[key, values[at]] as const] : []));
      }),
    set: (key, value) =>
      within(async (opened) => {
        const transaction = opened.transaction(STORE, 'readwrite', { durability: 'strict' });
        await Promise.all([transaction.store.put(value, key), transaction.done]);
      }),
    remove: (key) =>
      within(async (opened) => {
        const transaction = opened.transaction(STORE, 'readwrite', { durability: 'strict' });
        await Promise.all([transaction.store.delete(key), transaction.done]);
      }),
    removeAll: (prefix) =>
      within(async (opened) => {
        const transaction = opened.transaction(STORE, 'readwrite', { durability: 'strict' });
        const count = await transaction.store.count(under(prefix));
        await Promise.all([transaction.store.delete(under(prefix)), transaction.done]);
        return count;
      }),
  };
}

const failure = (why: string): ChatError =>
  new ChatError('defect', `The database "${DATABASE}" of this origin cannot be used: ${why}. Unsent messages are kept in memory only.`);

/** The library is fetched only where a host chose the device. */
async function open(onLost: (why: string) => void): Promise<IDBPDatabase> {
  const { openDB } = await tellPart('idb', import('idb'));
  return openDB(DATABASE, VERSION, {
    upgrade: (database) => void database.createObjectStore(STORE),
    blocked: () => onLost('a tab with an older release holds it'),
    blocking: (_current, _blocked, event) => {
      onLost('another release replaces it');
      (event.target as IDBDatabase | null)?.close();
    },
    terminated: () => onLost('the browser closed it'),
  });
}

const under = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`, false, true);

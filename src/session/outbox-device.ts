import type { DeviceStorage, Environment, Persistence } from './environment.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { createOutboxStore, NO_STORE, type OutboxStore, readEntry } from './outbox-store.ts';

/**
 * The outbox in the device's storage. Only what a later page needs is written: how far an attempt has come is not.
 * The first failure is the last attempt: from then on entries live in memory and `kept` is false (F49).
 */
export function createDeviceOutboxStore(storage: DeviceStorage, scope: string): OutboxStore {
  const prefix = `${scope}|outbox|`;
  const known = new Map<string, string>();
  let kept = true;
  const attempt = async (action: () => Promise<unknown>): Promise<void> => {
    try {
      await action();
    } catch {
      kept = false;
    }
  };
  return {
    async load() {
      const entries: OutboxEntry[] = [];
      if (!kept) return entries;
      await attempt(async () => {
        for (const [key, text] of await storage.entries(prefix)) {
          const entry = readEntry(text);
          if (entry) known.set(entry.id, lasting(entry));
          if (entry) entries.push(entry);
          else void attempt(() => storage.remove(key));
        }
      });
      return entries.sort((a, b) => a.createdAt - b.createdAt);
    },
    keep(entry) {
      const text = lasting(entry);
      if (!kept || known.get(entry.id) === text) return null;
      return attempt(async () => {
        await storage.set(prefix + entry.id, text);
        known.set(entry.id, text);
      });
    },
    drop(id) {
      known.delete(id);
      return attempt(() => storage.remove(prefix + id));
    },
    purge() {
      known.clear();
      return attempt(() => storage.removeAll(prefix));
    },
    get kept() {
      return kept;
    },
    written: (id) => known.has(id),
  };
}

function lasting(entry: OutboxEntry): string {
  const refused = entry.state === 'refused';
  return JSON.stringify({ ...entry, state: refused ? 'refused' : 'queued', error: refused ? entry.error : null, retryAt: null });
}

/** The store of the host's choice. */
export function storeOf(persistence: Persistence, { device = null, storage }: Environment, scope: string): OutboxStore {
  if (persistence === 'memory') return NO_STORE;
  if (persistence === 'session') return createOutboxStore(storage, scope);
  return device ? createDeviceOutboxStore(device, scope) : NO_STORE;
}

import type { TextStorage } from './environment.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/**
 * One storage key per entry: two tabs never overwrite each other's, and a full storage loses one text, not all. What a
 * storage that answers later is still doing is a promise; none of them rejects. Null: it is done.
 */
export interface OutboxStore {
  load(): readonly OutboxEntry[] | Promise<readonly OutboxEntry[]>;
  /** The promise resolves when it is written, or cannot be. */
  keep(entry: OutboxEntry): Promise<void> | null;
  drop(id: string): Promise<void> | null;
  purge(): Promise<void> | null;
  readonly kept: boolean;
  /** Whether this id is known to have been written, by whichever page. */
  written(id: string): boolean;
}

/** Nothing outlives the page, as the host chose. */
export const NO_STORE: OutboxStore = {
  load: () => [],
  keep: () => null,
  drop: () => null,
  purge: () => null,
  kept: false,
  written: () => false,
};

/** Storage may be missing, full, forbidden or corrupt (F49): then entries live in memory and `kept` is false. */
export function createOutboxStore(storage: TextStorage | null, scope: string): OutboxStore {
  const prefix = `${scope}|outbox|`;
  let kept = storage !== null;
  const attempt = (action: (storage: TextStorage) => void): null => {
    try {
      if (storage) action(storage);
    } catch {
      kept = false;
    }
    return null;
  };
  const keys = (from: TextStorage): string[] => {
    const found: string[] = [];
    for (let at = 0; at < from.length; at += 1) {
      const key = from.key(at);
      if (key?.startsWith(prefix)) found.push(key);
    }
    return found;
  };
  return {
    load() {
      const entries: OutboxEntry[] = [];
      attempt((from) => {
        for (const key of keys(from)) {
          const entry = readEntry(from.getItem(key));
          if (entry) entries.push(entry);
          else from.removeItem(key);
        }
      });
      return entries.sort((a, b) => a.createdAt - b.createdAt);
    },
    keep: (entry) => attempt((to) => to.setItem(prefix + entry.id, JSON.stringify(entry))),
    drop: (id) => attempt((from) => from.removeItem(prefix + id)),
    purge: () =>
      attempt((from) => {
        for (const key of keys(from)) from.removeItem(key);
      }),
    get kept() {
      return kept;
    },
    written: () => false,
  };
}

/** What an earlier page kept. A request that was under way then is repeated with the same id (F47). */
export function readEntry(text: string | null): OutboxEntry | null {
  if (!text) return null;
  try {
    const value = JSON.parse(text) as Partial<OutboxEntry> | null;
    if (!value || typeof value.id !== 'string' || typeof value.conversationKey !== 'string' || typeof value.text !== 'string') return null;
    return {
      id: value.id,
      conversationKey: value.conversationKey,
      text: value.text,
      state: value.state === 'refused' ? 'refused' : 'queued',
      error: value.state === 'refused' ? (value.error ?? null) : null,
      createdAt: typeof value.createdAt === 'number' ? value.createdAt : 0,
      retryAt: null,
      opening: value.opening ? { organizationId: value.opening.organizationId ?? null } : null,
      context: Array.isArray(value.context) ? value.context : [],
      locale: typeof value.locale === 'string' ? value.locale : null,
    };
  } catch {
    return null;
  }
}

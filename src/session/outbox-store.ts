import type { TextStorage } from './environment.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** One storage key per entry: two tabs never overwrite each other's, and a full storage loses one text, not all. */
export interface OutboxStore {
  load(): readonly OutboxEntry[];
  keep(entry: OutboxEntry): void;
  drop(id: string): void;
  purge(): void;
  readonly kept: boolean;
}

/** Storage may be missing, full, forbidden or corrupt (F49): then entries live in memory and `kept` is false. */
export function createOutboxStore(storage: TextStorage | null, scope: string): OutboxStore {
  const prefix = `${scope}|outbox|`;
  let kept = storage !== null;
  const attempt = (action: (storage: TextStorage) => void): void => {
    if (!storage) return;
    try {
      action(storage);
    } catch {
      kept = false;
    }
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
  };
}

/** What an earlier page kept. A request that was under way then is repeated with the same id (F47). */
function readEntry(text: string | null): OutboxEntry | null {
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

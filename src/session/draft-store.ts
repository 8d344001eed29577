import type { TextStorage } from './environment.ts';

/**
 * What was begun to be written, per person and conversation ('' is a new one). It outlives a reload as long as the tab does; the
 * person's id is part of the key, so what one wrote is never shown to the next.
 */
export interface DraftStore {
  read(owner: string, conversation: string): string;
  /** '' takes it away. Never throws: without storage, drafts live as long as the page. */
  write(owner: string, conversation: string, text: string): void;
  /** Conversations in which this person has begun something; the same set until that changes. */
  begun(owner: string): ReadonlySet<string>;
  /** Called when a draft begins or ends, not at every letter; returns the end of listening. */
  subscribe(listener: () => void): () => void;
  purge(): void;
}

export function createDraftStore(storage: TextStorage | null, scope: string): DraftStore {
  const prefix = `${scope}|draft|`;
  const kept = loadAll(storage, prefix);
  const begun = new Map<string, ReadonlySet<string>>();
  const listeners = new Set<() => void>();
  const keyOf = (owner: string, conversation: string): string => JSON.stringify([owner, conversation]);
  const changed = (): void => {
    begun.clear();
    for (const listener of [...listeners]) listener();
  };
  return {
    read: (owner, conversation) => kept.get(keyOf(owner, conversation)) ?? '',
    write(owner, conversation, text) {
      const key = keyOf(owner, conversation);
      const before = kept.get(key) ?? '';
      if (text === before) return;
      if (text === '') kept.delete(key);
      else kept.set(key, text);
      put(storage, prefix + key, text);
      if ((text === '') !== (before === '')) changed();
    },
    begun(owner) {
      const known = begun.get(owner) ?? conversationsOf(kept.keys(), owner);
      begun.set(owner, known);
      return known;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    purge() {
      for (const key of kept.keys()) put(storage, prefix + key, '');
      kept.clear();
      changed();
    },
  };
}

/** Storage may be missing, full, forbidden or corrupt (F49): then there is nothing, and nothing breaks. */
function loadAll(storage: TextStorage | null, prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  try {
    for (let at = 0; at < (storage?.length ?? 0); at += 1) {
      const key = storage?.key(at) ?? '';
      const text = key.startsWith(prefix) ? storage?.getItem(key) : null;
      if (text) found.set(key.slice(prefix.length), text);
    }
  } catch {
    // As if nothing had been kept.
  }
  return found;
}

function put(storage: TextStorage | null, key: string, text: string): void {
  try {
    if (text === '') storage?.removeItem(key);
    else storage?.setItem(key, text);
  } catch {
    // It stays in memory; the notice about unsent text says that this browser keeps nothing.
  }
}

function conversationsOf(keys: Iterable<string>, owner: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const key of keys) {
    const prefix = `[${JSON.stringify(owner)},`;
    if (key.startsWith(prefix)) found.add(JSON.parse(key.slice(prefix.length, -1)) as string);
  }
  return found;
}

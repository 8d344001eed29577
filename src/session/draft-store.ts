import type { Channel, Environment, Persistence, TextStorage } from './environment.ts';
import { LIMITS } from './limits.ts';

/**
 * What was begun to be written, per person and conversation ('' is a new one). It is kept where unsent messages are; the
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
  /** Called when a text became another one in another page, or was read from the device; returns the end of listening. */
  onElsewhere(listener: DraftListener): () => void;
  /** Writes what still waits. */
  flush(): void;
  purge(): void;
  /** Ends listening to other pages. */
  close(): void;
}

/** `before`: the text it was here. */
export type DraftListener = (owner: string, conversation: string, before: string) => void;

export interface DraftStoreOptions {
  readonly environment: Pick<Environment, 'storage' | 'after' | 'device' | 'channel'>;
  readonly scope: string;
  /** Left out: with the tab. */
  readonly persistence?: Persistence;
  /** Pause in writing, in ms, before a text goes to the device. */
  readonly draftMs?: number;
}

export function createDraftStore({ environment, scope, persistence = 'session', draftMs = LIMITS.draftMs }: DraftStoreOptions): DraftStore {
  const prefix = `${scope}|draft|`;
  const storage = persistence === 'session' ? environment.storage : null;
  const kept = loadAll(storage, prefix);
  const begun = new Map<string, ReadonlySet<string>>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    begun.clear();
    for (const listener of [...listeners]) listener();
  };
  const put = (key: string, text: string): boolean => {
    const before = kept.get(key) ?? '';
    if (text === '') kept.delete(key);
    else kept.set(key, text);
    if ((text === '') !== (before === '')) changed();
    return text !== before;
  };
  const elsewhere = new Set<DraftListener>();
  const heard = (key: string, text: string): void => {
    const [owner, conversation] = namesOf(key) ?? [];
    const before = kept.get(key) ?? '';
    if (owner === undefined || conversation === undefined || !put(key, text)) return;
    for (const listener of [...elsewhere]) listener(owner, conversation, before);
  };
  const shared = persistence === 'device' ? shareDrafts(environment, prefix, draftMs, kept, heard) : null;
  return {
    read: (owner, conversation) => kept.get(keyOf(owner, conversation)) ?? '',
    write(owner, conversation, text) {
      const key = keyOf(owner, conversation);
      if (!put(key, text)) return;
      keep(storage, prefix + key, text);
      shared?.write(key);
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
    onElsewhere(listener) {
      elsewhere.add(listener);
      return () => elsewhere.delete(listener);
    },
    flush: () => shared?.flush(),
    purge() {
      // Also those of another runtime in this tab.
      for (const key of [...kept.keys(), ...loadAll(storage, prefix).keys()]) keep(storage, prefix + key, '');
      kept.clear();
      shared?.purge();
      changed();
    },
    close: () => shared?.close(),
  };
}

interface SharedDrafts {
  write(key: string): void;
  flush(): void;
  purge(): void;
  close(): void;
}

/** Drafts on the device: written when the hand rests, told to the other pages at the same moment. Without such storage they live in memory. */
function shareDrafts(
  { device = null, channel, after }: DraftStoreOptions['environment'],
  prefix: string,
  draftMs: number,
  kept: ReadonlyMap<string, string>,
  heard: (key: string, text: string) => void,
): SharedDrafts {
  const waiting = new Map<string, () => void>();
  const ignore = (): void => {
    // It stays in memory; the notice about unsent text says that this browser keeps nothing.
  };
  const said = (message: unknown): void => {
    const { key, text } = (typeof message === 'object' && message !== null ? message : {}) as Readonly<Record<string, unknown>>;
    if (typeof key === 'string' && typeof text === 'string' && !waiting.has(key)) heard(key, text);
  };
  const tabs: Channel | null = channel?.(`${prefix}tabs`, said) ?? null;
  const write = (key: string): void => {
    waiting.get(key)?.();
    waiting.delete(key);
    const text = kept.get(key) ?? '';
    tabs?.post({ key, text });
    (text === '' ? device?.remove(prefix + key) : device?.set(prefix + key, text))?.catch(ignore);
  };
  const load = async (): Promise<void> => {
    for (const [key, text] of (await device?.entries(prefix)) ?? []) {
      const name = key.slice(prefix.length);
      // What was written meanwhile is newer.
      if (!kept.has(name) && !waiting.has(name)) heard(name, text);
    }
  };
  load().catch(ignore);
  return {
    write(key) {
      waiting.get(key)?.();
      waiting.set(
        key,
        after(draftMs, () => write(key)),
      );
    },
    flush() {
      for (const key of [...waiting.keys()]) write(key);
    },
    purge() {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
      device?.removeAll(prefix).catch(ignore);
    },
    close() {
      for (const key of [...waiting.keys()]) write(key);
      tabs?.close();
    },
  };
}

const keyOf = (owner: string, conversation: string): string => JSON.stringify([owner, conversation]);

function namesOf(key: string): readonly [owner: string, conversation: string] | null {
  try {
    const names: unknown = JSON.parse(key);
    if (Array.isArray(names) && typeof names[0] === 'string' && typeof names[1] === 'string') return [names[0], names[1]];
  } catch {
    // Of another release, or damaged: as if it were not there.
  }
  return null;
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

function keep(storage: TextStorage | null, key: string, text: string): void {
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

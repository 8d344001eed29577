import type { OutboxEntry } from './outbox-entry.ts';

/** The entries in memory, in the order they were sent, with a steady array per conversation for whoever draws them. */
export class OutboxList {
  #entries: readonly OutboxEntry[];
  readonly #byKey = new Map<string, readonly OutboxEntry[]>();
  readonly #listeners = new Set<() => void>();

  constructor(entries: readonly OutboxEntry[]) {
    this.#entries = entries;
  }

  get empty(): boolean {
    return this.#entries.length === 0;
  }

  keys(): ReadonlySet<string> {
    return new Set(this.#entries.map((entry) => entry.conversationKey));
  }

  get(id: string): OutboxEntry | null {
    return this.#entries.find((entry) => entry.id === id) ?? null;
  }

  of(key: string): readonly OutboxEntry[] {
    const before = this.#byKey.get(key);
    const now = this.#entries.filter((entry) => entry.conversationKey === key);
    if (before && before.length === now.length && before.every((entry, at) => entry === now[at])) return before;
    this.#byKey.set(key, now);
    return now;
  }

  add(entry: OutboxEntry): void {
    this.#publish([...this.#entries, entry]);
  }

  /** Entries of other pages, each in the order of their times; what is here already stays as it is. */
  merge(entries: readonly OutboxEntry[]): void {
    const fresh = entries.filter((entry) => this.get(entry.id) === null);
    if (fresh.length > 0) this.#publish([...this.#entries, ...fresh].sort((a, b) => a.createdAt - b.createdAt));
  }

  /** Says that something beside the entries changed. */
  touch(): void {
    this.#publish(this.#entries);
  }

  all(): readonly OutboxEntry[] {
    return this.#entries;
  }

  change(id: string, change: Partial<OutboxEntry>): OutboxEntry | null {
    this.#publish(this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
    return this.get(id);
  }

  remove(id: string): OutboxEntry | null {
    const entry = this.get(id);
    if (entry) this.#publish(this.#entries.filter((candidate) => candidate.id !== id));
    return entry;
  }

  clear(): void {
    this.#publish([]);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #publish(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    for (const listener of [...this.#listeners]) listener();
  }
}

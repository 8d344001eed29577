import type { Database, Statement } from '../db/database.ts';
import { type Waiter, Watch } from './watch.ts';

const channel = 'chat_wake';
/** Postgres refuses 8,000 bytes and more. */
const payloadBytes = 7_500;
const remembered = 20_000;

export function conversationKey(id: string): string {
  return `conversation:${id}`;
}

/** Woken when there may be a run to take. */
export const workersKey = 'runs';

export function runKey(id: string): string {
  return `run:${id}`;
}

/** Wakes the readers of all servers on this Postgres, from a process that has none of its own: an operator's command. */
export async function announce(database: Database, keys: readonly string[]): Promise<void> {
  for (const part of payloads(keys)) await database.notify(channel, JSON.stringify(['', part]));
}

/** The keys in as many parts as Postgres' limit asks for. */
function payloads(keys: Iterable<string>): string[][] {
  const parts: string[][] = [];
  let bytes = payloadBytes;
  for (const key of keys) {
    const size = Buffer.byteLength(JSON.stringify(key)) + 1;
    if (bytes + size > payloadBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(key);
    bytes += size;
  }
  return parts;
}

/**
 * Wake-ups between writers and readers. They carry keys only, never events: whoever is woken reads the log, so a lost or doubled
 * wake-up costs time and nothing else.
 */
export class Wakes {
  private readonly waiters = new Map<string, Set<Waiter>>();
  private readonly wokenAt = new Map<string, number>();
  private counter = 0;
  /** Wake-ups up to this number may have been forgotten. */
  private forgotten = 0;
  private outgoing = new Set<string>();
  private sending = false;
  private scopeHeads = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private readingHeads = false;
  private stopListening: (() => Promise<void>) | undefined;

  private readonly database: Database;
  private readonly sender: string;

  constructor(database: Database, sender: string) {
    this.database = database;
    this.sender = sender;
  }

  /** Listens to the other processes, and reads the heads each `headsMs`. Throws `DatabaseUnavailable`. */
  async start(headsMs: number): Promise<void> {
    this.timer = setInterval(() => void this.readHeads(), headsMs).unref();
    if (this.database.exclusive) return;
    this.stopListening = await this.database.listen(
      channel,
      (payload) => this.heard(payload),
      () => void this.readHeads(),
    );
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.stopListening?.();
    this.wakeAll();
  }

  /** Wakes every reader of this process, also those between their read and their wait. */
  wakeAll(): void {
    this.wokenAt.clear();
    this.forgotten = ++this.counter;
    this.wakeHere([...this.waiters.keys()]);
  }

  /** Take one before reading: a wake-up after it ends the next `wait` at once, so none falls between reading and waiting. */
  ticket(): number {
    return this.counter;
  }

  /** What tells the other processes of these keys when it is committed with something; `committed` is to be called then. */
  statements(keys: readonly string[]): Statement[] {
    if (this.database.exclusive) return [];
    return payloads(keys).map((part) => ({ sql: 'SELECT pg_notify($1, $2)', parameters: [channel, JSON.stringify([this.sender, part])] }));
  }

  /** The half of `wake` that `statements` leaves. */
  committed(keys: readonly string[]): void {
    this.wakeHere(keys);
  }

  /** Here at once, and in the other processes through the database. */
  wake(keys: readonly string[]): void {
    this.wakeHere(keys);
    if (this.database.exclusive) return;
    for (const key of keys) this.outgoing.add(key);
    if (!this.sending) void this.send();
  }

  /** Resolves when one of `keys` is woken after `ticket`, when `signal` aborts, or after `maxMs`. Never rejects. */
  wait(keys: readonly string[], ticket: number, signal: AbortSignal, maxMs: number, seq?: number): Promise<void> {
    if (signal.aborted || maxMs <= 0 || keys.some((key) => this.wokenSince(key, ticket))) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        for (const key of keys) this.remove(key, waiter);
        resolve();
      };
      const waiter: Waiter = { wake: done, seq: () => seq };
      const timer = setTimeout(done, maxMs);
      signal.addEventListener('abort', done, { once: true });
      for (const key of keys) this.add(key, waiter);
    });
  }

  /** A standing place for a reader that waits again and again; it has to `end` it. `seq` is the newest event the reader has. */
  watch(keys: readonly string[], seq: () => number | undefined): Watch {
    const watch: Watch = new Watch(seq, () => {
      for (const key of keys) this.remove(key, watch);
    });
    for (const key of keys) this.add(key, watch);
    return watch;
  }

  /** How many readers wait now; what a test of freed readers asks. */
  waiting(): number {
    return [...this.waiters.values()].reduce((sum, set) => sum + set.size, 0);
  }

  /** The net under lost wake-ups (F25, F28): the heads of everything watched, in two statements however many watch. */
  async readHeads(): Promise<void> {
    if (this.readingHeads) return;
    this.readingHeads = true;
    const conversations = [...this.waiters.keys()].filter((key) => key.startsWith('conversation:'));
    const scopes = [...this.waiters.keys()].filter((key) => key.startsWith('user:') || key.startsWith('org:'));
    try {
      if (conversations.length > 0) await this.readConversationHeads(conversations);
      if (scopes.length > 0) await this.readScopeHeads(scopes);
    } catch {
      // The next round is the retry; readers ask the database themselves at their heartbeat.
    } finally {
      this.readingHeads = false;
    }
  }

  private async readConversationHeads(keys: string[]): Promise<void> {
    const ids = keys.map((key) => key.slice('conversation:'.length));
    const rows = await this.database.query<{ id: string; last_seq: number }>(
      'SELECT id, last_seq FROM conversations WHERE id = ANY($1::text[])',
      [ids],
    );
    for (const { id, last_seq } of rows) {
      const seqs = [...(this.waiters.get(conversationKey(id)) ?? [])].map((waiter) => waiter.seq());
      if (seqs.some((seq) => seq !== undefined && seq < last_seq)) this.wakeHere([conversationKey(id)]);
    }
  }

  private async readScopeHeads(scopes: string[]): Promise<void> {
    const rows = await this.database.query<{ scope: string; head: number }>(
      'SELECT scope, head FROM change_heads WHERE scope = ANY($1::text[])',
      [scopes],
    );
    const before = this.scopeHeads;
    this.scopeHeads = new Map(rows.map(({ scope, head }) => [scope, head]));
    this.wakeHere(rows.filter(({ scope, head }) => before.get(scope) !== head).map(({ scope }) => scope));
  }

  private wakeHere(keys: readonly string[]): void {
    for (const key of keys) {
      this.wokenAt.delete(key);
      this.wokenAt.set(key, ++this.counter);
      for (const waiter of [...(this.waiters.get(key) ?? [])]) waiter.wake();
    }
    if (this.wokenAt.size <= remembered) return;
    for (const [key, at] of this.wokenAt) {
      if (this.wokenAt.size <= remembered) return;
      this.wokenAt.delete(key);
      this.forgotten = at;
    }
  }

  private wokenSince(key: string, ticket: number): boolean {
    return (this.wokenAt.get(key) ?? this.forgotten) > ticket;
  }

  private add(key: string, waiter: Waiter): void {
    const set = this.waiters.get(key) ?? new Set();
    this.waiters.set(key, set.add(waiter));
  }

  private remove(key: string, waiter: Waiter): void {
    const set = this.waiters.get(key);
    set?.delete(waiter);
    if (set?.size === 0) this.waiters.delete(key);
  }

  private heard(payload: string): void {
    const [sender, keys] = JSON.parse(payload) as [string, string[]];
    if (sender !== this.sender) this.wakeHere(keys);
  }

  /** What gathers while one notification is on its way goes with the next. A failure is made good by `readHeads`. */
  private async send(): Promise<void> {
    this.sending = true;
    await Promise.resolve();
    while (this.outgoing.size > 0) {
      const parts = payloads(this.outgoing);
      this.outgoing = new Set();
      for (const keys of parts) await this.database.notify(channel, JSON.stringify([this.sender, keys])).catch(() => undefined);
    }
    this.sending = false;
  }
}

import type { Database } from '../db/database.ts';
import { type EventBody, encodeBody, messageOf } from './event.ts';
import { conversationKey, type Wakes } from './wake.ts';

/** What lets a worker write: refused once its run has another lease or an end (F27). */
export interface Fence {
  readonly runId: string;
  readonly token: string;
}

export interface Append {
  readonly conversationId: string;
  readonly body: EventBody;
  readonly fence?: Fence;
}

interface Waiting {
  append: Append;
  readonly settle: { resolve: (seq: number | undefined) => void; reject: (error: unknown) => void }[];
}

/** One statement stays small enough to be parsed quickly and to hold its locks briefly. */
const batchSize = 500;
/** A merged delta stays far below a page. */
const longestDelta = 8_000;

/**
 * Group commit: appends that arrive while a transaction runs go together in the next one, whatever their conversations. Waiting
 * deltas of one message become one delta.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private readonly newest = new Map<string, Waiting>();
  private running = false;
  /** Transactions so far, and appends asked for: their ratio is what grouping gains. */
  readonly counts = { transactions: 0, appends: 0, events: 0 };

  private readonly database: Database;
  private readonly wakes: Wakes;
  private readonly clock: () => number;

  constructor(database: Database, wakes: Wakes, clock: () => number) {
    this.database = database;
    this.wakes = wakes;
    this.clock = clock;
  }

  /** The event's number, or `undefined` when the fence refused it. Rejects when the transaction failed: then nothing was written, or it is unknown. */
  append(append: Append): Promise<number | undefined> {
    this.counts.appends++;
    return new Promise((resolve, reject) => {
      const last = this.newest.get(append.conversationId);
      const merged = last === undefined ? undefined : merge(last.append, append);
      if (last !== undefined && merged !== undefined) {
        last.append = merged;
        last.settle.push({ resolve, reject });
      } else {
        const entry: Waiting = { append, settle: [{ resolve, reject }] };
        this.waiting.push(entry);
        this.newest.set(append.conversationId, entry);
      }
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // Let everything of this turn gather first.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, batchSize);
      for (const entry of batch)
        if (this.newest.get(entry.append.conversationId) === entry) this.newest.delete(entry.append.conversationId);
      try {
        const numbers = await this.commit(batch.map((entry) => entry.append));
        batch.forEach((entry, index) => {
          for (const { resolve } of entry.settle) resolve(numbers.get(index));
        });
      } catch (error) {
        for (const entry of batch) for (const { reject } of entry.settle) reject(error);
      }
    }
    this.running = false;
  }

  /** Numbers by index in `appends`; refused ones are absent. */
  private async commit(appends: readonly Append[]): Promise<Map<number, number>> {
    this.counts.transactions++;
    const ids = [...new Set(appends.map((append) => append.conversationId))];
    const keys = ids.map(conversationKey);
    const parameters = [
      appends.map((append) => append.conversationId),
      appends.map((append) => append.body.__typename),
      appends.map((append) => messageOf(append.body)),
      appends.map((append) => encodeBody(append.body)),
      appends.map((append) => append.fence?.runId ?? null),
      appends.map((append) => append.fence?.token ?? null),
      this.clock(),
    ];
    const [, rows] = (await this.database.batch([
      // In a statement of its own: the next one then sees what others committed while this one waited for the rows.
      { sql: 'SELECT id FROM conversations WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE', parameters: [ids], name: 'lock' },
      { sql: appendSql, parameters, name: 'append' },
      ...this.wakes.statements(keys),
    ])) as [object[], { index: number; seq: number }[]];
    this.wakes.committed(keys);
    this.counts.events += rows.length;
    return new Map(rows.map(({ index, seq }) => [Number(index) - 1, Number(seq)]));
  }
}

const appendSql = `
  WITH allowed AS (
    SELECT a.*, (c.last_seq + row_number() OVER (PARTITION BY a.conversation_id ORDER BY a.index))::int AS seq
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
      AS a (conversation_id, type, message_id, body, run_id, token, index)
    JOIN conversations c ON c.id = a.conversation_id
    WHERE a.run_id IS NULL OR EXISTS (SELECT 1 FROM runs r WHERE r.id = a.run_id AND r.lease_token = a.token AND r.state = 'STREAMING')
  ), written AS (
    INSERT INTO events (conversation_id, seq, at, type, message_id, body)
    SELECT conversation_id, seq, $7::bigint, type, message_id, body FROM allowed
  ), counted AS (
    UPDATE conversations c SET last_seq = n.seq
    FROM (SELECT conversation_id, max(seq) AS seq FROM allowed GROUP BY conversation_id) n WHERE c.id = n.conversation_id
  )
  SELECT index, seq FROM allowed`;

/** One delta from two that follow each other in the same attempt; otherwise undefined. */
function merge(first: Append, second: Append): Append | undefined {
  const a = first.body;
  const b = second.body;
  if (a.__typename !== 'MessageDelta' || b.__typename !== 'MessageDelta') return undefined;
  const follows = a.messageId === b.messageId && a.attempt === b.attempt && a.offset + a.text.length === b.offset;
  const sameFence = first.fence?.runId === second.fence?.runId && first.fence?.token === second.fence?.token;
  if (!follows || !sameFence || a.text.length + b.text.length > longestDelta) return undefined;
  return { ...first, body: { ...a, text: a.text + b.text } };
}

import type { Database, Queryable } from '../db/database.ts';
import { type EventBody, encodeBody, messageOf } from './event.ts';
import { type ConversationRow, lockConversation, saveConversation } from './row.ts';
import { conversationKey, type Wakes } from './wake.ts';

/**
 * One change of one conversation: its row is held, events get the next numbers, and everything is written in one transaction
 * (rule L-1). Change `row` freely; it is saved by `flush`.
 */
export class Unit {
  /** Set when the conversation's line in the lists changed. */
  listed = false;
  /** Further keys to wake after the commit. */
  readonly wakes: string[] = [];
  private readonly pending: { seq: number; body: EventBody }[] = [];
  private readonly staffSawBefore: boolean;
  private flushed = false;

  readonly transaction: Queryable;
  readonly row: ConversationRow;
  /** The time of everything in this change, ms since 1970. */
  readonly now: number;
  private readonly staffSees: (row: ConversationRow) => boolean;

  constructor(transaction: Queryable, row: ConversationRow, now: number, staffSees: (row: ConversationRow) => boolean) {
    this.transaction = transaction;
    this.row = row;
    this.now = now;
    this.staffSees = staffSees;
    this.staffSawBefore = staffSees(row);
  }

  /** The event's number. */
  append(body: EventBody): number {
    this.row.last_seq++;
    this.pending.push({ seq: this.row.last_seq, body });
    return this.row.last_seq;
  }

  /** Writes what is waiting. Called once more after the work, so calling it earlier (to read the result back) is safe. */
  async flush(): Promise<void> {
    if (this.pending.length > 0) {
      const events = this.pending.splice(0);
      await this.transaction.query(
        `INSERT INTO events (conversation_id, seq, at, type, message_id, body)
         SELECT $1, e.seq, $2, e.type, e.message_id, e.body
         FROM unnest($3::int[], $4::text[], $5::text[], $6::text[]) AS e (seq, type, message_id, body)`,
        [
          this.row.id,
          this.now,
          events.map((event) => event.seq),
          events.map((event) => event.body.__typename),
          events.map((event) => messageOf(event.body)),
          events.map((event) => encodeBody(event.body)),
        ],
      );
      this.flushed = false;
    }
    if (this.flushed) return;
    if (this.listed) await this.moveLists();
    await saveConversation(this.transaction, this.row);
    this.listed = false;
    this.flushed = true;
  }

  private async moveLists(): Promise<void> {
    const { row } = this;
    row.version++;
    const staffScope = this.staffSawBefore || this.staffSees(row) ? organizationScope(row.organization_id) : undefined;
    const customerScope = row.kind === 'CUSTOMER' ? userScope(row.customer_id) : undefined;
    const scopes = [staffScope, customerScope].filter((scope) => scope !== undefined);
    if (scopes.length === 0) return;
    // Always 'org:' before 'user:': two writers never wait for each other crosswise.
    const heads = await this.transaction.query<{ scope: string; head: number }>(
      `INSERT INTO change_heads (scope, head) SELECT scope, 1 FROM unnest($1::text[]) AS s (scope)
       ON CONFLICT (scope) DO UPDATE SET head = change_heads.head + 1 RETURNING scope, head`,
      [scopes],
    );
    for (const { scope, head } of heads) {
      if (scope === staffScope) row.staff_change = head;
      if (scope === customerScope) row.customer_change = head;
    }
    this.wakes.push(...scopes);
  }
}

export function userScope(subject: string): string {
  return `user:${subject}`;
}

export function organizationScope(id: string): string {
  return `org:${id}`;
}

export interface UnitContext {
  readonly database: Database;
  readonly wakes: Wakes;
  readonly clock: () => number;
  readonly staffSees: (row: ConversationRow) => boolean;
}

/**
 * Runs `work` with the conversation held, writes, commits, then wakes the readers. `undefined` when there is no such conversation.
 * `work` may run twice (deadlock), so it touches nothing but the unit.
 */
export async function changeConversation<Result>(
  context: UnitContext,
  id: string,
  work: (unit: Unit) => Promise<Result>,
): Promise<Result | undefined> {
  let keys: string[] = [];
  const result = await context.database.transaction(async (transaction) => {
    const row = await lockConversation(transaction, id);
    if (row === undefined) return undefined;
    const unit = new Unit(transaction, row, context.clock(), context.staffSees);
    const value = await work(unit);
    await unit.flush();
    keys = [conversationKey(id), ...unit.wakes];
    return value;
  });
  context.wakes.wake(keys);
  return result;
}

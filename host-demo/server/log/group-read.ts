import type { Guarded } from '../authorisation.ts';
import type { Database } from '../db/database.ts';
import type { EventPage } from '../generated/schema.ts';
import type { EventBody } from './event.ts';
import { type LiveRow, liveColumns } from './live.ts';
import { Rounds } from './rounds.ts';
import type { ConversationRow } from './row.ts';

/** What of a conversation a page needs. */
export type HeadRow = Guarded & Pick<ConversationRow, 'id' | 'epoch' | 'last_seq' | 'kept_from' | 'agent_id'> & LiveRow;

export interface Range {
  readonly id: string;
  /** Of another epoch no events are read: they would be those of another log. */
  readonly epoch: string;
  readonly after: number;
  readonly limit: number;
}

/** A conversation and its events after a point, from one moment; the same object for all who asked for them at once. */
export interface Reading {
  readonly head: HeadRow;
  readonly events: readonly ReadEvent[];
  /** The pages made of it, by what tells their viewers apart. */
  readonly pages: Map<string, EventPage>;
}

/** Number, time, UTF-8 bytes of the body, body. */
export type ReadEvent = readonly [seq: number, at: number, bytes: number, body: EventBody];

const itself = (question: string): string => question;

const greatestSeq = 2_147_483_647;

/**
 * The counterpart of group commit: readers that are woken together read together, in one statement, because one commit usually wakes
 * the readers of many conversations.
 */
export class GroupRead {
  private readonly rounds: Rounds<Range, Reading | undefined>;
  private readonly heads: Rounds<string, number>;
  private readonly totals: Rounds<string, ReadonlyMap<string, number>>;

  constructor(database: Database, clock: () => number) {
    this.rounds = new Rounds(
      ({ id, epoch, after, limit }) => `${after} ${limit} ${id} ${epoch}`,
      (ranges) => read(database, clock(), ranges),
    );
    this.heads = new Rounds(itself, (scopes) => readHeads(database, scopes));
    this.totals = new Rounds(itself, (customers) => readUnread(database, customers));
  }

  /** Undefined when there is no such conversation. */
  read(range: Range): Promise<Reading | undefined> {
    return this.rounds.ask(range);
  }

  /** The newest change of a list. */
  listHead(scope: string): Promise<number> {
    return this.heads.ask(scope);
  }

  /** A customer's unread messages by organisation. */
  unread(customerId: string): Promise<ReadonlyMap<string, number>> {
    return this.totals.ask(customerId);
  }
}

const readSql = `
  SELECT json_build_array(r.index, c.epoch, c.kind, c.organization_id, c.customer_id, c.state, c.escalation_state, c.agent_id, c.last_seq,
      c.kept_from, live.typing, live.read_marks, live.ahead, live.overdue, live.seconds_per_place)::text AS head,
    (SELECT string_agg('[' || e.seq || ',' || e.at || ',' || octet_length(e.body) || ',' || e.body || ']', ',' ORDER BY e.seq)
     FROM (SELECT seq, at, body FROM events
       WHERE conversation_id = r.id AND r.epoch = c.epoch AND seq > r.after ORDER BY seq LIMIT r.most) e) AS events
  FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) WITH ORDINALITY AS r (id, epoch, after, most, index)
  JOIN conversations c ON c.id = r.id
  CROSS JOIN LATERAL (SELECT ${liveColumns('$5::bigint')}) live`;

/**
 * One row per conversation, its columns as the items of one JSON list and its events as those of another: a driver's work for each column
 * of each row is more than parsing all of them in one go.
 */
interface ReadRow {
  readonly head: string;
  readonly events: string | null;
}

type Columns = readonly [
  index: number,
  epoch: string,
  kind: HeadRow['kind'],
  organization: string,
  customer: string,
  state: HeadRow['state'],
  escalation: HeadRow['escalation_state'],
  agent: string | null,
  last: number,
  kept: number,
  typing: string,
  marks: string,
  ahead: number | null,
  overdue: boolean | null,
  perPlace: number | null,
];

async function read(database: Database, now: number, ranges: readonly Range[]): Promise<(Reading | undefined)[]> {
  const rows = await database.query<ReadRow>(
    readSql,
    [
      ranges.map((range) => range.id),
      ranges.map((range) => range.epoch),
      ranges.map((range) => Math.min(Math.max(0, Math.trunc(range.after)), greatestSeq)),
      ranges.map((range) => range.limit),
      now,
    ],
    'read',
  );
  const readings: (Reading | undefined)[] = ranges.map(() => undefined);
  for (const row of rows) {
    const [columns, events] = JSON.parse(`[${row.head},[${row.events ?? ''}]]`) as [Columns, ReadEvent[]];
    const at = columns[0] - 1;
    readings[at] = { head: headRow(ranges[at]?.id ?? '', columns), events, pages: new Map() };
  }
  return readings;
}

function headRow(id: string, columns: Columns): HeadRow {
  const [, epoch, kind, organization_id, customer_id, state, escalation_state, agent_id, last_seq, kept_from, ...live] = columns;
  const [typing, read_marks, ahead, overdue, seconds_per_place] = live;
  return {
    id,
    epoch,
    kind,
    organization_id,
    customer_id,
    state,
    escalation_state,
    agent_id,
    last_seq,
    kept_from,
    typing,
    read_marks,
    ahead,
    overdue,
    seconds_per_place,
  };
}

async function readHeads(database: Database, scopes: readonly string[]): Promise<number[]> {
  const rows = await database.query<{ scope: string; head: number }>('SELECT scope, head FROM change_heads WHERE scope = ANY($1::text[])', [
    [...new Set(scopes)],
  ]);
  const heads = new Map(rows.map(({ scope, head }) => [scope, head]));
  return scopes.map((scope) => heads.get(scope) ?? 0);
}

async function readUnread(database: Database, customers: readonly string[]): Promise<ReadonlyMap<string, number>[]> {
  const rows = await database.query<{ customer_id: string; organization_id: string; total: number }>(
    `SELECT customer_id, organization_id, sum(unread)::int AS total FROM conversations
     WHERE customer_id = ANY($1::text[]) AND kind = 'CUSTOMER' AND unread > 0 GROUP BY customer_id, organization_id`,
    [[...new Set(customers)]],
  );
  return customers.map(
    (customer) => new Map(rows.filter((row) => row.customer_id === customer).map((row) => [row.organization_id, row.total])),
  );
}

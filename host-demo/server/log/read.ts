import { maySee, type Viewing } from '../authorisation.ts';
import type { Database } from '../db/database.ts';
import type { EventPage, ResyncReason } from '../generated/schema.ts';
import { type LogEvent, numbered } from './event.ts';
import type { GroupRead, HeadRow, ReadEvent, Reading } from './group-read.ts';
import { knownLiveState, nobody } from './live.ts';

export interface PageLimits {
  readonly pageEvents: number;
  /** UTF-8 bytes of a page's events; one event always fits. */
  readonly pageBytes: number;
  readonly eventsBehind: number;
}

export interface ReadContext {
  readonly database: Database;
  readonly reads: GroupRead;
  readonly random: () => string;
  readonly limits: PageLimits;
}

export interface PageRequest {
  readonly conversationId: string;
  readonly after: { readonly epoch: string; readonly seq: number };
  readonly limit: number;
}

/** One page of the log after a point (rules S-1 … S-6); null when the viewer may not see the conversation or there is none. */
export async function readPage(context: ReadContext, who: Viewing, request: PageRequest): Promise<EventPage | null> {
  const { after } = request;
  const limit = Math.min(Math.max(1, Math.trunc(request.limit)), context.limits.pageEvents);
  const reading = await context.reads.read({ id: request.conversationId, epoch: after.epoch, after: after.seq, limit });
  if (reading === undefined || !maySee(who, reading.head)) return null;
  const row = reading.head;
  const resync = whyResync(row, after, context.limits);
  if (resync === 'AHEAD_OF_LOG') await changeEpoch(context.database, row, context.random);
  if (resync !== null) return page(who, row, [], resync);
  return shared(reading, who, () =>
    page(who, row, after.seq >= row.last_seq ? [] : fitting(reading.events, context.limits.pageBytes), null),
  );
}

/**
 * One page for all who look at one reading in the same way, so that a page that twenty people read is made, and written down, once.
 * Only `liveState` tells them apart: by their role, and by leaving out that they type themselves.
 */
function shared(reading: Reading, who: Viewing, make: () => EventPage): EventPage {
  const { typing } = reading.head;
  const typesItself = typing !== nobody && typing.includes(JSON.stringify(who.subject));
  const view = typesItself ? `${who.role} ${who.subject}` : who.role;
  const page = reading.pages.get(view) ?? make();
  reading.pages.set(view, page);
  return page;
}

function whyResync(row: HeadRow, after: { epoch: string; seq: number }, limits: PageLimits): ResyncReason | null {
  if (after.epoch !== row.epoch) return 'EPOCH_CHANGED';
  if (after.seq > row.last_seq) return 'AHEAD_OF_LOG';
  if (!Number.isSafeInteger(after.seq) || after.seq < row.kept_from - 1) return 'BEFORE_RETENTION';
  return row.last_seq - after.seq > limits.eventsBehind ? 'TOO_FAR_BEHIND' : null;
}

/** A reader has seen what the log has not: the log went back (F36), so every other reader's point is in doubt too (rule L-6). */
async function changeEpoch(database: Database, row: HeadRow, random: () => string): Promise<void> {
  const epoch = random();
  const rows = await database.query<{ epoch: string }>('UPDATE conversations SET epoch = $3 WHERE id = $1 AND epoch = $2 RETURNING epoch', [
    row.id,
    row.epoch,
    epoch,
  ]);
  if (rows.length > 0) Object.assign(row, { epoch });
}

/** As many as fit into a page; one at least. */
function fitting(read: readonly ReadEvent[], pageBytes: number): LogEvent[] {
  let sum = 0;
  const events: LogEvent[] = [];
  for (const [seq, at, bytes, body] of read) {
    sum += bytes;
    if (events.length > 0 && sum > pageBytes) break;
    events.push(numbered(body, seq, at));
  }
  return events;
}

function page(who: Viewing, row: HeadRow, events: LogEvent[], resync: ResyncReason | null): EventPage {
  const last = events.at(-1);
  return {
    __typename: 'EventPage',
    events,
    head: { __typename: 'LogHead', epoch: row.epoch, seq: row.last_seq },
    caughtUp: last === undefined || last.seq === row.last_seq,
    live: knownLiveState(who, row),
    resync,
    reconnectWithinMs: null,
  };
}

/** Retention: forgets events below `keptFrom`, but none that an open answer still needs. Messages stay (F35). */
export async function forgetEvents(database: Database, conversationId: string, keptFrom: number): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query('SELECT id FROM conversations WHERE id = $1 FOR UPDATE', [conversationId]);
    const rows = await transaction.query<{ kept_from: number }>(
      `UPDATE conversations c SET kept_from = greatest(c.kept_from, least($2, c.last_seq + 1,
         coalesce((SELECT min(m.attempt_seq) FROM messages m WHERE m.conversation_id = c.id AND m.state IN ('PENDING', 'STREAMING')), $2)))
       WHERE c.id = $1 RETURNING kept_from`,
      [conversationId, keptFrom],
    );
    await transaction.query(
      "DELETE FROM events WHERE conversation_id = $1 AND seq < $2 AND type NOT IN ('ConversationChanged', 'EscalationChanged')",
      [conversationId, rows[0]?.kept_from ?? 0],
    );
  });
}

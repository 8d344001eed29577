import { maySee, type Viewing, visibleSql } from '../authorisation.ts';
import type { Queryable, SqlValue } from '../db/database.ts';
import type { ConversationSummary, Escalation } from '../generated/schema.ts';
import { toDateTime } from '../log/event.ts';
import type { ConversationRow } from '../log/row.ts';
import { shorten } from '../log/text.ts';
import { type MessageRow, toMessage } from './messages.ts';

const excerptLength = 300;
const unreadCap = 99;

export interface SummaryRow extends ConversationRow {
  readonly last_message: string | null;
  readonly staff_unread: number | null;
  readonly hit?: string | null;
}

/**
 * Columns of a summary from `conversations c`; `viewer` names the parameter with the subject, null for a customer, whose unread
 * messages are counted in the row.
 */
export function summaryColumns(viewer: string | null): string {
  const unread = viewer === null ? 'NULL::int' : unreadSql(viewer);
  return `c.*, (SELECT row_to_json(m)::text FROM messages m WHERE m.id = c.last_message_id) AS last_message, ${unread} AS staff_unread`;
}

/**
 * Messages by others after the read mark of the participant in parameter `viewer`. In order, so that they are found by index: left free,
 * a database with one very long conversation reads all messages for a short one.
 */
export function unreadSql(viewer: string): string {
  return `(SELECT count(*)::int FROM (SELECT 1 FROM messages u WHERE u.conversation_id = c.id AND u.author_id <> ${viewer}
     AND u.created_seq > coalesce((SELECT r.seq FROM read_marks r WHERE r.conversation_id = c.id AND r.participant_id = ${viewer}), 0)
     ORDER BY u.created_seq LIMIT ${unreadCap}) AS unread_messages)`;
}

export function toSummary(who: Viewing, row: SummaryRow): ConversationSummary {
  const last = row.last_message === null ? null : (JSON.parse(row.last_message) as MessageRow);
  return {
    __typename: 'ConversationSummary',
    id: row.id,
    version: row.version,
    organizationId: row.organization_id,
    title: row.title,
    hit: row.hit ?? null,
    state: row.state,
    escalation: JSON.parse(row.escalation) as Escalation,
    customer: customerOf(row),
    lastMessage: last === null ? null : toMessage(last, shorten(last.text, excerptLength)),
    lastActivityAt: toDateTime(row.last_activity_at),
    reopenableUntil: row.reopenable_until === null ? null : toDateTime(row.reopenable_until),
    unreadCount: who.role === 'USER' ? Math.min(row.unread, unreadCap) : (row.staff_unread ?? 0),
  };
}

/** Internal notes have no customer; an id is promised all the same. */
const NO_CUSTOMER = 'nobody';

export function customerOf(row: ConversationRow): ConversationSummary['customer'] {
  return { __typename: 'Participant', id: row.customer_id || NO_CUSTOMER, role: 'USER', name: row.customer_name, avatarUrl: null };
}

/** Null when the viewer may not see it (any more). */
export async function readSummary(queryable: Queryable, who: Viewing, id: string): Promise<ConversationSummary | null> {
  const staff = who.role === 'AGENT';
  const parameters: SqlValue[] = staff ? [id, who.subject] : [id];
  const rows = await queryable.query<SummaryRow>(
    `SELECT ${summaryColumns(staff ? '$2' : null)} FROM conversations c WHERE c.id = $1`,
    parameters,
  );
  const row = rows[0];
  return row !== undefined && maySee(who, row) ? toSummary(who, row) : null;
}

export async function readTotalUnread(queryable: Queryable, who: Viewing): Promise<number> {
  const visible = visibleSql(who, 1);
  const subject = `$${visible.parameters.length + 1}`;
  const staff = who.role === 'AGENT';
  const count = staff ? unreadSql(subject) : 'c.unread';
  const rows = await queryable.query<{ total: number | null }>(
    `SELECT sum(${count})::int AS total FROM conversations c WHERE ${visible.sql} ${staff ? '' : 'AND c.unread > 0'}`,
    staff ? [...visible.parameters, who.subject] : visible.parameters,
  );
  return rows[0]?.total ?? 0;
}

import { maySee, type Viewing } from '../authorisation.ts';
import type { Queryable } from '../db/database.ts';
import type { Conversation, Escalation } from '../generated/schema.ts';
import { decodeEvent, type EventRow, type LogEvent, toDateTime } from '../log/event.ts';
import type { ConversationRow } from '../log/row.ts';
import type { Context } from './context.ts';
import { type MessageRow, openText, toMessage } from './messages.ts';
import { customerOf, unreadSql } from './summary.ts';

const mostMessages = 200;
const mostTransitions = 200;

/** The conversation as it stands at its head, all from one moment (rule S-7); null when it is not the viewer's to see. */
export function readSnapshot(
  context: Context,
  who: Viewing,
  id: string,
  lastMessages: number,
  before: number | null,
): Promise<Conversation | null> {
  return context.database.transaction((transaction) => snapshotIn(transaction, who, id, lastMessages, before), { snapshot: true });
}

interface Viewed extends ConversationRow {
  readonly viewer_unread: number;
  readonly viewer_read: number;
}

/** The same inside a transaction that has just written it. */
export async function snapshotIn(
  transaction: Queryable,
  who: Viewing,
  id: string,
  lastMessages: number,
  before: number | null,
): Promise<Conversation | null> {
  const rows = await transaction.query<Viewed>(
    `SELECT c.*, ${unreadSql('$2')} AS viewer_unread,
       coalesce((SELECT seq FROM read_marks r WHERE r.conversation_id = c.id AND r.participant_id = $2), 0) AS viewer_read
     FROM conversations c WHERE c.id = $1`,
    [id, who.subject],
  );
  const row = rows[0];
  if (row === undefined || !maySee(who, row)) return null;
  const count = Math.min(Math.max(1, Math.trunc(lastMessages)), mostMessages);
  const end = before ?? row.last_seq + 1;
  const newestFirst = await transaction.query<MessageRow>(
    'SELECT * FROM messages WHERE conversation_id = $1 AND created_seq < $2 ORDER BY created_seq DESC LIMIT $3',
    [id, end, count + 1],
  );
  const hasEarlier = newestFirst.length > count;
  const messages = newestFirst.slice(0, count).reverse();
  const open = messages.find((message) => message.state === 'PENDING');
  const text = open === undefined ? '' : await openText(transaction, open);
  const from = hasEarlier ? (messages[0]?.created_seq ?? 0) : 0;
  return {
    ...fields(who, row),
    messages: messages.map((message) => (message === open ? toMessage(message, text) : toMessage(message))),
    hasEarlier,
    transitions: await readTransitions(transaction, id, from, end, open),
  };
}

function fields(who: Viewing, row: Viewed): Omit<Conversation, 'messages' | 'hasEarlier' | 'transitions'> {
  return {
    __typename: 'Conversation',
    id: row.id,
    title: row.title,
    state: row.state,
    escalation: JSON.parse(row.escalation) as Escalation,
    organizationId: row.organization_id,
    reopenableUntil: row.reopenable_until === null ? null : toDateTime(row.reopenable_until),
    notesId: who.role === 'AGENT' ? row.notes_id : null,
    head: { __typename: 'LogHead', epoch: row.epoch, seq: row.last_seq },
    createdAt: toDateTime(row.created_at),
    satisfaction: row.satisfaction,
    customer: customerOf(row),
    unreadCount: row.viewer_unread,
    readSeq: row.viewer_read,
  };
}

async function readTransitions(
  transaction: Queryable,
  id: string,
  from: number,
  end: number,
  open: MessageRow | undefined,
): Promise<LogEvent[]> {
  const changes = await transaction.query<EventRow>(
    `SELECT seq, at, type, body FROM events WHERE conversation_id = $1 AND seq >= $2 AND seq < $3
       AND type IN ('ConversationChanged', 'EscalationChanged') ORDER BY seq DESC LIMIT ${mostTransitions}`,
    [id, from, end],
  );
  const tools =
    open === undefined
      ? []
      : await transaction.query<EventRow>(
          `SELECT seq, at, type, body FROM events WHERE conversation_id = $1 AND seq > $2 AND type = 'ToolActivity' AND message_id = $3
           ORDER BY seq DESC LIMIT 1`,
          [id, open.attempt_seq, open.id],
        );
  return [...changes, ...tools].sort((a, b) => a.seq - b.seq).map(decodeEvent);
}

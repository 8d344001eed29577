import type { Queryable } from '../db/database.ts';
import type { Message, Participant, UserError } from '../generated/schema.ts';
import { toDateTime } from '../log/event.ts';

/** A row of `messages`. */
export interface MessageRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly created_seq: number;
  readonly at: number;
  readonly role: Participant['role'];
  readonly author_id: string;
  readonly author_name: string;
  readonly author_avatar: string | null;
  readonly client_message_id: string | null;
  readonly input_hash: string | null;
  readonly text: string;
  readonly state: Message['state'];
  readonly attempt: number;
  readonly attempt_seq: number;
  readonly run_id: string | null;
  readonly sources: string;
  readonly suggestions: string;
  readonly error: string | null;
  readonly rating: Message['rating'];
  readonly context: string;
  readonly locale: string | null;
  readonly asked: boolean;
}

export function toMessage(row: MessageRow, text = row.text): Message {
  return {
    __typename: 'Message',
    id: row.id,
    author: { __typename: 'Participant', id: row.author_id, role: row.role, name: row.author_name, avatarUrl: row.author_avatar },
    text,
    // The row keeps PENDING until the end; a reader of the log sees the first delta make it STREAMING.
    state: row.state === 'PENDING' && text !== '' ? 'STREAMING' : row.state,
    attempt: row.attempt,
    clientMessageId: row.client_message_id,
    runId: row.run_id,
    createdSeq: row.created_seq,
    at: toDateTime(row.at),
    sources: JSON.parse(row.sources) as Message['sources'],
    suggestions: JSON.parse(row.suggestions) as string[],
    rating: row.rating,
    error: row.error === null ? null : (JSON.parse(row.error) as UserError),
  };
}

/** What the present attempt of an open answer has written so far: its deltas, in order. */
export async function openText(queryable: Queryable, row: Pick<MessageRow, 'conversation_id' | 'id' | 'attempt_seq'>): Promise<string> {
  const rows = await queryable.query<{ body: string }>(
    "SELECT body FROM events WHERE conversation_id = $1 AND seq > $2 AND type = 'MessageDelta' AND message_id = $3 ORDER BY seq",
    [row.conversation_id, row.attempt_seq, row.id],
  );
  return rows.map(({ body }) => (JSON.parse(body) as { text: string }).text).join('');
}

export interface NewMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly createdSeq: number;
  readonly at: number;
  readonly author: Participant;
  readonly clientMessageId: string | null;
  readonly inputHash: string | null;
  readonly text: string;
  readonly state: Message['state'];
  readonly runId: string | null;
  readonly context: string;
  readonly locale: string | null;
}

export async function insertMessage(transaction: Queryable, it: NewMessage): Promise<void> {
  await transaction.query(
    `INSERT INTO messages (id, conversation_id, created_seq, attempt_seq, at, role, author_id, author_name, client_message_id,
       input_hash, text, state, run_id, context, locale, author_avatar)
     VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      it.id,
      it.conversationId,
      it.createdSeq,
      it.at,
      it.author.role,
      it.author.id,
      it.author.name,
      it.clientMessageId,
      it.inputHash,
      it.text,
      it.state,
      it.runId,
      it.context,
      it.locale,
      it.author.avatarUrl,
    ],
  );
}

/** The message as its MessageAdded event tells it. */
export function newMessage(it: NewMessage): Message {
  return {
    __typename: 'Message',
    id: it.id,
    author: it.author,
    text: it.text,
    state: it.state,
    attempt: 1,
    clientMessageId: it.clientMessageId,
    runId: it.runId,
    createdSeq: it.createdSeq,
    at: toDateTime(it.at),
    sources: [],
    suggestions: [],
    rating: null,
    error: null,
  };
}

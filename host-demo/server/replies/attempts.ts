import { maySee, type Viewing } from '../authorisation.ts';
import type { Context } from '../conversations/context.ts';
import type { Queryable } from '../db/database.ts';
import type { MessageAttempt } from '../generated/schema.ts';
import { findConversation } from '../log/row.ts';

const kept = 20;

/** Puts what a finished attempt wrote aside before the next one empties it (rule R-6). */
export async function keepAttempt(transaction: Queryable, messageId: string): Promise<void> {
  await transaction.query(
    `INSERT INTO message_attempts (message_id, attempt, text, state, sources)
     SELECT id, attempt, text, state, sources FROM messages WHERE id = $1
     ON CONFLICT DO NOTHING`,
    [messageId],
  );
}

/** The finished attempts before the present one, oldest first; null for foreign and unknown ids alike. */
export async function messageAttempts(context: Context, who: Viewing, messageId: string): Promise<MessageAttempt[] | null> {
  const owners = await context.database.query<{ conversation_id: string }>('SELECT conversation_id FROM messages WHERE id = $1', [
    messageId,
  ]);
  const row = owners[0] && (await findConversation(context.database, owners[0].conversation_id));
  if (row === undefined || !maySee(who, row)) return null;
  const newestFirst = await context.database.query<{ attempt: number; text: string; state: MessageAttempt['state']; sources: string }>(
    'SELECT attempt, text, state, sources FROM message_attempts WHERE message_id = $1 ORDER BY attempt DESC LIMIT $2',
    [messageId, kept],
  );
  return newestFirst.reverse().map(({ attempt, text, state, sources }) => ({
    __typename: 'MessageAttempt',
    attempt,
    text,
    state,
    sources: JSON.parse(sources) as MessageAttempt['sources'],
  }));
}

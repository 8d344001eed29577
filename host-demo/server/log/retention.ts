import type { Database } from '../db/database.ts';
import { forgetEvents } from './read.ts';

/** In one round, so that a first one on an old database does not hold everything else up. */
const mostConversations = 500;

/** Forgets the events before `before` (ms since 1970). Messages and what the lists show stay. How many conversations had any. */
export async function forgetOldEvents(database: Database, before: number): Promise<number> {
  const rows = await database.query<{ conversation_id: string; kept_from: number }>(
    `SELECT conversation_id, max(seq) + 1 AS kept_from FROM events
     WHERE at < $1 AND type NOT IN ('ConversationChanged', 'EscalationChanged') GROUP BY conversation_id LIMIT ${mostConversations}`,
    [before],
  );
  for (const { conversation_id, kept_from } of rows) await forgetEvents(database, conversation_id, kept_from);
  return rows.length;
}

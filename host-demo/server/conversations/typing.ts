import { maySee } from '../authorisation.ts';
import { findConversation } from '../log/row.ts';
import { conversationKey } from '../log/wake.ts';
import type { Identity } from './api.ts';
import type { Context } from './context.ts';

/** Never logged; told by LiveState and over by itself after a few seconds. False when there is no such conversation for this viewer. */
export async function setTyping(context: Context, who: Identity, conversationId: string, typing: boolean): Promise<boolean> {
  const row = await findConversation(context.database, conversationId);
  if (row === undefined || !maySee(who, row)) return false;
  const { typingMs } = context.limits;
  if (typing && row.state === 'OPEN') {
    await context.database.query(
      `INSERT INTO typing (conversation_id, participant_id, role, name, until) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (conversation_id, participant_id) DO UPDATE SET until = $5, name = $4`,
      [conversationId, who.subject, who.role, who.name, context.clock() + typingMs],
    );
    // Nothing else happens when it runs out, so the readers are woken for it.
    setTimeout(() => context.wakes.wake([conversationKey(conversationId)]), typingMs + 50).unref();
  } else {
    await context.database.query('DELETE FROM typing WHERE conversation_id = $1 AND participant_id = $2', [conversationId, who.subject]);
  }
  context.wakes.wake([conversationKey(conversationId)]);
  return true;
}

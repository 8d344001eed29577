import { maySee } from '../authorisation.ts';
import type { Identity } from '../conversations/api.ts';
import { orRefused } from '../conversations/command.ts';
import type { Context } from '../conversations/context.ts';
import type { MessageRow } from '../conversations/messages.ts';
import { forbidden, notFound, Refusal } from '../conversations/refusal.ts';
import type { ConversationInput, SuggestReplyPayload, UserError } from '../generated/schema.ts';
import { findConversation } from '../log/row.ts';
import { cleanText } from '../log/text.ts';
import { turnsOf } from './request.ts';

const mostMessages = 40;
const longestDraft = 8_000;

/** A draft by the responder for a member of staff: never logged, never sent by itself (rule X-8). */
export function suggestReply(context: Context, who: Identity, input: ConversationInput): Promise<SuggestReplyPayload> {
  const refused = (error: UserError): SuggestReplyPayload => ({ __typename: 'SuggestReplyPayload', text: null, sources: [], error });
  return orRefused(refused, async (): Promise<SuggestReplyPayload> => {
    const row = await findConversation(context.database, input.conversationId);
    if (row === undefined || !maySee(who, row)) throw notFound();
    if (who.role !== 'AGENT') throw forbidden('Only staff are given drafts.');
    const newestFirst = await context.database.query<MessageRow>(
      'SELECT * FROM messages WHERE conversation_id = $1 ORDER BY created_seq DESC LIMIT $2',
      [row.id, mostMessages],
    );
    const signal = AbortSignal.timeout(context.limits.stallMs);
    const events = context.responder.respond({
      conversationId: row.id,
      organizationId: row.organization_id,
      customer: { id: row.customer_id, name: row.customer_name },
      turns: turnsOf(newestFirst.reverse()),
      context: JSON.parse(row.context) as { key: string; value: string }[],
      locale: null,
      escalationState: row.escalation_state,
      clarifications: 0,
      draft: true,
      signal,
      random: Math.random,
    });
    let text = '';
    for await (const event of events) {
      if (event.type === 'text') text += event.text;
      if (event.type === 'finish' && event.state !== 'FAILED' && text !== '') {
        return { __typename: 'SuggestReplyPayload', text: cleanText(text).slice(0, longestDraft), sources: event.sources, error: null };
      }
    }
    throw new Refusal('UNAVAILABLE', 'There is no draft for this. Write the reply yourself, or try again.', { retryable: true });
  });
}

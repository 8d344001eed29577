import { maySee, type Viewing } from '../authorisation.ts';
import type { Context } from '../conversations/context.ts';
import type { MessageRow } from '../conversations/messages.ts';
import type { ContextInput, Handover, Source } from '../generated/schema.ts';
import { findConversation } from '../log/row.ts';
import { cleanLine, shorten } from '../log/text.ts';
import { mask } from './mask.ts';

const messagesRead = 40;
const questionLength = 280;

/** What a request for a person would send: the customer's questions, what the assistant used, and the context, all masked. */
export async function handoverDraft(context: Context, who: Viewing, conversationId: string): Promise<Handover | null> {
  const row = await findConversation(context.database, conversationId);
  if (row === undefined || !maySee(who, row)) return null;
  const newestFirst = await context.database.query<MessageRow>(
    'SELECT * FROM messages WHERE conversation_id = $1 ORDER BY created_seq DESC LIMIT $2',
    [conversationId, messagesRead],
  );
  const messages = newestFirst.reverse();
  const given = [row.context, ...messages.map((message) => message.context)].flatMap((json) => JSON.parse(json) as ContextInput[]);
  const items = [...new Map(given.map((item) => [item.key, item.value]))];
  return {
    __typename: 'Handover',
    summary: mask(summaryOf(messages)).text,
    items: items.map(([key, value]) => {
      const masked = mask(value);
      return { __typename: 'HandoverItem', key, label: labelOf(key), value: masked.text, masked: masked.masked };
    }),
  };
}

function summaryOf(messages: readonly MessageRow[]): string {
  const questions = messages
    .filter((message) => message.role === 'USER')
    .map((message) => shorten(cleanLine(message.text), questionLength));
  const first = questions[0];
  const last = questions.at(-1);
  const sources = messages.flatMap((message) => (JSON.parse(message.sources) as Source[]).map((source) => source.title));
  const lines = [
    first === undefined ? 'No question yet.' : `The question: ${first}`,
    last === undefined || last === first ? '' : `Most recently: ${last}`,
    sources.length === 0 ? '' : `The assistant used: ${[...new Set(sources)].slice(-4).join(', ')}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** "orderNumber" and "order_number" as "Order number". */
export function labelOf(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

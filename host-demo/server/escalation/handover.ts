import { maySee, type Viewing } from '../authorisation.ts';
import type { Context } from '../conversations/context.ts';
import { mostContextBytes, mostContextItems } from '../conversations/input.ts';
import type { MessageRow } from '../conversations/messages.ts';
import { Refusal } from '../conversations/refusal.ts';
import type { ContextInput, Handover, HandoverInput, HandoverItem, Source } from '../generated/schema.ts';
import { findConversation } from '../log/row.ts';
import { bytesOf, cleanLine, shorten } from '../log/text.ts';
import { hidden, mask } from './mask.ts';

const messagesRead = 40;
const questionLength = 280;
const titleLength = 80;
const summaryBytes = 4_096;

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
  const items = [...new Map(given.map((item) => [item.key, item.value]))].map(([key, value]): HandoverItem => {
    const { text, masked } = mask(value);
    return { __typename: 'HandoverItem', key, label: labelOf(key), value: text, masked };
  });
  return { __typename: 'Handover', summary: summaryOf(messages), items: newestThatFit(items) };
}

/** What can be approved as it is: a draft that would be refused is none. What the customer looked at last counts most. */
function newestThatFit(items: readonly HandoverItem[]): HandoverItem[] {
  const fitting = items.slice(-mostContextItems);
  while (bytesOf(JSON.stringify(pairsOf(fitting))) > mostContextBytes) fitting.shift();
  return fitting;
}

function summaryOf(messages: readonly MessageRow[]): string {
  // Masked before it is cut: the first half of a card's number is no card's number, and would stay.
  const questions = messages
    .filter((message) => message.role === 'USER')
    .map((message) => shorten(cleanLine(mask(message.text).text), questionLength));
  const first = questions[0];
  const last = questions.at(-1);
  const sources = messages.flatMap((message) =>
    (JSON.parse(message.sources) as Source[]).map((source) => shorten(source.title, titleLength)),
  );
  const lines = [
    first === undefined ? 'No question yet.' : `The question: ${first}`,
    last === undefined || last === first ? '' : `Most recently: ${last}`,
    sources.length === 0 ? '' : `The assistant used: ${[...new Set(sources)].slice(-4).join(', ')}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/**
 * What the customer approved, kept as it was given, to the last byte: not even cleaned, for then it would be something else than was
 * approved (rule X-3). Throws TOO_LARGE.
 */
export function approved(input: HandoverInput | null | undefined): Handover | null {
  if (!input) return null;
  const { summary, items } = input;
  if (bytesOf(summary) > summaryBytes)
    throw new Refusal('TOO_LARGE', `The summary has ${bytesOf(summary)} bytes; ${summaryBytes} are possible. Shorten it.`);
  const bytes = bytesOf(JSON.stringify(pairsOf(items)));
  if (items.length > mostContextItems || bytes > mostContextBytes)
    throw new Refusal(
      'TOO_LARGE',
      `${items.length} items with ${bytes} bytes are passed on; ${mostContextItems} items and ${mostContextBytes} bytes are possible. Take some out.`,
    );
  return {
    __typename: 'Handover',
    summary,
    items: items.map(({ key, value }) => ({ __typename: 'HandoverItem', key, label: labelOf(key), value, masked: value.includes(hidden) })),
  };
}

function pairsOf(items: readonly ContextInput[]): ContextInput[] {
  return items.map(({ key, value }) => ({ key, value }));
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

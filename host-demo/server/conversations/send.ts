import { maySee } from '../authorisation.ts';
import { claim, onlyCustomer, onlyOpen, participantOf } from '../escalation/commands.ts';
import { markPresent } from '../escalation/presence.ts';
import { transition } from '../escalation/transition.ts';
import type { ContextInput, SendMessageInput, SendMessagePayload, UserError } from '../generated/schema.ts';
import { changeConversation, type Unit } from '../log/unit.ts';
import { nameConversation, requestAnswer } from '../replies/runs.ts';
import type { Identity } from './api.ts';
import { hashOf, headOf, orRefused } from './command.ts';
import type { Context } from './context.ts';
import { checkClientId, checkContext, checkText, cleanLocale, titleFrom } from './input.ts';
import { insertMessage, type MessageRow, type NewMessage, newMessage, toMessage } from './messages.ts';
import { conflict, notFound, Refusal } from './refusal.ts';

const minuteMs = 60_000;

export interface MessageContent {
  readonly clientMessageId: string;
  readonly text: string;
  readonly locale?: string | null;
  readonly context?: readonly ContextInput[] | null;
}

/** What a message is compared by when its id comes again. */
interface Checked {
  readonly clientMessageId: string;
  readonly text: string;
  readonly locale: string | null;
  readonly context: string;
  readonly hash: string;
}

function refusedSend(error: UserError): SendMessagePayload {
  return { __typename: 'SendMessagePayload', message: null, runId: null, head: null, deduplicated: false, error };
}

/** Accepted while an answer is being written; the next run answers everything that waits (rules C-5, R-2). */
export function sendMessage(context: Context, who: Identity, input: SendMessageInput): Promise<SendMessagePayload> {
  return send(context, who, input, async (unit) => {
    if (who.role === 'AGENT' && unit.row.kind === 'CUSTOMER') await claim(context, unit, who);
    return (message) => afterSend(context, who, unit, message);
  });
}

/** The customer stops waiting; the message is for a person, so no answer is asked for (rule X-7). */
export function leaveMessage(context: Context, who: Identity, input: SendMessageInput): Promise<SendMessagePayload> {
  return send(context, who, input, async (unit) => {
    onlyCustomer(who);
    await transition(context, unit, 'leave', participantOf(who));
    return async () => null;
  });
}

type AfterSend = (message: NewMessage) => Promise<string | null>;

async function send(
  context: Context,
  who: Identity,
  input: SendMessageInput,
  gate: (unit: Unit) => Promise<AfterSend>,
): Promise<SendMessagePayload> {
  return orRefused(refusedSend, async () => {
    const content = checkContent(context, input);
    if (who.role === 'AGENT') await markPresent(context, who);
    const payload = await changeConversation(context, input.conversationId, async (unit) => {
      if (!maySee(who, unit.row)) throw notFound();
      const earlier = await findEarlier(unit, who, content);
      if (earlier !== undefined) return sent(unit, earlier, true);
      onlyOpen(unit);
      await checkRate(context, who, unit);
      const after = await gate(unit);
      const message = await addMessage(context, unit, who, content);
      const runId = await after(message);
      await unit.transaction.query('UPDATE messages SET run_id = $2 WHERE id = $1', [message.id, runId]);
      return sent(unit, { ...newMessage(message), runId }, false);
    });
    if (payload === undefined) throw notFound();
    return payload;
  });
}

export function checkContent(context: Context, input: MessageContent): Checked {
  const text = checkText(input.text, context.limits);
  const items = checkContext(input.context);
  const locale = cleanLocale(input.locale);
  return { clientMessageId: checkClientId(input.clientMessageId), text, locale, context: items, hash: hashOf({ text, items }) };
}

function sent(unit: Unit, message: SendMessagePayload['message'], deduplicated: boolean): SendMessagePayload {
  return { __typename: 'SendMessagePayload', message, runId: message?.runId ?? null, head: headOf(unit), deduplicated, error: null };
}

/** The same id again: the message it made, for the life of the conversation (rule C-2, F24). Throws IDEMPOTENCY_CONFLICT (H35). */
async function findEarlier(unit: Unit, who: Identity, content: Checked): Promise<SendMessagePayload['message'] | undefined> {
  const rows = await unit.transaction.query<MessageRow>(
    'SELECT * FROM messages WHERE conversation_id = $1 AND author_id = $2 AND client_message_id = $3',
    [unit.row.id, who.subject, content.clientMessageId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.input_hash !== content.hash) throw conflict();
  return toMessage(row);
}

/** Adds the message and moves the lists; asks for no answer. */
export async function addMessage(context: Context, unit: Unit, who: Identity, content: Checked): Promise<NewMessage> {
  const { row } = unit;
  const message: NewMessage = {
    id: context.random(),
    conversationId: row.id,
    createdSeq: row.last_seq + 1,
    at: unit.now,
    author: participantOf(who),
    clientMessageId: content.clientMessageId,
    inputHash: content.hash,
    text: content.text,
    state: 'COMPLETED',
    runId: null,
    context: content.context,
    locale: content.locale,
  };
  unit.append({ __typename: 'MessageAdded', message: newMessage(message) });
  await insertMessage(unit.transaction, message);
  await unit.transaction.query('DELETE FROM typing WHERE conversation_id = $1 AND participant_id = $2', [row.id, who.subject]);
  row.last_message_id = message.id;
  row.last_activity_at = unit.now;
  if (who.role === 'AGENT') row.unread++;
  unit.listed = true;
  return message;
}

export async function afterSend(context: Context, who: Identity, unit: Unit, message: NewMessage): Promise<string | null> {
  if (who.role !== 'USER') return null;
  const runId = await requestAnswer(context, unit);
  nameConversation(unit, titleFrom(message.text), 'QUESTION');
  return runId;
}

/** The author's messages of the last minute, counted one author at a time so that sends to several conversations add up (H34). */
export async function checkRate(context: Context, who: Identity, unit: Unit): Promise<void> {
  const allowed = who.role === 'USER' ? context.limits.messagesPerMinute : context.limits.staffMessagesPerMinute;
  await unit.transaction.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`author:${who.subject}`]);
  const rows = await unit.transaction.query<{ at: number }>(
    'SELECT at FROM messages WHERE author_id = $1 AND client_message_id IS NOT NULL AND at > $2 ORDER BY at DESC LIMIT $3',
    [who.subject, unit.now - minuteMs, allowed],
  );
  const oldest = rows[allowed - 1];
  if (oldest === undefined) return;
  const retryAfterMs = Math.max(1_000, oldest.at + minuteMs - unit.now);
  throw new Refusal(
    'RATE_LIMITED',
    `More than ${allowed} messages in a minute. The next one is possible in ${Math.ceil(retryAfterMs / 1_000)} s.`,
    { retryable: true, retryAfterMs },
  );
}

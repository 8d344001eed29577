import { createHash } from 'node:crypto';
import type { Context } from '../conversations/context.ts';
import { insertMessage, type MessageRow, newMessage, openText } from '../conversations/messages.ts';
import type { Queryable } from '../db/database.ts';
import { assistantAnswers, transitions } from '../escalation/states.ts';
import { assistant, transition } from '../escalation/transition.ts';
import type { Message, Run, Source, UserError } from '../generated/schema.ts';
import type { Fence } from '../log/group-commit.ts';
import type { Unit } from '../log/unit.ts';
import { runKey, workersKey } from '../log/wake.ts';
import { keepAttempt } from './attempts.ts';

/** A row of `runs`: one attempt to answer. */
export interface RunRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly message_id: string;
  readonly attempt: number;
  readonly state: Message['state'];
  readonly lost: number;
  readonly covered_seq: number;
  readonly lease_token: string | null;
  readonly lease_until: number | null;
}

/** How an attempt ends. */
export interface Ending {
  readonly state: Exclude<Message['state'], 'PENDING' | 'STREAMING'>;
  /** What was not logged yet. */
  readonly rest?: string;
  readonly sources?: readonly Source[];
  readonly suggestions?: readonly string[];
  readonly error?: UserError;
  readonly title?: string;
  readonly asked?: boolean;
  /** The assistant's reason to propose a person. */
  readonly escalate?: string;
}

export function toRun(row: RunRow): Run {
  return { __typename: 'Run', id: row.id, messageId: row.message_id, attempt: row.attempt, state: row.state };
}

export function isOpen(row: Pick<RunRow, 'state'>): boolean {
  return row.state === 'PENDING' || row.state === 'STREAMING';
}

export async function findRun(queryable: Queryable, id: string): Promise<RunRow | undefined> {
  const rows = await queryable.query<RunRow>('SELECT * FROM runs WHERE id = $1', [id]);
  return rows[0];
}

async function findOpenRun(unit: Unit): Promise<RunRow | undefined> {
  const rows = await unit.transaction.query<RunRow>("SELECT * FROM runs WHERE conversation_id = $1 AND state IN ('PENDING', 'STREAMING')", [
    unit.row.id,
  ]);
  return rows[0];
}

/**
 * The run that will answer what was just asked: a new one, the one nobody has begun yet, or null when one is being written (the next
 * one answers everything that waits) or a person answers (rules ).
 */
export async function requestAnswer(context: Context, unit: Unit): Promise<string | null> {
  const { row } = unit;
  if (row.kind !== 'CUSTOMER' || row.state !== 'OPEN' || !assistantAnswers(row.escalation_state)) return null;
  const open = await findOpenRun(unit);
  if (open !== undefined) return open.state === 'PENDING' ? open.id : null;
  const runId = context.random();
  const message = {
    id: context.random(),
    conversationId: row.id,
    createdSeq: row.last_seq + 1,
    at: unit.now,
    author: assistant,
    clientMessageId: null,
    inputHash: null,
    text: '',
    state: 'PENDING' as const,
    runId,
    context: '[]',
    locale: null,
  };
  unit.append({ __typename: 'MessageAdded', message: newMessage(message) });
  await insertMessage(unit.transaction, message);
  await insertRun(unit, { id: runId, messageId: message.id, attempt: 1, lost: 0 });
  row.last_message_id = message.id;
  row.unread++;
  unit.listed = true;
  return runId;
}

async function insertRun(unit: Unit, run: { id: string; messageId: string; attempt: number; lost: number }): Promise<void> {
  await unit.transaction.query(
    'INSERT INTO runs (id, conversation_id, message_id, attempt, lost, requested_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [run.id, unit.row.id, run.messageId, run.attempt, run.lost, unit.now],
  );
  unit.wakes.push(workersKey);
}

/** A further attempt of the same answer, which replaces what the earlier one wrote (rule R-6). */
export async function startAttempt(context: Context, unit: Unit, earlier: RunRow, reason: 'WORKER_LOST' | 'USER_RETRY'): Promise<RunRow> {
  const id = context.random();
  const attempt = earlier.attempt + 1;
  const lost = reason === 'WORKER_LOST' ? earlier.lost + 1 : 0;
  if (reason === 'USER_RETRY') await keepAttempt(unit.transaction, earlier.message_id);
  const seq = unit.append({ __typename: 'MessageReset', messageId: earlier.message_id, attempt, reason, runId: id });
  await unit.transaction.query(
    `UPDATE messages SET attempt = $2, attempt_seq = $3, run_id = $4, text = '', state = 'PENDING', error = NULL, sources = '[]', suggestions = '[]', rating = NULL
     WHERE id = $1`,
    [earlier.message_id, attempt, seq, id],
  );
  await insertRun(unit, { id, messageId: earlier.message_id, attempt, lost });
  unit.row.last_activity_at = unit.now;
  unit.listed = true;
  return { ...earlier, id, attempt, lost, state: 'PENDING', covered_seq: 0, lease_token: null, lease_until: null };
}

/** The worker's right to write: its lease, checked with the conversation held. */
export async function holdsLease(unit: Unit, fence: Fence): Promise<RunRow | undefined> {
  const rows = await unit.transaction.query<RunRow>("SELECT * FROM runs WHERE id = $1 AND lease_token = $2 AND state = 'STREAMING'", [
    fence.runId,
    fence.token,
  ]);
  return rows[0];
}

/** Ends an open attempt: exactly one MessageFinished, because whoever ends it holds the conversation and finds it open (rule R-4). */
export async function endRun(context: Context, unit: Unit, run: RunRow, ending: Ending): Promise<void> {
  const { row, transaction } = unit;
  const rows = await transaction.query<MessageRow>('SELECT * FROM messages WHERE id = $1', [run.message_id]);
  const message = rows[0];
  if (message === undefined) throw new Error(`Run ${run.id} has no message ${run.message_id}.`);
  const before = await openText(transaction, message);
  const rest = ending.rest ?? '';
  if (rest !== '')
    unit.append({ __typename: 'MessageDelta', messageId: message.id, attempt: run.attempt, offset: before.length, text: rest });
  const text = before + rest;
  const sources = [...(ending.sources ?? [])];
  const suggestions = [...(ending.suggestions ?? [])];
  const error = ending.error ?? null;
  unit.append({
    __typename: 'MessageFinished',
    messageId: message.id,
    attempt: run.attempt,
    state: ending.state,
    length: text.length,
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    sources,
    suggestions,
    error,
  });
  await transaction.query(
    'UPDATE messages SET text = $2, state = $3, sources = $4, suggestions = $5, error = $6, asked = $7 WHERE id = $1',
    [
      message.id,
      text,
      ending.state,
      JSON.stringify(sources),
      JSON.stringify(suggestions),
      error === null ? null : JSON.stringify(error),
      ending.asked ?? false,
    ],
  );
  await transaction.query('UPDATE runs SET state = $2, finished_at = $3, lease_token = NULL, lease_until = NULL WHERE id = $1', [
    run.id,
    ending.state,
    unit.now,
  ]);
  row.last_activity_at = unit.now;
  unit.listed = true;
  unit.wakes.push(runKey(run.id));
  if (ending.title !== undefined) nameConversation(unit, ending.title, 'RESPONDER');
  if (ending.escalate !== undefined && transitions[row.escalation_state].propose !== null) {
    await transition(context, unit, 'propose', assistant, { reason: ending.escalate, requestedBy: 'ASSISTANT' });
  }
  if (await hasWaiting(unit, run.covered_seq)) await requestAnswer(context, unit);
}

/** Gives the conversation a title unless a person or, for a first question, anything else has named it. */
export function nameConversation(unit: Unit, title: string, from: 'QUESTION' | 'RESPONDER'): void {
  const { row } = unit;
  const better = row.title_from === 'NONE' || (row.title_from === 'QUESTION' && from === 'RESPONDER');
  if (row.kind !== 'CUSTOMER' || !better || title === '' || title === row.title) return;
  row.title = title;
  row.title_from = from;
  unit.listed = true;
  appendChanged(unit, null, null);
}

export function appendChanged(unit: Unit, actor: Message['author'] | null, reason: string | null): void {
  const { row } = unit;
  unit.append({
    __typename: 'ConversationChanged',
    state: row.state,
    title: row.title,
    satisfaction: row.satisfaction,
    actor,
    reason,
    reopenableUntil: row.reopenable_until === null ? null : new Date(row.reopenable_until).toISOString(),
  });
}

/** Questions the ended run did not see. One left as a message for later waits for a person. */
async function hasWaiting(unit: Unit, coveredSeq: number): Promise<boolean> {
  if (unit.row.escalation_state === 'MESSAGE_LEFT') return false;
  const rows = await unit.transaction.query(
    "SELECT 1 FROM messages WHERE conversation_id = $1 AND role = 'USER' AND created_seq > $2 LIMIT 1",
    [unit.row.id, coveredSeq],
  );
  return rows.length > 0;
}

/** Ends what is being written, if anything is: the conversation is closed or a person takes over. */
export async function stopOpenRun(context: Context, unit: Unit): Promise<void> {
  const open = await findOpenRun(unit);
  if (open !== undefined) await endRun(context, unit, { ...open, covered_seq: unit.row.last_seq }, { state: 'STOPPED' });
}

/** The assistant takes over again: it answers when the customer had the last word. */
export async function answerIfWaiting(context: Context, unit: Unit): Promise<void> {
  const rows = await unit.transaction.query<{ role: string }>(
    'SELECT role FROM messages WHERE conversation_id = $1 ORDER BY created_seq DESC LIMIT 1',
    [unit.row.id],
  );
  if (rows[0]?.role === 'USER') await requestAnswer(context, unit);
}

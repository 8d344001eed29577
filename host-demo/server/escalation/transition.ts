import type { Context } from '../conversations/context.ts';
import { Refusal } from '../conversations/refusal.ts';
import type { Escalation, Participant } from '../generated/schema.ts';
import { toDateTime } from '../log/event.ts';
import { insertConversation, noEscalation } from '../log/row.ts';
import type { Unit } from '../log/unit.ts';
import { conversationKey } from '../log/wake.ts';
import { isOnDuty } from './duty.ts';
import { opensAt } from './hours.ts';
import { type Action, isAtRest, type State, transitions } from './states.ts';
import { placeInQueue, rememberWait, waitingBehind } from './wait.ts';

export type EscalationChanges = Partial<Pick<Escalation, 'handover' | 'reason' | 'requestedBy' | 'agent' | 'transferReason'>>;

export const assistant: Participant = { __typename: 'Participant', id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null };
export const system: Participant = { __typename: 'Participant', id: 'system', role: 'SYSTEM', name: 'System', avatarUrl: null };

/**
 * Takes the escalation one step along the table and logs it. Throws ILLEGAL_TRANSITION; gates on who may do it are the caller's.
 */
export async function transition(
  context: Context,
  unit: Unit,
  action: Action,
  actor: Participant,
  changes: EscalationChanges = {},
): Promise<void> {
  const { row } = unit;
  const from = row.escalation_state;
  const state = transitions[from][action];
  if (state === null) {
    throw new Refusal(
      'ILLEGAL_TRANSITION',
      `This is not possible while the conversation is in the state ${from}. Read its present state and choose again.`,
    );
  }
  const begins = isAtRest(from);
  const before = begins ? { ...noEscalation, id: context.random() } : (JSON.parse(row.escalation) as Escalation);
  const asked = begins || from === 'REQUESTED' ? toDateTime(unit.now) : before.requestedAt;
  const opening = state === 'UNAVAILABLE' ? opensAt(unit.now) : null;
  const opens = opening === null ? null : toDateTime(opening);
  const escalation: Escalation = { ...before, requestedAt: asked, opensAt: opens, ...changes, state };
  row.escalation = JSON.stringify(escalation);
  row.escalation_state = state;
  row.agent_id = escalation.agent?.id ?? null;
  // The place in the queue counts from the request, also after a talk that went back to it; a transfer counts from its start.
  row.requested_at = state === 'TRANSFERRING' ? unit.now : Date.parse(asked ?? toDateTime(unit.now));
  await moveQueue(context, unit, from, action);
  row.last_activity_at = unit.now;
  // Whoever held the talk no longer writes in it, also where a reopening would show the last of it again.
  if (from === 'CONNECTED') await unit.transaction.query("DELETE FROM typing WHERE conversation_id = $1 AND role = 'AGENT'", [row.id]);
  if (begins) await ensureNotes(context, unit);
  unit.append({ __typename: 'EscalationChanged', escalation, actor });
  unit.listed = true;
}

/** Back to where anybody may take it; with nobody there it does not wait in a queue nobody watches. */
export async function toQueue(context: Context, unit: Unit, actor: Participant, changes: EscalationChanges): Promise<void> {
  await transition(context, unit, 'requeue', actor, changes);
  if (!(await isOnDuty(unit.transaction, unit.row.organization_id))) await transition(context, unit, 'dutyEnds', system);
}

/** Gives the conversation its place, or measures its wait, and wakes those whose place moves by it (rule X-12). */
async function moveQueue(context: Context, unit: Unit, from: State, action: Action): Promise<void> {
  const { row, transaction, now } = unit;
  const enters = row.escalation_state === 'QUEUED';
  if (!enters && from !== 'QUEUED') return;
  if (action === 'claim') await rememberWait(transaction, row, context.random(), now);
  const place = enters ? await placeInQueue(transaction, row) : null;
  row.queued_at = place && now;
  row.queued_place = place?.position ?? null;
  row.expected_at = place && now + 1_000 * place.seconds;
  // Where duty ends the others move too, each with a line of its own.
  if (action !== 'dutyEnds') unit.wakes.push(...(await waitingBehind(transaction, row)).map(conversationKey));
}

/** Internal notes are a conversation of their own, which only staff may see (rule A-4). */
async function ensureNotes(context: Context, unit: Unit): Promise<void> {
  const { row } = unit;
  if (row.notes_id !== null) return;
  row.notes_id = context.random();
  await insertConversation(unit.transaction, {
    id: row.notes_id,
    epoch: context.random(),
    kind: 'NOTES',
    parentId: row.id,
    organizationId: row.organization_id,
    customerId: '',
    customerName: '',
    startHash: null,
    context: '[]',
    now: unit.now,
  });
}

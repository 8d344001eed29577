import type { Identity } from '../conversations/api.ts';
import { conversationCommand } from '../conversations/command.ts';
import type { Context } from '../conversations/context.ts';
import { optionalLine } from '../conversations/input.ts';
import { forbidden, Refusal } from '../conversations/refusal.ts';
import type {
  ConversationInput,
  ConversationPayload,
  Escalation,
  Participant,
  RequestHumanInput,
  TransferInput,
} from '../generated/schema.ts';
import type { Unit } from '../log/unit.ts';
import { answerIfWaiting, stopOpenRun } from '../replies/runs.ts';
import { isOnDuty } from './duty.ts';
import { approved } from './handover.ts';
import { markPresent } from './presence.ts';
import { toQueue, transition } from './transition.ts';

const reasonLength = 300;

export function participantOf(who: Identity): Participant {
  return { __typename: 'Participant', id: who.subject, role: who.role, name: who.name, avatarUrl: who.avatarUrl ?? null };
}

/** The customer's consent: nothing reaches staff before it (rule X-3). From staff it is a proposal. */
export function requestHuman(context: Context, who: Identity, input: RequestHumanInput): Promise<ConversationPayload> {
  if (who.role === 'AGENT') return propose(context, who, input);
  return conversationCommand(context, who, {
    mutation: 'requestHuman',
    input,
    work: async (unit) => {
      onlyOpen(unit);
      const asked = unit.row.escalation_state !== 'REQUESTED';
      const reason = optionalLine(input.reason, reasonLength);
      const handover = approved(input.handover);
      const onDuty = await isOnDuty(unit.transaction, unit.row.organization_id);
      await transition(context, unit, onDuty ? 'ask' : 'askNobody', participantOf(who), {
        handover,
        ...(asked ? { requestedBy: 'USER' as const } : {}),
        ...(asked || reason !== null ? { reason } : {}),
      });
    },
  });
}

/**
 * A member of staff offers to take up a conversation again that staff had before: the customer decides. They no longer see it, and learn
 * nothing of it by this (rule X-3).
 */
function propose(context: Context, who: Identity, input: RequestHumanInput): Promise<ConversationPayload> {
  return conversationCommand(context, who, {
    mutation: 'requestHuman',
    input,
    // The customer agreed to staff once before; of any other conversation not even the existence is told (rule A-1).
    allowed: (row) => row.notes_id !== null,
    work: async (unit) => {
      if (input.handover) throw forbidden('Only the customer decides what is passed on. Propose without it.');
      onlyOpen(unit);
      const reason = optionalLine(input.reason, reasonLength);
      await transition(context, unit, 'propose', participantOf(who), { requestedBy: 'AGENT', reason });
    },
  });
}

export function returnToAssistant(context: Context, who: Identity, input: ConversationInput): Promise<ConversationPayload> {
  return conversationCommand(context, who, {
    mutation: 'returnToAssistant',
    input,
    work: async (unit) => {
      if (who.role === 'AGENT') onlyHolder(who, unit);
      onlyOpen(unit);
      await transition(context, unit, 'return', participantOf(who), { agent: null, transferReason: null });
      await answerIfWaiting(context, unit);
    },
  });
}

/** Of two who try at once the conversation's row lets one through; the other finds it taken (rule X-4). */
export async function claimConversation(context: Context, who: Identity, input: ConversationInput): Promise<ConversationPayload> {
  if (who.role === 'AGENT') await markPresent(context, who);
  return conversationCommand(context, who, {
    mutation: 'claimConversation',
    input,
    work: async (unit) => {
      if (who.role !== 'AGENT') throw forbidden('Only staff take conversations.');
      onlyOpen(unit);
      await claim(context, unit, who);
    },
  });
}

/** Makes the member of staff the conversation's agent; nothing to do when they are already. Throws CLAIMED_BY_OTHER. */
export async function claim(context: Context, unit: Unit, who: Identity): Promise<void> {
  const { row } = unit;
  if (row.escalation_state === 'CONNECTED' && row.agent_id === who.subject) return;
  if ((row.escalation_state === 'CONNECTED' || row.escalation_state === 'TRANSFERRING') && row.agent_id !== who.subject) {
    const { agent } = JSON.parse(row.escalation) as Escalation;
    const holds = row.escalation_state === 'CONNECTED' ? 'has taken this conversation' : 'is being handed this conversation';
    throw new Refusal('CLAIMED_BY_OTHER', `${agent?.name ?? 'A colleague'} ${holds}. Choose another one from the list.`);
  }
  // Whoever takes it is on duty, so it is no longer unavailable.
  if (row.escalation_state === 'UNAVAILABLE') await transition(context, unit, 'dutyBegins', participantOf(who));
  await transition(context, unit, 'claim', participantOf(who), { agent: participantOf(who), transferReason: null });
  await stopOpenRun(context, unit);
}

export function transferConversation(context: Context, who: Identity, input: TransferInput): Promise<ConversationPayload> {
  return conversationCommand(context, who, {
    mutation: 'transferConversation',
    input,
    work: async (unit) => {
      if (who.role !== 'AGENT') throw forbidden('Only staff pass conversations on.');
      onlyHolder(who, unit);
      // Who held a talk that was closed still sees it.
      onlyOpen(unit);
      const transferReason = optionalLine(input.reason, reasonLength);
      if (!input.toAgentId) return toQueue(context, unit, participantOf(who), { agent: null, transferReason });
      const colleague = await findColleague(unit, who, input.toAgentId);
      return transition(context, unit, 'pass', participantOf(who), { agent: colleague, transferReason });
    },
  });
}

async function findColleague(unit: Unit, who: Identity, id: string): Promise<Participant> {
  const rows = await unit.transaction.query<{ subject: string; name: string; avatar: string | null }>(
    'SELECT s.subject, s.name, s.avatar FROM staff s JOIN staff_organizations o ON o.subject = s.subject WHERE s.subject = $1 AND o.organization_id = $2',
    [id, unit.row.organization_id],
  );
  const row = rows[0];
  if (row === undefined || row.subject === who.subject)
    throw new Refusal(
      'INVALID_INPUT',
      'There is no such colleague in this organisation. Choose another one, or put the conversation back into the queue.',
    );
  return { __typename: 'Participant', id: row.subject, role: 'AGENT', name: row.name, avatarUrl: row.avatar };
}

export function onlyHolder(who: Identity, unit: Unit): void {
  if (unit.row.agent_id !== who.subject) throw forbidden('Take the conversation first: only the member of staff who holds it may do this.');
}

export function onlyCustomer(who: Identity): void {
  if (who.role !== 'USER') throw forbidden('Only the customer of the conversation may do this.');
}

export function onlyOpen(unit: Unit): void {
  if (unit.row.state === 'CLOSED') throw new Refusal('CONVERSATION_CLOSED', 'This conversation is closed. Reopen it, or start a new one.');
}

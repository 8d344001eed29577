import type { Command, Outcome } from '../protocol/commands.ts';
import type { Escalation, EscalationState, Participant } from '../protocol/vocabulary.ts';
import { type MemoryBackend, refusal } from './memory-backend.ts';
import { type MemoryConversation, QUIET } from './memory-log.ts';

type EscalationCommand = Extract<Command, { type: 'requestHuman' | 'returnToAssistant' | 'claim' | 'transfer' }>;

/** The commands that move the way to a person and nothing else; null when it went well. */
export function steerEscalation(
  backend: MemoryBackend,
  command: EscalationCommand,
  conversation: MemoryConversation,
  who: Participant,
): Outcome | null {
  switch (command.type) {
    case 'requestHuman':
      return escalate(backend, conversation, who, backend.staffOnDuty ? 'QUEUED' : 'UNAVAILABLE', {
        reason: command.reason ?? conversation.escalation.reason,
        handover: command.handover ?? null,
        requestedBy: who.role,
        requestedAt: backend.time(),
      });
    case 'returnToAssistant':
      return escalate(backend, conversation, who, 'RETURNED', { agent: null });
    case 'claim':
      if (conversation.escalation.state === 'CONNECTED')
        return refusal('CLAIMED_BY_OTHER', `${conversation.escalation.agent?.name ?? 'A colleague'} has it already.`);
      return escalate(backend, conversation, who, 'CONNECTED', { agent: who });
    case 'transfer':
      return escalate(backend, conversation, who, command.toAgentId ? 'TRANSFERRING' : 'QUEUED', {
        agent: colleagueNamed(backend, command.toAgentId),
        transferReason: command.reason ?? null,
      });
  }
}

function colleagueNamed(backend: MemoryBackend, id: string | undefined): Participant | null {
  const colleague = backend.colleagues.find((one) => one.id === id);
  return colleague ? { id: colleague.id, role: 'AGENT', name: colleague.name, avatarUrl: null } : null;
}

const LEGAL: Readonly<Record<EscalationState, readonly EscalationState[]>> = {
  AI: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  RETURNED: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  ENDED: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  REQUESTED: ['QUEUED', 'UNAVAILABLE', 'RETURNED'],
  QUEUED: ['CONNECTED', 'RETURNED', 'MESSAGE_LEFT', 'UNAVAILABLE'],
  UNAVAILABLE: ['QUEUED', 'RETURNED', 'MESSAGE_LEFT'],
  MESSAGE_LEFT: ['CONNECTED', 'RETURNED'],
  CONNECTED: ['TRANSFERRING', 'QUEUED', 'RETURNED', 'ENDED'],
  TRANSFERRING: ['CONNECTED', 'QUEUED'],
};

/** Moves the escalation; null when it went well. */
export function escalate(
  backend: MemoryBackend,
  conversation: MemoryConversation,
  actor: Participant,
  state: EscalationState,
  change: Partial<Escalation>,
): Outcome | null {
  const from = conversation.escalation;
  if (!LEGAL[from.state].includes(state)) return refusal('ILLEGAL_TRANSITION', `Not possible while the conversation is ${from.state}.`);
  const fresh = from.state === 'AI' || from.state === 'RETURNED' || from.state === 'ENDED';
  const base = fresh ? { ...QUIET, id: backend.newId('escalation') } : from;
  backend.append(conversation, { type: 'EscalationChanged', escalation: { ...base, ...change, state }, actor });
  return null;
}

import type { Command, Outcome } from '../protocol/commands.ts';
import { parseOutcome } from '../protocol/parse.ts';
import type { Ask } from './http-client.ts';

const NOTHING: Outcome = { deduplicated: false, error: null, head: null, message: null, runId: null, conversation: null, snapshot: null };

/** One command as its mutation. Throws ChatError for faults; what a person can act on is in `Outcome.error`. */
export async function sendCommand(ask: Ask, command: Command, signal?: AbortSignal): Promise<Outcome> {
  switch (command.type) {
    case 'start': {
      const { type: _, ...input } = command;
      return payload(ask('StartConversation', { input: { ...input, context: mutable(input.context) } }, signal));
    }
    case 'send': {
      const { type: _, ...input } = command;
      return payload(ask('SendMessage', { input: { ...input, context: mutable(input.context) } }, signal));
    }
    case 'leaveMessage': {
      const { type: _, ...input } = command;
      return payload(ask('LeaveMessage', { input }, signal));
    }
    case 'stop':
    case 'retry': {
      const { type, ...input } = command;
      return payload(ask(type === 'stop' ? 'StopRun' : 'RetryRun', { input }, signal));
    }
    case 'rateMessage': {
      const { type: _, ...input } = command;
      return payload(ask('RateMessage', { input }, signal));
    }
    case 'markRead':
      return payload(ask('MarkRead', { conversationId: command.conversationId, seq: command.seq }, signal));
    case 'typing':
      await ask('SetTyping', { conversationId: command.conversationId, typing: command.typing }, signal);
      return NOTHING;
    case 'setPresence':
      await ask('SetPresence', { presence: command.presence }, signal);
      return NOTHING;
    default:
      return payload(steer(ask, command, signal));
  }
}

type Steering = Extract<
  Command,
  { type: 'close' | 'reopen' | 'returnToAssistant' | 'claim' | 'rename' | 'rateConversation' | 'requestHuman' | 'transfer' }
>;

function steer(ask: Ask, command: Steering, signal?: AbortSignal): ReturnType<Ask> {
  switch (command.type) {
    case 'close':
      return ask('CloseConversation', { input: without(command) }, signal);
    case 'rename':
      return ask('RenameConversation', { input: without(command) }, signal);
    case 'rateConversation':
      return ask('RateConversation', { input: without(command) }, signal);
    case 'transfer':
      return ask('TransferConversation', { input: without(command) }, signal);
    case 'reopen':
      return ask('ReopenConversation', { input: without(command) }, signal);
    case 'returnToAssistant':
      return ask('ReturnToAssistant', { input: without(command) }, signal);
    case 'claim':
      return ask('ClaimConversation', { input: without(command) }, signal);
    case 'requestHuman': {
      const { handover, ...input } = without(command);
      const approved = handover && { summary: handover.summary, items: handover.items.map(({ key, value }) => ({ key, value })) };
      return ask('RequestHuman', { input: { ...input, handover: approved } }, signal);
    }
  }
}

function without<C extends Command>(command: C): Omit<C, 'type'> {
  const { type: _, ...input } = command;
  return input;
}

function mutable<T>(items: readonly T[] | undefined): T[] | undefined {
  return items && [...items];
}

async function payload(answer: ReturnType<Ask>): Promise<Outcome> {
  return parseOutcome((await answer).payload);
}

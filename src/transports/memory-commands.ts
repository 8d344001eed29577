import type { Command, Outcome } from '../protocol/commands.ts';
import type { Participant, Viewer } from '../protocol/vocabulary.ts';
import { type MemoryBackend, refusal } from './memory-backend.ts';
import { escalate, steerEscalation } from './memory-escalation.ts';
import type { MemoryConversation } from './memory-log.ts';

export function participantOf(viewer: Viewer): Participant {
  return { id: viewer.id, role: viewer.role, name: viewer.name, avatarUrl: null };
}

/** Who may see a conversation: its customer, and staff of its organisation. */
export function maySee(conversation: MemoryConversation, viewer: Viewer): boolean {
  if (conversation.withdrawn) return false;
  if (viewer.role === 'AGENT') return viewer.organizations.some((organization) => organization.id === conversation.organizationId);
  return !conversation.notes && conversation.customer.id === viewer.id;
}

/** Carries a command out as the real server does, within this call: its transaction. */
export function obey(backend: MemoryBackend, command: Command, viewer: Viewer): Outcome {
  switch (command.type) {
    case 'start':
      return start(backend, command, viewer);
    case 'stop':
    case 'retry':
      return steer(backend, command, viewer);
    case 'rateMessage': {
      const conversation = [...backend.conversations.values()].find((candidate) =>
        candidate.messages.some((message) => message.id === command.messageId),
      );
      if (!conversation || !maySee(conversation, viewer)) return unknown();
      backend.append(conversation, { type: 'MessageRated', messageId: command.messageId, rating: command.rating });
      return backend.outcome(conversation, viewer, {
        message: conversation.messages.find((message) => message.id === command.messageId) ?? null,
      });
    }
    case 'setPresence':
      backend.staffOnDuty = command.presence === 'ONLINE';
      return { ...refusal('UNAVAILABLE', ''), error: null };
    default: {
      const conversation = backend.conversations.get(command.conversationId);
      return conversation && maySee(conversation, viewer) ? within(backend, command, conversation, viewer) : unknown();
    }
  }
}

function unknown(): Outcome {
  return refusal('NOT_FOUND', 'There is no such conversation.');
}

function start(backend: MemoryBackend, command: Extract<Command, { type: 'start' }>, viewer: Viewer): Outcome {
  const existing = backend.conversations.get(command.clientConversationId);
  if (existing && !maySee(existing, viewer)) return refusal('INVALID_INPUT', 'This id cannot be used.');
  const organizationId = command.organizationId ?? viewer.organizations[0]?.id ?? 'org-1';
  if (!viewer.organizations.some((organization) => organization.id === organizationId))
    return refusal('FORBIDDEN', 'This organisation is not yours.');
  const conversation = existing ?? backend.create({ id: command.clientConversationId, customer: participantOf(viewer), organizationId });
  const sent = command.firstMessage && say(backend, conversation, viewer, command.firstMessage);
  return {
    ...(sent ?? backend.outcome(conversation, viewer)),
    deduplicated: existing !== undefined,
    snapshot: backend.snapshot(conversation, viewer),
    conversation: null,
  };
}

function say(
  backend: MemoryBackend,
  conversation: MemoryConversation,
  viewer: Viewer,
  sent: { clientMessageId: string; text: string },
): Outcome {
  const known = conversation.messages.find(
    (message) => message.clientMessageId === sent.clientMessageId && message.author.id === viewer.id,
  );
  if (known) {
    if (known.text !== sent.text) return refusal('IDEMPOTENCY_CONFLICT', 'This id was used for another message.');
    return backend.outcome(conversation, viewer, { message: known, deduplicated: true });
  }
  if (sent.text.length > 4_000) return refusal('TOO_LARGE', 'The message is too long.');
  if (conversation.state === 'CLOSED') return refusal('CONVERSATION_CLOSED', 'This conversation is closed.');
  const message = backend.addMessage(conversation, {
    author: participantOf(viewer),
    text: sent.text,
    clientMessageId: sent.clientMessageId,
  });
  const assisted = ['AI', 'RETURNED', 'ENDED', 'REQUESTED'].includes(conversation.escalation.state) && viewer.role === 'USER';
  const steps = assisted ? backend.options.answer(sent.text, conversation) : null;
  if (!steps) return backend.outcome(conversation, viewer, { message });
  const answer = backend.beginAnswer(conversation.id);
  void backend.play(answer, steps);
  return backend.outcome(conversation, viewer, { message, runId: answer.runId });
}

function steer(backend: MemoryBackend, command: Extract<Command, { type: 'stop' | 'retry' }>, viewer: Viewer): Outcome {
  const run = backend.runs.get(command.runId);
  const conversation = run && backend.conversations.get(run.conversationId);
  if (!run || !conversation || !maySee(conversation, viewer)) return refusal('NOT_FOUND', 'There is no such answer.');
  const message = conversation.messages.find((candidate) => candidate.id === run.messageId);
  if (command.type === 'stop') {
    run.stopped = true;
    void backend.handle(conversation, run.messageId, command.runId).finish('STOPPED');
    return backend.outcome(conversation, viewer, { runId: command.runId });
  }
  if (!message || message.state === 'PENDING' || message.state === 'STREAMING')
    return refusal('ILLEGAL_TRANSITION', 'This answer is still being written.');
  const { attempt, text, state, sources } = message;
  backend.attempts.set(message.id, [...(backend.attempts.get(message.id) ?? []), { attempt, text, state, sources }]);
  const runId = backend.newId('run');
  backend.runs.set(runId, { ...run, stopped: false });
  const answer = backend.handle(conversation, run.messageId, runId);
  answer.reset('USER_RETRY');
  const question = [...conversation.messages].reverse().find((candidate) => candidate.author.role === 'USER');
  void backend.play(answer, backend.options.answer(question?.text ?? '', conversation) ?? []);
  return backend.outcome(conversation, viewer, { runId });
}

type Within = Exclude<Command, { type: 'start' | 'stop' | 'retry' | 'rateMessage' | 'setPresence' }>;

function within(backend: MemoryBackend, command: Within, conversation: MemoryConversation, viewer: Viewer): Outcome {
  const who = participantOf(viewer);
  const { title, satisfaction, state } = conversation;
  const change = {
    type: 'ConversationChanged',
    state,
    title,
    satisfaction,
    actor: who,
    reason: null,
    reopenableUntil: conversation.reopenableUntil,
  } as const;
  const done = (): Outcome => backend.outcome(conversation, viewer);
  switch (command.type) {
    case 'send':
      return say(backend, conversation, viewer, command);
    case 'close':
      backend.append(conversation, {
        ...change,
        state: 'CLOSED',
        reason: command.reason ?? null,
        reopenableUntil: new Date(backend.options.now() + 7 * 86_400_000).toISOString(),
      });
      return done();
    case 'reopen':
      backend.append(conversation, { ...change, state: 'OPEN', reopenableUntil: null });
      return done();
    case 'rename':
      backend.append(conversation, { ...change, title: command.title });
      return done();
    case 'rateConversation':
      backend.append(conversation, { ...change, satisfaction: command.score });
      return done();
    case 'markRead':
      if (command.seq <= (conversation.read.get(viewer.id)?.seq ?? 0)) return done();
      conversation.read.set(viewer.id, { participant: who, seq: command.seq });
      conversation.liveVersion += 1;
      backend.touch(conversation);
      return done();
    case 'typing':
      backend.setLive(conversation.id, {
        typing: [...conversation.typing.filter((other) => other.id !== who.id), ...(command.typing ? [who] : [])],
      });
      return done();
    case 'leaveMessage':
      escalate(backend, conversation, who, 'MESSAGE_LEFT', {});
      return say(backend, conversation, viewer, command);
    default:
      return steerEscalation(backend, command, conversation, who) ?? done();
  }
}

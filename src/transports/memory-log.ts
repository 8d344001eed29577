import type {
  ChangePage,
  ConversationEvent,
  ConversationState,
  ConversationSummary,
  Escalation,
  EventPage,
  LiveState,
  Message,
  Participant,
  ReadMark,
  ResumePoint,
  ResyncReason,
  Snapshot,
  ToolActivity,
  Transition,
} from '../protocol/vocabulary.ts';

/** An event before the log gave it its number and time. */
export type NewEvent = ConversationEvent extends infer E ? (E extends ConversationEvent ? Omit<E, 'seq' | 'at'> : never) : never;

export const QUIET: Escalation = {
  id: null,
  state: 'AI',
  handover: null,
  reason: null,
  requestedBy: null,
  requestedAt: null,
  agent: null,
  transferReason: null,
  opensAt: null,
};

/** One conversation of the in-memory backend: its log and the messages as they stand at its head. */
export interface MemoryConversation {
  readonly id: string;
  readonly organizationId: string;
  readonly customer: Participant;
  readonly createdAt: string;
  readonly version: number;
  /** Internal notes about another conversation: for staff only, and in no list. */
  readonly notes: boolean;
  notesId: string | null;
  title: string | null;
  state: ConversationState;
  escalation: Escalation;
  satisfaction: number | null;
  reopenableUntil: string | null;
  epoch: string;
  withdrawn: boolean;
  lastActivityAt: string;
  readonly log: ConversationEvent[];
  readonly messages: Message[];
  readonly read: Map<string, ReadMark>;
  typing: readonly Participant[];
  queuePosition: number | null;
  etaSeconds: number | null;
  overdue: boolean;
  liveVersion: number;
}

/** Applies an event to the stored messages as the real server's transaction does. */
export function record(conversation: MemoryConversation, event: NewEvent, at: string): ConversationEvent {
  const seq = conversation.log.length + 1;
  const numbered = (
    event.type === 'MessageAdded' ? { ...event, seq, at, message: { ...event.message, createdSeq: seq } } : { ...event, seq, at }
  ) as ConversationEvent;
  conversation.log.push(numbered);
  conversation.lastActivityAt = at;
  if (numbered.type === 'MessageAdded') conversation.messages.push(numbered.message);
  else if (numbered.type === 'ConversationChanged') {
    conversation.state = numbered.state;
    conversation.title = numbered.title;
    conversation.satisfaction = numbered.satisfaction;
    conversation.reopenableUntil = numbered.reopenableUntil;
  } else if (numbered.type === 'EscalationChanged') conversation.escalation = numbered.escalation;
  else if ('messageId' in numbered) {
    const index = conversation.messages.findLastIndex((message) => message.id === numbered.messageId);
    const message = conversation.messages[index];
    if (message) conversation.messages[index] = changed(message, numbered);
  }
  return numbered;
}

function changed(message: Message, event: ConversationEvent): Message {
  switch (event.type) {
    case 'MessageDelta':
      return { ...message, text: message.text + event.text, state: 'STREAMING' };
    case 'MessageReset':
      return {
        ...message,
        attempt: event.attempt,
        runId: event.runId ?? message.runId,
        text: '',
        state: 'STREAMING',
        error: null,
        sources: [],
        suggestions: [],
      };
    case 'MessageFinished':
      return { ...message, state: event.state, sources: event.sources, suggestions: event.suggestions, error: event.error };
    case 'MessageRated':
      return { ...message, rating: event.rating };
    default:
      return message;
  }
}

export function headOf(conversation: MemoryConversation): ResumePoint {
  return { epoch: conversation.epoch, seq: conversation.log.length };
}

export function liveOf(conversation: MemoryConversation): LiveState {
  const { typing, queuePosition, etaSeconds, overdue } = conversation;
  return {
    id: `live-${conversation.id}-${conversation.liveVersion}`,
    typing,
    read: [...conversation.read.values()],
    queuePosition,
    etaSeconds,
    overdue,
  };
}

export function pageAfter(conversation: MemoryConversation, after: ResumePoint, limit = 200): EventPage {
  const head = headOf(conversation);
  const resync: ResyncReason | null = after.epoch !== head.epoch ? 'EPOCH_CHANGED' : after.seq > head.seq ? 'AHEAD_OF_LOG' : null;
  const events = resync ? [] : conversation.log.slice(after.seq, after.seq + limit);
  return {
    events,
    head,
    caughtUp: !resync && after.seq + events.length >= head.seq,
    live: liveOf(conversation),
    resync,
    reconnectWithinMs: null,
  };
}

export function snapshotOf(
  conversation: MemoryConversation,
  viewerId: string,
  options: { lastMessages: number; before?: number },
): Snapshot {
  const older =
    options.before === undefined
      ? conversation.messages
      : conversation.messages.filter((message) => message.createdSeq < (options.before ?? 0));
  const messages = older.slice(-options.lastMessages);
  const from = messages.length < older.length ? (messages[0]?.createdSeq ?? 0) : 0;
  const to = options.before ?? Number.POSITIVE_INFINITY;
  const open = new Set(
    messages.filter((message) => message.state === 'PENDING' || message.state === 'STREAMING').map((message) => message.id),
  );
  const lastStep = [...conversation.log]
    .reverse()
    .find((event): event is ToolActivity => event.type === 'ToolActivity' && open.has(event.messageId));
  const transitions = conversation.log.filter(
    (event): event is Transition | ToolActivity =>
      event === lastStep ||
      ((event.type === 'ConversationChanged' || event.type === 'EscalationChanged') && event.seq >= from && event.seq < to),
  );
  const readSeq = conversation.read.get(viewerId)?.seq ?? 0;
  return {
    id: conversation.id,
    title: conversation.title,
    state: conversation.state,
    escalation: conversation.escalation,
    organizationId: conversation.organizationId,
    reopenableUntil: conversation.reopenableUntil,
    notesId: viewerId === conversation.customer.id ? null : conversation.notesId,
    messages,
    transitions,
    hasEarlier: older.length > messages.length,
    head: headOf(conversation),
    createdAt: conversation.createdAt,
    satisfaction: conversation.satisfaction,
    customer: conversation.customer,
    readSeq,
    unreadCount: unreadOf(conversation, viewerId),
  };
}

export function unreadOf(conversation: MemoryConversation, viewerId: string): number {
  const read = conversation.read.get(viewerId)?.seq ?? 0;
  return Math.min(99, conversation.messages.filter((message) => message.createdSeq > read && message.author.id !== viewerId).length);
}

export function summaryOf(conversation: MemoryConversation, viewerId: string, search: string | null): ConversationSummary {
  const last = conversation.messages.at(-1) ?? null;
  const hit = search ? conversation.messages.find((message) => message.text.toLowerCase().includes(search)) : undefined;
  return {
    id: conversation.id,
    version: conversation.log.length + conversation.liveVersion,
    organizationId: conversation.organizationId,
    title: conversation.title,
    hit: hit ? hit.text.slice(0, 120) : null,
    state: conversation.state,
    escalation: conversation.escalation,
    customer: conversation.customer,
    lastMessage: last && { ...last, text: last.state === 'STREAMING' ? '' : last.text.slice(0, 300) },
    lastActivityAt: conversation.lastActivityAt,
    reopenableUntil: conversation.reopenableUntil,
    unreadCount: unreadOf(conversation, viewerId),
  };
}

export type { ChangePage };

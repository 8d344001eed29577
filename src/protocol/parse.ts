import type { Outcome } from './commands.ts';
import {
  readEscalation,
  readHandover,
  readMessage,
  readMessageState,
  readParticipant,
  readPoint,
  readRole,
  readSource,
  readUserError,
} from './parse-message.ts';
import { CAPS, count, countOrNull, type Fields, fields, flag, id, list, listOrEmpty, oneOf, orNull, text, textOrNull } from './read.ts';
import { PRESENCES } from './staff.ts';
import type {
  ChangePage,
  ConversationEvent,
  ConversationPage,
  ConversationState,
  ConversationSummary,
  EventPage,
  Handover,
  LiveState,
  ResetReason,
  ResyncReason,
  Snapshot,
  ToolActivity,
  ToolState,
  Transition,
  Viewer,
} from './vocabulary.ts';

const STATES: readonly ConversationState[] = ['OPEN', 'CLOSED'];
const TOOL_STATES: readonly ToolState[] = ['STARTED', 'DONE', 'FAILED'];
const RESETS: readonly ResetReason[] = ['WORKER_LOST', 'USER_RETRY', 'PROVIDER_RETRY', 'MODERATED'];
const RESYNCS: readonly ResyncReason[] = ['EPOCH_CHANGED', 'BEFORE_RETENTION', 'AHEAD_OF_LOG', 'TOO_FAR_BEHIND'];

/** Fields that kinds of events name alike and type differently come under an alias from GraphQL, by their own name from elsewhere. */
const EVENTS: Readonly<Record<string, (event: Fields, place: string, seq: number, at: string) => ConversationEvent>> = {
  MessageAdded: (event, place, seq, at) => ({ type: 'MessageAdded', seq, at, message: readMessage(event.message, `${place}.message`) }),
  MessageDelta: (event, place, seq, at) => ({
    type: 'MessageDelta',
    seq,
    at,
    messageId: id(event.messageId, `${place}.messageId`),
    attempt: count(event.attempt, `${place}.attempt`),
    offset: count(event.offset, `${place}.offset`),
    text: text(event.text, `${place}.text`, CAPS.text),
  }),
  MessageReset: (event, place, seq, at) => ({
    type: 'MessageReset',
    seq,
    at,
    messageId: id(event.messageId, `${place}.messageId`),
    attempt: count(event.attempt, `${place}.attempt`),
    reason: oneOf(event.resetReason ?? event.reason, RESETS, 'PROVIDER_RETRY', `${place}.reason`),
    runId: textOrNull(event.runId, `${place}.runId`, 200),
  }),
  MessageFinished: (event, place, seq, at) => ({
    type: 'MessageFinished',
    seq,
    at,
    messageId: id(event.messageId, `${place}.messageId`),
    attempt: count(event.attempt, `${place}.attempt`),
    state: readMessageState(event.state, `${place}.state`),
    length: count(event.length, `${place}.length`),
    sha256: text(event.sha256, `${place}.sha256`, 64),
    sources: listOrEmpty(event.sources, `${place}.sources`, readSource),
    suggestions: listOrEmpty(event.suggestions, `${place}.suggestions`, text),
    error: orNull(event.error, `${place}.error`, readUserError),
  }),
  ToolActivity: (event, place, seq, at) => ({
    type: 'ToolActivity',
    seq,
    at,
    messageId: id(event.messageId, `${place}.messageId`),
    label: text(event.label, `${place}.label`),
    state: oneOf(event.toolState ?? event.state, TOOL_STATES, 'STARTED', `${place}.state`),
  }),
  MessageRated: (event, place, seq, at) => ({
    type: 'MessageRated',
    seq,
    at,
    messageId: id(event.messageId, `${place}.messageId`),
    rating: event.rating === 'UP' || event.rating === 'DOWN' ? event.rating : null,
  }),
  ConversationChanged: (event, place, seq, at) => ({
    type: 'ConversationChanged',
    seq,
    at,
    state: oneOf(event.conversationState ?? event.state, STATES, 'OPEN', `${place}.state`),
    title: textOrNull(event.title, `${place}.title`),
    satisfaction: countOrNull(event.satisfaction, `${place}.satisfaction`),
    actor: orNull(event.changedBy ?? event.actor, `${place}.actor`, readParticipant),
    reason: textOrNull(event.changeReason ?? event.reason, `${place}.reason`),
    reopenableUntil: textOrNull(event.reopenableUntil, `${place}.reopenableUntil`),
  }),
  EscalationChanged: (event, place, seq, at) => ({
    type: 'EscalationChanged',
    seq,
    at,
    escalation: readEscalation(event.escalation, `${place}.escalation`),
    actor: readParticipant(event.actor, `${place}.actor`),
  }),
};

/** One event. A kind this client was built before keeps its number and nothing else (F30). */
export function parseEvent(value: unknown, place = 'event'): ConversationEvent {
  const event = fields(value, place);
  const seq = count(event.seq, `${place}.seq`);
  const at = text(event.at, `${place}.at`, 100);
  const typename = text(event.__typename, `${place}.__typename`, 200);
  const read = Object.hasOwn(EVENTS, typename) ? EVENTS[typename] : undefined;
  return read ? read(event, place, seq, at) : { type: 'Unknown', typename, seq, at };
}

/** Null stays null: access is gone. */
export function parseEventPage(value: unknown, place = 'page'): EventPage | null {
  if (value === null) return null;
  const page = fields(value, place);
  return {
    events: list(page.events, `${place}.events`, parseEvent),
    head: readPoint(page.head, `${place}.head`),
    caughtUp: flag(page.caughtUp, `${place}.caughtUp`),
    live: readLive(page.live, `${place}.live`),
    resync: orNull(page.resync, `${place}.resync`, (reason, at) => oneOf(reason, RESYNCS, 'TOO_FAR_BEHIND', at)),
    reconnectWithinMs: countOrNull(page.reconnectWithinMs, `${place}.reconnectWithinMs`),
  };
}

function readLive(value: unknown, place: string): LiveState {
  const live = fields(value, place);
  return {
    id: text(live.id, `${place}.id`),
    typing: listOrEmpty(live.typing, `${place}.typing`, readParticipant),
    read: listOrEmpty(live.read, `${place}.read`, (mark, at) => {
      const read = fields(mark, at);
      return { participant: readParticipant(read.participant, `${at}.participant`), seq: count(read.seq, `${at}.seq`) };
    }),
    queuePosition: countOrNull(live.queuePosition, `${place}.queuePosition`),
    etaSeconds: countOrNull(live.etaSeconds, `${place}.etaSeconds`),
    overdue: live.overdue === true,
  };
}

export function parseSnapshot(value: unknown, place = 'conversation'): Snapshot | null {
  if (value === null) return null;
  const read = fields(value, place);
  const transitions = listOrEmpty(read.transitions, `${place}.transitions`, parseEvent).filter(
    (event): event is Transition | ToolActivity =>
      event.type === 'ConversationChanged' || event.type === 'EscalationChanged' || event.type === 'ToolActivity',
  );
  return {
    id: id(read.id, `${place}.id`),
    title: textOrNull(read.title, `${place}.title`),
    state: oneOf(read.state, STATES, 'OPEN', `${place}.state`),
    escalation: readEscalation(read.escalation, `${place}.escalation`),
    organizationId: text(read.organizationId, `${place}.organizationId`),
    reopenableUntil: textOrNull(read.reopenableUntil, `${place}.reopenableUntil`),
    notesId: textOrNull(read.notesId, `${place}.notesId`),
    messages: list(read.messages, `${place}.messages`, readMessage),
    transitions,
    hasEarlier: flag(read.hasEarlier, `${place}.hasEarlier`),
    head: readPoint(read.head, `${place}.head`),
    createdAt: text(read.createdAt, `${place}.createdAt`, 100),
    satisfaction: countOrNull(read.satisfaction, `${place}.satisfaction`),
    customer: readParticipant(read.customer, `${place}.customer`),
    unreadCount: countOrNull(read.unreadCount, `${place}.unreadCount`) ?? 0,
    readSeq: countOrNull(read.readSeq, `${place}.readSeq`) ?? 0,
  };
}

export function parseSummary(value: unknown, place = 'summary'): ConversationSummary {
  const read = fields(value, place);
  return {
    id: id(read.id, `${place}.id`),
    version: count(read.version, `${place}.version`),
    organizationId: text(read.organizationId, `${place}.organizationId`),
    title: textOrNull(read.title, `${place}.title`),
    hit: textOrNull(read.hit, `${place}.hit`),
    state: oneOf(read.state, STATES, 'OPEN', `${place}.state`),
    escalation: readEscalation(read.escalation, `${place}.escalation`),
    customer: readParticipant(read.customer, `${place}.customer`),
    lastMessage: orNull(read.lastMessage, `${place}.lastMessage`, readMessage),
    lastActivityAt: text(read.lastActivityAt, `${place}.lastActivityAt`, 100),
    reopenableUntil: textOrNull(read.reopenableUntil, `${place}.reopenableUntil`),
    unreadCount: count(read.unreadCount, `${place}.unreadCount`),
  };
}

export function parseConversations(value: unknown, place = 'conversations'): ConversationPage {
  const read = fields(value, place);
  return {
    nodes: list(read.nodes, `${place}.nodes`, parseSummary),
    endCursor: textOrNull(read.endCursor, `${place}.endCursor`),
    hasNextPage: flag(read.hasNextPage, `${place}.hasNextPage`),
    totalUnread: count(read.totalUnread, `${place}.totalUnread`),
  };
}

export function parseChangePage(value: unknown, place = 'changes'): ChangePage {
  const read = fields(value, place);
  return {
    changed: list(read.changed, `${place}.changed`, parseSummary),
    removed: list(read.removed, `${place}.removed`, id),
    cursor: id(read.cursor, `${place}.cursor`),
    resync: flag(read.resync, `${place}.resync`),
    totalUnread: count(read.totalUnread, `${place}.totalUnread`),
    reconnectWithinMs: countOrNull(read.reconnectWithinMs, `${place}.reconnectWithinMs`),
  };
}

export function parseViewer(value: unknown, place = 'viewer'): Viewer {
  const read = fields(value, place);
  return {
    id: id(read.id, `${place}.id`),
    role: readRole(read.role, `${place}.role`),
    name: text(read.name, `${place}.name`),
    organizations: list(read.organizations, `${place}.organizations`, (item, at) => {
      const organization = fields(item, at);
      return { id: id(organization.id, `${at}.id`), name: text(organization.name, `${at}.name`) };
    }),
    presence: orNull(read.presence, `${place}.presence`, (presence, at) => oneOf(presence, PRESENCES, 'OFFLINE', at)),
    tokenExpiresInSeconds: countOrNull(read.tokenExpiresInSeconds, `${place}.tokenExpiresInSeconds`),
  };
}

export function parseHandover(value: unknown, place = 'handoverDraft'): Handover | null {
  return orNull(value, place, readHandover);
}

/** Any mutation's payload: each has some of these fields and none has all. */
export function parseOutcome(value: unknown, place = 'payload'): Outcome {
  const read = fields(value, place);
  const conversation = read.conversation ?? null;
  const isSnapshot = conversation !== null && typeof conversation === 'object' && 'messages' in conversation;
  const runId =
    orNull(read.run, `${place}.run`, (run, at) => id(fields(run, at).id, `${at}.id`)) ?? textOrNull(read.runId, `${place}.runId`);
  return {
    deduplicated: read.deduplicated === true,
    error: orNull(read.error, `${place}.error`, readUserError),
    head: orNull(read.head, `${place}.head`, readPoint),
    message: orNull(read.message, `${place}.message`, readMessage),
    runId,
    conversation: isSnapshot ? null : orNull(conversation, `${place}.conversation`, parseSummary),
    snapshot: isSnapshot ? parseSnapshot(conversation, `${place}.conversation`) : null,
  };
}

import { CAPS, count, countOrNull, fields, flag, id, list, listOrEmpty, oneOf, orNull, text, textOrNull } from './read.ts';
import type {
  ErrorCode,
  Escalation,
  EscalationState,
  Handover,
  Message,
  MessageAttempt,
  MessageState,
  Participant,
  ResumePoint,
  Role,
  Source,
  SourceKind,
  UserError,
} from './vocabulary.ts';

const ROLES: readonly Role[] = ['USER', 'ASSISTANT', 'AGENT', 'SYSTEM'];
const MESSAGE_STATES: readonly MessageState[] = ['PENDING', 'STREAMING', 'COMPLETED', 'STOPPED', 'TRUNCATED', 'FAILED', 'INTERRUPTED'];
const SOURCE_KINDS: readonly SourceKind[] = ['HELP_ARTICLE', 'ORDER', 'PRODUCT', 'POLICY'];
const ESCALATION_STATES: readonly EscalationState[] = [
  'AI',
  'REQUESTED',
  'QUEUED',
  'CONNECTED',
  'TRANSFERRING',
  'RETURNED',
  'UNAVAILABLE',
  'MESSAGE_LEFT',
  'ENDED',
];
const ERROR_CODES: readonly ErrorCode[] = [
  'NOT_FOUND',
  'FORBIDDEN',
  'IDEMPOTENCY_CONFLICT',
  'INVALID_INPUT',
  'TOO_LARGE',
  'RATE_LIMITED',
  'CONVERSATION_CLOSED',
  'RUN_ALREADY_ACTIVE',
  'ILLEGAL_TRANSITION',
  'CLAIMED_BY_OTHER',
  'UNAVAILABLE',
];

export function readPoint(value: unknown, place: string): ResumePoint {
  const point = fields(value, place);
  return { epoch: id(point.epoch, `${place}.epoch`), seq: count(point.seq, `${place}.seq`) };
}

/** A role this client does not know speaks as the system does: visibly nobody's words. */
export function readRole(value: unknown, place: string): Role {
  return oneOf(value, ROLES, 'SYSTEM', place);
}

export function readParticipant(value: unknown, place: string): Participant {
  const who = fields(value, place);
  return {
    id: id(who.id, `${place}.id`),
    role: readRole(who.role, `${place}.role`),
    name: text(who.name, `${place}.name`),
    avatarUrl: textOrNull(who.avatarUrl, `${place}.avatarUrl`),
  };
}

/** An unknown code is UNAVAILABLE: the server's own message is shown either way. */
export function readUserError(value: unknown, place: string): UserError {
  const error = fields(value, place);
  return {
    code: oneOf(error.code, ERROR_CODES, 'UNAVAILABLE', `${place}.code`),
    message: text(error.message, `${place}.message`),
    retryable: flag(error.retryable, `${place}.retryable`),
    retryAfterMs: countOrNull(error.retryAfterMs, `${place}.retryAfterMs`),
  };
}

export function readSource(value: unknown, place: string): Source {
  const source = fields(value, place);
  return {
    title: text(source.title, `${place}.title`),
    url: text(source.url, `${place}.url`),
    kind: oneOf(source.kind, SOURCE_KINDS, 'HELP_ARTICLE', `${place}.kind`),
  };
}

/** A terminal state this client does not know: the text stands, the answer is over. */
export function readMessageState(value: unknown, place: string): MessageState {
  return oneOf(value, MESSAGE_STATES, 'COMPLETED', place);
}

export function readMessage(value: unknown, place: string): Message {
  const message = fields(value, place);
  return {
    id: id(message.id, `${place}.id`),
    author: readParticipant(message.author, `${place}.author`),
    text: text(message.text, `${place}.text`, CAPS.text),
    state: readMessageState(message.state, `${place}.state`),
    attempt: count(message.attempt, `${place}.attempt`),
    clientMessageId: textOrNull(message.clientMessageId, `${place}.clientMessageId`),
    runId: textOrNull(message.runId, `${place}.runId`),
    createdSeq: count(message.createdSeq, `${place}.createdSeq`),
    at: text(message.at, `${place}.at`),
    sources: listOrEmpty(message.sources, `${place}.sources`, readSource),
    suggestions: listOrEmpty(message.suggestions, `${place}.suggestions`, text),
    rating: message.rating === 'UP' || message.rating === 'DOWN' ? message.rating : null,
    error: orNull(message.error, `${place}.error`, readUserError),
  };
}

/** Null stays null: there is no such message for this reader. */
export function parseAttempts(value: unknown, place = 'messageAttempts'): readonly MessageAttempt[] | null {
  return orNull(value, place, (attempts) =>
    list(attempts, place, (item, at) => {
      const attempt = fields(item, at);
      return {
        attempt: count(attempt.attempt, `${at}.attempt`),
        text: text(attempt.text, `${at}.text`, CAPS.text),
        state: readMessageState(attempt.state, `${at}.state`),
        sources: listOrEmpty(attempt.sources, `${at}.sources`, readSource),
      };
    }),
  );
}

export function readHandover(value: unknown, place: string): Handover {
  const handover = fields(value, place);
  return {
    summary: text(handover.summary, `${place}.summary`),
    items: list(handover.items, `${place}.items`, (item, at) => {
      const entry = fields(item, at);
      return {
        key: text(entry.key, `${at}.key`),
        label: text(entry.label, `${at}.label`),
        value: text(entry.value, `${at}.value`),
        masked: flag(entry.masked, `${at}.masked`),
      };
    }),
  };
}

/** A state this client does not know is drawn as the quiet one; what the log says later corrects it. */
export function readEscalation(value: unknown, place: string): Escalation {
  const escalation = fields(value, place);
  return {
    id: textOrNull(escalation.id, `${place}.id`),
    state: oneOf(escalation.state, ESCALATION_STATES, 'AI', `${place}.state`),
    handover: orNull(escalation.handover, `${place}.handover`, readHandover),
    reason: textOrNull(escalation.reason, `${place}.reason`),
    requestedBy: orNull(escalation.requestedBy, `${place}.requestedBy`, readRole),
    requestedAt: textOrNull(escalation.requestedAt, `${place}.requestedAt`),
    agent: orNull(escalation.agent, `${place}.agent`, readParticipant),
    transferReason: textOrNull(escalation.transferReason, `${place}.transferReason`),
    opensAt: textOrNull(escalation.opensAt, `${place}.opensAt`),
  };
}

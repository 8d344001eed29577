/**
 * The words of the protocol as types: what the log holds, what a page carries, what a customer or a
 * member of staff may ask for. Mirrors `schema.graphql`; rules with ids are in `docs/PROTOCOL.md`.
 * A value that a newer server added to an enumeration becomes the nearest harmless one in `parse` (rule K-8).
 */
export type Role = 'USER' | 'ASSISTANT' | 'AGENT' | 'SYSTEM';
export type MessageState = 'PENDING' | 'STREAMING' | 'COMPLETED' | 'STOPPED' | 'TRUNCATED' | 'FAILED' | 'INTERRUPTED';
export type ToolState = 'STARTED' | 'DONE' | 'FAILED';
export type ConversationState = 'OPEN' | 'CLOSED';
export type EscalationState =
  | 'AI'
  | 'REQUESTED'
  | 'QUEUED'
  | 'CONNECTED'
  | 'TRANSFERRING'
  | 'RETURNED'
  | 'UNAVAILABLE'
  | 'MESSAGE_LEFT'
  | 'ENDED';
export type Rating = 'UP' | 'DOWN';
export type Presence = 'ONLINE' | 'AWAY' | 'OFFLINE';
export type SourceKind = 'HELP_ARTICLE' | 'ORDER' | 'PRODUCT' | 'POLICY';
export type ResetReason = 'WORKER_LOST' | 'USER_RETRY' | 'PROVIDER_RETRY' | 'MODERATED';
export type ResyncReason = 'EPOCH_CHANGED' | 'BEFORE_RETENTION' | 'AHEAD_OF_LOG' | 'TOO_FAR_BEHIND';

/** A place in one conversation's log. */
export interface ResumePoint {
  readonly epoch: string;
  readonly seq: number;
}

export interface Participant {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly avatarUrl: string | null;
}
export interface Organization {
  readonly id: string;
  readonly name: string;
}
export interface Viewer {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly organizations: readonly Organization[];
  readonly presence: Presence | null;
  /** What is left of the token's life, in seconds; null when it never ends. */
  readonly tokenExpiresInSeconds: number | null;
}
export interface Source {
  readonly title: string;
  readonly url: string;
  readonly kind: SourceKind;
}
export interface UserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
}
export type ErrorCode =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_CONFLICT'
  | 'INVALID_INPUT'
  | 'TOO_LARGE'
  | 'RATE_LIMITED'
  | 'CONVERSATION_CLOSED'
  | 'RUN_ALREADY_ACTIVE'
  | 'ILLEGAL_TRANSITION'
  | 'CLAIMED_BY_OTHER'
  | 'UNAVAILABLE';

export interface Message {
  readonly id: string;
  readonly author: Participant;
  readonly text: string;
  readonly state: MessageState;
  readonly attempt: number;
  readonly clientMessageId: string | null;
  readonly runId: string | null;
  readonly createdSeq: number;
  readonly at: string;
  readonly sources: readonly Source[];
  readonly suggestions: readonly string[];
  readonly rating: Rating | null;
  readonly error: UserError | null;
}

/** What an earlier attempt at an answer had written when it ended. */
export interface MessageAttempt {
  readonly attempt: number;
  readonly text: string;
  readonly state: MessageState;
  readonly sources: readonly Source[];
}

export interface HandoverItem {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly masked: boolean;
}
export interface Handover {
  readonly summary: string;
  readonly items: readonly HandoverItem[];
}
export interface Escalation {
  readonly id: string | null;
  readonly state: EscalationState;
  readonly handover: Handover | null;
  readonly reason: string | null;
  readonly requestedBy: Role | null;
  readonly requestedAt: string | null;
  readonly agent: Participant | null;
  readonly transferReason: string | null;
  readonly opensAt: string | null;
}

interface EventBase {
  readonly seq: number;
  readonly at: string;
}
export interface MessageAdded extends EventBase {
  readonly type: 'MessageAdded';
  readonly message: Message;
}
export interface MessageDelta extends EventBase {
  readonly type: 'MessageDelta';
  readonly messageId: string;
  readonly attempt: number;
  /** UTF-16 code units into this attempt's text. */
  readonly offset: number;
  readonly text: string;
}
export interface MessageReset extends EventBase {
  readonly type: 'MessageReset';
  readonly messageId: string;
  readonly attempt: number;
  readonly reason: ResetReason;
  /** The run that writes this attempt; null from a server that does not say. */
  readonly runId: string | null;
}
export interface MessageFinished extends EventBase {
  readonly type: 'MessageFinished';
  readonly messageId: string;
  readonly attempt: number;
  readonly state: MessageState;
  /** UTF-16 units and lower-case hex SHA-256 of the UTF-8 bytes of the whole text. */
  readonly length: number;
  readonly sha256: string;
  readonly sources: readonly Source[];
  readonly suggestions: readonly string[];
  readonly error: UserError | null;
}
export interface ToolActivity extends EventBase {
  readonly type: 'ToolActivity';
  readonly messageId: string;
  readonly label: string;
  readonly state: ToolState;
}
export interface MessageRated extends EventBase {
  readonly type: 'MessageRated';
  readonly messageId: string;
  readonly rating: Rating | null;
}
export interface ConversationChanged extends EventBase {
  readonly type: 'ConversationChanged';
  readonly state: ConversationState;
  readonly title: string | null;
  readonly satisfaction: number | null;
  readonly actor: Participant | null;
  readonly reason: string | null;
  readonly reopenableUntil: string | null;
}
export interface EscalationChanged extends EventBase {
  readonly type: 'EscalationChanged';
  readonly escalation: Escalation;
  readonly actor: Participant;
}
/** A kind of event this client was built before (F30): its number counts, nothing is shown. */
export interface UnknownEvent extends EventBase {
  readonly type: 'Unknown';
  readonly typename: string;
}
export type ConversationEvent =
  | MessageAdded
  | MessageDelta
  | MessageReset
  | MessageFinished
  | ToolActivity
  | MessageRated
  | ConversationChanged
  | EscalationChanged
  | UnknownEvent;
/** Events drawn as lines between messages; a snapshot carries those of its range. */
export type Transition = ConversationChanged | EscalationChanged;

export interface ReadMark {
  readonly participant: Participant;
  readonly seq: number;
}
export interface LiveState {
  readonly id: string;
  readonly typing: readonly Participant[];
  readonly read: readonly ReadMark[];
  readonly queuePosition: number | null;
  readonly etaSeconds: number | null;
  /** Waiting for longer than was estimated at the beginning. */
  readonly overdue: boolean;
}
export interface EventPage {
  readonly events: readonly ConversationEvent[];
  readonly head: ResumePoint;
  readonly caughtUp: boolean;
  readonly live: LiveState;
  readonly resync: ResyncReason | null;
  readonly reconnectWithinMs: number | null;
}
export interface Snapshot {
  readonly id: string;
  readonly title: string | null;
  readonly state: ConversationState;
  readonly escalation: Escalation;
  readonly organizationId: string;
  readonly reopenableUntil: string | null;
  readonly notesId: string | null;
  readonly messages: readonly Message[];
  /** Transitions among these messages, and the last ToolActivity of an answer that is still open, in log order. */
  readonly transitions: readonly (Transition | ToolActivity)[];
  readonly hasEarlier: boolean;
  readonly head: ResumePoint;
  readonly createdAt: string;
  readonly satisfaction: number | null;
  readonly customer: Participant;
  /** Messages by others after the viewer's read mark, counted to 99; the mark itself is `readSeq`, 0 before the first. */
  readonly unreadCount: number;
  readonly readSeq: number;
}
export interface ConversationSummary {
  readonly id: string;
  readonly version: number;
  readonly organizationId: string;
  readonly title: string | null;
  readonly hit: string | null;
  readonly state: ConversationState;
  readonly escalation: Escalation;
  readonly customer: Participant;
  readonly lastMessage: Message | null;
  readonly lastActivityAt: string;
  /** ISO 8601; of a closed conversation, until when reopening is taken. */
  readonly reopenableUntil: string | null;
  readonly unreadCount: number;
}
export interface ConversationPage {
  readonly nodes: readonly ConversationSummary[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  readonly totalUnread: number;
}
export interface ChangePage {
  readonly changed: readonly ConversationSummary[];
  readonly removed: readonly string[];
  readonly cursor: string;
  readonly resync: boolean;
  readonly totalUnread: number;
  readonly reconnectWithinMs: number | null;
}

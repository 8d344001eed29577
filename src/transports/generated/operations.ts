// Generated from schema.graphql and src/transports/documents.ts by scripts/codegen.ts. Change those, then run `npm run codegen`.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/**
 * A place in one conversation's log. `epoch` is a random id in the conversation's row: it changes on erasure, on the operator's
 * command after every restore, and by itself when a reader shows an `after` beyond the head. `seq` goes on counting.
 */
export type ResumePoint = {
  epoch: string;
  seq: number;
};

export type PollPoint = {
  conversationId: string;
  after: ResumePoint;
  liveId?: string | null | undefined;
};

export type ResyncReason =
  | 'EPOCH_CHANGED'
  | 'BEFORE_RETENTION'
  | 'AHEAD_OF_LOG'
  | 'TOO_FAR_BEHIND';

/**
 * AI, RETURNED, ENDED → REQUESTED (assistant or staff propose) | QUEUED | UNAVAILABLE (requestHuman)
 * REQUESTED → QUEUED | UNAVAILABLE (requestHuman, the customer's consent) | RETURNED
 * QUEUED → CONNECTED (claim) | RETURNED | MESSAGE_LEFT | UNAVAILABLE (last one off duty)
 * UNAVAILABLE → QUEUED (duty begins) | RETURNED | MESSAGE_LEFT
 * MESSAGE_LEFT → CONNECTED (claim) | RETURNED
 * CONNECTED → TRANSFERRING (to a colleague) | QUEUED (to the queue, or agent away) | RETURNED | ENDED (close)
 * TRANSFERRING → CONNECTED (colleague claims) | QUEUED (refused or late)
 * Anything else is refused with ILLEGAL_TRANSITION.
 */
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

export type HandoverInput = {
  summary: string;
  items: Array<ContextInput>;
};

export type Presence =
  | 'ONLINE'
  | 'AWAY'
  | 'OFFLINE';

export type ResetReason =
  | 'WORKER_LOST'
  | 'USER_RETRY'
  | 'PROVIDER_RETRY'
  | 'MODERATED';

export type MessageState =
  | 'PENDING'
  | 'STREAMING'
  | 'COMPLETED'
  | 'STOPPED'
  | 'TRUNCATED'
  | 'FAILED'
  | 'INTERRUPTED';

export type ToolState =
  | 'STARTED'
  | 'DONE'
  | 'FAILED';

export type ConversationState =
  | 'OPEN'
  | 'CLOSED';

export type Role =
  | 'USER'
  | 'ASSISTANT'
  | 'AGENT'
  | 'SYSTEM';

export type Rating =
  | 'UP'
  | 'DOWN';

export type SourceKind =
  | 'HELP_ARTICLE'
  | 'ORDER'
  | 'PRODUCT'
  | 'POLICY';

export type ConversationFilter = {
  states?: Array<ConversationState> | null | undefined;
  escalated?: boolean | null | undefined;
  search?: string | null | undefined;
  organizationId?: string | null | undefined;
};

export type EscalationFilter = {
  states?: Array<EscalationState> | null | undefined;
  mine?: boolean | null | undefined;
  organizationId?: string | null | undefined;
};

/** `organizationId` picks one of the organisations the token names; any other is refused. */
export type StartConversationInput = {
  clientConversationId: string;
  organizationId?: string | null | undefined;
  firstMessage?: FirstMessageInput | null | undefined;
  context?: Array<ContextInput> | null | undefined;
};

export type FirstMessageInput = {
  clientMessageId: string;
  text: string;
  locale?: string | null | undefined;
};

export type ContextInput = {
  key: string;
  value: string;
};

export type SendMessageInput = {
  conversationId: string;
  clientMessageId: string;
  text: string;
  locale?: string | null | undefined;
  /** Where the customer is while asking (an order, a page): at most 20 items and 4 kB; kept with the message and given to the responder. */
  context?: Array<ContextInput> | null | undefined;
};

export type RunInput = {
  runId: string;
  clientRequestId: string;
};

export type ConversationInput = {
  conversationId: string;
  clientRequestId: string;
};

export type RenameConversationInput = {
  conversationId: string;
  clientRequestId: string;
  title: string;
};

export type RateMessageInput = {
  messageId: string;
  clientRequestId: string;
  rating?: Rating | null | undefined;
  reason?: string | null | undefined;
};

export type RateConversationInput = {
  conversationId: string;
  clientRequestId: string;
  score: number;
  comment?: string | null | undefined;
};

export type RequestHumanInput = {
  conversationId: string;
  clientRequestId: string;
  reason?: string | null | undefined;
  handover?: HandoverInput | null | undefined;
};

export type TransferInput = {
  conversationId: string;
  clientRequestId: string;
  toAgentId?: string | null | undefined;
  reason?: string | null | undefined;
};

export type CloseConversationInput = {
  conversationId: string;
  clientRequestId: string;
  reason?: string | null | undefined;
};

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

export type SnapshotFragment = { id: string, title: string | null, state: ConversationState, organizationId: string, reopenableUntil: string | null, notesId: string | null, hasEarlier: boolean, createdAt: string, satisfaction: number | null, unreadCount: number, readSeq: number, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, messages: Array<{ id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }>, transitions: Array<
    | { __typename: 'MessageAdded', seq: number, at: string, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } }
    | { __typename: 'MessageDelta', messageId: string, attempt: number, offset: number, text: string, seq: number, at: string }
    | { __typename: 'MessageReset', messageId: string, attempt: number, runId: string | null, seq: number, at: string, resetReason: ResetReason }
    | { __typename: 'MessageFinished', messageId: string, attempt: number, state: MessageState, length: number, sha256: string, suggestions: Array<string>, seq: number, at: string, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }
    | { __typename: 'ToolActivity', messageId: string, label: string, seq: number, at: string, toolState: ToolState }
    | { __typename: 'MessageRated', messageId: string, rating: Rating | null, seq: number, at: string }
    | { __typename: 'ConversationChanged', title: string | null, satisfaction: number | null, reopenableUntil: string | null, seq: number, at: string, conversationState: ConversationState, changeReason: string | null, changedBy: { id: string, role: Role, name: string, avatarUrl: string | null } | null }
    | { __typename: 'EscalationChanged', seq: number, at: string, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, actor: { id: string, role: Role, name: string, avatarUrl: string | null } }
  >, head: { epoch: string, seq: number } };

type Event_MessageAdded_Fragment = { __typename: 'MessageAdded', seq: number, at: string, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

type Event_MessageDelta_Fragment = { __typename: 'MessageDelta', messageId: string, attempt: number, offset: number, text: string, seq: number, at: string };

type Event_MessageReset_Fragment = { __typename: 'MessageReset', messageId: string, attempt: number, runId: string | null, seq: number, at: string, resetReason: ResetReason };

type Event_MessageFinished_Fragment = { __typename: 'MessageFinished', messageId: string, attempt: number, state: MessageState, length: number, sha256: string, suggestions: Array<string>, seq: number, at: string, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null };

type Event_ToolActivity_Fragment = { __typename: 'ToolActivity', messageId: string, label: string, seq: number, at: string, toolState: ToolState };

type Event_MessageRated_Fragment = { __typename: 'MessageRated', messageId: string, rating: Rating | null, seq: number, at: string };

type Event_ConversationChanged_Fragment = { __typename: 'ConversationChanged', title: string | null, satisfaction: number | null, reopenableUntil: string | null, seq: number, at: string, conversationState: ConversationState, changeReason: string | null, changedBy: { id: string, role: Role, name: string, avatarUrl: string | null } | null };

type Event_EscalationChanged_Fragment = { __typename: 'EscalationChanged', seq: number, at: string, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, actor: { id: string, role: Role, name: string, avatarUrl: string | null } };

export type EventFragment =
  | Event_MessageAdded_Fragment
  | Event_MessageDelta_Fragment
  | Event_MessageReset_Fragment
  | Event_MessageFinished_Fragment
  | Event_ToolActivity_Fragment
  | Event_MessageRated_Fragment
  | Event_ConversationChanged_Fragment
  | Event_EscalationChanged_Fragment
;

export type EscalationFragment = { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null };

export type MessageFragment = { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null };

export type ParticipantFragment = { id: string, role: Role, name: string, avatarUrl: string | null };

export type UserErrorFragment = { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null };

export type SummaryFragment = { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null };

export type ChangePageFragment = { removed: Array<string>, cursor: string, resync: boolean, totalUnread: number, reconnectWithinMs: number | null, changed: Array<{ id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null }> };

export type EventPageFragment = { caughtUp: boolean, resync: ResyncReason | null, reconnectWithinMs: number | null, events: Array<
    | { __typename: 'MessageAdded', seq: number, at: string, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } }
    | { __typename: 'MessageDelta', messageId: string, attempt: number, offset: number, text: string, seq: number, at: string }
    | { __typename: 'MessageReset', messageId: string, attempt: number, runId: string | null, seq: number, at: string, resetReason: ResetReason }
    | { __typename: 'MessageFinished', messageId: string, attempt: number, state: MessageState, length: number, sha256: string, suggestions: Array<string>, seq: number, at: string, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }
    | { __typename: 'ToolActivity', messageId: string, label: string, seq: number, at: string, toolState: ToolState }
    | { __typename: 'MessageRated', messageId: string, rating: Rating | null, seq: number, at: string }
    | { __typename: 'ConversationChanged', title: string | null, satisfaction: number | null, reopenableUntil: string | null, seq: number, at: string, conversationState: ConversationState, changeReason: string | null, changedBy: { id: string, role: Role, name: string, avatarUrl: string | null } | null }
    | { __typename: 'EscalationChanged', seq: number, at: string, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, actor: { id: string, role: Role, name: string, avatarUrl: string | null } }
  >, head: { epoch: string, seq: number }, live: { id: string, queuePosition: number | null, etaSeconds: number | null, overdue: boolean, typing: Array<{ id: string, role: Role, name: string, avatarUrl: string | null }>, read: Array<{ seq: number, participant: { id: string, role: Role, name: string, avatarUrl: string | null } }> } };

export type ViewerQueryVariables = Exact<{
  userId?: string | null | undefined;
  organizationId?: string | null | undefined;
}>;


export type ViewerQuery = { viewer: { id: string, role: Role, name: string, presence: Presence | null, tokenExpiresInSeconds: number | null, organizations: Array<{ id: string, name: string }> } };

export type SnapshotQueryVariables = Exact<{
  id: string;
  lastMessages: number;
  before?: number | null | undefined;
}>;


export type SnapshotQuery = { conversation: { id: string, title: string | null, state: ConversationState, organizationId: string, reopenableUntil: string | null, notesId: string | null, hasEarlier: boolean, createdAt: string, satisfaction: number | null, unreadCount: number, readSeq: number, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, messages: Array<{ id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }>, transitions: Array<
      | { __typename: 'MessageAdded', seq: number, at: string, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } }
      | { __typename: 'MessageDelta', messageId: string, attempt: number, offset: number, text: string, seq: number, at: string }
      | { __typename: 'MessageReset', messageId: string, attempt: number, runId: string | null, seq: number, at: string, resetReason: ResetReason }
      | { __typename: 'MessageFinished', messageId: string, attempt: number, state: MessageState, length: number, sha256: string, suggestions: Array<string>, seq: number, at: string, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }
      | { __typename: 'ToolActivity', messageId: string, label: string, seq: number, at: string, toolState: ToolState }
      | { __typename: 'MessageRated', messageId: string, rating: Rating | null, seq: number, at: string }
      | { __typename: 'ConversationChanged', title: string | null, satisfaction: number | null, reopenableUntil: string | null, seq: number, at: string, conversationState: ConversationState, changeReason: string | null, changedBy: { id: string, role: Role, name: string, avatarUrl: string | null } | null }
      | { __typename: 'EscalationChanged', seq: number, at: string, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, actor: { id: string, role: Role, name: string, avatarUrl: string | null } }
    >, head: { epoch: string, seq: number } } | null };

export type ConversationsQueryVariables = Exact<{
  filter?: ConversationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ConversationsQuery = { conversations: { endCursor: string | null, hasNextPage: boolean, totalUnread: number, nodes: Array<{ id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null }> } };

export type MessageAttemptsQueryVariables = Exact<{
  messageId: string;
}>;


export type MessageAttemptsQuery = { messageAttempts: Array<{ attempt: number, text: string, state: MessageState, sources: Array<{ title: string, url: string, kind: SourceKind }> }> | null };

export type HandoverDraftQueryVariables = Exact<{
  conversationId: string;
}>;


export type HandoverDraftQuery = { handoverDraft: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null };

export type EscalationsQueryVariables = Exact<{
  filter?: EscalationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type EscalationsQuery = { escalations: { endCursor: string | null, hasNextPage: boolean, totalUnread: number, nodes: Array<{ id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null }> } };

export type SavedAnswersQueryVariables = Exact<{
  search: string;
  first: number;
}>;


export type SavedAnswersQuery = { savedAnswers: Array<{ id: string, title: string, text: string }> };

export type ColleaguesQueryVariables = Exact<{
  organizationId: string;
}>;


export type ColleaguesQuery = { colleagues: Array<{ id: string, name: string, presence: Presence }> };

export type PollQueryVariables = Exact<{
  conversation?: PollPoint | null | undefined;
  changesAfter?: string | null | undefined;
  waitMs: number;
}>;


export type PollQuery = { poll: { conversation: { caughtUp: boolean, resync: ResyncReason | null, reconnectWithinMs: number | null, events: Array<
        | { __typename: 'MessageAdded', seq: number, at: string, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } }
        | { __typename: 'MessageDelta', messageId: string, attempt: number, offset: number, text: string, seq: number, at: string }
        | { __typename: 'MessageReset', messageId: string, attempt: number, runId: string | null, seq: number, at: string, resetReason: ResetReason }
        | { __typename: 'MessageFinished', messageId: string, attempt: number, state: MessageState, length: number, sha256: string, suggestions: Array<string>, seq: number, at: string, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }
        | { __typename: 'ToolActivity', messageId: string, label: string, seq: number, at: string, toolState: ToolState }
        | { __typename: 'MessageRated', messageId: string, rating: Rating | null, seq: number, at: string }
        | { __typename: 'ConversationChanged', title: string | null, satisfaction: number | null, reopenableUntil: string | null, seq: number, at: string, conversationState: ConversationState, changeReason: string | null, changedBy: { id: string, role: Role, name: string, avatarUrl: string | null } | null }
        | { __typename: 'EscalationChanged', seq: number, at: string, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, actor: { id: string, role: Role, name: string, avatarUrl: string | null } }
      >, head: { epoch: string, seq: number }, live: { id: string, queuePosition: number | null, etaSeconds: number | null, overdue: boolean, typing: Array<{ id: string, role: Role, name: string, avatarUrl: string | null }>, read: Array<{ seq: number, participant: { id: string, role: Role, name: string, avatarUrl: string | null } }> } } | null, changes: { removed: Array<string>, cursor: string, resync: boolean, totalUnread: number, reconnectWithinMs: number | null, changed: Array<{ id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null }> } | null } };

export type PollEventsQueryVariables = Exact<{
  conversationId: string;
  after: ResumePoint;
  liveId?: string | null | undefined;
  waitMs: number;
}>;


export type PollEventsQuery = { conversationEvents: { caughtUp: boolean, resync: ResyncReason | null, reconnectWithinMs: number | null, events: Array<
      | { __typename: 'MessageAdded', seq: number, at: string, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } }
      | { __typename: 'MessageDelta', messageId: string, attempt: number, offset: number, text: string, seq: number, at: string }
      | { __typename: 'MessageReset', messageId: string, attempt: number, runId: string | null, seq: number, at: string, resetReason: ResetReason }
      | { __typename: 'MessageFinished', messageId: string, attempt: number, state: MessageState, length: number, sha256: string, suggestions: Array<string>, seq: number, at: string, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }
      | { __typename: 'ToolActivity', messageId: string, label: string, seq: number, at: string, toolState: ToolState }
      | { __typename: 'MessageRated', messageId: string, rating: Rating | null, seq: number, at: string }
      | { __typename: 'ConversationChanged', title: string | null, satisfaction: number | null, reopenableUntil: string | null, seq: number, at: string, conversationState: ConversationState, changeReason: string | null, changedBy: { id: string, role: Role, name: string, avatarUrl: string | null } | null }
      | { __typename: 'EscalationChanged', seq: number, at: string, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, actor: { id: string, role: Role, name: string, avatarUrl: string | null } }
    >, head: { epoch: string, seq: number }, live: { id: string, queuePosition: number | null, etaSeconds: number | null, overdue: boolean, typing: Array<{ id: string, role: Role, name: string, avatarUrl: string | null }>, read: Array<{ seq: number, participant: { id: string, role: Role, name: string, avatarUrl: string | null } }> } } | null };

export type ChangesQueryVariables = Exact<{
  after?: string | null | undefined;
  waitMs: number;
}>;


export type ChangesQuery = { conversationChanges: { removed: Array<string>, cursor: string, resync: boolean, totalUnread: number, reconnectWithinMs: number | null, changed: Array<{ id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null }> } };

export type FollowEventsSubscriptionVariables = Exact<{
  conversationId: string;
  after: ResumePoint;
}>;


export type FollowEventsSubscription = { conversationEvents: { caughtUp: boolean, resync: ResyncReason | null, reconnectWithinMs: number | null, events: Array<
      | { __typename: 'MessageAdded', seq: number, at: string, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } }
      | { __typename: 'MessageDelta', messageId: string, attempt: number, offset: number, text: string, seq: number, at: string }
      | { __typename: 'MessageReset', messageId: string, attempt: number, runId: string | null, seq: number, at: string, resetReason: ResetReason }
      | { __typename: 'MessageFinished', messageId: string, attempt: number, state: MessageState, length: number, sha256: string, suggestions: Array<string>, seq: number, at: string, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }
      | { __typename: 'ToolActivity', messageId: string, label: string, seq: number, at: string, toolState: ToolState }
      | { __typename: 'MessageRated', messageId: string, rating: Rating | null, seq: number, at: string }
      | { __typename: 'ConversationChanged', title: string | null, satisfaction: number | null, reopenableUntil: string | null, seq: number, at: string, conversationState: ConversationState, changeReason: string | null, changedBy: { id: string, role: Role, name: string, avatarUrl: string | null } | null }
      | { __typename: 'EscalationChanged', seq: number, at: string, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, actor: { id: string, role: Role, name: string, avatarUrl: string | null } }
    >, head: { epoch: string, seq: number }, live: { id: string, queuePosition: number | null, etaSeconds: number | null, overdue: boolean, typing: Array<{ id: string, role: Role, name: string, avatarUrl: string | null }>, read: Array<{ seq: number, participant: { id: string, role: Role, name: string, avatarUrl: string | null } }> } } | null };

export type FollowChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowChangesSubscription = { conversationChanges: { removed: Array<string>, cursor: string, resync: boolean, totalUnread: number, reconnectWithinMs: number | null, changed: Array<{ id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null }> } };

export type StartConversationMutationVariables = Exact<{
  input: StartConversationInput;
}>;


export type StartConversationMutation = { payload: { runId: string | null, deduplicated: boolean, conversation: { id: string, title: string | null, state: ConversationState, organizationId: string, reopenableUntil: string | null, notesId: string | null, hasEarlier: boolean, createdAt: string, satisfaction: number | null, unreadCount: number, readSeq: number, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, messages: Array<{ id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }>, transitions: Array<
        | { __typename: 'MessageAdded', seq: number, at: string, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } }
        | { __typename: 'MessageDelta', messageId: string, attempt: number, offset: number, text: string, seq: number, at: string }
        | { __typename: 'MessageReset', messageId: string, attempt: number, runId: string | null, seq: number, at: string, resetReason: ResetReason }
        | { __typename: 'MessageFinished', messageId: string, attempt: number, state: MessageState, length: number, sha256: string, suggestions: Array<string>, seq: number, at: string, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null }
        | { __typename: 'ToolActivity', messageId: string, label: string, seq: number, at: string, toolState: ToolState }
        | { __typename: 'MessageRated', messageId: string, rating: Rating | null, seq: number, at: string }
        | { __typename: 'ConversationChanged', title: string | null, satisfaction: number | null, reopenableUntil: string | null, seq: number, at: string, conversationState: ConversationState, changeReason: string | null, changedBy: { id: string, role: Role, name: string, avatarUrl: string | null } | null }
        | { __typename: 'EscalationChanged', seq: number, at: string, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, actor: { id: string, role: Role, name: string, avatarUrl: string | null } }
      >, head: { epoch: string, seq: number } } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type SendMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMessageMutation = { payload: { runId: string | null, deduplicated: boolean, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type LeaveMessageMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type LeaveMessageMutation = { payload: { runId: string | null, deduplicated: boolean, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type StopRunMutationVariables = Exact<{
  input: RunInput;
}>;


export type StopRunMutation = { payload: { deduplicated: boolean, run: { id: string } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type RetryRunMutationVariables = Exact<{
  input: RunInput;
}>;


export type RetryRunMutation = { payload: { deduplicated: boolean, run: { id: string } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type CloseConversationMutationVariables = Exact<{
  input: CloseConversationInput;
}>;


export type CloseConversationMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type ReopenConversationMutationVariables = Exact<{
  input: ConversationInput;
}>;


export type ReopenConversationMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type RenameConversationMutationVariables = Exact<{
  input: RenameConversationInput;
}>;


export type RenameConversationMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type RateMessageMutationVariables = Exact<{
  input: RateMessageInput;
}>;


export type RateMessageMutation = { payload: { deduplicated: boolean, message: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type RateConversationMutationVariables = Exact<{
  input: RateConversationInput;
}>;


export type RateConversationMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type RequestHumanMutationVariables = Exact<{
  input: RequestHumanInput;
}>;


export type RequestHumanMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type ReturnToAssistantMutationVariables = Exact<{
  input: ConversationInput;
}>;


export type ReturnToAssistantMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type ClaimConversationMutationVariables = Exact<{
  input: ConversationInput;
}>;


export type ClaimConversationMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type TransferConversationMutationVariables = Exact<{
  input: TransferInput;
}>;


export type TransferConversationMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type SuggestReplyMutationVariables = Exact<{
  input: ConversationInput;
}>;


export type SuggestReplyMutation = { suggestReply: { text: string | null, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type MarkReadMutationVariables = Exact<{
  conversationId: string;
  seq: number;
}>;


export type MarkReadMutation = { payload: { deduplicated: boolean, conversation: { id: string, version: number, organizationId: string, title: string | null, hit: string | null, state: ConversationState, lastActivityAt: string, reopenableUntil: string | null, unreadCount: number, escalation: { id: string | null, state: EscalationState, reason: string | null, requestedBy: Role | null, requestedAt: string | null, transferReason: string | null, opensAt: string | null, agent: { id: string, role: Role, name: string, avatarUrl: string | null } | null, handover: { summary: string, items: Array<{ key: string, label: string, value: string, masked: boolean }> } | null }, customer: { id: string, role: Role, name: string, avatarUrl: string | null }, lastMessage: { id: string, text: string, state: MessageState, attempt: number, clientMessageId: string | null, runId: string | null, createdSeq: number, at: string, suggestions: Array<string>, rating: Rating | null, author: { id: string, role: Role, name: string, avatarUrl: string | null }, sources: Array<{ title: string, url: string, kind: SourceKind }>, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } | null } | null, head: { epoch: string, seq: number } | null, error: { code: ErrorCode, message: string, retryable: boolean, retryAfterMs: number | null } | null } };

export type SetTypingMutationVariables = Exact<{
  conversationId: string;
  typing: boolean;
}>;


export type SetTypingMutation = { setTyping: boolean };

export type SetPresenceMutationVariables = Exact<{
  presence: Presence;
}>;


export type SetPresenceMutation = { setPresence: { id: string, role: Role, name: string, presence: Presence | null, tokenExpiresInSeconds: number | null, organizations: Array<{ id: string, name: string }> } };

/** What each document takes. */
export interface VariablesOf {
  Viewer: ViewerQueryVariables;
  Snapshot: SnapshotQueryVariables;
  Conversations: ConversationsQueryVariables;
  MessageAttempts: MessageAttemptsQueryVariables;
  HandoverDraft: HandoverDraftQueryVariables;
  Escalations: EscalationsQueryVariables;
  SavedAnswers: SavedAnswersQueryVariables;
  Colleagues: ColleaguesQueryVariables;
  Poll: PollQueryVariables;
  PollEvents: PollEventsQueryVariables;
  Changes: ChangesQueryVariables;
  FollowEvents: FollowEventsSubscriptionVariables;
  FollowChanges: FollowChangesSubscriptionVariables;
  StartConversation: StartConversationMutationVariables;
  SendMessage: SendMessageMutationVariables;
  LeaveMessage: LeaveMessageMutationVariables;
  StopRun: StopRunMutationVariables;
  RetryRun: RetryRunMutationVariables;
  CloseConversation: CloseConversationMutationVariables;
  ReopenConversation: ReopenConversationMutationVariables;
  RenameConversation: RenameConversationMutationVariables;
  RateMessage: RateMessageMutationVariables;
  RateConversation: RateConversationMutationVariables;
  RequestHuman: RequestHumanMutationVariables;
  ReturnToAssistant: ReturnToAssistantMutationVariables;
  ClaimConversation: ClaimConversationMutationVariables;
  TransferConversation: TransferConversationMutationVariables;
  SuggestReply: SuggestReplyMutationVariables;
  MarkRead: MarkReadMutationVariables;
  SetTyping: SetTypingMutationVariables;
  SetPresence: SetPresenceMutationVariables;
}

// Generated from schema.graphql by scripts/codegen.ts. Change the schema, then run `npm run codegen`.
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  DateTime: { input: string; output: string; }
  UUID: { input: string; output: string; }
};

/**
 * A place in one conversation's log. `epoch` is a random id in the conversation's row: it changes on erasure, on the operator's
 * command after every restore, and by itself when a reader shows an `after` beyond the head. `seq` goes on counting.
 */
export type ResumePoint = {
  epoch: Scalars['ID']['input'];
  seq: Scalars['Int']['input'];
};

export type LogHead = {
  __typename?: 'LogHead';
  epoch: Scalars['ID']['output'];
  seq: Scalars['Int']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** Refused with the reason if userId or organizationId, as the host passed them, disagree with the token. */
  viewer: Viewer;
  /**
   * Messages as they stand at `head`, read in ONE transaction with `head`. Null for foreign and unknown ids alike.
   * `before` is a `createdSeq`. Events up to a page's `head` are already in that page's messages: a reader that is
   * behind `head` skips them for those messages only.
   */
  conversation: Maybe<Conversation>;
  conversations: ConversationConnection;
  /** Catch-up, poll (waitMs 0) and long poll (waitMs > 0): the same pages as the subscription, in the same order. Null for foreign, unknown and withdrawn conversations; the subscription sends null and completes. */
  conversationEvents: Maybe<EventPage>;
  /** What changed in the lists the viewer may see; staff: also conversations waiting or held in their organisations. Same pages as the subscription. */
  conversationChanges: ChangePage;
  /** One wait for both feeds: answers as soon as either has something. (Two waiting fields in one document wait for the slower.) */
  poll: PollPage;
  /** What a request for a person would send, masked; null if foreign. */
  handoverDraft: Maybe<Handover>;
  /** The finished attempts at an answer before the present one, oldest first, at most the newest 20; null for foreign and unknown ids alike. */
  messageAttempts: Maybe<Array<MessageAttempt>>;
  /** Staff only. */
  savedAnswers: Array<SavedAnswer>;
  /** Staff only: to whom a conversation of this organisation can be passed, those on duty first; none for anybody else. */
  colleagues: Array<Colleague>;
  /** Staff only: conversations waiting for, or held by, a person. Oldest request first. */
  escalations: ConversationConnection;
};


export type QueryViewerArgs = {
  userId?: InputMaybe<Scalars['ID']['input']>;
  organizationId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryConversationArgs = {
  id: Scalars['ID']['input'];
  lastMessages?: Scalars['Int']['input'];
  before?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryConversationsArgs = {
  filter?: InputMaybe<ConversationFilter>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryConversationEventsArgs = {
  conversationId: Scalars['ID']['input'];
  after: ResumePoint;
  liveId?: InputMaybe<Scalars['ID']['input']>;
  limit?: Scalars['Int']['input'];
  waitMs?: Scalars['Int']['input'];
};


export type QueryConversationChangesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  waitMs?: Scalars['Int']['input'];
};


export type QueryPollArgs = {
  conversation?: InputMaybe<PollPoint>;
  changesAfter?: InputMaybe<Scalars['ID']['input']>;
  waitMs?: Scalars['Int']['input'];
};


export type QueryHandoverDraftArgs = {
  conversationId: Scalars['ID']['input'];
};


export type QueryMessageAttemptsArgs = {
  messageId: Scalars['ID']['input'];
};


export type QuerySavedAnswersArgs = {
  search: Scalars['String']['input'];
  first?: Scalars['Int']['input'];
};


export type QueryColleaguesArgs = {
  organizationId: Scalars['ID']['input'];
};


export type QueryEscalationsArgs = {
  filter?: InputMaybe<EscalationFilter>;
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Idempotent on (user, clientConversationId). With a first message, one call makes both or neither. The conversation's id
   * is `clientConversationId`, so the caller knows it before the first attempt; an id that is not free for this caller is
   * INVALID_INPUT, whatever the reason.
   */
  startConversation: StartConversationPayload;
  /** Idempotent on (conversation, author, clientMessageId) for the life of the conversation. Staff use it too: the token says who speaks. Accepted while a run is active; the next run answers everything that waits. */
  sendMessage: SendMessagePayload;
  /** The only way to stop an answer: a disconnect never does. Stopping a finished run succeeds. */
  stopRun: RunPayload;
  /** A new attempt, with a run id of its own, of the newest answer when it failed, was cut or did not satisfy; otherwise ILLEGAL_TRANSITION. */
  retryRun: RunPayload;
  closeConversation: ConversationPayload;
  reopenConversation: ConversationPayload;
  renameConversation: ConversationPayload;
  markRead: ConversationPayload;
  /** Ephemeral: carried in EventPage.typing, expires by itself after a few seconds, never logged. */
  setTyping: Scalars['Boolean']['output'];
  rateMessage: MessagePayload;
  rateConversation: ConversationPayload;
  /**
   * The customer asks for a person, or consents to one that was proposed; they see and may edit `handover` before it is sent.
   * From staff it is a proposal (REQUESTED) and without `handover`; it may name a conversation of their organisations that staff had
   * before, and tells nothing of one they no longer see: the payload's `conversation` and `head` are then null.
   */
  requestHuman: ConversationPayload;
  /** The customer leaves the queue, or ends the talk with a person; the assistant takes over again. */
  returnToAssistant: ConversationPayload;
  /** Staff: take a waiting conversation. Of two who try at once, one gets it and the other CLAIMED_BY_OTHER. */
  claimConversation: ConversationPayload;
  /** Staff: put it back into the queue or pass it to a named colleague. */
  transferConversation: ConversationPayload;
  /** The customer stops waiting and will be answered later (MESSAGE_LEFT): the conversation stays open and in the staff's list. */
  leaveMessage: SendMessagePayload;
  /** Staff: a draft by the responder, never logged, never sent by itself. */
  suggestReply: SuggestReplyPayload;
  /** Staff: held while one of the member's desks is connected; AWAY at most 30 s after the last. */
  setPresence: Viewer;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationStartConversationArgs = {
  input: StartConversationInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationStopRunArgs = {
  input: RunInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationRetryRunArgs = {
  input: RunInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationCloseConversationArgs = {
  input: CloseConversationInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationReopenConversationArgs = {
  input: ConversationInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationRenameConversationArgs = {
  input: RenameConversationInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationMarkReadArgs = {
  conversationId: Scalars['ID']['input'];
  seq: Scalars['Int']['input'];
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationSetTypingArgs = {
  conversationId: Scalars['ID']['input'];
  typing: Scalars['Boolean']['input'];
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationRateMessageArgs = {
  input: RateMessageInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationRateConversationArgs = {
  input: RateConversationInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationRequestHumanArgs = {
  input: RequestHumanInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationReturnToAssistantArgs = {
  input: ConversationInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationClaimConversationArgs = {
  input: ConversationInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationTransferConversationArgs = {
  input: TransferInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationLeaveMessageArgs = {
  input: SendMessageInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationSuggestReplyArgs = {
  input: ConversationInput;
};


/**
 * Every `clientRequestId` is idempotent on (viewer, mutation, clientRequestId) for 24 h: the same id and input give the same
 * result with `deduplicated: true`, the same id with other input IDEMPOTENCY_CONFLICT. markRead keeps the greatest seq.
 */
export type MutationSetPresenceArgs = {
  presence: Presence;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** First everything after the point, then live. `seq` is contiguous. A page with no events is a heartbeat (at most 10 s apart). */
  conversationEvents: Maybe<EventPage>;
  conversationChanges: ChangePage;
};


export type SubscriptionConversationEventsArgs = {
  conversationId: Scalars['ID']['input'];
  after: ResumePoint;
};


export type SubscriptionConversationChangesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
};

export type EventPage = {
  __typename?: 'EventPage';
  events: Array<MessageAdded | MessageDelta | MessageReset | MessageFinished | ToolActivity | MessageRated | ConversationChanged | EscalationChanged>;
  /** The newest committed event when this page was made: a reader behind it that got no events was skipped, and resumes. */
  head: LogHead;
  caughtUp: Scalars['Boolean']['output'];
  live: LiveState;
  /** Set when this point cannot be served: take a snapshot and go on from its head. */
  resync: Maybe<ResyncReason>;
  /** Set before a planned restart: reconnect after a random wait of up to this long. */
  reconnectWithinMs: Maybe<Scalars['Int']['output']>;
};

/** Never logged; whole, replaces the previous. Equal ids mean equal state; a long poll also returns when `id` differs from its `liveId`. */
export type LiveState = {
  __typename?: 'LiveState';
  id: Scalars['ID']['output'];
  typing: Array<Participant>;
  read: Array<ReadMark>;
  queuePosition: Maybe<Scalars['Int']['output']>;
  etaSeconds: Maybe<Scalars['Int']['output']>;
  /** Waiting in the queue for longer than was estimated when it was queued. */
  overdue: Scalars['Boolean']['output'];
};

export type ReadMark = {
  __typename?: 'ReadMark';
  participant: Participant;
  seq: Scalars['Int']['output'];
};

export type PollPoint = {
  conversationId: Scalars['ID']['input'];
  after: ResumePoint;
  liveId?: InputMaybe<Scalars['ID']['input']>;
};

export type PollPage = {
  __typename?: 'PollPage';
  conversation: Maybe<EventPage>;
  changes: Maybe<ChangePage>;
};

/** At most 10 s apart, so an empty one is a heartbeat. `resync`: `after` can't be served, fetch the list again and go on from `cursor`. */
export type ChangePage = {
  __typename?: 'ChangePage';
  changed: Array<ConversationSummary>;
  removed: Array<Scalars['ID']['output']>;
  cursor: Scalars['ID']['output'];
  resync: Scalars['Boolean']['output'];
  totalUnread: Scalars['Int']['output'];
  reconnectWithinMs: Maybe<Scalars['Int']['output']>;
};

export type ResyncReason =
  | 'EPOCH_CHANGED'
  | 'BEFORE_RETENTION'
  | 'AHEAD_OF_LOG'
  | 'TOO_FAR_BEHIND';

/** An event never changes once it has a number: every reading at any later time gives the same bytes. `message` in MessageAdded is as it was then (an answer's text is empty). */
export type ConversationEvent = {
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
};

export type MessageAdded = ConversationEvent & {
  __typename?: 'MessageAdded';
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  message: Message;
};

/** `text` starts at `offset` (UTF-16 code units) of this attempt and never splits a surrogate pair. */
export type MessageDelta = ConversationEvent & {
  __typename?: 'MessageDelta';
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  messageId: Scalars['ID']['output'];
  attempt: Scalars['Int']['output'];
  offset: Scalars['Int']['output'];
  text: Scalars['String']['output'];
};

/** A new attempt replaces what the earlier one wrote. `runId` is the run that writes it, null in events older than this field. */
export type MessageReset = ConversationEvent & {
  __typename?: 'MessageReset';
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  messageId: Scalars['ID']['output'];
  attempt: Scalars['Int']['output'];
  reason: ResetReason;
  runId: Maybe<Scalars['ID']['output']>;
};

export type MessageFinished = ConversationEvent & {
  __typename?: 'MessageFinished';
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  messageId: Scalars['ID']['output'];
  attempt: Scalars['Int']['output'];
  state: MessageState;
  /** UTF-16 units, and lower-case hex SHA-256 of the UTF-8 bytes, of the whole text: what turns 'nothing lost' into an assertion that also runs in production. */
  length: Scalars['Int']['output'];
  sha256: Scalars['String']['output'];
  sources: Array<Source>;
  suggestions: Array<Scalars['String']['output']>;
  error: Maybe<UserError>;
};

export type ToolActivity = ConversationEvent & {
  __typename?: 'ToolActivity';
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  messageId: Scalars['ID']['output'];
  label: Scalars['String']['output'];
  state: ToolState;
};

export type MessageRated = ConversationEvent & {
  __typename?: 'MessageRated';
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  messageId: Scalars['ID']['output'];
  rating: Maybe<Rating>;
};

/** The whole of these fields after the change; null title means none. */
export type ConversationChanged = ConversationEvent & {
  __typename?: 'ConversationChanged';
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  state: ConversationState;
  title: Maybe<Scalars['String']['output']>;
  satisfaction: Maybe<Scalars['Int']['output']>;
  actor: Maybe<Participant>;
  reason: Maybe<Scalars['String']['output']>;
  reopenableUntil: Maybe<Scalars['DateTime']['output']>;
};

export type EscalationChanged = ConversationEvent & {
  __typename?: 'EscalationChanged';
  seq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  escalation: Escalation;
  actor: Participant;
};

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

export type Escalation = {
  __typename?: 'Escalation';
  /** New each time AI, RETURNED or ENDED is left; null in AI. What `onEscalation` is once per. */
  id: Maybe<Scalars['ID']['output']>;
  state: EscalationState;
  /** As the customer approved it, byte for byte. Customer and staff. */
  handover: Maybe<Handover>;
  reason: Maybe<Scalars['String']['output']>;
  /** Who asked: the customer, the assistant (low confidence, policy) or a member of staff. */
  requestedBy: Maybe<Role>;
  requestedAt: Maybe<Scalars['DateTime']['output']>;
  agent: Maybe<Participant>;
  transferReason: Maybe<Scalars['String']['output']>;
  opensAt: Maybe<Scalars['DateTime']['output']>;
};

export type Handover = {
  __typename?: 'Handover';
  summary: Scalars['String']['output'];
  items: Array<HandoverItem>;
};

export type HandoverItem = {
  __typename?: 'HandoverItem';
  key: Scalars['String']['output'];
  label: Scalars['String']['output'];
  value: Scalars['String']['output'];
  masked: Scalars['Boolean']['output'];
};

export type HandoverInput = {
  summary: Scalars['String']['input'];
  items: Array<ContextInput>;
};

export type SavedAnswer = {
  __typename?: 'SavedAnswer';
  id: Scalars['ID']['output'];
  title: Scalars['String']['output'];
  text: Scalars['String']['output'];
};

export type Colleague = {
  __typename?: 'Colleague';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  presence: Presence;
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

export type Participant = {
  __typename?: 'Participant';
  id: Scalars['ID']['output'];
  role: Role;
  name: Scalars['String']['output'];
  avatarUrl: Maybe<Scalars['String']['output']>;
};

export type Viewer = {
  __typename?: 'Viewer';
  id: Scalars['ID']['output'];
  role: Role;
  name: Scalars['String']['output'];
  organizations: Array<Organization>;
  presence: Maybe<Presence>;
  /** What is left of this token's life, capped at 2147483 s. The same number is `expiresInSeconds` in the payload of `connection_ack`. */
  tokenExpiresInSeconds: Maybe<Scalars['Int']['output']>;
};

export type Organization = {
  __typename?: 'Organization';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
};

export type Message = {
  __typename?: 'Message';
  id: Scalars['ID']['output'];
  author: Participant;
  text: Scalars['String']['output'];
  state: MessageState;
  attempt: Scalars['Int']['output'];
  clientMessageId: Maybe<Scalars['UUID']['output']>;
  runId: Maybe<Scalars['ID']['output']>;
  createdSeq: Scalars['Int']['output'];
  at: Scalars['DateTime']['output'];
  sources: Array<Source>;
  suggestions: Array<Scalars['String']['output']>;
  rating: Maybe<Rating>;
  error: Maybe<UserError>;
};

/** What an earlier attempt had written when it ended, as it was shown then. */
export type MessageAttempt = {
  __typename?: 'MessageAttempt';
  attempt: Scalars['Int']['output'];
  text: Scalars['String']['output'];
  state: MessageState;
  sources: Array<Source>;
};

export type Source = {
  __typename?: 'Source';
  title: Scalars['String']['output'];
  url: Scalars['String']['output'];
  kind: SourceKind;
};

export type Run = {
  __typename?: 'Run';
  id: Scalars['ID']['output'];
  messageId: Scalars['ID']['output'];
  attempt: Scalars['Int']['output'];
  state: MessageState;
};

export type Conversation = {
  __typename?: 'Conversation';
  id: Scalars['ID']['output'];
  title: Maybe<Scalars['String']['output']>;
  state: ConversationState;
  escalation: Escalation;
  organizationId: Scalars['ID']['output'];
  reopenableUntil: Maybe<Scalars['DateTime']['output']>;
  /** Staff only, else null: a second conversation of the same shape with the staff as its only readers; its messages are the internal notes. */
  notesId: Maybe<Scalars['ID']['output']>;
  messages: Array<Message>;
  hasEarlier: Scalars['Boolean']['output'];
  head: LogHead;
  createdAt: Scalars['DateTime']['output'];
  satisfaction: Maybe<Scalars['Int']['output']>;
  customer: Participant;
  /**
   * The ConversationChanged and EscalationChanged events in the range of `messages` and, for a still open answer, its
   * newest ToolActivity, in log order: what a reload shows between the messages. At most the newest 200.
   */
  transitions: Array<MessageAdded | MessageDelta | MessageReset | MessageFinished | ToolActivity | MessageRated | ConversationChanged | EscalationChanged>;
  /** Messages by others after the viewer's own read mark, counted to 99. */
  unreadCount: Scalars['Int']['output'];
  /** The viewer's own read mark: the greatest seq given to markRead, 0 before the first. */
  readSeq: Scalars['Int']['output'];
};

export type ConversationSummary = {
  __typename?: 'ConversationSummary';
  id: Scalars['ID']['output'];
  version: Scalars['Int']['output'];
  organizationId: Scalars['ID']['output'];
  title: Maybe<Scalars['String']['output']>;
  /** Of the text that matched `search`. */
  hit: Maybe<Scalars['String']['output']>;
  state: ConversationState;
  escalation: Escalation;
  customer: Participant;
  /** Its text is shortened to 300 UTF-16 units; empty while an answer is being written. */
  lastMessage: Maybe<Message>;
  lastActivityAt: Scalars['DateTime']['output'];
  unreadCount: Scalars['Int']['output'];
  /** Until when a closed conversation can be reopened; null for an open one. */
  reopenableUntil: Maybe<Scalars['DateTime']['output']>;
};

export type ConversationConnection = {
  __typename?: 'ConversationConnection';
  nodes: Array<ConversationSummary>;
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  totalUnread: Scalars['Int']['output'];
};

export type ConversationFilter = {
  states?: InputMaybe<Array<ConversationState>>;
  escalated?: InputMaybe<Scalars['Boolean']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  organizationId?: InputMaybe<Scalars['ID']['input']>;
};

export type EscalationFilter = {
  states?: InputMaybe<Array<EscalationState>>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
  organizationId?: InputMaybe<Scalars['ID']['input']>;
};

/** `organizationId` picks one of the organisations the token names; any other is refused. */
export type StartConversationInput = {
  clientConversationId: Scalars['UUID']['input'];
  organizationId?: InputMaybe<Scalars['ID']['input']>;
  firstMessage?: InputMaybe<FirstMessageInput>;
  context?: InputMaybe<Array<ContextInput>>;
};

export type FirstMessageInput = {
  clientMessageId: Scalars['UUID']['input'];
  text: Scalars['String']['input'];
  locale?: InputMaybe<Scalars['String']['input']>;
};

export type ContextInput = {
  key: Scalars['String']['input'];
  value: Scalars['String']['input'];
};

export type SendMessageInput = {
  conversationId: Scalars['ID']['input'];
  clientMessageId: Scalars['UUID']['input'];
  text: Scalars['String']['input'];
  locale?: InputMaybe<Scalars['String']['input']>;
  /** Where the customer is while asking (an order, a page): at most 20 items and 4 kB; kept with the message and given to the responder. */
  context?: InputMaybe<Array<ContextInput>>;
};

export type RunInput = {
  runId: Scalars['ID']['input'];
  clientRequestId: Scalars['UUID']['input'];
};

export type ConversationInput = {
  conversationId: Scalars['ID']['input'];
  clientRequestId: Scalars['UUID']['input'];
};

export type RenameConversationInput = {
  conversationId: Scalars['ID']['input'];
  clientRequestId: Scalars['UUID']['input'];
  title: Scalars['String']['input'];
};

export type RateMessageInput = {
  messageId: Scalars['ID']['input'];
  clientRequestId: Scalars['UUID']['input'];
  rating?: InputMaybe<Rating>;
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type RateConversationInput = {
  conversationId: Scalars['ID']['input'];
  clientRequestId: Scalars['UUID']['input'];
  score: Scalars['Int']['input'];
  comment?: InputMaybe<Scalars['String']['input']>;
};

export type RequestHumanInput = {
  conversationId: Scalars['ID']['input'];
  clientRequestId: Scalars['UUID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  handover?: InputMaybe<HandoverInput>;
};

export type TransferInput = {
  conversationId: Scalars['ID']['input'];
  clientRequestId: Scalars['UUID']['input'];
  toAgentId?: InputMaybe<Scalars['ID']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type CloseConversationInput = {
  conversationId: Scalars['ID']['input'];
  clientRequestId: Scalars['UUID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Errors a person can act on are data; GraphQL errors are for faults only. */
export type UserError = {
  __typename?: 'UserError';
  code: ErrorCode;
  message: Scalars['String']['output'];
  retryable: Scalars['Boolean']['output'];
  retryAfterMs: Maybe<Scalars['Int']['output']>;
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

/** `runId` and `head` as in SendMessagePayload, for the first message. */
export type StartConversationPayload = {
  __typename?: 'StartConversationPayload';
  conversation: Maybe<Conversation>;
  runId: Maybe<Scalars['ID']['output']>;
  head: Maybe<LogHead>;
  deduplicated: Scalars['Boolean']['output'];
  error: Maybe<UserError>;
};

export type SendMessagePayload = {
  __typename?: 'SendMessagePayload';
  message: Maybe<Message>;
  runId: Maybe<Scalars['ID']['output']>;
  head: Maybe<LogHead>;
  deduplicated: Scalars['Boolean']['output'];
  error: Maybe<UserError>;
};

export type SuggestReplyPayload = {
  __typename?: 'SuggestReplyPayload';
  text: Maybe<Scalars['String']['output']>;
  sources: Array<Source>;
  error: Maybe<UserError>;
};

export type RunPayload = {
  __typename?: 'RunPayload';
  run: Maybe<Run>;
  head: Maybe<LogHead>;
  deduplicated: Scalars['Boolean']['output'];
  error: Maybe<UserError>;
};

export type MessagePayload = {
  __typename?: 'MessagePayload';
  message: Maybe<Message>;
  head: Maybe<LogHead>;
  deduplicated: Scalars['Boolean']['output'];
  error: Maybe<UserError>;
};

export type ConversationPayload = {
  __typename?: 'ConversationPayload';
  conversation: Maybe<ConversationSummary>;
  head: Maybe<LogHead>;
  deduplicated: Scalars['Boolean']['output'];
  error: Maybe<UserError>;
};

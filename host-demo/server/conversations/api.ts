import type {
  ChangePage,
  CloseConversationInput,
  Colleague,
  Conversation,
  ConversationConnection,
  ConversationFilter,
  ConversationInput,
  ConversationPayload,
  EscalationFilter,
  EventPage,
  Handover,
  MessageAttempt,
  MessagePayload,
  PollPage,
  Presence,
  RateConversationInput,
  RateMessageInput,
  RenameConversationInput,
  RequestHumanInput,
  RunInput,
  RunPayload,
  SavedAnswer,
  SendMessageInput,
  SendMessagePayload,
  StartConversationInput,
  StartConversationPayload,
  SuggestReplyPayload,
  TransferInput,
  Viewer,
} from '../generated/schema.ts';

/** Who speaks, as the verified token says. Times are milliseconds since 1970. */
export interface Identity {
  readonly subject: string;
  readonly role: 'USER' | 'AGENT';
  readonly name: string;
  /** Address of a portrait, where the token names one. */
  readonly avatarUrl?: string | null;
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
  /** Null when the token never ends. */
  readonly expiresAt: number | null;
  /** 0 when the token does not say. */
  readonly issuedAt: number;
}

/** A place in a conversation's log, as the client gave it. */
export interface Point {
  readonly epoch: string;
  readonly seq: number;
}

export interface EventsRequest {
  readonly conversationId: string;
  readonly after: Point;
  readonly liveId?: string | null;
  /** Clamped to 1 … `pageEvents`. */
  readonly limit?: number | null;
}

/** Numbers that tests scale down; `defaultLimits` has the documented ones. All times in milliseconds. */
export interface Limits {
  /** UTF-8 bytes of one message. */
  readonly messageBytes: number;
  /** Messages one customer may send in a minute. */
  readonly messagesPerMinute: number;
  /** Messages one member of staff may send in a minute. */
  readonly staffMessagesPerMinute: number;
  readonly titleLength: number;
  /** UTF-8 bytes of one answer; a longer one ends TRUNCATED. */
  readonly answerBytes: number;
  readonly pageEvents: number;
  readonly pageBytes: number;
  /** A reader further behind takes a snapshot instead (TOO_FAR_BEHIND). */
  readonly eventsBehind: number;
  readonly heartbeatMs: number;
  /** The heads of all watched conversations are re-read this often. */
  readonly headsMs: number;
  readonly longPollMs: number;
  /** Held long polls of one identity on one conversation; further ones are answered at once. */
  readonly longPollsHeld: number;
  /** Between two beats, at which what answers have waiting is written. */
  readonly coalesceMs: number;
  readonly coalesceLength: number;
  readonly leaseMs: number;
  readonly leaseRenewMs: number;
  readonly sweepMs: number;
  /** A responder silent for this long is cut. */
  readonly stallMs: number;
  /** Answers one process produces at the same time. */
  readonly runsAtOnce: number;
  /** Attempts lost with their worker before the answer is INTERRUPTED. */
  readonly lostAttempts: number;
  /** How often revocations are read again: with the time of one read, the longest that an ended access goes on. */
  readonly revocationsMs: number;
  readonly typingMs: number;
  readonly presenceMs: number;
  /** A member of staff away for this long loses the talk to the queue. */
  readonly agentAwayMs: number;
  readonly reopenMs: number;
  readonly idempotencyMs: number;
  /** Events older than this are forgotten, looked for every `retentionEveryMs`; messages stay. Null keeps all. */
  readonly retentionMs: number | null;
  readonly retentionEveryMs: number;
}

export const defaultLimits: Limits = {
  messageBytes: 8 * 1024,
  messagesPerMinute: 20,
  staffMessagesPerMinute: 120,
  titleLength: 120,
  answerBytes: 64 * 1024,
  pageEvents: 200,
  pageBytes: 256 * 1024,
  eventsBehind: 5_000,
  heartbeatMs: 10_000,
  headsMs: 5_000,
  longPollMs: 20_000,
  longPollsHeld: 2,
  coalesceMs: 40,
  coalesceLength: 200,
  leaseMs: 12_000,
  leaseRenewMs: 4_000,
  sweepMs: 4_000,
  stallMs: 30_000,
  runsAtOnce: 64,
  lostAttempts: 2,
  revocationsMs: 4_000,
  typingMs: 6_000,
  presenceMs: 25_000,
  agentAwayMs: 120_000,
  reopenMs: 7 * 24 * 3_600_000,
  idempotencyMs: 24 * 3_600_000,
  retentionMs: 30 * 24 * 3_600_000,
  retentionEveryMs: 3_600_000,
};

/** What of the logger the backend uses (pino fits). Never given message text or tokens. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * Everything the doors need; one instance per process. Errors a person can act on are in the payloads' `error`;
 * a rejected promise is a fault (database away: `DatabaseUnavailable` from db/database.ts).
 *
 * Foreign and unknown ids give the same answer: null from queries, NOT_FOUND from commands. DateTime is an ISO 8601 string.
 * Every event carries its `__typename`.
 */
export interface Backend {
  viewer(who: Identity): Promise<Viewer>;
  conversation(who: Identity, id: string, lastMessages: number, before?: number | null): Promise<Conversation | null>;
  conversations(who: Identity, filter: ConversationFilter | null, first: number, after: string | null): Promise<ConversationConnection>;
  /** Staff only: a customer gets an empty connection. */
  escalations(who: Identity, filter: EscalationFilter | null, first: number, after: string | null): Promise<ConversationConnection>;

  /** One read of the log; never waits. */
  readEvents(who: Identity, id: string, after: Point, limit: number): Promise<EventPage | null>;
  readChanges(who: Identity, after: string | null): Promise<ChangePage>;
  /**
   * The long poll: reads, and if there is nothing new (no event, same `liveId`, no resync) waits up to `waitMs`
   * (clamped to `longPollMs`), then reads again. Aborting resolves with what there is.
   */
  pollEvents(who: Identity, request: EventsRequest, waitMs: number, signal: AbortSignal): Promise<EventPage | null>;
  pollChanges(who: Identity, after: string | null, waitMs: number, signal: AbortSignal): Promise<ChangePage>;
  /** One wait for both feeds; `changesAfter` undefined or null leaves the changes out unless `conversation` is null too. */
  poll(
    who: Identity,
    request: { readonly conversation?: EventsRequest | null; readonly changesAfter?: string | null },
    waitMs: number,
    signal: AbortSignal,
  ): Promise<PollPage>;
  /** Resolves when the conversation moved beyond `seq`, when aborted or after `maxMs`; never throws, frees itself. */
  waitForEvents(id: string, seq: number, signal: AbortSignal, maxMs: number): Promise<void>;
  waitForChanges(who: Identity, signal: AbortSignal, maxMs: number): Promise<void>;
  /** The subscription: reads, yields, sleeps until woken or the heartbeat is due, reads again. Ends after a null page or on abort. */
  followEvents(who: Identity, id: string, after: Point, signal: AbortSignal): AsyncGenerator<EventPage | null>;
  /** `silentMs`: for how long the reader's end of the line has shown no life; left out where each read shows it. */
  followChanges(who: Identity, after: string | null, signal: AbortSignal, silentMs?: () => number): AsyncGenerator<ChangePage>;

  handoverDraft(who: Identity, conversationId: string): Promise<Handover | null>;
  messageAttempts(who: Identity, messageId: string): Promise<MessageAttempt[] | null>;
  savedAnswers(who: Identity, search: string, first: number): Promise<SavedAnswer[]>;
  /** Nobody for a customer and for an organisation that is not theirs. */
  colleagues(who: Identity, organizationId: string): Promise<Colleague[]>;

  startConversation(who: Identity, input: StartConversationInput): Promise<StartConversationPayload>;
  sendMessage(who: Identity, input: SendMessageInput): Promise<SendMessagePayload>;
  stopRun(who: Identity, input: RunInput): Promise<RunPayload>;
  retryRun(who: Identity, input: RunInput): Promise<RunPayload>;
  closeConversation(who: Identity, input: CloseConversationInput): Promise<ConversationPayload>;
  reopenConversation(who: Identity, input: ConversationInput): Promise<ConversationPayload>;
  renameConversation(who: Identity, input: RenameConversationInput): Promise<ConversationPayload>;
  markRead(who: Identity, conversationId: string, seq: number): Promise<ConversationPayload>;
  setTyping(who: Identity, conversationId: string, typing: boolean): Promise<boolean>;
  rateMessage(who: Identity, input: RateMessageInput): Promise<MessagePayload>;
  rateConversation(who: Identity, input: RateConversationInput): Promise<ConversationPayload>;
  requestHuman(who: Identity, input: RequestHumanInput): Promise<ConversationPayload>;
  returnToAssistant(who: Identity, input: ConversationInput): Promise<ConversationPayload>;
  claimConversation(who: Identity, input: ConversationInput): Promise<ConversationPayload>;
  transferConversation(who: Identity, input: TransferInput): Promise<ConversationPayload>;
  leaveMessage(who: Identity, input: SendMessageInput): Promise<SendMessagePayload>;
  suggestReply(who: Identity, input: ConversationInput): Promise<SuggestReplyPayload>;
  setPresence(who: Identity, presence: Presence): Promise<Viewer>;

  /** How many answers this process is writing for these organisations. */
  answering(organizationIds: readonly string[]): number;
  /**
   * Their worker dies, as far as the database can see: nothing more is written and no lease is given back, so another worker takes the
   * answers over when the leases have run out (rule R-7). For the demo's line panel. How many answers it was writing.
   */
  abandonAnswers(organizationIds: readonly string[]): number;

  /** Throws when the database does not answer: what /readyz asks. */
  ping(): Promise<void>;
  /** Wakes all readers with `reconnectWithinMs`, hands running answers back to be taken by the next worker, flushes, and ends the loops. Does not close the database. */
  shutdown(reconnectWithinMs: number): Promise<void>;
}

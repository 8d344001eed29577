import type { ChatErrorKind } from '../protocol/chat-error.ts';
import type { Carrier } from '../protocol/transport.ts';
import type {
  ConversationEvent,
  ConversationState,
  ErrorCode,
  EscalationState,
  MessageState,
  Rating,
  ResetReason,
  ResumePoint,
  ResyncReason,
  Role,
  Snapshot,
  ToolState,
} from '../protocol/vocabulary.ts';
import type { HashState } from './conversation.ts';
import type { LinkState } from './link.ts';

/** `redacted` holds ids, numbers, lengths, codes and times; `with-text` holds what was said as well, and is never a default (rule N-2). */
export type RecorderMode = 'off' | 'redacted' | 'with-text';

/** What the carriers say of their sockets. `code` is a close code; null: none came. */
export type CarrierNote =
  | { readonly type: 'connect'; readonly expiresInMs: number | null }
  | { readonly type: 'disconnect'; readonly opened: boolean; readonly code: number | null; readonly kind: ChatErrorKind }
  /** `kept`: no next token or socket was to be had, the first one serves on. */
  | { readonly type: 'rotation'; readonly outcome: 'moved' | 'kept' };

/** A message without what was said in it. */
export interface RecordedMessage {
  readonly messageId: string;
  readonly role: Role;
  readonly state: MessageState;
  readonly attempt: number;
  /** UTF-16 units. */
  readonly length: number;
  readonly createdSeq: number;
  readonly runId: string | null;
  readonly clientMessageId: string | null;
  readonly rating: Rating | null;
  readonly code: ErrorCode | null;
}

/** An event without words. Deltas that follow each other are one, from `seq` to `until`. */
export type RecordedEvent =
  | ({ readonly type: 'MessageAdded'; readonly seq: number } & RecordedMessage)
  | {
      readonly type: 'MessageDelta';
      readonly seq: number;
      readonly until: number;
      readonly messageId: string;
      readonly attempt: number;
      readonly offset: number;
      readonly length: number;
    }
  | {
      readonly type: 'MessageReset';
      readonly seq: number;
      readonly messageId: string;
      readonly attempt: number;
      readonly reason: ResetReason;
      readonly runId: string | null;
    }
  | {
      readonly type: 'MessageFinished';
      readonly seq: number;
      readonly messageId: string;
      readonly attempt: number;
      readonly state: MessageState;
      readonly length: number;
      readonly code: ErrorCode | null;
    }
  | { readonly type: 'ToolActivity'; readonly seq: number; readonly messageId: string; readonly state: ToolState }
  | { readonly type: 'MessageRated'; readonly seq: number; readonly messageId: string; readonly rating: Rating | null }
  | { readonly type: 'ConversationChanged'; readonly seq: number; readonly state: ConversationState }
  | { readonly type: 'EscalationChanged'; readonly seq: number; readonly state: EscalationState }
  | { readonly type: 'Unknown'; readonly seq: number };

export interface RecordedSnapshot {
  readonly head: ResumePoint;
  readonly state: ConversationState;
  readonly escalation: EscalationState;
  readonly hasEarlier: boolean;
  readonly messages: readonly RecordedMessage[];
  readonly transitions: readonly RecordedEvent[];
}

/** `feed`: a conversation's id, or `lists`. Numbers are `seq`; null where a feed has none, or begins with a snapshot. */
type EntryBody =
  | CarrierNote
  | { readonly type: 'carrier'; readonly from: Carrier | null; readonly to: Carrier }
  | { readonly type: 'link'; readonly feed: string; readonly status: LinkState['status'] }
  | { readonly type: 'open'; readonly feed: string; readonly after: number | null }
  | { readonly type: 'lost'; readonly feed: string; readonly why: ChatErrorKind | 'ended' }
  | { readonly type: 'resume'; readonly feed: string; readonly after: number | null; readonly ms: number }
  | { readonly type: 'gap'; readonly feed: string; readonly after: number | null; readonly first: number | null }
  | { readonly type: 'resync'; readonly feed: string; readonly reason: ResyncReason | null }
  | { readonly type: 'duplicates'; readonly feed: string; readonly count: number; readonly cursor: number }
  | {
      readonly type: 'hash';
      readonly feed: string;
      readonly messageId: string;
      readonly attempt: number;
      readonly length: number;
      readonly result: Exclude<HashState, 'pending'>;
    }
  | {
      readonly type: 'snapshot';
      readonly feed: string;
      readonly part: 'whole' | 'earlier';
      readonly head: number;
      readonly shape: RecordedSnapshot;
      /** Only `with-text`. */
      readonly snapshot?: Snapshot;
    }
  | {
      readonly type: 'events';
      readonly feed: string;
      readonly epoch: string;
      readonly events: readonly RecordedEvent[];
      /** Only `with-text`. */
      readonly whole?: readonly ConversationEvent[];
    };

/** `at` in ms since the recording began. */
export type RecordEntry = { readonly at: number } & EntryBody;
export type EntryWithoutTime = EntryBody;

/** Since the page made its connection; feeds of lists are not counted. */
export interface LineCounters {
  readonly connects: number;
  readonly disconnects: number;
  readonly rotations: number;
  /** Times pages began to come another way. */
  readonly carrierChanges: number;
  /** Openings from a cursor after a loss that brought a page. */
  readonly resumes: number;
  /** Events that had been seen and were dropped. */
  readonly duplicates: number;
  /** Holes that were found, and mended from the cursor or by a snapshot. */
  readonly holes: number;
  readonly snapshots: number;
  readonly hashOk: number;
  readonly hashMismatch: number;
  /** Answers that could not be compared: the page has no `crypto.subtle` (F62). */
  readonly hashSkipped: number;
}

export interface Recording {
  readonly version: 1;
  readonly mode: Exclude<RecorderMode, 'off'>;
  /** Ms since the epoch, by the browser's clock. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Entries that gave way to newer ones. */
  readonly dropped: number;
  readonly counters: LineCounters;
  readonly entries: readonly RecordEntry[];
}

/** An answer of the conversation that is followed, as far as its log was read here. */
export interface AnswerFigures {
  readonly messageId: string;
  readonly attempt: number;
  /** UTF-16 units so far. */
  readonly length: number;
  /** `pending` while it is written or compared; `skipped`: not compared, for want of `crypto.subtle` or because a snapshot brought its end. */
  readonly hash: HashState;
  /** Of the text on screen, once it agreed; lower-case hex. */
  readonly sha256: string | null;
}

/** The line in numbers, for a page that shows them. */
export interface LineFigures {
  readonly state: LinkState['status'];
  readonly transport: Carrier | null;
  readonly conversationId: string | null;
  readonly cursor: ResumePoint | null;
  /** From noticing a loss to the next page, in ms; null before the first. */
  readonly lastRecoveryMs: number | null;
  readonly counters: LineCounters;
  /** Newest last, at most 50. */
  readonly answers: readonly AnswerFigures[];
}

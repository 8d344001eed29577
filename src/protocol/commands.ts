import type { ContextItem } from './context.ts';
import type { ConversationSummary, Handover, Message, Presence, Rating, ResumePoint, Snapshot, UserError } from './vocabulary.ts';

/**
 * What a person asks of the server. Every command carries an id minted before its first attempt, so
 * repeating it is always safe (rule C-1).
 */
export type Command =
  | {
      readonly type: 'start';
      readonly clientConversationId: string;
      readonly organizationId?: string;
      readonly firstMessage?: FirstMessage;
      readonly context?: readonly ContextItem[];
    }
  | {
      readonly type: 'send';
      readonly conversationId: string;
      readonly clientMessageId: string;
      readonly text: string;
      readonly locale?: string;
      readonly context?: readonly ContextItem[];
    }
  | { readonly type: 'stop' | 'retry'; readonly runId: string; readonly clientRequestId: string }
  | { readonly type: 'close'; readonly conversationId: string; readonly clientRequestId: string; readonly reason?: string }
  | { readonly type: 'reopen'; readonly conversationId: string; readonly clientRequestId: string }
  | { readonly type: 'rename'; readonly conversationId: string; readonly clientRequestId: string; readonly title: string }
  | {
      readonly type: 'rateMessage';
      readonly messageId: string;
      readonly clientRequestId: string;
      readonly rating: Rating | null;
      readonly reason?: string;
    }
  | {
      readonly type: 'rateConversation';
      readonly conversationId: string;
      readonly clientRequestId: string;
      readonly score: number;
      readonly comment?: string;
    }
  | {
      readonly type: 'requestHuman';
      readonly conversationId: string;
      readonly clientRequestId: string;
      readonly reason?: string;
      readonly handover?: Handover;
    }
  | { readonly type: 'returnToAssistant' | 'claim'; readonly conversationId: string; readonly clientRequestId: string }
  | { readonly type: 'leaveMessage'; readonly conversationId: string; readonly clientMessageId: string; readonly text: string }
  | {
      readonly type: 'transfer';
      readonly conversationId: string;
      readonly clientRequestId: string;
      readonly toAgentId?: string;
      readonly reason?: string;
    }
  | { readonly type: 'markRead'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'typing'; readonly conversationId: string; readonly typing: boolean }
  | { readonly type: 'setPresence'; readonly presence: Presence };

export interface FirstMessage {
  readonly clientMessageId: string;
  readonly text: string;
  readonly locale?: string;
}

/** The server's answer to a command. `error` is data a person can act on; faults are thrown as ChatError. */
export interface Outcome {
  readonly deduplicated: boolean;
  readonly error: UserError | null;
  readonly head: ResumePoint | null;
  readonly message: Message | null;
  readonly runId: string | null;
  readonly conversation: ConversationSummary | null;
  /** Only `start` returns it. */
  readonly snapshot: Snapshot | null;
}

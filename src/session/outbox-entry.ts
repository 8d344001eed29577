import type { ChatError } from '../protocol/chat-error.ts';
import type { Command } from '../protocol/commands.ts';
import type { ContextItem } from '../protocol/context.ts';
import type { UserError } from '../protocol/vocabulary.ts';

/** `queued` waits for its turn or for `retryAt`; `sending` is under way or accepted and not yet in the log; `refused` waits for a person. */
export type OutboxState = 'queued' | 'sending' | 'refused';

/** One message the customer sent that the log has not shown yet. */
export interface OutboxEntry {
  /** The clientMessageId, minted before the first attempt. */
  readonly id: string;
  /** The conversation's id, also of one that is not started yet. */
  readonly conversationKey: string;
  readonly text: string;
  readonly state: OutboxState;
  readonly error: UserError | null;
  /** Ms of `Environment.now` at which the customer sent it. */
  readonly createdAt: number;
  /** Ms of `Environment.now` before which it is not tried again; null: no waiting. */
  readonly retryAt: number | null;
  /** Set on the message that starts its conversation. */
  readonly opening: Opening | null;
  readonly context: readonly ContextItem[];
  readonly locale: string | null;
}

/** What starting a conversation takes beyond its first message. */
export interface Opening {
  readonly organizationId: string | null;
}

export interface OutboxMessage {
  readonly conversationKey: string;
  readonly text: string;
  readonly opening?: Opening | null;
  readonly context?: readonly ContextItem[];
  readonly locale?: string | null;
}

/** @param now ms of `Environment.now`. */
export function newEntry(id: string, message: OutboxMessage, now: number): OutboxEntry {
  return {
    id,
    conversationKey: message.conversationKey,
    text: message.text,
    state: 'queued',
    error: null,
    createdAt: now,
    retryAt: null,
    opening: message.opening ?? null,
    context: message.context ?? [],
    locale: message.locale ?? null,
  };
}

/** The same entry always gives the same command: repeating it is safe (F24). */
export function toCommand(entry: OutboxEntry): Command {
  const locale = entry.locale === null ? {} : { locale: entry.locale };
  const context = entry.context.length === 0 ? {} : { context: entry.context };
  if (!entry.opening) {
    return { type: 'send', conversationId: entry.conversationKey, clientMessageId: entry.id, text: entry.text, ...locale, ...context };
  }
  const organization = entry.opening.organizationId === null ? {} : { organizationId: entry.opening.organizationId };
  return {
    type: 'start',
    clientConversationId: entry.conversationKey,
    firstMessage: { clientMessageId: entry.id, text: entry.text, ...locale },
    ...organization,
    ...context,
  };
}

/** A fault of the carrier that no repeating mends, as a person is told it. */
export function refusalOf({ code, message, kind }: ChatError): UserError {
  return { code: code ?? 'UNAVAILABLE', message, retryable: kind === 'defect', retryAfterMs: null };
}

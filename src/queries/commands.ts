import { useMemo, useSyncExternalStore } from 'react';
import type { Command, Outcome } from '../protocol/commands.ts';
import type { ContextItem } from '../protocol/context.ts';
import type { Suggestion } from '../protocol/staff.ts';
import type { Handover, MessageAttempt, Presence, Rating } from '../protocol/vocabulary.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import { repeat } from '../session/repeat.ts';
import { useChatRuntime } from './chat-provider.tsx';
import { type ChatRuntime, keys } from './chat-runtime.ts';
import { foldIntoLists } from './conversations.ts';

export interface SendOptions {
  readonly context?: readonly ContextItem[];
  readonly organizationId?: string;
  readonly locale?: string;
}
export interface Sent {
  /** The conversation's id, known at once; also of one that is only being started. */
  readonly conversationKey: string;
  /** Resolves once the conversation exists on the server; rejects with a ChatError when the start is refused or discarded. */
  readonly conversationId: Promise<string>;
  readonly clientMessageId: string;
}

/** Everything a person can ask for. Promises resolve with the server's answer, `error` in it being for that person; they reject with a ChatError. */
export interface ChatCommands {
  /** Into an open conversation or, with null, starts one. Shows the message at once through the outbox. */
  send(conversationId: string | null, text: string, options?: SendOptions): Sent;
  stop(runId: string): Promise<Outcome>;
  retryRun(runId: string): Promise<Outcome>;
  close(conversationId: string, reason?: string): Promise<Outcome>;
  reopen(conversationId: string): Promise<Outcome>;
  rename(conversationId: string, title: string): Promise<Outcome>;
  /** Fire and forget; only a greater seq is sent. */
  markRead(conversationId: string, seq: number): void;
  /** Fire and forget; repeats are thinned to one in 3 s. */
  typing(conversationId: string, typing: boolean): void;
  rateMessage(messageId: string, rating: Rating | null, reason?: string): Promise<Outcome>;
  rateConversation(conversationId: string, score: number, comment?: string): Promise<Outcome>;
  requestHuman(conversationId: string, options?: { reason?: string; handover?: Handover }): Promise<Outcome>;
  returnToAssistant(conversationId: string): Promise<Outcome>;
  leaveMessage(conversationId: string, text: string): Promise<Outcome>;
  claim(conversationId: string): Promise<Outcome>;
  transfer(conversationId: string, options: { toAgentId?: string; reason?: string }): Promise<Outcome>;
  setPresence(presence: Presence): Promise<Outcome>;
  /** A draft for staff; nothing is sent and nothing kept. */
  suggestReply(conversationId: string): Promise<Suggestion>;
  /** What the finished attempts before this one wrote, oldest first; asked of the server once per attempt. */
  attempts(messageId: string, attempt: number): Promise<readonly MessageAttempt[]>;
  retryUnsent(clientMessageId: string): void;
  discardUnsent(clientMessageId: string): void;
  /** Takes the entry out of the outbox and returns its text for the composer. */
  editUnsent(clientMessageId: string): string;
}

const ATTEMPTS = 4;

export function createCommands(runtime: ChatRuntime): ChatCommands {
  const { environment, limits, outbox, transport } = runtime;
  const ask = async (command: Command): Promise<Outcome> => {
    const outcome = await repeat(environment, limits, ATTEMPTS, () => transport.send(command));
    if (outcome.conversation) foldIntoLists(runtime, { changed: [outcome.conversation], removed: [], totalUnread: null });
    return outcome;
  };
  const id = (): string => environment.uuid();
  return {
    send(conversationId, text, options = {}) {
      const conversationKey = conversationId ?? id();
      const opening = conversationId === null ? { organizationId: options.organizationId ?? null } : null;
      const started = opening ? outbox.started(conversationKey) : Promise.resolve(conversationKey);
      const entry = outbox.add({ conversationKey, text, opening, context: options.context ?? [], locale: options.locale ?? null });
      return { conversationKey, conversationId: started, clientMessageId: entry.id };
    },
    stop: (runId) => ask({ type: 'stop', runId, clientRequestId: id() }),
    retryRun: (runId) => ask({ type: 'retry', runId, clientRequestId: id() }),
    close: (conversationId, reason) => ask({ type: 'close', conversationId, clientRequestId: id(), reason }),
    reopen: (conversationId) => ask({ type: 'reopen', conversationId, clientRequestId: id() }),
    rename: (conversationId, title) => ask({ type: 'rename', conversationId, clientRequestId: id(), title }),
    markRead: (conversationId, seq) => markRead(runtime, conversationId, seq),
    typing: (conversationId, typing) => sayTyping(runtime, conversationId, typing),
    rateMessage: (messageId, rating, reason) => ask({ type: 'rateMessage', messageId, clientRequestId: id(), rating, reason }),
    rateConversation: (conversationId, score, comment) =>
      ask({ type: 'rateConversation', conversationId, clientRequestId: id(), score, comment }),
    requestHuman: (conversationId, options = {}) => ask({ type: 'requestHuman', conversationId, clientRequestId: id(), ...options }),
    returnToAssistant: (conversationId) => ask({ type: 'returnToAssistant', conversationId, clientRequestId: id() }),
    leaveMessage: (conversationId, text) => ask({ type: 'leaveMessage', conversationId, clientMessageId: id(), text }),
    claim: (conversationId) => ask({ type: 'claim', conversationId, clientRequestId: id() }),
    transfer: (conversationId, options) => ask({ type: 'transfer', conversationId, clientRequestId: id(), ...options }),
    setPresence: (presence) => ask({ type: 'setPresence', presence }),
    suggestReply(conversationId) {
      const request = { conversationId, clientRequestId: id() };
      return repeat(environment, limits, ATTEMPTS, () => transport.staff.suggestReply(request));
    },
    attempts: (messageId, attempt) =>
      runtime.queryClient.fetchQuery({
        queryKey: keys.attempts(messageId, attempt),
        queryFn: async ({ signal }) => (await transport.messageAttempts(messageId, signal)) ?? [],
        staleTime: Number.POSITIVE_INFINITY,
      }),
    retryUnsent: (clientMessageId) => outbox.retry(clientMessageId),
    discardUnsent: (clientMessageId) => void outbox.discard(clientMessageId),
    editUnsent: (clientMessageId) => outbox.discard(clientMessageId)?.text ?? '',
  };
}

/** A lost mark is made good by the next one: it keeps the greatest seq. */
function markRead(runtime: ChatRuntime, conversationId: string, seq: number): void {
  const { read } = runtime.sent;
  const before = read.get(conversationId) ?? 0;
  if (seq <= before) return;
  read.set(conversationId, seq);
  runtime.transport.send({ type: 'markRead', conversationId, seq }).catch(() => {
    if (read.get(conversationId) === seq) read.set(conversationId, before);
  });
}

/** Typing expires on the server by itself: what is lost is not repeated. */
function sayTyping(runtime: ChatRuntime, conversationId: string, typing: boolean): void {
  const { typing: said } = runtime.sent;
  const now = runtime.environment.now();
  const last = said.get(conversationId);
  if (typing ? last !== undefined && now - last < runtime.limits.typingMs : last === undefined) return;
  if (typing) said.set(conversationId, now);
  else said.delete(conversationId);
  runtime.transport.send({ type: 'typing', conversationId, typing }).catch(() => {});
}

const commands = new WeakMap<ChatRuntime, ChatCommands>();

/** The same object for the life of the runtime. */
export function useCommands(): ChatCommands {
  const runtime = useChatRuntime();
  return useMemo(() => {
    const made = commands.get(runtime) ?? createCommands(runtime);
    commands.set(runtime, made);
    return made;
  }, [runtime]);
}

const NO_ENTRIES: readonly OutboxEntry[] = [];

/** Unsent messages of a conversation, also of one that is only being started (`Sent.conversationKey`); null: none. */
export function useOutbox(conversationKey: string | null): readonly OutboxEntry[] {
  const { outbox } = useChatRuntime();
  const read = (): readonly OutboxEntry[] => (conversationKey === null ? NO_ENTRIES : outbox.entries(conversationKey));
  return useSyncExternalStore(outbox.subscribe, read, read);
}

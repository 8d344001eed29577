import { useCallback, useEffect, useRef } from 'react';
import type { ConversationResult } from '../queries/conversation.ts';
import type { ConversationView, MessageView } from '../session/conversation.ts';
import { difference } from '../session/difference.ts';
import type { LinkState } from '../session/link.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import { activeRun, isOpen } from '../session/select.ts';
import { type ErrorName, errorNameOf, retryAfterOf } from './error-name.ts';
import type { Fault } from './fault.tsx';

export type ChatStatus = 'empty' | 'loading' | 'ready' | 'answering' | 'waiting' | 'person' | 'closed' | 'failed';

export interface ChatEvents {
  readonly onMessageSend?: (event: { conversationId: string; clientMessageId: string; text: string }) => void;
  readonly onResponseStart?: (event: { conversationId: string; message: MessageView }) => void;
  readonly onResponseEnd?: (event: { conversationId: string; message: MessageView }) => void;
  readonly onStatusChange?: (status: ChatStatus, conversationId: string | null) => void;
  readonly onConnectionChange?: (state: LinkState['status']) => void;
  readonly onError?: (error: { code: ErrorName; message: string; conversationId: string | null; retryAfterMs: number | null }) => void;
}

/** Always the newest of the host's functions, without anything being drawn or subscribed again for it. */
export function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

export function statusOf({ status, conversation }: Pick<ConversationResult, 'status' | 'conversation'>): ChatStatus {
  if (status === 'failed' || status === 'not-found') return 'failed';
  if (conversation === null) return status === 'none' ? 'empty' : 'loading';
  if (conversation.state === 'CLOSED') return 'closed';
  const { state } = conversation.escalation;
  if (state === 'CONNECTED') return 'person';
  if (state === 'QUEUED' || state === 'TRANSFERRING') return 'waiting';
  return activeRun(conversation) === null ? 'ready' : 'answering';
}

interface Known extends Pick<ConversationResult, 'status' | 'conversation' | 'link'> {
  readonly startedHere: boolean;
  readonly outbox: readonly OutboxEntry[];
  readonly faults: readonly Fault[];
  readonly describe: (fault: Fault) => string;
}

/** Tells the host what happens, each thing once. A function of the host that throws breaks nothing here. */
export function useEvents(known: Known, events: ChatEvents): void {
  const host = useLatest(events);
  const { conversation, link } = known;
  const id = conversation?.id ?? null;
  const status = statusOf(known);
  useResponses(conversation, known.startedHere, host);
  useEffect(() => tell(() => host.current.onStatusChange?.(status, id)), [status, id, host]);
  useEffect(() => tell(() => host.current.onConnectionChange?.(link.status)), [link.status, host]);
  useErrors(known, id, host);
}

export function tell(call: () => void): void {
  try {
    call();
  } catch (error) {
    console.error('A function the page gave to the chat threw; the chat goes on.', error);
  }
}

interface Seen {
  readonly attempt: number;
  readonly open: boolean;
}

interface SeenView {
  readonly id: string | null;
  readonly from: number;
  /** Answers that changed since; of all others `last` tells. */
  readonly messages: Map<string, Seen>;
  /** The messages as they were looked at last: only what changed since is looked at. */
  last: readonly MessageView[];
}

function asSeen(message: MessageView): Seen;
function asSeen(message: MessageView | undefined): Seen | undefined;
function asSeen(message: MessageView | undefined): Seen | undefined {
  return message && { attempt: message.attempt, open: isOpen(message) };
}

/** Answers that begin or end while the page is open. Those of a conversation that was opened are history. */
function useResponses(view: ConversationView | null, startedHere: boolean, host: { readonly current: ChatEvents }): void {
  const seen = useRef<SeenView>({ id: null, from: 0, messages: new Map(), last: [] });
  const fresh = useCallback((next: ConversationView, live: boolean) => {
    const from = live ? 0 : (next.messages.at(-1)?.createdSeq ?? 0);
    seen.current = { id: next.id, from, messages: new Map(), last: live ? [] : next.messages };
  }, []);
  useEffect(() => {
    if (!view) return;
    if (seen.current.id !== view.id) fresh(view, startedHere);
    const { from, messages, last } = seen.current;
    const changed = difference(last, view.messages);
    seen.current.last = view.messages;
    const stood = new Map(last.slice(changed.from, changed.endBefore).map((message) => [message.id, message]));
    for (const message of view.messages.slice(changed.from, changed.endNow)) {
      if (message.author.role !== 'ASSISTANT') continue;
      const before = messages.get(message.id) ?? asSeen(stood.get(message.id));
      const now = asSeen(message);
      messages.set(message.id, now);
      // A page of earlier messages is history, too.
      if (!before && message.createdSeq <= from) continue;
      const event = { conversationId: view.id, message };
      const begins = !before || before.attempt !== now.attempt;
      if (begins) tell(() => host.current.onResponseStart?.(event));
      if (!now.open && (begins || before.open)) tell(() => host.current.onResponseEnd?.(event));
    }
  }, [view, startedHere, host, fresh]);
}

/** Each fault when it appears, again only after it had gone; each message once when it is refused. */
function useErrors({ faults, outbox, describe }: Known, conversationId: string | null, host: { readonly current: ChatEvents }): void {
  const standing = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const before = standing.current;
    const refused = outbox.filter((entry) => entry.state === 'refused');
    standing.current = new Set([...faults.map((fault) => fault.name), ...refused.map((entry) => entry.id)]);
    for (const fault of faults) {
      if (before.has(fault.name)) continue;
      const error = { code: errorNameOf(fault), message: describe(fault), conversationId, retryAfterMs: retryAfterOf(fault) };
      tell(() => host.current.onError?.(error));
    }
    for (const { id, error, conversationKey } of refused) {
      if (before.has(id)) continue;
      const { message = 'The message was not sent.', retryAfterMs = null } = error ?? {};
      tell(() => host.current.onError?.({ code: 'not-sent', message, conversationId: conversationKey, retryAfterMs }));
    }
  }, [faults, outbox, describe, conversationId, host]);
}

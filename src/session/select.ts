import type { Transition } from '../protocol/vocabulary.ts';
import type { ConversationView, MessageView } from './conversation.ts';
import type { OutboxEntry } from './outbox.ts';

/** One row of the transcript. `key` is the clientMessageId where there is one, so that a sent message keeps its row. */
export type TranscriptItem =
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageView }
  | { readonly kind: 'transition'; readonly key: string; readonly transition: Transition }
  | { readonly kind: 'outgoing'; readonly key: string; readonly entry: OutboxEntry };

/** Rows in the order of the log, then what has not reached it yet. */
export function transcriptItems(view: ConversationView | null, outbox: readonly OutboxEntry[]): readonly TranscriptItem[] {
  const items: TranscriptItem[] = [];
  const shown = new Set<string>();
  const transitions = view?.transitions ?? [];
  let next = 0;
  for (const message of view?.messages ?? []) {
    for (; next < transitions.length; next += 1) {
      const transition = transitions[next];
      if (!transition || transition.seq > message.createdSeq) break;
      items.push({ kind: 'transition', key: `seq-${transition.seq}`, transition });
    }
    if (message.clientMessageId) shown.add(message.clientMessageId);
    items.push({ kind: 'message', key: message.clientMessageId ?? message.id, message });
  }
  for (const transition of transitions.slice(next)) items.push({ kind: 'transition', key: `seq-${transition.seq}`, transition });
  for (const entry of outbox) if (!shown.has(entry.id)) items.push({ kind: 'outgoing', key: entry.id, entry });
  return items;
}

/** An answer that is not at its end: thinking (`PENDING`) or writing (`STREAMING`). */
export function isOpen(message: Pick<MessageView, 'state'>): boolean {
  return message.state === 'PENDING' || message.state === 'STREAMING';
}

/** The answer being produced now, if there is one. */
export function activeRun(view: ConversationView | null): { runId: string; messageId: string } | null {
  const messages = view?.messages ?? [];
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message && isOpen(message) && message.author.role === 'ASSISTANT' && message.runId)
      return { runId: message.runId, messageId: message.id };
  }
  return null;
}

/** The viewer's own read mark; 0 when nothing was read yet. */
export function readUpTo(view: ConversationView, viewerId: string): number {
  return Math.max(view.readSeq, view.live.read.find((mark) => mark.participant.id === viewerId)?.seq ?? 0);
}

/** The first message of somebody else after the viewer's read mark: where the "new" line goes. */
export function unreadFrom(view: ConversationView, viewerId: string): MessageView | null {
  const read = readUpTo(view, viewerId);
  return view.messages.find((message) => message.createdSeq > read && message.author.id !== viewerId) ?? null;
}

/** A message by its id, searched from the newest. */
export function messageById(view: ConversationView | null | undefined, id: string): MessageView | null {
  const messages = view?.messages ?? [];
  for (let index = messages.length - 1; index >= 0; index -= 1) if (messages[index]?.id === id) return messages[index] ?? null;
  return null;
}

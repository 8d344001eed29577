import type { ConversationView, MessageView } from './conversation.ts';

export { createItems, type ItemsOf, type TranscriptItem, transcriptItems } from './transcript-items.ts';

/** An answer that is not at its end: thinking (`PENDING`) or writing (`STREAMING`). */
export function isOpen(message: Pick<MessageView, 'state'>): boolean {
  return message.state === 'PENDING' || message.state === 'STREAMING';
}

/** The answer being produced now, if there is one. */
export function activeRun(view: ConversationView | null): ActiveRun | null {
  if (view === null) return null;
  const { messages } = view;
  const known = runs.get(messages);
  if (known !== undefined) return known;
  const run = runIn(messages);
  runs.set(messages, run);
  return run;
}

export interface ActiveRun {
  readonly runId: string;
  readonly messageId: string;
}

/** Asked with every letter and every frame, of the same messages. */
const runs = new WeakMap<readonly MessageView[], ActiveRun | null>();

function runIn(messages: readonly MessageView[]): ActiveRun | null {
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

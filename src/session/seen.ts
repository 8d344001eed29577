import type { ConversationView } from './conversation.ts';

/**
 * The newest message of `viewerId` that the other side has read, by its id; null for none. To a customer that is the person they talk to, to
 * staff the customer: the assistant reads nothing.
 */
export function seenMessage({ messages, live }: Pick<ConversationView, 'messages' | 'live'>, viewerId: string): string | null {
  const read = Math.max(0, ...live.read.filter((mark) => mark.participant.id !== viewerId).map((mark) => mark.seq));
  if (read === 0) return null;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (message?.author.id === viewerId && message.createdSeq <= read) return message.id;
  }
  return null;
}

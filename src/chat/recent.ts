import { useMemo } from 'react';
import type { ConversationView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';

const MOST = 50;

/** What this person sent in this conversation, newest first, each text once. Only so far back as to find enough. */
export function useRecent(view: ConversationView | null, outbox: readonly OutboxEntry[], viewerId: string | null): readonly string[] {
  const messages = view?.messages;
  return useMemo(() => {
    const texts = new Set(outbox.map((entry) => entry.text).reverse());
    for (let at = (messages?.length ?? 0) - 1; at >= 0 && texts.size < MOST; at -= 1) {
      const message = messages?.[at];
      if (message?.author.id === viewerId) texts.add(message.text);
    }
    return [...texts].slice(0, MOST);
  }, [messages, outbox, viewerId]);
}

import { useMemo } from 'react';
import type { ConversationView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';

/** What this person sent in this conversation, newest first, each text once. */
export function useRecent(view: ConversationView | null, outbox: readonly OutboxEntry[], viewerId: string | null): readonly string[] {
  const messages = view?.messages;
  return useMemo(() => {
    const said = (messages ?? []).filter((message) => message.author.id === viewerId).map((message) => message.text);
    const all = [...said, ...outbox.map((entry) => entry.text)].reverse();
    return [...new Set(all)].slice(0, 50);
  }, [messages, outbox, viewerId]);
}

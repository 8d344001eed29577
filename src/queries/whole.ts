import { useCallback } from 'react';
import type { ConversationView } from '../session/conversation.ts';
import { reduce } from '../session/reduce.ts';
import { useChatRuntime } from './chat-provider.tsx';
import { keys } from './chat-runtime.ts';

/** Pages of history one export reads at most: 20,000 messages at 100 a page. */
const MOST_PAGES = 200;

/** Reads a conversation to its very beginning; null when it is not open here. Rejects with a ChatError. What was read stays in the view. */
export function useWholeConversation(): (id: string) => Promise<ConversationView | null> {
  const { queryClient, transport, limits, recorder } = useChatRuntime();
  return useCallback(
    async (id) => {
      const read = (): ConversationView | null => queryClient.getQueryData<ConversationView | null>(keys.conversation(id)) ?? null;
      for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const view = read();
        const first = view?.messages[0];
        if (!view?.hasEarlier || !first) return view;
        const snapshot = await transport.snapshot(id, { lastMessages: limits.messagesPerSnapshot, before: first.createdSeq });
        if (!snapshot) return read();
        recorder.snapshot(id, snapshot, 'earlier');
        queryClient.setQueryData<ConversationView | null>(
          keys.conversation(id),
          (now) => now && reduce(now, [{ type: 'earlier', snapshot }]),
        );
      }
      return read();
    },
    [queryClient, transport, limits, recorder],
  );
}

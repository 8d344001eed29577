import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import type { ConversationView, MessageView } from '../session/conversation.ts';
import { messageById } from '../session/select.ts';
import { sameButText } from '../session/steady.ts';
import { useChatRuntime } from './chat-provider.tsx';
import { keys } from './chat-runtime.ts';
import { conversationQuery } from './conversation.ts';

/** A message whose text grows, apart from React: who listens is told in the very task that changed it. */
export interface Growth {
  /** As it stands now; null once it is not in the view. */
  message(): MessageView | null;
  subscribe(listener: () => void): () => void;
}

/** One message, drawn again only when something else of it changed than its text, and how to follow that. */
export function useGrowth(conversationId: string, messageId: string): { readonly message: MessageView | null; readonly growth: Growth } {
  const runtime = useChatRuntime();
  const last = useRef<MessageView | null>(null);
  const select = useCallback(
    (view: ConversationView | null) => {
      const fresh = messageById(view, messageId);
      if (!sameButText(last.current, fresh)) last.current = fresh;
      return last.current;
    },
    [messageId],
  );
  const query = useQuery({ ...conversationQuery(runtime, conversationId), enabled: false, select }, runtime.queryClient);
  const growth = useMemo<Growth>(() => {
    const key = keys.conversation(conversationId);
    return {
      message: () => messageById(runtime.queryClient.getQueryData<ConversationView | null>(key), messageId),
      subscribe: (listener) => runtime.changes.subscribe(conversationId, listener),
    };
  }, [runtime, conversationId, messageId]);
  return { message: query.data ?? null, growth };
}

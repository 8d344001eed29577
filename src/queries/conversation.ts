import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { ChatError } from '../protocol/chat-error.ts';
import type { ConversationView, MessageView } from '../session/conversation.ts';
import type { LinkState } from '../session/link.ts';
import { reduce } from '../session/reduce.ts';
import { messageById } from '../session/select.ts';
import { steady } from '../session/steady.ts';
import { useChatRuntime } from './chat-provider.tsx';
import { type ChatRuntime, keys, LISTS_LINE } from './chat-runtime.ts';
import { followConversation, lineOf } from './conversation-feed.ts';

export interface ConversationResult {
  readonly status: 'none' | 'loading' | 'ready' | 'not-found' | 'failed';
  /** Its identity does not change while the text of an open answer grows: draw that row with `useMessage`. */
  readonly conversation: ConversationView | null;
  /** Without a conversation the lists' line, which goes the same way; `idle` when there is no list either. */
  readonly link: LinkState;
  readonly error: ChatError | null;
  /** Rejects with a ChatError; nothing is lost by calling it again. */
  loadEarlier(): Promise<void>;
  readonly loadingEarlier: boolean;
  /** Opens the feed again now. */
  retry(): void;
}

/** Follows a conversation while mounted; any number of components share one feed (rule K-10). */
export function useConversation(conversationId: string | null): ConversationResult {
  const runtime = useChatRuntime();
  const id = conversationId ?? '';
  const select = useSteadySelect();
  const query = useQuery({ ...conversationQuery(runtime, id), enabled: conversationId !== null, select }, runtime.queryClient);
  const line = conversationId === null ? LISTS_LINE : lineOf(id);
  const link = useSyncExternalStore(
    runtime.lines.subscribe,
    () => runtime.lines.get(line),
    () => runtime.lines.get(line),
  );
  const { refetch } = query;
  const retry = useCallback(() => void refetch(), [refetch]);
  const { loadEarlier, loadingEarlier } = useEarlier(runtime, id);
  const error = toChatError(query.error);
  const status =
    conversationId === null
      ? 'none'
      : query.data
        ? 'ready'
        : query.data === null
          ? 'not-found'
          : error && query.fetchStatus === 'idle'
            ? 'failed'
            : 'loading';
  return {
    status,
    conversation: (conversationId !== null && query.data) || null,
    link,
    error: query.fetchStatus === 'idle' ? error : null,
    loadEarlier,
    loadingEarlier,
    retry,
  };
}

/** One message, its growing text included, drawn again when it changes; null once it is not in the view. */
export function useMessage(conversationId: string, messageId: string): MessageView | null {
  const runtime = useChatRuntime();
  const select = useCallback((view: ConversationView | null) => messageById(view, messageId), [messageId]);
  const query = useQuery({ ...conversationQuery(runtime, conversationId), enabled: false, select }, runtime.queryClient);
  return query.data ?? null;
}

/** A query whose function does not end; staleTime 0, or a change of id would find old data fresh and open nothing. */
export function conversationQuery(runtime: ChatRuntime, id: string) {
  return {
    queryKey: keys.conversation(id),
    queryFn: ({ signal }: { signal: AbortSignal }) => followConversation(runtime, id, signal),
    retry: false,
    staleTime: 0,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    networkMode: 'always',
    structuralSharing: false,
  } as const;
}

function useSteadySelect(): (view: ConversationView | null) => ConversationView | null {
  const last = useRef<ConversationView | null>(null);
  return useMemo(
    () => (view) => {
      last.current = view && steady(last.current, view);
      return last.current;
    },
    [],
  );
}

function useEarlier(runtime: ChatRuntime, id: string): Pick<ConversationResult, 'loadEarlier' | 'loadingEarlier'> {
  const [loading, setLoading] = useState<string | null>(null);
  const busy = useRef<string | null>(null);
  const loadEarlier = useCallback(async () => {
    const { queryClient, transport, limits } = runtime;
    const view = queryClient.getQueryData<ConversationView | null>(keys.conversation(id));
    const first = view?.messages[0];
    if (!view?.hasEarlier || !first || busy.current === id) return;
    busy.current = id;
    setLoading(id);
    try {
      const snapshot = await transport.snapshot(id, { lastMessages: limits.messagesPerSnapshot, before: first.createdSeq });
      if (!snapshot) return;
      runtime.recorder.snapshot(id, snapshot, 'earlier');
      queryClient.setQueryData<ConversationView | null>(
        keys.conversation(id),
        (now) => now && reduce(now, [{ type: 'earlier', snapshot }]),
      );
    } finally {
      busy.current = null;
      setLoading(null);
    }
  }, [runtime, id]);
  return { loadEarlier, loadingEarlier: loading === id };
}

export function toChatError(error: unknown): ChatError | null {
  if (error === null || error === undefined) return null;
  return error instanceof ChatError ? error : new ChatError('defect', 'Reading failed in an unforeseen way.', { cause: error });
}

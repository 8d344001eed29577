import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ChatError } from '../protocol/chat-error.ts';
import type { ConversationFilter } from '../protocol/transport.ts';
import type { ChangePage, ConversationSummary } from '../protocol/vocabulary.ts';
import { type ChangePoint, placeChanges } from '../session/feeds.ts';
import { follow } from '../session/follow.ts';
import type { LinkState } from '../session/link.ts';
import { appendPage, applyChanges, type ConversationListView, type ListChange, toListView } from '../session/lists.ts';
import { useChatRuntime } from './chat-provider.tsx';
import { type ChatRuntime, keys, LISTS_LINE } from './chat-runtime.ts';
import { toChatError } from './conversation.ts';

export interface ConversationsResult {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly conversations: readonly ConversationSummary[];
  /** Over all of the viewer's conversations, not only those of this list. */
  readonly totalUnread: number;
  readonly hasMore: boolean;
  loadMore(): void;
  readonly loadingMore: boolean;
  readonly error: ChatError | null;
  retry(): void;
}

const NONE: readonly ConversationSummary[] = [];

/** A live list, newest activity first. Lists of any filter share one feed of changes. */
export function useConversations(filter: ConversationFilter = {}): ConversationsResult {
  const runtime = useChatRuntime();
  const { states, escalated, search, organizationId } = filter;
  const key = JSON.stringify({ states, escalated, search: search || undefined, organizationId });
  const steadyFilter = useMemo(() => JSON.parse(key) as ConversationFilter, [key]);
  const queryKey = useMemo(() => [...keys.conversations, key, steadyFilter] as const, [key, steadyFilter]);
  const query = useQuery(
    {
      queryKey,
      queryFn: async ({ signal }) =>
        toListView(await runtime.transport.conversations({ filter: steadyFilter, first: runtime.limits.conversationsPerPage }, signal)),
      retry: (count, error) => error instanceof ChatError && error.retryable && count < 5,
      retryDelay: (count, error) =>
        ((error as Partial<ChatError>).retryAfterMs ?? 0) +
        Math.min(runtime.limits.backoffMaxMs, runtime.limits.backoffFirstMs * 2 ** count),
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnMount: 'always',
    },
    runtime.queryClient,
  );
  useChanges(runtime);
  const { refetch, data } = query;
  const more = useMore(runtime, queryKey, steadyFilter);
  const error = toChatError(query.error) ?? more.error;
  return {
    status: data ? 'ready' : error ? 'failed' : 'loading',
    conversations: data?.nodes ?? NONE,
    totalUnread: data?.totalUnread ?? 0,
    hasMore: data?.hasMore ?? false,
    loadMore: more.loadMore,
    loadingMore: more.loadingMore,
    error,
    retry: useCallback(() => void refetch(), [refetch]),
  };
}

function useMore(runtime: ChatRuntime, queryKey: readonly unknown[], filter: ConversationFilter) {
  const [state, setState] = useState<{ loading: boolean; error: ChatError | null }>({ loading: false, error: null });
  const busy = useRef(false);
  const loadMore = useCallback(() => {
    const list = runtime.queryClient.getQueryData<ConversationListView>(queryKey);
    if (!list?.hasMore || !list.endCursor || busy.current) return;
    busy.current = true;
    setState({ loading: true, error: null });
    runtime.transport
      .conversations({ filter, first: runtime.limits.conversationsPerPage, after: list.endCursor })
      .then(
        (page) => {
          runtime.queryClient.setQueryData<ConversationListView>(queryKey, (now) => now && appendPage(now, page));
          setState({ loading: false, error: null });
        },
        (fault: unknown) => setState({ loading: false, error: toChatError(fault) }),
      )
      .finally(() => {
        busy.current = false;
      });
  }, [runtime, queryKey, filter]);
  return { loadMore, loadingMore: state.loading, error: state.error };
}

/** Holds the feed of changes open while any list is mounted. */
function useChanges(runtime: ChatRuntime): void {
  useQuery(
    {
      queryKey: keys.changes,
      queryFn: ({ signal }) => followChanges(runtime, signal),
      retry: false,
      staleTime: 0,
      refetchOnMount: 'always',
      gcTime: 0,
      select: () => null,
    },
    runtime.queryClient,
  );
}

/** Folds the feed of changes into every list. A page with `resync`, as the first one is, has all lists read once more: a change may lie between. */
export async function followChanges(runtime: ChatRuntime, signal: AbortSignal): Promise<null> {
  const { queryClient, transport, environment, limits } = runtime;
  const start: ChangePoint = { cursor: null };
  const notes = runtime.recorder.lists();
  const onAbort = (): void => {
    runtime.lines.clear(LISTS_LINE);
    notes.closed();
  };
  const onLink = (link: LinkState): void => {
    runtime.lines.set(LISTS_LINE, link);
    notes.link(link);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  await follow<ChangePage, ChangePoint>(
    {
      open: (after, opening) => transport.changes(after.cursor, opening),
      place: placeChanges,
      snapshot: async () => start,
      deliver: (page) => {
        foldIntoLists(runtime, page);
        if (page.resync) void queryClient.invalidateQueries({ queryKey: keys.conversations });
      },
      reconnectWithinMs: (page) => page.reconnectWithinMs,
      note: notes.note,
    },
    { cursor: start, environment, limits, signal, carrier: () => transport.carrier, onLink },
  );
  return null;
}

export function foldIntoLists(runtime: ChatRuntime, change: ListChange): void {
  for (const [queryKey, list] of runtime.queryClient.getQueriesData<ConversationListView>({ queryKey: keys.conversations })) {
    if (!list) continue;
    const next = applyChanges(list, queryKey[2] as ConversationFilter, change);
    if (next !== list) runtime.queryClient.setQueryData(queryKey, next);
  }
}

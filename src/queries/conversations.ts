import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ChatError } from '../protocol/chat-error.ts';
import type { ConversationFilter } from '../protocol/transport.ts';
import type { ChangePage, ConversationPage, ConversationSummary } from '../protocol/vocabulary.ts';
import { type ChangePoint, placeChanges } from '../session/feeds.ts';
import { follow } from '../session/follow.ts';
import type { LinkState } from '../session/link.ts';
import {
  appendPage,
  type ConversationListView,
  foldChanges,
  type ListChange,
  type ListRule,
  listRule,
  queueRule,
  toListView,
} from '../session/lists.ts';
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

/** Every list that the changes are folded into. */
const LISTS = [keys.conversations, keys.escalations];
const NONE: readonly ConversationSummary[] = [];

/** A live list, newest activity first. Lists of any filter share one feed of changes. */
export function useConversations(filter: ConversationFilter = {}): ConversationsResult {
  const { transport, limits } = useChatRuntime();
  const { states, escalated, search, organizationId } = filter;
  const key = JSON.stringify({ states, escalated, search: search || undefined, organizationId });
  const source = useMemo(() => {
    const steadyFilter = JSON.parse(key) as ConversationFilter;
    return {
      queryKey: [...keys.conversations, key, listRule(steadyFilter)],
      read: (after?: string, signal?: AbortSignal) =>
        transport.conversations({ filter: steadyFilter, first: limits.conversationsPerPage, ...(after ? { after } : null) }, signal),
    };
  }, [key, transport, limits]);
  return useLiveList(source);
}

/** Oldest request first at most so many at a time. */
const ESCALATIONS_PER_PAGE = 100;

/** Staff's live queue: who waits for a person or is with one, the longest waiting first. */
export function useEscalations(organizationId?: string): ConversationsResult {
  const { transport } = useChatRuntime();
  const source = useMemo(() => {
    const filter = organizationId === undefined ? {} : { organizationId };
    return {
      queryKey: [...keys.escalations, organizationId ?? '', queueRule(filter)],
      read: (after?: string, signal?: AbortSignal) =>
        transport.staff.escalations({ filter, first: ESCALATIONS_PER_PAGE, ...(after ? { after } : null) }, signal),
    };
  }, [organizationId, transport]);
  return useLiveList(source);
}

interface ListSource {
  /** Ends in the rule by which changes are folded in. */
  readonly queryKey: readonly unknown[];
  /** The page after that cursor; the first without one. */
  read(after?: string, signal?: AbortSignal): Promise<ConversationPage>;
}

function useLiveList({ queryKey, read }: ListSource): ConversationsResult {
  const runtime = useChatRuntime();
  const query = useQuery(
    {
      queryKey,
      queryFn: async ({ signal }) => toListView(await read(undefined, signal)),
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
  const more = useMore(runtime, queryKey, read);
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

function useMore(runtime: ChatRuntime, queryKey: readonly unknown[], read: ListSource['read']) {
  const [state, setState] = useState<{ loading: boolean; error: ChatError | null }>({ loading: false, error: null });
  const busy = useRef(false);
  const loadMore = useCallback(() => {
    const list = runtime.queryClient.getQueryData<ConversationListView>(queryKey);
    if (!list?.hasMore || !list.endCursor || busy.current) return;
    busy.current = true;
    setState({ loading: true, error: null });
    read(list.endCursor)
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
  }, [runtime, queryKey, read]);
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
        if (!page.resync) return;
        for (const queryKey of LISTS) void queryClient.invalidateQueries({ queryKey });
      },
      reconnectWithinMs: (page) => page.reconnectWithinMs,
      note: notes.note,
    },
    { cursor: start, environment, limits, signal, carrier: () => transport.carrier, onLink },
  );
  return null;
}

export function foldIntoLists(runtime: ChatRuntime, change: ListChange): void {
  for (const lists of LISTS)
    for (const [queryKey, list] of runtime.queryClient.getQueriesData<ConversationListView>({ queryKey: lists })) {
      if (!list) continue;
      const next = foldChanges(list, queryKey[2] as ListRule, change);
      if (next !== list) runtime.queryClient.setQueryData(queryKey, next);
    }
}

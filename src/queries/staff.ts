import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Outcome } from '../protocol/commands.ts';
import type { Colleague, SavedAnswer } from '../protocol/staff.ts';
import type { Presence, Viewer } from '../protocol/vocabulary.ts';
import { useChatRuntime } from './chat-provider.tsx';
import { keys } from './chat-runtime.ts';
import { useCommands } from './commands.ts';
import { patient } from './viewer.ts';

const SAVED_ANSWERS = 20;

/** Those a conversation can be passed to, read afresh each time they are asked for; null while they are on their way. */
export function useColleagues(organizationId: string | null): {
  readonly colleagues: readonly Colleague[] | null;
  readonly failed: boolean;
} {
  const runtime = useChatRuntime();
  const query = useQuery(
    {
      queryKey: keys.colleagues(organizationId ?? ''),
      queryFn: ({ signal }) => runtime.transport.staff.colleagues(organizationId ?? '', signal),
      enabled: organizationId !== null,
      gcTime: 0,
      ...patient(runtime),
    },
    runtime.queryClient,
  );
  return { colleagues: query.data ?? null, failed: query.isError };
}

/** Texts that are sent often and have all the words searched for; null while they are on their way. */
export function useSavedAnswers(search: string): { readonly answers: readonly SavedAnswer[] | null; readonly failed: boolean } {
  const runtime = useChatRuntime();
  const query = useQuery(
    {
      queryKey: keys.savedAnswers(search),
      queryFn: ({ signal }) => runtime.transport.staff.savedAnswers(search, SAVED_ANSWERS, signal),
      staleTime: 60_000,
      placeholderData: keepPreviousData,
      ...patient(runtime),
    },
    runtime.queryClient,
  );
  return { answers: query.data ?? null, failed: query.isError };
}

/** Says it to the server, and to whoever here shows who is looking. Rejects with a ChatError. */
export function useSetPresence(): (presence: Presence) => Promise<Outcome> {
  const { queryClient } = useChatRuntime();
  const { setPresence } = useCommands();
  return useCallback(
    async (presence) => {
      const outcome = await setPresence(presence);
      if (outcome.error === null)
        queryClient.setQueriesData<Viewer>({ queryKey: keys.viewer }, (viewer) => (viewer ? { ...viewer, presence } : viewer));
      return outcome;
    },
    [queryClient, setPresence],
  );
}

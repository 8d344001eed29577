import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ChatError } from '../protocol/chat-error.ts';
import type { Handover, Viewer } from '../protocol/vocabulary.ts';
import type { Persistence } from '../session/environment.ts';
import { useChatRuntime } from './chat-provider.tsx';
import { type ChatRuntime, keys } from './chat-runtime.ts';
import { toChatError } from './conversation.ts';

export function patient(runtime: ChatRuntime) {
  return {
    retry: (count: number, error: Error) => error instanceof ChatError && error.retryable && count < 5,
    retryDelay: (count: number) => Math.min(runtime.limits.backoffMaxMs, runtime.limits.backoffFirstMs * 2 ** count),
  };
}

/** Who the token says is looking. What the host passed and the token denies is an error of kind `refused` that says why. */
export function useViewer(expected: { userId?: string; organizationId?: string } = {}): {
  readonly viewer: Viewer | null;
  readonly error: ChatError | null;
} {
  const runtime = useChatRuntime();
  const query = useQuery(
    {
      queryKey: [...keys.viewer, expected.userId ?? null, expected.organizationId ?? null],
      queryFn: ({ signal }) => runtime.transport.viewer(expected, signal),
      staleTime: 5 * 60_000,
      ...patient(runtime),
    },
    runtime.queryClient,
  );
  return { viewer: query.data ?? null, error: toChatError(query.error) };
}

/** What a request for a person would send, for the customer to see and edit; read afresh each time it is enabled. */
export function useHandoverDraft(
  conversationId: string | null,
  enabled: boolean,
): {
  readonly draft: Handover | null;
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
} {
  const runtime = useChatRuntime();
  const on = enabled && conversationId !== null;
  const query = useQuery(
    {
      queryKey: keys.handover(conversationId ?? ''),
      queryFn: ({ signal }) => runtime.transport.handoverDraft(conversationId ?? '', signal),
      enabled: on,
      gcTime: 0,
      ...patient(runtime),
    },
    runtime.queryClient,
  );
  const status = !on ? 'idle' : query.data !== undefined ? 'ready' : query.isError ? 'failed' : 'loading';
  return { draft: query.data ?? null, status };
}

/** `memory`: storage fails, unsent text is lost with the page (F49). Where the host chose that there is nothing to say. */
export function useStorageNotice(): 'kept' | 'memory' {
  const { outbox } = useChatRuntime();
  const read = (): 'kept' | 'memory' => (outbox.failing ? 'memory' : 'kept');
  return useSyncExternalStore(outbox.subscribe, read, read);
}

/** Where unsent text is kept now. */
export function usePersistence(): Persistence {
  const { outbox } = useChatRuntime();
  const read = (): Persistence => outbox.persistence;
  return useSyncExternalStore(outbox.subscribe, read, read);
}

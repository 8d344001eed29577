import { QueryClient } from '@tanstack/react-query';
import type { Transport } from '../protocol/transport.ts';
import type { Snapshot } from '../protocol/vocabulary.ts';
import { createDraftStore, type DraftStore } from '../session/draft-store.ts';
import type { Environment, Persistence } from '../session/environment.ts';
import { LIMITS, type Limits } from '../session/limits.ts';
import { type LinkState, sameLink } from '../session/link.ts';
import { Outbox } from '../session/outbox.ts';
import { Recorder } from '../session/recorder.ts';
import { reduce } from '../session/reduce.ts';

/** What one identity at one endpoint has: everything a hook needs, and nothing of any other identity (F41). */
export interface ChatRuntime {
  readonly transport: Transport;
  readonly queryClient: QueryClient;
  readonly environment: Environment;
  readonly limits: Limits;
  readonly outbox: Outbox;
  readonly drafts: DraftStore;
  readonly lines: Lines;
  readonly changes: Changes;
  readonly recorder: Recorder;
  /** Greatest seq given to markRead per conversation, and when "is typing" was last said. */
  readonly sent: { readonly read: Map<string, number>; readonly typing: Map<string, number> };
  /** Ends sockets, timers and feeds; `purge` also forgets what is kept and cached. */
  dispose(purge?: boolean): void;
}

export interface ChatRuntimeOptions {
  readonly transport: Transport;
  readonly environment: Environment;
  readonly limits?: Limits;
  /** Endpoint and subject, as a prefix for storage keys. */
  readonly scope: string;
  /** Where unsent text is kept; left out: with the tab. */
  readonly persistence?: Persistence;
  /** The one the transport tells of its sockets; a new one when left out. */
  readonly recorder?: Recorder;
  /** Ms a conversation stays in memory after its last reader left. */
  readonly keepMs?: number;
}

export const keys = {
  conversation: (id: string) => ['conversation', id] as const,
  conversations: ['conversations'] as const,
  escalations: ['escalations'] as const,
  colleagues: (organizationId: string) => ['colleagues', organizationId] as const,
  savedAnswers: (search: string) => ['savedAnswers', search] as const,
  changes: ['changes'] as const,
  viewer: ['viewer'] as const,
  attempts: (messageId: string, attempt: number) => ['attempts', messageId, attempt] as const,
  handover: (id: string) => ['handover', id] as const,
};

export function createChatRuntime(options: ChatRuntimeOptions): ChatRuntime {
  const { transport, environment } = options;
  const limits = options.limits ?? LIMITS;
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        gcTime: options.keepMs ?? 10 * 60_000,
        networkMode: 'always',
        structuralSharing: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  });
  const recorder = options.recorder ?? new Recorder(environment);
  const onStarted = (snapshot: Snapshot): void => {
    recorder.snapshot(snapshot.id, snapshot);
    queryClient.setQueryData(keys.conversation(snapshot.id), (before: Parameters<typeof reduce>[0]) =>
      reduce(before ?? null, [{ type: 'snapshot', snapshot }]),
    );
  };
  const outbox = new Outbox({
    environment,
    limits,
    scope: options.scope,
    persistence: options.persistence,
    send: (command, signal) => transport.send(command, signal),
    onStarted,
  });
  const drafts = createDraftStore({ environment, scope: options.scope, persistence: options.persistence, draftMs: limits.draftMs });
  const stopWaking = environment.onWake(() => transport.wake?.());
  // A line over which nothing comes back any more is noticed in two seconds instead of twelve; one that lives goes on.
  const stopDoubting = environment.onOffline?.(() => transport.wake?.());
  return {
    transport,
    queryClient,
    environment,
    limits,
    outbox,
    drafts,
    lines: new Lines(),
    changes: new Changes(),
    recorder,
    sent: { read: new Map(), typing: new Map() },
    dispose(purge = false) {
      stopWaking();
      stopDoubting?.();
      outbox.close(purge);
      if (purge) drafts.purge();
      drafts.close();
      transport.close();
      const left = queryClient.getQueryCache().getAll();
      // A query that ends sets a timer to be forgotten by, even after it was: then it would be kept for minutes, for nobody.
      void queryClient.cancelQueries().then(() => {
        for (const query of left) query.destroy();
      });
      queryClient.clear();
    },
  };
}

/** Key of the lists' feed among the lines. */
export const LISTS_LINE = 'lists';

/** The state of the line of every feed, by its key; kept beside the cache so that a change of it redraws nothing else. */
export class Lines {
  readonly #links = new Map<string, LinkState>();
  readonly #listeners = new Set<() => void>();

  get(key: string): LinkState {
    return this.#links.get(key) ?? IDLE;
  }

  set(key: string, link: LinkState): void {
    if (sameLink(this.get(key), link)) return;
    this.#links.set(key, link);
    for (const listener of [...this.#listeners]) listener();
  }

  /** The feed ended because nobody reads it any more: what it last said is no longer true. */
  clear(key: string): void {
    if (this.#links.delete(key)) for (const listener of [...this.#listeners]) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** Says at once which conversation changed. The cache says it a task later, which is a frame for words that are being written. */
export class Changes {
  readonly #listeners = new Map<string, Set<() => void>>();

  tell(conversationId: string): void {
    for (const listener of [...(this.#listeners.get(conversationId) ?? [])]) listener();
  }

  subscribe(conversationId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(conversationId) ?? new Set();
    this.#listeners.set(conversationId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(conversationId) === listeners) this.#listeners.delete(conversationId);
    };
  }
}

const IDLE: LinkState = { status: 'idle' };

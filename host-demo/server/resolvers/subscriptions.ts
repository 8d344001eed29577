import type { SubscriptionResolvers } from '../generated/resolvers.ts';

/**
 * Ends `open`'s generator at once when the reader leaves. An async generator that waits on a promise hears of `return()` only after that
 * promise settles, so each reader gets a signal of its own (F37).
 */
export function follow<T>(outer: AbortSignal, open: (signal: AbortSignal) => AsyncGenerator<T>): AsyncGenerator<T> {
  const own = new AbortController();
  const stop = (): void => own.abort();
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  const source = open(own.signal);
  const leave = (): void => {
    outer.removeEventListener('abort', stop);
    stop();
  };
  return {
    next: async () => {
      const result = await source.next();
      if (result.done) leave();
      return result;
    },
    return: (value) => {
      leave();
      return source.return(value);
    },
    throw: (error) => {
      leave();
      return source.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      leave();
      await source.return(undefined);
    },
  };
}

export const subscriptions: Required<SubscriptionResolvers> = {
  conversationEvents: {
    subscribe: (_, { conversationId, after }, { backend, identity, signal }) =>
      follow(signal, (own) => backend.followEvents(identity, conversationId, after, own)),
    resolve: (page: unknown) => page,
  },
  conversationChanges: {
    subscribe: (_, { after }, { backend, identity, signal }) => follow(signal, (own) => backend.followChanges(identity, after ?? null, own)),
    resolve: (page: unknown) => page,
  },
};

import type { SubscriptionResolvers } from '../generated/resolvers.ts';

/**
 * Ends `open`'s generator at once when the reader leaves. An async generator that waits on a promise hears of `return()` only after that
 * promise settles, so each reader gets a signal of its own (F37).
 */
export function follow<T, R>(
  outer: AbortSignal,
  open: (signal: AbortSignal) => AsyncGenerator<T>,
  shape: (value: T) => R,
): AsyncGenerator<R> {
  const own = new AbortController();
  const stop = (): void => own.abort();
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  const source = open(own.signal);
  const leave = (): void => {
    outer.removeEventListener('abort', stop);
    stop();
  };
  const shaped = (result: IteratorResult<T>): IteratorResult<R> => {
    if (!result.done) return { done: false, value: shape(result.value) };
    leave();
    return { done: true, value: undefined };
  };
  return {
    next: async () => shaped(await source.next()),
    return: async () => {
      leave();
      return shaped(await source.return(undefined));
    },
    throw: async (error) => {
      leave();
      return shaped(await source.throw(error));
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

export const subscriptions: Required<SubscriptionResolvers> = {
  conversationEvents: {
    subscribe: (_, { conversationId, after }, { backend, identity, signal }) =>
      follow(
        signal,
        (own) => backend.followEvents(identity, conversationId, after, own),
        (page) => ({ conversationEvents: page }),
      ),
  },
  conversationChanges: {
    subscribe: (_, { after }, { backend, identity, signal, silentMs }) =>
      follow(
        signal,
        (own) => backend.followChanges(identity, after ?? null, own, silentMs),
        (page) => ({ conversationChanges: page }),
      ),
  },
};

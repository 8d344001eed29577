/**
 * A generator whose `return()` ends the wait it is in. An async generator alone queues `return()` behind the pending `next()`, so a
 * reader that unsubscribes while nothing happens would never be freed (F37).
 */
export function stoppable<Item>(signal: AbortSignal, make: (signal: AbortSignal) => AsyncGenerator<Item>): AsyncGenerator<Item> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const inner = make(stop.signal);
  const end = () => {
    signal.removeEventListener('abort', abort);
    abort();
  };
  const outer: AsyncGenerator<Item> = {
    async next() {
      const result = await inner.next();
      if (result.done) end();
      return result;
    },
    return(value) {
      end();
      return inner.return(value);
    },
    throw(error) {
      end();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]: () => outer,
  };
  return outer;
}

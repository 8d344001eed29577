/** A direct subscription as graphql-ws takes it: an operation whose generator sends its pages itself and yields none. */
import type { ExecutionArgs } from 'graphql';
import type { OperationResult, SubscribePayload } from 'graphql-ws';
import type { Backend } from '../conversations/api.ts';
import type { Following } from '../log/follow.ts';
import type { Connection } from './connection.ts';
import type { DirectSubscription } from './direct.ts';

/** Each operation brings the `subscribe` that opens it. */
export interface Root {
  readonly subscribe: (args: ExecutionArgs) => OperationResult;
}

/** Null when the executor has to say what is wrong with the operation. */
export function serveDirectly(
  found: DirectSubscription,
  id: string,
  payload: SubscribePayload,
  connection: Connection,
  backend: Backend,
): ExecutionArgs | null {
  const { identity } = connection;
  if (identity === null || payload.operationName != null) return null;
  const left = new AbortController();
  const pages = found.open(payload.variables, { backend, identity, signal: left.signal, silentMs: () => connection.silentMs() });
  if (pages === undefined) return null;
  const reader = new DirectReader(found, id, connection, pages, left);
  return { ...found.execution, rootValue: { subscribe: () => reader } satisfies Root };
}

class DirectReader implements AsyncGenerator<never> {
  private readonly found: DirectSubscription;
  private readonly connection: Connection;
  private readonly pages: AsyncGenerator<unknown>;
  private readonly left: AbortController;
  /** A frame's text up to its payload. */
  private readonly start: string;

  constructor(found: DirectSubscription, id: string, connection: Connection, pages: AsyncGenerator<unknown>, left: AbortController) {
    this.found = found;
    this.connection = connection;
    this.pages = pages;
    this.left = left;
    this.start = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  }

  /** Sends all there is and ends with it. Each page waits for the one before it to leave for the kernel. */
  async next(): Promise<IteratorResult<never>> {
    const { pages } = this;
    if ('each' in pages) await (pages as Following<object | null>).each(this.give.bind(this));
    else
      for (;;) {
        const { done, value } = await pages.next();
        if (done) break;
        await this.give(value as object | null);
      }
    this.left.abort();
    return { done: true, value: undefined };
  }

  private give(page: object | null): Promise<void> | undefined {
    return this.connection.send(this.found.frame(page, this.start));
  }

  async return(): Promise<IteratorResult<never>> {
    this.left.abort();
    await this.pages.return(undefined);
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<never>> {
    this.left.abort();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

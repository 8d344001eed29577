import { createClient, type Client as SocketClient } from 'graphql-ws/client';
import { Client, createRequest, subscriptionExchange } from 'urql';
import { ChatError } from '../protocol/chat-error.ts';
import { parseChangePage, parseEventPage } from '../protocol/parse.ts';
import type { ChangePage, EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import type { Access } from './access.ts';
import { type Channel, createChannel } from './channel.ts';
import { createWatch } from './deadline.ts';
import { documents } from './documents.ts';
import { fromGraphqlErrors, fromSocketEnd } from './to-chat-error.ts';

/** What became of a socket: for the ladder, which decides whether another is tried. */
export type SocketEvent =
  /** `expiresInMs`: what is left of the token's life as the server says it; null: it did not. */
  | { readonly type: 'opened'; readonly expiresInMs: number | null }
  /** `opened` says whether it had been: a failed handshake or a drop. `code`: with which it was closed, if with any. */
  | {
      readonly type: 'ended';
      readonly opened: boolean;
      readonly httpForGood: boolean;
      readonly error: ChatError;
      readonly code?: number | null;
    };

export interface SocketFeedsOptions {
  /** ws: or wss:, never with a query: a token in an address would be logged (H39). */
  readonly url: string;
  readonly access: Access;
  readonly limits: {
    readonly pingMs: number;
    readonly pongMs: number;
    readonly wakeMs: number;
    readonly connectMs: number;
    readonly ackMs: number;
    readonly socketLingerMs: number;
  };
  readonly onSocket?: (event: SocketEvent) => void;
  /** A class as the browser's `WebSocket`; for Node and for tests. */
  readonly webSocketImpl?: unknown;
}

export interface SocketFeeds {
  events(conversationId: string, after: ResumePoint, signal: AbortSignal): AsyncGenerator<EventPage | null>;
  changes(after: string | null, signal: AbortSignal): AsyncGenerator<ChangePage>;
  /** Asks an open socket for a sign of life within `wakeMs`. */
  check(): void;
  /** Opens a socket to see whether one can be had; throws ChatError. */
  probe(signal: AbortSignal): Promise<void>;
  close(): void;
}

interface OpenFeed {
  fail(error: ChatError): void;
  end(): void;
}

/**
 * Both feeds over one socket: urql over graphql-ws. Neither of them reconnects, or repeats with stale
 * variables: whatever ends the socket ends every feed here and now, and `follow` opens again from its
 * cursor. That also covers a server's close with 1000, which graphql-ws would answer by reopening at
 * once, about a thousand times a second (F02).
 */
export function createSocketFeeds(options: SocketFeedsOptions): SocketFeeds {
  const feeds = new Map<number, OpenFeed>();
  const socket = openSocket(options, feeds);
  const client = new Client({
    url: options.url,
    exchanges: [
      subscriptionExchange({
        forwardSubscription: (request, operation) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.client.subscribe(
              { query: request.query ?? '', variables: request.variables as Record<string, unknown> },
              {
                next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
                error: (fault) =>
                  feeds.get(operation.key)?.fail(Array.isArray(fault) ? fromGraphqlErrors(fault) : fromSocketEnd(fault).error),
                complete: () => feeds.get(operation.key)?.end(),
              },
            ),
          }),
        }),
      }),
    ],
  });
  let keys = 0;

  async function* feed<Page>(
    name: 'FollowEvents' | 'FollowChanges',
    variables: object,
    signal: AbortSignal,
    parse: (data: Record<string, unknown>) => Page,
  ): AsyncGenerator<Page> {
    // Asked for before the socket opens: the server's deadline for the first message does not wait for the host.
    await options.access.token();
    if (signal.aborted) return;
    const channel: Channel<Page> = createChannel();
    keys += 1;
    // A key of its own: urql shares one source per query and variables, and a late reader of it would miss pages.
    const key = keys;
    if (feeds.size === 0) socket.discardClosing();
    feeds.set(key, channel);
    const operation = client.createRequestOperation('subscription', { ...createRequest(documents[name], { ...variables }), key });
    const subscription = client.executeRequestOperation<Record<string, unknown>, object>(operation).subscribe((result) => {
      if (result.error) return channel.fail(fromGraphqlErrors(result.error.graphQLErrors));
      try {
        if (result.data) channel.push(parse(result.data));
      } catch (fault) {
        channel.fail(fault instanceof ChatError ? fault : new ChatError('defect', 'A page could not be read.', { cause: fault }));
      }
    });
    try {
      yield* channel.read(signal);
    } finally {
      // Its reader gave up waiting for a page: the socket may be dead one way, and the next opening must not end up on it (F06, F32).
      if (signal.reason instanceof ChatError) socket.drop(signal.reason);
      feeds.delete(key);
      subscription.unsubscribe();
    }
  }
  return {
    events: (conversationId, after, signal) =>
      feed('FollowEvents', { conversationId, after }, signal, (data) => parseEventPage(data.conversationEvents)),
    changes: (after, signal) => feed('FollowChanges', { after }, signal, (data) => parseChangePage(data.conversationChanges)),
    check: socket.check,
    async probe(signal) {
      for await (const _ of feed('FollowChanges', { after: null }, signal, () => true)) return;
    },
    close() {
      for (const open of [...feeds.values()]) open.end();
      // While it is still connecting, dispose would wait for it; terminate does not.
      socket.client.terminate();
    },
  };
}

/** The graphql-ws client with every deadline it lacks, and one place where the end of a socket is told. */
function openSocket(
  options: SocketFeedsOptions,
  feeds: ReadonlyMap<number, OpenFeed>,
): { client: SocketClient; discardClosing(): void; check(): void; drop(error: ChatError): void } {
  const { access, limits } = options;
  let current: Pick<WebSocket, 'readyState' | 'send'> | null = null;
  let opened = false;
  let token: string | null = null;
  let told = false;
  const drop = (error: ChatError): void => {
    ended(error);
    client.terminate();
  };
  const { within, alive, heard } = createWatch((what) => drop(new ChatError('network', what)));
  const ended = (fault: unknown): void => {
    alive();
    if (told) return;
    told = true;
    const { error, httpForGood, code } = fromSocketEnd(fault);
    if (error.kind === 'expired' && token !== null) access.refuse(token);
    // A socket that nobody read from any more was closed by us.
    if (feeds.size > 0) options.onSocket?.({ type: 'ended', opened, httpForGood, error, code });
    for (const feed of [...feeds.values()]) feed.fail(error);
  };
  const client = createClient({
    url: options.url,
    lazy: true,
    lazyCloseTimeout: limits.socketLingerMs,
    retryAttempts: 0,
    shouldRetry: () => false,
    keepAlive: limits.pingMs,
    webSocketImpl: options.webSocketImpl,
    connectionParams: async () => {
      token = await access.token();
      return { authorization: `Bearer ${token}` };
    },
    on: {
      connecting: () => {
        opened = false;
        told = false;
        token = null;
        alive();
        within(limits.connectMs, `The WebSocket did not open within ${limits.connectMs} ms.`);
      },
      opened: (socket) => {
        alive();
        current = socket as WebSocket;
        // Not the library's: that one closes and waits for an answer, which on a dead link takes a browser a minute.
        within(limits.ackMs, `The WebSocket was not acknowledged within ${limits.ackMs} ms of its opening.`);
      },
      connected: (_socket, payload) => {
        opened = true;
        alive();
        if (token !== null) access.accept(token);
        options.onSocket?.({ type: 'opened', expiresInMs: expiryOf(payload) });
      },
      ping: (received) => {
        if (!received) within(limits.pongMs, `No answer to a ping within ${limits.pongMs} ms.`);
      },
      message: heard,
      closed: ended,
      error: ended,
    },
  });
  return {
    client,
    drop,
    // A socket we are closing for want of readers would take a new reader down with it.
    discardClosing() {
      if (current?.readyState === CLOSING) client.terminate();
    },
    check() {
      if (!opened || current?.readyState !== OPEN) return;
      current.send('{"type":"ping"}');
      within(limits.wakeMs, `No sign of life within ${limits.wakeMs} ms after the page woke up.`);
    },
  };
}

/** Told as a length, never as a time of day: clocks may differ by hours (F42). Longer than a timer can count is for ever. */
function expiryOf(payload: Record<string, unknown> | undefined): number | null {
  const seconds = payload?.expiresInSeconds;
  return typeof seconds === 'number' && seconds > 0 && seconds < 2_147_483 ? seconds * 1_000 : null;
}

/** `WebSocket.OPEN` and `.CLOSING`, also where the global is missing. */
const OPEN = 1;
const CLOSING = 2;

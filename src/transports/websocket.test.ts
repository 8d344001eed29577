import { createServer, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { LIVE } from '../../tests/support/log.ts';
import { NodeSocket } from '../../tests/support/node-socket.ts';
import { ChatError } from '../protocol/chat-error.ts';
import { createAccess } from './access.ts';
import { createSocketFeeds, type SocketEvent, type SocketFeeds } from './websocket.ts';

const limits = { pingMs: 80, pongMs: 80, wakeMs: 60, connectMs: 150, ackMs: 150, socketLingerMs: 50 };
const page = { events: [], head: { epoch: 'e', seq: 0 }, caughtUp: true, resync: null, reconnectWithinMs: null, live: LIVE };
const point = { epoch: 'e', seq: 0 };
type Wire = { id?: string; type: string };
type Behaviour = (socket: WebSocket, message: Wire, connection: number) => void;

const open: { close(): void }[] = [];
afterEach(() => {
  for (const thing of open.splice(0)) thing.close();
});

/** A server that speaks graphql-transport-ws by hand, so that it can also speak it wrongly. */
async function serve(behave: Behaviour) {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' });
  await new Promise((resolve) => sockets.once('listening', resolve));
  let connections = 0;
  const headers: (string | undefined)[] = [];
  sockets.on('connection', (socket, request) => {
    connections += 1;
    headers.push(request.url);
    const mine = connections;
    socket.on('message', (data) => behave(socket, JSON.parse(String(data)) as Wire, mine));
  });
  open.push({
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  });
  return {
    url: `ws://127.0.0.1:${(sockets.address() as { port: number }).port}/graphql`,
    connections: () => connections,
    addresses: headers,
  };
}

const say = (socket: WebSocket, message: object): void => socket.send(JSON.stringify(message));
const honest: Behaviour = (socket, message) => {
  if (message.type === 'connection_init') say(socket, { type: 'connection_ack' });
  if (message.type === 'ping') say(socket, { type: 'pong' });
  if (message.type === 'subscribe') say(socket, { id: message.id, type: 'next', payload: { data: { conversationEvents: page } } });
};

function connect(url: string, scaled = limits): { feeds: SocketFeeds; events: SocketEvent[]; asked: string[] } {
  const events: SocketEvent[] = [];
  const asked: string[] = [];
  const access = createAccess(
    (reason) => {
      asked.push(reason);
      return `token-${asked.length}`;
    },
    { timeoutMs: 1_000 },
  );
  const feeds = createSocketFeeds({ url, access, limits: scaled, onSocket: (event) => events.push(event), webSocketImpl: NodeSocket });
  open.push(feeds);
  return { feeds, events, asked };
}

/** Reads until the feed fails or ends; the pages and what it failed with. */
async function read(
  feeds: SocketFeeds,
  signal = AbortSignal.timeout(3_000),
): Promise<{ pages: number; error: ChatError | null; ms: number }> {
  const began = performance.now();
  let pages = 0;
  try {
    for await (const _ of feeds.events('c', point, signal)) pages += 1;
    return { pages, error: null, ms: performance.now() - began };
  } catch (error) {
    return { pages, error: error as ChatError, ms: performance.now() - began };
  }
}

describe('websocket', () => {
  it('F50 both feeds and a reader that comes back share one socket, and the address holds no token', async () => {
    const server = await serve(honest);
    const { feeds } = connect(server.url);
    for (let time = 0; time < 3; time += 1) for await (const _ of feeds.events('c', point, AbortSignal.timeout(1_000))) break;
    expect(server.connections()).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 120));
    for await (const _ of feeds.events('c', point, AbortSignal.timeout(1_000))) break;
    expect(server.connections()).toBe(2);
    expect(server.addresses).toEqual(['/graphql', '/graphql']);
  });

  it('F32 a socket that answers pings and brings no page is left, and the next opening has one of its own', async () => {
    const silent: Behaviour = (socket, message) => {
      if (message.type !== 'subscribe') honest(socket, message, 1);
    };
    const server = await serve((socket, message, connection) => (connection === 1 ? silent : honest)(socket, message, connection));
    const { feeds, events } = connect(server.url, { ...limits, socketLingerMs: 5_000 });
    const reader = new AbortController();
    // Long enough for several pings and their answers.
    setTimeout(() => reader.abort(new ChatError('network', 'No page came.')), 300);
    expect(await read(feeds, reader.signal)).toMatchObject({ pages: 0 });
    expect(events.map((event) => event.type)).toEqual(['opened', 'ended']);
    for await (const _ of feeds.events('c', point, AbortSignal.timeout(1_000))) break;
    expect(server.connections()).toBe(2);
  });

  it('F02 a close with 1000 ends the feed as a network fault and nothing reopens by itself', async () => {
    const server = await serve((socket, message, connection) => {
      honest(socket, message, connection);
      if (message.type === 'subscribe') socket.close(1000);
    });
    const { feeds } = connect(server.url);
    expect(await read(feeds)).toMatchObject({ pages: 1, error: { kind: 'network' } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.connections()).toBe(1);
  });

  it.each([
    [1012, 'shutdown'],
    [1013, 'overload'],
    [1006, 'network'],
    [4413, 'overload'],
    [4500, 'network'],
  ] as const)('F03 F04 F31 a close with %i is of kind %s', async (code, kind) => {
    const server = await serve((socket, message, connection) => {
      honest(socket, message, connection);
      if (message.type === 'subscribe') setTimeout(() => (code === 1006 ? socket.terminate() : socket.close(code)), 20);
    });
    const { feeds } = connect(server.url);
    expect((await read(feeds)).error).toMatchObject({ kind });
  });

  it('F38 a token that ended is refreshed once and the next opening uses the new one', async () => {
    const tokens: unknown[] = [];
    const server = await serve((socket, message, connection) => {
      if (message.type === 'connection_init') tokens.push((message as { payload?: { authorization?: string } }).payload?.authorization);
      if (message.type === 'connection_init' && connection === 1) socket.close(4403);
      else honest(socket, message, connection);
    });
    const { feeds, asked } = connect(server.url);
    expect((await read(feeds)).error).toMatchObject({ kind: 'expired' });
    for await (const _ of feeds.events('c', point, AbortSignal.timeout(1_000))) break;
    expect(tokens).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(asked).toEqual(['initial', 'expired']);
  });

  it('F39 two tokens refused in a row are `signed-out`, without a loop', async () => {
    const server = await serve((socket) => socket.close(4403));
    const { feeds, asked } = connect(server.url);
    expect((await read(feeds)).error).toMatchObject({ kind: 'expired' });
    expect((await read(feeds)).error).toMatchObject({ kind: 'expired' });
    expect((await read(feeds)).error).toMatchObject({ kind: 'signed-out' });
    expect(asked).toHaveLength(2);
  });

  it('F05 F06 a link that swallows everything is given up after ping and pong', async () => {
    const server = await serve((socket, message, connection) => {
      if (message.type !== 'ping') honest(socket, message, connection);
    });
    const { feeds, events } = connect(server.url);
    const result = await read(feeds);
    expect(result).toMatchObject({ pages: 1, error: { kind: 'network' } });
    expect(result.ms).toBeLessThan(1_000);
    expect(events.map(({ type }) => type)).toEqual(['opened', 'ended']);
  });

  it('F43 F44 after a wake-up a dead link is found in `wakeMs`, and a living one stays', async () => {
    let mute = false;
    const server = await serve((socket, message, connection) => {
      if (!mute) honest(socket, message, connection);
    });
    // The ordinary watch is far slower here: only the check after waking can be this quick.
    const { feeds } = connect(server.url, { ...limits, pingMs: 5_000, pongMs: 5_000 });
    const pages = feeds.events('c', point, AbortSignal.timeout(10_000));
    await pages.next();
    const broken = pages.next().then(
      () => null,
      (error: unknown) => error,
    );
    feeds.check();
    await new Promise((resolve) => setTimeout(resolve, 65));
    mute = true;
    const began = performance.now();
    feeds.check();
    expect(await broken).toMatchObject({ kind: 'network', message: expect.stringContaining('woke up') });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(server.connections()).toBe(1);
  });

  it('F08 a server that never answers the handshake is given up at the connect deadline', async () => {
    const tcp: TcpServer = createServer(() => {});
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    open.push(tcp);
    const { feeds, events } = connect(`ws://127.0.0.1:${(tcp.address() as { port: number }).port}/graphql`);
    const result = await read(feeds);
    expect(result.error).toMatchObject({ kind: 'network' });
    expect(result.ms).toBeLessThan(1_000);
    expect(events).toMatchObject([{ type: 'ended', opened: false }]);
  });

  it('F09 a server that never acknowledges is given up at the ack deadline', async () => {
    const server = await serve(() => {});
    const { feeds, events } = connect(server.url);
    expect((await read(feeds)).error).toMatchObject({ kind: 'network' });
    expect(events).toMatchObject([{ type: 'ended', opened: false }]);
  });

  it('F06 F09 a link that dies between opening and acknowledgement is given up at the ack deadline, and the next socket is a new one', async () => {
    const server = await serve((socket, message, connection) => {
      // Neither an acknowledgement nor an answer to a close frame: the first link is dead.
      if (connection === 1) socket.pause();
      else honest(socket, message, connection);
    });
    const { feeds, events } = connect(server.url);
    const first = await read(feeds);
    expect(first.error).toMatchObject({ kind: 'network', message: expect.stringContaining('acknowledged') });
    expect(first.ms).toBeLessThan(1_000);
    const pages = feeds.events('c', point, AbortSignal.timeout(5_000));
    expect((await pages.next()).done).toBe(false);
    await pages.return(undefined);
    expect(events.map(({ type }) => type)).toEqual(['ended', 'opened']);
  });

  it('F16 half a message drops the socket and nothing of it is read', async () => {
    const server = await serve((socket, message, connection) => {
      if (message.type === 'subscribe') socket.send('{"id":"1","type":"ne');
      else honest(socket, message, connection);
    });
    expect(await read(connect(server.url).feeds)).toMatchObject({ pages: 0, error: { name: 'ChatError' } });
  });

  it('F34 one refused operation fails alone', async () => {
    const server = await serve((socket, message, connection) => {
      const bad = JSON.stringify(message).includes('"bad"');
      if (message.type === 'subscribe' && bad)
        say(socket, { id: message.id, type: 'error', payload: [{ message: 'no', extensions: { code: 'BAD_REQUEST' } }] });
      else honest(socket, message, connection);
    });
    const { feeds } = connect(server.url);
    const stop = new AbortController();
    const good = feeds.events('good', point, stop.signal)[Symbol.asyncIterator]();
    await good.next();
    await expect(feeds.events('bad', point, AbortSignal.timeout(1_000)).next()).rejects.toMatchObject({ kind: 'defect', message: 'no' });
    const still = good.next();
    expect(await Promise.race([still, new Promise((resolve) => setTimeout(() => resolve('open'), 100))])).toBe('open');
    stop.abort();
    expect((await still).done).toBe(true);
  });

  it('K-9 a page that breaks the protocol fails its feed as a defect', async () => {
    const server = await serve((socket, message, connection) => {
      if (message.type === 'subscribe')
        say(socket, { id: message.id, type: 'next', payload: { data: { conversationEvents: { events: 3 } } } });
      else honest(socket, message, connection);
    });
    expect((await read(connect(server.url).feeds)).error).toMatchObject({ kind: 'defect' });
  });
});

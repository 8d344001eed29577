/** The whole client side, hooks apart, against the reference backend: what a reader sees through faults. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import { followConversation } from '../../src/queries/conversation-feed.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import { createAccess } from '../../src/transports/access.ts';
import { createHttpTransport } from '../../src/transports/http.ts';
import { createRotatingFeeds } from '../../src/transports/rotation.ts';
import type { SocketEvent } from '../../src/transports/websocket.ts';
import { NodeSocket } from '../support/node-socket.ts';
import { type ClientOptions, clientLimits, openClient } from './real-client.ts';
import { openRealServer, type RealServer } from './real-server.ts';

const limits = clientLimits;
let real: RealServer;

beforeAll(async () => {
  real = await openRealServer();
});
afterAll(() => real.close());

const client = (options: ClientOptions = {}): ChatRuntime => openClient(real, options);

/** Follows until the newest answer is at its end; every text it showed on the way. */
async function watch(runtime: ChatRuntime, id: string): Promise<{ shown: string[]; view: ConversationView }> {
  const stop = new AbortController();
  const shown: string[] = [];
  const done = new Promise<ConversationView>((resolve) => {
    runtime.queryClient.getQueryCache().subscribe(() => {
      const view = runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id));
      const last = view?.messages.at(-1);
      if (last && shown.at(-1) !== last.text) shown.push(last.text);
      if (view && last?.author.role === 'ASSISTANT' && last.state !== 'PENDING' && last.state !== 'STREAMING' && last.hash !== 'pending')
        resolve(view);
    });
  });
  const following = followConversation(runtime, id, stop.signal);
  const view = await done;
  stop.abort();
  await following;
  return { shown, view };
}

async function ask(runtime: ChatRuntime, text: string): Promise<string> {
  const outcome = await runtime.transport.send({
    type: 'start',
    clientConversationId: randomUUID(),
    firstMessage: { clientMessageId: randomUUID(), text },
  });
  if (!outcome.snapshot) throw new Error(`start failed: ${JSON.stringify(outcome.error)}`);
  return outcome.snapshot.id;
}

describe.each([
  ['websocket', true],
  ['long poll', false],
] as const)('resume over %s', (_, webSocket) => {
  it('K-1 shows a growing prefix and ends with the promised text', async () => {
    const runtime = client({ webSocket });
    const { shown, view } = await watch(runtime, await ask(runtime, 'hello there'));
    const last = view.messages.at(-1);
    expect(last).toMatchObject({ text: 'echo hello there', state: 'COMPLETED', hash: 'ok' });
    expect(shown.every((text) => text === 'hello there' || last?.text.startsWith(text))).toBe(true);
    runtime.dispose();
  });

  it('F38 a token that ends in mid-answer costs no text', async () => {
    // The socket ends with the token to the second; a request is let in for the server's leeway of 30 s more.
    const asked: string[] = [];
    const runtime = client({ webSocket, lifeSeconds: webSocket ? 4 : -26, asked: (reason) => asked.push(reason) });
    const id = await ask(runtime, 'slow');
    const watching = watch(runtime, id);
    setTimeout(() => {
      const runId = runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id))?.messages.at(-1)?.runId ?? '';
      void runtime.transport.send({ type: 'stop', runId, clientRequestId: randomUUID() });
    }, 6_500);
    const { shown, view } = await watching;
    const last = view.messages.at(-1);
    expect(asked).toEqual(['initial', 'expired']);
    expect(last?.state).toBe('STOPPED');
    expect(last?.text.length).toBeGreaterThan(400);
    expect(
      createHash('sha256')
        .update(last?.text ?? '')
        .digest('hex'),
    ).toBe(last?.promise?.sha256);
    expect(shown.filter((text) => text.startsWith('slow ')).every((text) => last?.text.startsWith(text))).toBe(true);
    runtime.dispose();
  });
});

/** Every 20 ms: how many sockets are open. */
function countSockets(): () => readonly number[] {
  const counts: number[] = [];
  const timer = setInterval(() => counts.push(liveSockets().length), 20);
  return () => {
    clearInterval(timer);
    return counts;
  };
}

describe('make before break', () => {
  it('K-14 F38 both feeds move to a socket with the next token before the first one ends, in mid-answer, and no reader notices', async () => {
    const asked: string[] = [];
    const events: SocketEvent[] = [];
    const access = real.access('ada', { lifeSeconds: 5, asked: (reason) => asked.push(reason) });
    const http = createHttpTransport({ endpoint: real.endpoint, access, limits });
    const feeds = createRotatingFeeds({
      url: real.socketUrl,
      access,
      limits,
      onSocket: (event) => events.push(event),
      webSocketImpl: NodeSocket,
    });
    const started = await http.send({
      type: 'start',
      clientConversationId: randomUUID(),
      firstMessage: { clientMessageId: randomUUID(), text: 'slow' },
    });
    const { id, head } = started.snapshot ?? { id: '', head: { epoch: '', seq: 0 } };
    const stop = new AbortController();
    const counts = countSockets();
    const lists = (async () => {
      let pages = 0;
      for await (const _ of feeds.changes(null, stop.signal)) pages += 1;
      return pages;
    })();
    let { seq } = head;
    setTimeout(() => void http.send({ type: 'stop', runId: started.runId ?? '', clientRequestId: randomUUID() }), 7_000);
    reading: for await (const page of feeds.events(id, head, stop.signal)) {
      for (const event of page?.events ?? []) {
        if (event.seq <= seq) continue;
        expect(event.seq).toBe(seq + 1);
        seq = event.seq;
        if (event.type === 'MessageFinished') break reading;
      }
    }
    const open = liveSockets().length;
    stop.abort();
    expect(await lists).toBeGreaterThan(0);
    expect(asked).toEqual(['initial', 'expired']);
    expect(events.map(({ type }) => type)).toEqual(['opened', 'opened']);
    expect(Math.max(...counts())).toBe(2);
    expect(open).toBe(1);
    feeds.close();
  });

  it('F38 F39 without a next token the first socket is kept, and nobody asks again until it ends', async () => {
    const asked: string[] = [];
    const token = await real.access('ada', { lifeSeconds: 3 }).token();
    const access = createAccess(
      (reason) => {
        asked.push(reason);
        return token;
      },
      { timeoutMs: 1_000 },
    );
    const events: SocketEvent[] = [];
    const feeds = createRotatingFeeds({
      url: real.socketUrl,
      access,
      limits,
      onSocket: (event) => events.push(event),
      webSocketImpl: NodeSocket,
    });
    const ended = await (async () => {
      for await (const _ of feeds.changes(null, AbortSignal.timeout(8_000))) expect(liveSockets()).toHaveLength(1);
    })().then(
      () => null,
      (error: unknown) => error,
    );
    expect(ended).toMatchObject({ kind: 'expired' });
    expect(asked).toEqual(['initial', 'expired']);
    expect(events.map(({ type }) => type)).toEqual(['opened', 'ended']);
    feeds.close();
  });
});

describe('resume', () => {
  it('F04 F46 every socket cut in mid-answer: the text goes on from the cursor, without loss or doubling', async () => {
    const runtime = client();
    const id = await ask(runtime, 'slow');
    const watching = watch(runtime, id);
    const cuts = setInterval(() => {
      for (const socket of liveSockets()) socket.terminate();
    }, 700);
    setTimeout(() => {
      clearInterval(cuts);
      const runId = runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id))?.messages.at(-1)?.runId ?? '';
      void runtime.transport.send({ type: 'stop', runId, clientRequestId: randomUUID() });
    }, 3_000);
    const { view } = await watching;
    expect(view.messages.at(-1)).toMatchObject({ state: 'STOPPED', hash: 'ok' });
    expect(view.messages.at(-1)?.text).toMatch(/^(slow )+$/u);
    runtime.dispose();
  });
});

function liveSockets(): readonly NodeSocket[] {
  return NodeSocket.open;
}

/** A proxy that ends what is idle: every limit is a twentieth of the real one, the proxy's 30 s included. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { defaultLimits } from '../../host-demo/server/conversations/api.ts';
import { type ChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import { followConversation } from '../../src/queries/conversation-feed.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import { LIMITS } from '../../src/session/limits.ts';
import { startIdleProxy } from '../support/idle-proxy.ts';
import { openClient } from './real-client.ts';
import { openRealServer } from './real-server.ts';

const SCALE = 20;
const PROXY_IDLE_MS = 30_000 / SCALE;
const WATCH_MS = 5_000;
const soon = { timeout: 15_000 };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A client that reads a finished conversation through the proxy. Socket pings are an hour apart: they must not be what holds the line. */
async function watchThroughProxy(webSocket: boolean, heartbeatMs: number): Promise<{ runtime: ChatRuntime; id: string; cuts(): number }> {
  const real = await openRealServer({
    limits: { heartbeatMs: heartbeatMs / SCALE, longPollMs: defaultLimits.longPollMs / SCALE, messagesPerMinute: 1_000 },
    doorLimits: { pingMs: 3_600_000, messagesPerWindow: 1_000, subscriptionsPerWindow: 1_000 },
  });
  closers.push(() => real.close());
  const proxy = await startIdleProxy(real.server.port, PROXY_IDLE_MS);
  closers.push(() => proxy.close());
  const through = {
    ...real,
    endpoint: real.endpoint.replace(/:\d+/, `:${proxy.port}`),
    socketUrl: real.socketUrl.replace(/:\d+/, `:${proxy.port}`),
  };
  const runtime = openClient(through, {
    webSocket,
    limits: { pingMs: 3_600_000, longPollMs: LIMITS.longPollMs / SCALE, backoffFirstMs: 50, backoffMaxMs: 100 },
  });
  closers.push(() => runtime.dispose());
  const started = await runtime.transport.send({
    type: 'start',
    clientConversationId: randomUUID(),
    firstMessage: { clientMessageId: randomUUID(), text: 'hello' },
  });
  const id = started.snapshot?.id ?? '';
  const stop = new AbortController();
  closers.push(() => stop.abort());
  void followConversation(runtime, id, stop.signal);
  await expect.poll(() => last(runtime, id), soon).toBe('echo hello');
  // The connections of what was asked before this are idle by now, and cut.
  await sleep(PROXY_IDLE_MS + 200);
  const before = proxy.cuts;
  return { runtime, id, cuts: () => proxy.cuts - before };
}

const last = (runtime: ChatRuntime, id: string) =>
  runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id))?.messages.at(-1)?.text;

async function say(runtime: ChatRuntime, id: string, text: string): Promise<void> {
  runtime.outbox.add({ conversationKey: id, text });
  await expect.poll(() => last(runtime, id), soon).toBe(`echo ${text}`);
}

it.each([
  ['websocket', true],
  ['long poll', false],
] as const)(
  'F14 over %s the pages that come as heartbeats keep a silent line open',
  async (_, webSocket) => {
    const { runtime, id, cuts } = await watchThroughProxy(webSocket, defaultLimits.heartbeatMs);
    await sleep(WATCH_MS);
    expect(cuts()).toBe(0);
    await say(runtime, id, 'still here');
  },
  60_000,
);

it('F14 F04 a line that is cut for idleness after all is resumed from the cursor, and nothing is lost', async () => {
  const { runtime, id, cuts } = await watchThroughProxy(true, 10 * 60_000);
  await sleep(WATCH_MS);
  expect(cuts()).toBeGreaterThan(1);
  await say(runtime, id, 'back again');
  const view = runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id));
  expect(view?.messages.map(({ text }) => text)).toEqual(['hello', 'echo hello', 'back again', 'echo back again']);
}, 60_000);

/** A rolling restart: two servers on one Postgres behind one address, each replaced while the real client reads and sends. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import { followConversation } from '../../src/queries/conversation-feed.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import { type RunningPostgres, startPostgres } from '../postgres.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { openClient } from './real-client.ts';
import { openRealServer, type RealServer } from './real-server.ts';

const soon = { timeout: 30_000, interval: 50 };
const tokens = { secret: 'a secret of all the servers, 32 long', jwksUrl: null, issuer: null, audience: null };
let postgres: RunningPostgres;
let databaseUrl: string;
let balancer: Balancer;
const running: RealServer[] = [];

async function startOne(): Promise<RealServer> {
  const server = await openRealServer({
    databaseUrl,
    tokens,
    limits: { messagesPerMinute: 1_000 },
    doorLimits: { reconnectWithinMs: 200, messagesPerWindow: 1_000, subscriptionsPerWindow: 1_000 },
  });
  running.push(server);
  return server;
}
async function end(server: RealServer): Promise<void> {
  running.splice(running.indexOf(server), 1);
  await server.close();
}

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
}, 60_000);
afterAll(async () => {
  await balancer?.close();
  await Promise.all(running.map((server) => server.close()));
  await postgres?.stop();
});

it.each([
  ['websocket', true],
  ['poll', false],
] as const)(
  'F03 F21 R-8 a rolling restart over %s: every message once and in order, the answer under way is whole on the other server',
  async (_, webSocket) => {
    const first = await startOne();
    const second = await startOne();
    balancer = await startBalancer(first.server.port);
    const at = (url: string) => url.replace(/:\d+/, `:${balancer.port}`);
    const through = { ...first, endpoint: at(first.endpoint), socketUrl: at(first.socketUrl) };
    const runtime: ChatRuntime = openClient(through, { webSocket, limits: { backoffFirstMs: 50, backoffMaxMs: 500, pollMs: 300 } });
    const stop = new AbortController();
    const start = async (text: string): Promise<string> => {
      const started = await runtime.transport.send({
        type: 'start',
        clientConversationId: randomUUID(),
        firstMessage: { clientMessageId: randomUUID(), text },
      });
      const id = started.snapshot?.id ?? '';
      void followConversation(runtime, id, stop.signal);
      return id;
    };
    const view = (id: string) => runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id));
    const long = await start('slow');
    const talk = await start('0');
    await expect.poll(() => view(long)?.messages.at(-1)?.text.length ?? 0, soon).toBeGreaterThan(20);

    balancer.to(second.server.port);
    const restarts = (async () => {
      await end(first);
      const third = await startOne();
      await sleep(500);
      balancer.to(third.server.port);
      await end(second);
    })();
    const said = ['0'];
    for (let index = 1; index <= 8; index += 1) {
      runtime.outbox.add({ conversationKey: talk, text: String(index) });
      said.push(String(index));
      await sleep(250);
    }
    await restarts;

    await expect.poll(() => view(talk)?.messages.at(-1)?.text, soon).toBe('echo 8');
    const texts = view(talk)?.messages.map(({ text }) => text) ?? [];
    expect(texts.filter((text) => !text.startsWith('echo'))).toEqual(said);
    expect(runtime.outbox.unsent).toBe(0);
    const attempt = () => view(long)?.messages.at(-1);
    await expect.poll(() => attempt()?.attempt, soon).toBeGreaterThan(1);
    await expect.poll(() => attempt()?.text.length ?? 0, soon).toBeGreaterThan(20);
    await runtime.transport.send({ type: 'stop', runId: attempt()?.runId ?? '', clientRequestId: randomUUID() });
    await expect.poll(() => attempt()?.hash, soon).toBe('ok');
    expect(attempt()?.text).toMatch(/^(slow )+$/u);
    stop.abort();
    runtime.dispose();
    await balancer.close();
    await Promise.all([...running].map(end));
  },
  90_000,
);

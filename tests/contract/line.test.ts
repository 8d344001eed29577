/** The demo's line panel pressed button by button while the real client reads an answer: what is on screen stays true. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import { followConversation } from '../../src/queries/conversation-feed.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import { openClient } from './real-client.ts';
import { openRealServer, type RealServer } from './real-server.ts';

const soon = { timeout: 20_000, interval: 50 };
let real: RealServer;
beforeAll(async () => {
  real = await openRealServer({
    limits: { leaseMs: 900, leaseRenewMs: 300, sweepMs: 300, messagesPerMinute: 1_000 },
    doorLimits: { reconnectWithinMs: 200, messagesPerWindow: 1_000, subscriptionsPerWindow: 1_000 },
  });
});
afterAll(() => real.close());

interface Line {
  readonly restarts: number;
  readonly affected: number;
  readonly answers: readonly { attempts: number; state: string; sha256: string | null }[];
}

/** With a token of its own each time: "expire-tokens" ends the panel's as well. */
async function line(path: string, body?: object): Promise<Line> {
  const response = await fetch(`${real.server.url}/demo/line${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${await real.access('ben').token()}`, 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json() as Promise<Line>;
}

it('F03 F04 F11 F23 F38 every button in mid-answer: one text that only grows within an attempt, whole at the end, with the hash the server has', async () => {
  const asked: string[] = [];
  const runtime: ChatRuntime = openClient(real, {
    asked: (reason) => asked.push(reason),
    limits: { backoffFirstMs: 50, backoffMaxMs: 500, webSocketAgainMs: 500 },
  });
  const started = await runtime.transport.send({
    type: 'start',
    clientConversationId: randomUUID(),
    firstMessage: { clientMessageId: randomUUID(), text: 'slow' },
  });
  const id = started.snapshot?.id ?? '';
  const view = () => runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id));
  const answer = () => view()?.messages.at(-1);
  const steps: string[] = [];
  let before: { attempt: number; text: string } = { attempt: 1, text: '' };
  runtime.queryClient.getQueryCache().subscribe(() => {
    const now = answer();
    if (now?.author.role !== 'ASSISTANT') return;
    if (now.attempt === before.attempt && !now.text.startsWith(before.text)) steps.push(`${before.text} became ${now.text}`);
    if (now.attempt < before.attempt) steps.push(`attempt ${before.attempt} became ${now.attempt}`);
    before = { attempt: now.attempt, text: now.text };
  });
  const stop = new AbortController();
  const following = followConversation(runtime, id, stop.signal);
  const grows = async (): Promise<void> => {
    const { attempt, text } = before;
    await expect.poll(() => before.attempt > attempt || before.text.length > text.length, soon).toBe(true);
  };
  const onWebSocket = (): Promise<void> => expect.poll(() => runtime.transport.carrier, soon).toBe('websocket');
  await grows();
  // A busy machine may begin on a poll and climb.
  await onWebSocket();
  // What one begins on is named before its socket stands.
  await expect.poll(async () => (await line('/cut-sockets', {})).affected, soon).toBeGreaterThan(0);
  await grows();
  await line('/refuse-websockets', { on: true });
  await line('/cut-sockets', {});
  await expect.poll(() => runtime.transport.carrier, soon).toMatch(/poll/);
  await grows();
  await line('/refuse-websockets', { on: false });
  await onWebSocket();
  await line('/latency', { ms: 300 });
  await grows();
  await line('/latency', { ms: 0 });
  await line('/expire-tokens', {});
  await grows();
  await expect.poll(() => asked, soon).toEqual(['initial', 'expired']);
  expect((await line('/kill-worker', {})).affected).toBe(1);
  await expect.poll(() => before.attempt, soon).toBe(2);
  await grows();
  await line('/restart-server', {});
  await expect.poll(() => before.attempt, soon).toBe(3);
  await grows();
  await sleep(200);
  await runtime.transport.send({ type: 'stop', runId: answer()?.runId ?? '', clientRequestId: randomUUID() });
  await expect.poll(() => answer()?.hash, soon).toBe('ok');
  expect(answer()).toMatchObject({ state: 'STOPPED', attempt: 3 });
  expect(answer()?.text).toMatch(/^(slow )+$/u);
  expect(steps).toEqual([]);
  const state = await (async () => {
    const token = await real.access('ada').token();
    const response = await fetch(`${real.server.url}/demo/line?conversation=${id}`, { headers: { authorization: `Bearer ${token}` } });
    return (await response.json()) as Line;
  })();
  expect(state).toMatchObject({ restarts: 1, answers: [{ attempts: 3, state: 'STOPPED', sha256: answer()?.promise?.sha256 }] });
  stop.abort();
  await following;
  runtime.dispose();
}, 90_000);

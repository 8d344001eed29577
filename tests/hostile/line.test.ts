/** The endpoints of the demo's line panel: what they break, for whom, and that nothing but the demo has them. */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoPerson, demoToken } from '../../host-demo/server/auth/demo.ts';
import { readConfig } from '../../host-demo/server/config.ts';
import { createServer, type RunningServer } from '../../host-demo/server/http/server.ts';
import { ECHO } from '../contract/real-server.ts';
import { post, RawSocket } from './doors.ts';

const ACTIONS = ['cut-sockets', 'refuse-websockets', 'latency', 'expire-tokens', 'kill-worker', 'restart-server'] as const;
const CHANGES = 'subscription { conversationChanges { cursor } }';
const soon = { timeout: 10_000 };

interface State {
  readonly refusesWebSockets: boolean;
  readonly latencyMs: number;
  readonly tokensEndedAt: string | null;
  readonly sockets: number;
  readonly runningAnswers: number;
  readonly restarts: number;
  readonly startedAt: string;
  readonly affected: number;
  readonly answers?: readonly { state: string; attempts: number; length: number | null; sha256: string | null }[];
}

let server: RunningServer;
const sockets: RawSocket[] = [];
const tokenOf = async (name: string, by: RunningServer = server): Promise<string> => {
  const person = demoPerson(name);
  if (!person) throw new Error(`no ${name}`);
  return demoToken(person, by.key, Date.now());
};

function call(path: string, token: string | null, body?: unknown, init: RequestInit = {}, at: string = server.url): Promise<Response> {
  return fetch(`${at}/demo/line${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    ...init,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(init.headers as Record<string, string> | undefined),
    },
  });
}
const state = async (path: string, token: string, body?: unknown): Promise<State> => (await call(path, token, body)).json();

async function openSocket(name: string): Promise<RawSocket> {
  const socket = new RawSocket(server.url);
  sockets.push(socket);
  await socket.init(await tokenOf(name));
  return socket;
}

beforeAll(async () => {
  server = await createServer({
    responder: ECHO,
    limits: { leaseMs: 600, leaseRenewMs: 200, sweepMs: 200 },
    doorLimits: { reconnectWithinMs: 200 },
  });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.end();
});
afterAll(() => server.close());

describe('only the demo has them', () => {
  it('404 with the configuration of a production server, with and without a token, whatever the method', async () => {
    const config = readConfig({ NODE_ENV: 'production', JWT_SECRET: 'a secret of thirty-two characters.' });
    const real = await createServer({ responder: ECHO, tokens: config.tokens, demo: config.demo });
    try {
      const person = demoPerson('ada');
      if (!person) throw new Error('no ada');
      const token = await demoToken(person, real.key, Date.now());
      expect((await post(real.url, token, '{ viewer { id } }')).data).toEqual({ viewer: { id: 'ada' } });
      for (const path of ['', ...ACTIONS.map((name) => `/${name}`)])
        for (const [given, body] of [
          [token, {}],
          [token, undefined],
          [null, {}],
        ] as const) {
          const answer = await call(path, given, body, {}, real.url);
          expect([path, answer.status, (await answer.json()).errors[0].extensions.code]).toEqual([path, 404, 'NOT_FOUND']);
        }
    } finally {
      await real.close();
    }
  });
});

describe('who may ask, and how', () => {
  it('wants a token, JSON, the right method and the right body, from a page that may use the server', async () => {
    const token = await tokenOf('ada');
    expect((await call('', null)).status).toBe(401);
    expect((await call('/cut-sockets', null, {})).status).toBe(401);
    expect((await call('/cut-sockets', `${token}x`, {})).status).toBe(401);
    expect((await call('/cut-sockets', token)).status).toBe(405);
    expect((await call('', token, {})).status).toBe(405);
    expect((await call('/nothing', token, {})).status).toBe(404);
    expect((await call('/constructor', token, {})).status).toBe(404);
    const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect((await call('/cut-sockets', token, {}, form)).status).toBe(415);
    expect((await call('/cut-sockets', token, {}, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await call('/cut-sockets', token, {}, { headers: { origin: server.url } })).status).toBe(200);
    for (const ms of [-1, 3_001, 1.5, '3000', null]) expect((await call('/latency', token, { ms })).status).toBe(400);
    expect((await call('/refuse-websockets', token, {})).status).toBe(400);
    expect((await call('/latency', token, { ms: 0, padding: 'x'.repeat(2_000) })).status).toBe(413);
    expect(await state('', token)).toMatchObject({ refusesWebSockets: false, latencyMs: 0, tokensEndedAt: null, restarts: 0 });
  });
});

describe('what they break', () => {
  it("F04 cut-sockets resets the sockets of the caller's organisations, and no others", async () => {
    const [ada, chen] = [await openSocket('ada'), await openSocket('chen')];
    expect((await state('', await tokenOf('ben'))).sockets).toBe(1);
    expect((await state('/cut-sockets', await tokenOf('ben'), {})).affected).toBe(1);
    expect((await ada.closed).code).toBe(1006);
    chen.subscribe('1', CHANGES);
    await chen.next((frame) => frame.type === 'next');
    await expect.poll(async () => (await state('', await tokenOf('ben'))).sockets).toBe(0);
  });

  it('F11 refuse-websockets answers upgrades with 503 until it is taken back', async () => {
    const token = await tokenOf('ada');
    expect((await state('/refuse-websockets', token, { on: true })).refusesWebSockets).toBe(true);
    const refused = new RawSocket(server.url);
    expect((await refused.closed).code).toBe(503);
    expect((await post(server.url, token, '{ viewer { id } }')).status).toBe(200);
    await state('/refuse-websockets', token, { on: false });
    await openSocket('ada');
  });

  it('F13 latency delays frames and responses, in order, and nobody of another organisation', async () => {
    const [ada, chen] = [await openSocket('ada'), await openSocket('chen')];
    const token = await tokenOf('ada');
    await state('/latency', token, { ms: 400 });
    const since = performance.now();
    for (let index = 0; index < 8; index += 1) ada.send({ type: 'ping', payload: { index } });
    chen.send({ type: 'ping' });
    await chen.next((frame) => frame.type === 'pong');
    expect(ada.frames.filter(({ type }) => type === 'pong')).toEqual([]);
    const slow = post(server.url, token, '{ viewer { id } }').then(() => performance.now() - since);
    await ada.next(({ payload }) => (payload as { index?: number } | undefined)?.index === 7);
    expect(performance.now() - since).toBeGreaterThan(390);
    expect(await slow).toBeGreaterThan(390);
    // One that comes after the delay was taken away does not overtake those that wait.
    ada.send({ type: 'ping', payload: { index: 8 } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await state('/latency', token, { ms: 0 })).latencyMs).toBe(0);
    ada.send({ type: 'ping', payload: { index: 9 } });
    await ada.next(({ payload }) => (payload as { index?: number } | undefined)?.index === 9);
    const order = ada.frames.filter(({ type }) => type === 'pong').map(({ payload }) => (payload as { index: number }).index);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('F38 expire-tokens ends what was issued before, at once and in both transports; the next token is taken', async () => {
    const [ada, chen] = [await openSocket('ada'), await openSocket('chen')];
    const old = await tokenOf('ada');
    const others = await tokenOf('chen');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await state('/expire-tokens', await tokenOf('ben'), {})).toMatchObject({ affected: 1, tokensEndedAt: expect.any(String) });
    expect(await ada.closed).toMatchObject({ code: 4403 });
    expect((await post(server.url, old, '{ viewer { id } }')).status).toBe(401);
    expect((await call('', old)).status).toBe(401);
    // In the same second: the demo's tokens say to the millisecond when they were issued.
    const next = await tokenOf('ada');
    expect((await post(server.url, next, '{ viewer { id } }')).data).toEqual({ viewer: { id: 'ada' } });
    await openSocket('ada');
    expect((await post(server.url, others, '{ viewer { id } }')).status).toBe(200);
    expect(chen.socket.readyState).toBe(chen.socket.OPEN);
  });

  it("R-7 F23 kill-worker leaves the lease to run out: a new attempt, whose hash agrees; another organisation's answer goes on", async () => {
    const START =
      'mutation($input: StartConversationInput!) { startConversation(input: $input) { runId conversation { id head { epoch seq } } } }';
    const ask = async (name: string) => {
      const input = {
        clientConversationId: crypto.randomUUID(),
        firstMessage: { clientMessageId: crypto.randomUUID(), text: 'hello there' },
      };
      const answer = await post(server.url, await tokenOf(name), START, { input });
      const started = answer.data?.startConversation as { conversation: { id: string; head: { epoch: string; seq: number } } } | undefined;
      if (started === undefined) throw new Error(answer.text);
      return started.conversation;
    };
    const [mine, theirs] = [await ask('ada'), await ask('chen')];
    const token = await tokenOf('ada');
    await expect.poll(async () => (await state('', token)).runningAnswers, soon).toBe(1);
    await expect.poll(async () => (await state(`?conversation=${mine.id}`, token)).answers?.[0]?.state, soon).toBe('STREAMING');
    expect(await state('/kill-worker', token, {})).toMatchObject({ affected: 1, runningAnswers: 0 });
    const answers = async (name: string, id: string) => (await state(`?conversation=${id}`, await tokenOf(name))).answers;
    await expect.poll(async () => (await answers('ada', mine.id))?.[0]?.state, soon).toBe('COMPLETED');
    const text = 'echo hello there';
    const whole = { length: text.length, sha256: createHash('sha256').update(text).digest('hex'), state: 'COMPLETED' };
    expect(await answers('ada', mine.id)).toMatchObject([{ ...whole, attempts: 2 }]);
    await expect.poll(() => answers('chen', theirs.id), soon).toMatchObject([{ ...whole, attempts: 1 }]);
    const read = await post(
      server.url,
      token,
      `query($id: ID!, $after: ResumePoint!) { conversationEvents(conversationId: $id, after: $after, waitMs: 0) { events {
         __typename seq ... on MessageReset { attempt reason } ... on MessageFinished { sha256 } } } }`,
      { id: mine.id, after: { epoch: mine.head.epoch, seq: 0 } },
    );
    const events = (read.data?.conversationEvents as { events: { __typename: string; sha256?: string }[] } | undefined)?.events ?? [];
    expect(events.filter((event) => event.__typename === 'MessageReset')).toMatchObject([{ attempt: 2, reason: 'WORKER_LOST' }]);
    expect(events.filter((event) => event.__typename === 'MessageFinished').map(({ sha256 }) => sha256)).toEqual([whole.sha256]);
    // Of a conversation of somebody else nothing is told.
    expect(await answers('ben', mine.id)).toEqual([]);
  });

  it('F03 restart-server tells the feeds, closes with 1012, and is back on the same port with the same data', async () => {
    const token = await tokenOf('ada');
    const before = await state('', token);
    const ada = await openSocket('ada');
    ada.subscribe('1', 'subscription { conversationChanges { cursor reconnectWithinMs } }');
    await ada.next((frame) => frame.type === 'next');
    const since = performance.now();
    const answer = await call('/restart-server', token, {});
    expect(answer.status).toBe(202);
    expect((await ada.closed).code).toBe(1012);
    expect(JSON.stringify(ada.frames)).toContain('"reconnectWithinMs":200');
    const back = async (): Promise<State | null> => {
      const answered = await call('', token).catch(() => null);
      return answered?.status === 200 ? ((await answered.json()) as State) : null;
    };
    await expect.poll(async () => (await back())?.restarts, { timeout: 10_000, interval: 50 }).toBe(1);
    expect(performance.now() - since).toBeLessThan(6_000);
    const after = await back();
    expect(after?.tokensEndedAt).toBe(before.tokensEndedAt);
    expect(before.tokensEndedAt).not.toBeNull();
    expect(Date.parse(after?.startedAt ?? '')).toBeGreaterThan(Date.parse(before.startedAt));
    expect((await post(server.url, token, '{ conversations(first: 5) { nodes { id } } }')).text).toContain('"id"');
    await openSocket('ada');
  });
});

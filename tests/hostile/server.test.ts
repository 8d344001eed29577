import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type RunningServer } from '../../host-demo/server/http/server.ts';
import type { Responder } from '../../host-demo/server/responders/responder.ts';
import { type Answer, post, RawSocket, tokenOf } from './doors.ts';

/** Writes a word each 20 ms until told to stop, or answers at once with "done". */
const responder: Responder = {
  name: 'test',
  async *respond({ turns, signal }) {
    if (turns.at(-1)?.text.startsWith('long')) {
      for (let word = 0; word < 500 && !signal.aborted; word += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield { type: 'text', text: `word${word} ` };
      }
    }
    if (signal.aborted) return;
    yield { type: 'text', text: 'done' };
    yield { type: 'finish', state: 'COMPLETED', sources: [], suggestions: [] };
  },
};

let server: RunningServer;
const tokens = new Map<string, string>();
beforeAll(async () => {
  server = await createServer({
    responder,
    limits: { heartbeatMs: 1000, longPollMs: 3000 },
    doorLimits: { requestBurst: 2000, commandBurst: 1000 },
  });
  for (const name of ['ada', 'ben', 'chen', 'mara']) tokens.set(name, await tokenOf(name, 600, server.key));
});
afterAll(() => server.close());

const sockets: RawSocket[] = [];
afterEach(() => {
  for (const one of sockets.splice(0)) one.end();
});

const as = (name: string, query: string, variables: object = {}): Promise<Answer> =>
  post(server.url, tokens.get(name) ?? null, query, variables);
const uuid = (): string => crypto.randomUUID();

const START =
  'mutation($input: StartConversationInput!) { startConversation(input: $input) { conversation { id head { epoch seq } } runId deduplicated error { code message } } }';
const SEND =
  'mutation($input: SendMessageInput!) { sendMessage(input: $input) { message { id } deduplicated error { code message retryable retryAfterMs } } }';
const EVENTS =
  'query($id: ID!, $after: ResumePoint!, $limit: Int!, $waitMs: Int!) { conversationEvents(conversationId: $id, after: $after, limit: $limit, waitMs: $waitMs) { events { seq __typename } head { epoch seq } caughtUp resync } }';
const LIVE =
  'subscription($id: ID!, $after: ResumePoint!) { conversationEvents(conversationId: $id, after: $after) { events { seq __typename } head { seq } resync } }';

interface Begun {
  readonly id: string;
  readonly epoch: string;
  readonly runId: string;
}

async function begin(name: string, text = 'hello'): Promise<Begun> {
  const { data, text: raw } = await as(name, START, {
    input: { clientConversationId: uuid(), firstMessage: { clientMessageId: uuid(), text } },
  });
  const started = data?.startConversation as { conversation: { id: string; head: { epoch: string } }; runId: string } | undefined;
  if (!started?.conversation) throw new Error(raw);
  return { id: started.conversation.id, epoch: started.conversation.head.epoch, runId: started.runId };
}

const field = (answer: Answer, name: string): Record<string, unknown> => (answer.data?.[name] ?? {}) as Record<string, unknown>;

describe('H34 sends', () => {
  it('above 8 kB are TOO_LARGE, at the limit they are taken', async () => {
    const { id } = await begin('ada');
    const send = (text: string) => as('ada', SEND, { input: { conversationId: id, clientMessageId: uuid(), text } });
    expect(field(await send('x'.repeat(8 * 1024)), 'sendMessage').error).toBeNull();
    expect(field(await send('x'.repeat(8 * 1024 + 1)), 'sendMessage').error).toMatchObject({ code: 'TOO_LARGE', retryable: false });
    expect(field(await send('é'.repeat(5000)), 'sendMessage').error).toMatchObject({ code: 'TOO_LARGE' });
  });

  it('above 20 in a minute are RATE_LIMITED with the time to wait, also when they come at once', async () => {
    const { id } = await begin('ben');
    const sent = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        as('ben', SEND, { input: { conversationId: id, clientMessageId: uuid(), text: `m${index}` } }),
      ),
    );
    const errors = sent.map(
      (answer) => field(answer, 'sendMessage').error as { code: string; retryable: boolean; retryAfterMs: number } | null,
    );
    expect(errors.filter((error) => error === null)).toHaveLength(19);
    for (const error of errors) if (error) expect(error).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect(Math.max(...errors.map((error) => error?.retryAfterMs ?? 0))).toBeGreaterThan(0);
  });
});

describe('H35 a reused clientMessageId', () => {
  it('with the same text is the same message, with other text a conflict, from another person its own', async () => {
    const mine = await begin('ada');
    const theirs = await begin('chen');
    const clientMessageId = uuid();
    const send = (name: string, conversationId: string, text: string) =>
      as(name, SEND, { input: { conversationId, clientMessageId, text } });
    const first = field(await send('ada', mine.id, 'one'), 'sendMessage');
    expect(first).toMatchObject({ deduplicated: false, error: null });
    expect(field(await send('ada', mine.id, 'one'), 'sendMessage')).toMatchObject({ deduplicated: true, message: first.message });
    expect(field(await send('ada', mine.id, 'two'), 'sendMessage').error).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(field(await send('chen', theirs.id, 'other'), 'sendMessage')).toMatchObject({ deduplicated: false, error: null });
  });
});

describe('H36 foreign ids', () => {
  const unknown = '00000000-0000-4000-8000-000000000000';
  const cases: readonly (readonly [name: string, query: string, variables: (id: string, runId: string) => object])[] = [
    ['conversation', 'query($id: ID!) { conversation(id: $id) { id title } }', (id) => ({ id })],
    ['conversationEvents', EVENTS, (id) => ({ id, after: { epoch: 'e', seq: 0 }, limit: 10, waitMs: 0 })],
    [
      'poll',
      'query($id: ID!) { poll(conversation: {conversationId: $id, after: {epoch: "e", seq: 0}}) { conversation { caughtUp } } }',
      (id) => ({ id }),
    ],
    ['handoverDraft', 'query($id: ID!) { handoverDraft(conversationId: $id) { summary } }', (id) => ({ id })],
    ['sendMessage', SEND, (id) => ({ input: { conversationId: id, clientMessageId: uuid(), text: 'x' } })],
    [
      'leaveMessage',
      'mutation($input: SendMessageInput!) { leaveMessage(input: $input) { message { id } error { code message } } }',
      (id) => ({ input: { conversationId: id, clientMessageId: uuid(), text: 'x' } }),
    ],
    [
      'stopRun',
      'mutation($input: RunInput!) { stopRun(input: $input) { run { id } error { code message } } }',
      (_, runId) => ({ input: { runId, clientRequestId: uuid() } }),
    ],
    [
      'retryRun',
      'mutation($input: RunInput!) { retryRun(input: $input) { run { id } error { code message } } }',
      (_, runId) => ({ input: { runId, clientRequestId: uuid() } }),
    ],
    [
      'markRead',
      'mutation($id: ID!) { markRead(conversationId: $id, seq: 1) { conversation { id } error { code message } } }',
      (id) => ({ id }),
    ],
    ['setTyping', 'mutation($id: ID!) { setTyping(conversationId: $id, typing: true) }', (id) => ({ id })],
    ...['closeConversation', 'reopenConversation', 'returnToAssistant', 'claimConversation'].map(
      (name) =>
        [
          name,
          `mutation($input: ${name === 'closeConversation' ? 'CloseConversationInput' : 'ConversationInput'}!) { ${name}(input: $input) { conversation { id } error { code message } } }`,
          (id: string) => ({ input: { conversationId: id, clientRequestId: uuid() } }),
        ] as const,
    ),
    [
      'requestHuman',
      'mutation($input: RequestHumanInput!) { requestHuman(input: $input) { conversation { id } error { code message } } }',
      (id) => ({ input: { conversationId: id, clientRequestId: uuid() } }),
    ],
    [
      'transferConversation',
      'mutation($input: TransferInput!) { transferConversation(input: $input) { conversation { id } error { code message } } }',
      (id) => ({ input: { conversationId: id, clientRequestId: uuid() } }),
    ],
    [
      'renameConversation',
      'mutation($input: RenameConversationInput!) { renameConversation(input: $input) { conversation { id } error { code message } } }',
      (id) => ({ input: { conversationId: id, clientRequestId: uuid(), title: 'mine now' } }),
    ],
    [
      'rateConversation',
      'mutation($input: RateConversationInput!) { rateConversation(input: $input) { conversation { id } error { code message } } }',
      (id) => ({ input: { conversationId: id, clientRequestId: uuid(), score: 1 } }),
    ],
    [
      'suggestReply',
      'mutation($input: ConversationInput!) { suggestReply(input: $input) { text error { code message } } }',
      (id) => ({ input: { conversationId: id, clientRequestId: uuid() } }),
    ],
  ];

  let id = '';
  let epoch = '';
  let runId = '';
  beforeAll(async () => {
    ({ id, epoch, runId } = await begin('ada'));
  });

  it.each(cases)('%s answers a foreign id as an unknown one', async (_, query, variables) => {
    const foreign = await as('chen', query, variables(id, runId));
    const nobodys = await as('chen', query, variables(unknown, unknown));
    expect(foreign.status).toBe(nobodys.status);
    expect(foreign.text).toBe(nobodys.text);
    expect(foreign.text).not.toContain(id);
  });

  it('rateMessage answers a foreign message as an unknown one', async () => {
    const mine = field(await as('ada', 'query($id: ID!) { conversation(id: $id) { messages { id } } }', { id }), 'conversation')
      .messages as { id: string }[];
    const rate = (messageId: string) =>
      as('chen', 'mutation($input: RateMessageInput!) { rateMessage(input: $input) { message { id } error { code message } } }', {
        input: { messageId, clientRequestId: uuid(), rating: 'UP' },
      });
    expect((await rate(mine.at(-1)?.id ?? '')).text).toBe((await rate(unknown)).text);
  });

  it('a subscription and a resume to a foreign conversation get null and the end, like one to an unknown one', async () => {
    const caller = new RawSocket(server.url);
    sockets.push(caller);
    await caller.init(tokens.get('chen') ?? '');
    caller.subscribe('foreign', LIVE, { id, after: { epoch, seq: 1 } });
    caller.subscribe('unknown', LIVE, { id: unknown, after: { epoch, seq: 1 } });
    for (const one of ['foreign', 'unknown']) await caller.next((frame) => frame.id === one && frame.type === 'complete');
    const of = (one: string) => caller.frames.filter((frame) => frame.id === one).map(({ type, payload }) => ({ type, payload }));
    expect(of('foreign')).toEqual(of('unknown'));
    expect(of('foreign')[0]?.payload).toEqual({ data: { conversationEvents: null } });
  });

  it("a clientConversationId that is another person's gives nothing away", async () => {
    const taken = await as('chen', START, { input: { clientConversationId: id, firstMessage: { clientMessageId: uuid(), text: 'x' } } });
    expect(field(taken, 'startConversation').conversation).toBeNull();
    expect(taken.text).not.toContain('ada');
  });
});

describe('H37 organisations', () => {
  it('a conversation is started in an organisation of the token, any other is refused', async () => {
    const start = (organizationId: string) =>
      as('ada', START, { input: { clientConversationId: uuid(), organizationId, firstMessage: { clientMessageId: uuid(), text: 'x' } } });
    expect(field(await start('org-northwind'), 'startConversation').error).toBeNull();
    const refused = await start('org-brightside');
    expect(field(refused, 'startConversation').conversation ?? null).toBeNull();
    const list = await as('ada', '{ conversations(filter: {organizationId: "org-brightside"}) { nodes { id } } }');
    expect(list.data).toBeNull();
    expect(list.errors[0]?.message).toContain('org-brightside');
  });
});

describe('H46 resume abuse', () => {
  it('negative, huge and foreign points, limits and waits are clamped, never an error of ours', async () => {
    const { id, epoch } = await begin('ada');
    for (const after of [
      { epoch, seq: -5 },
      { epoch, seq: 2_147_483_647 },
      { epoch: 'other', seq: 0 },
      { epoch: 'x'.repeat(5000), seq: 1 },
    ]) {
      const answer = await as('ada', EVENTS, { id, after, limit: 2_000_000_000, waitMs: 0 });
      expect(answer.errors).toEqual([]);
      const page = field(answer, 'conversationEvents');
      expect((page.events as unknown[]).length).toBeLessThanOrEqual(200);
    }
    const start = Date.now();
    const caughtUp = await as('ada', EVENTS, { id, after: { epoch, seq: await settled(id) }, limit: 1, waitMs: 2_000_000_000 });
    expect(caughtUp.errors).toEqual([]);
    expect(Date.now() - start).toBeLessThan(10_000);
    for (const [limit, waitMs] of [
      [-1, -1],
      [0, 0],
    ] as const)
      expect((await as('ada', EVENTS, { id, after: { epoch, seq: 0 }, limit, waitMs })).errors).toEqual([]);
  });

  it('beyond two long polls held per conversation and identity the server answers at once, and refuses none', async () => {
    const { id, epoch } = await begin('ada');
    const seq = await settled(id);
    const start = Date.now();
    const times = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const answer = await as('ada', EVENTS, { id, after: { epoch, seq }, limit: 1, waitMs: 20_000 });
        expect(answer.status).toBe(200);
        expect(answer.errors).toEqual([]);
        return Date.now() - start;
      }),
    );
    expect(times.filter((ms) => ms >= 2900).length).toBeLessThanOrEqual(2);
  });
});

describe('an orderly end', () => {
  it("in mid-answer takes less than 3 s, tells readers with 1012, and an open page's token holds after the restart", {
    timeout: 60_000,
  }, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'restart-'));
    try {
      const first = await createServer({ responder, dataDir });
      const token = await tokenOf('ada', 600, first.key);
      const started = await post(first.url, token, START, {
        input: { clientConversationId: uuid(), firstMessage: { clientMessageId: uuid(), text: 'long story' } },
      });
      const { id, head } = field(started, 'startConversation').conversation as { id: string; head: { epoch: string; seq: number } };
      const caller = new RawSocket(first.url);
      sockets.push(caller);
      await caller.init(token);
      caller.subscribe('1', LIVE, { id, after: head });
      await caller.next((frame) => JSON.stringify(frame).includes('MessageDelta'));
      const start = Date.now();
      await first.close();
      expect(Date.now() - start).toBeLessThan(3000);
      expect((await caller.closed).code).toBe(1012);
      const second = await createServer({ responder, dataDir });
      const read = async () =>
        field(
          await post(second.url, token, 'query($id: ID!) { conversation(id: $id) { messages { text state } } }', { id }),
          'conversation',
        ).messages as { text: string; state: string }[];
      expect((await read())[0]?.text).toBe('long story');
      // Another worker takes the answer up: a new attempt, never "streaming" for ever (F23).
      await expect.poll(async () => (await read())[1]?.text, { timeout: 20_000 }).toContain('word0');
      await second.close();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

/** The newest event's number once nothing more comes. */
async function settled(id: string): Promise<number> {
  for (;;) {
    const conversation = field(
      await as('ada', 'query($id: ID!) { conversation(id: $id) { head { seq } messages { state } } }', { id }),
      'conversation',
    );
    const states = (conversation.messages as { state: string }[]).map(({ state }) => state);
    if (states.length > 1 && states.every((state) => state === 'COMPLETED')) return (conversation.head as { seq: number }).seq;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

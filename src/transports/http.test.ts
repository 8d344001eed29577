import { describe, expect, it } from 'vitest';
import { LIVE } from '../../tests/support/log.ts';
import { LIMITS } from '../session/limits.ts';
import { createAccess } from './access.ts';
import { createHttpTransport } from './http.ts';
import { createPollSlot, type PollSlot } from './poll-slot.ts';

type Request = { query: string; variables: Record<string, unknown> };
type Answer = (request: Request, token: string | null, count: number) => Response | Promise<Response>;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const viewer = { id: 'ada', role: 'USER', name: 'Ada', organizations: [], presence: null, tokenExpiresInSeconds: null };
const page = { events: [], head: { epoch: 'e', seq: 0 }, caughtUp: true, resync: null, reconnectWithinMs: null, live: LIVE };
const point = { epoch: 'e', seq: 0 };

function setUp(answer: Answer, options: { hidden?: boolean; slot?: PollSlot; token?: (reason: string) => string | Promise<string> } = {}) {
  const requests: Request[] = [];
  const asked: string[] = [];
  const access = createAccess(
    (reason) => {
      asked.push(reason);
      return options.token?.(reason) ?? `token-${asked.length}`;
    },
    { timeoutMs: 1_000 },
  );
  const limits = { ...LIMITS, longPollMs: 400, pollMs: 60, hiddenPollMs: 150, requestMs: 500 };
  const transport = createHttpTransport({
    endpoint: 'https://server.test/graphql',
    access,
    limits,
    hidden: () => options.hidden ?? false,
    slot: options.slot,
    fetch: async (_, init) => {
      const request = JSON.parse(String(init?.body)) as Request;
      requests.push(request);
      const aborted = new Promise<never>((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason), { once: true }),
      );
      return Promise.race([Promise.resolve(answer(request, new Headers(init?.headers).get('authorization'), requests.length)), aborted]);
    },
  });
  return { transport, requests, asked };
}

/** Web Locks of one origin, the part that is used. */
function fakeLocks() {
  const taken = new Set<string>();
  return {
    held: () => taken.size,
    async request(name: string, _: LockOptions, work: (lock: Lock | null) => unknown): Promise<unknown> {
      await Promise.resolve();
      if (taken.has(name)) return work(null);
      taken.add(name);
      try {
        return await work({ name, mode: 'exclusive' });
      } finally {
        taken.delete(name);
      }
    },
  };
}

const kindOf = async (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => null,
    (error: { kind?: string; retryAfterMs?: number | null }) => [error.kind, error.retryAfterMs],
  );

describe('http', () => {
  it('F12 a page of HTML with status 200 is a failure of the network', async () => {
    const { transport } = setUp(() => new Response('<html>Welcome to the hotel</html>', { headers: { 'content-type': 'text/html' } }));
    expect(await kindOf(transport.send({ type: 'send', conversationId: 'c', clientMessageId: 'm', text: 'hi' }))).toEqual([
      'network',
      null,
    ]);
  });

  it.each([
    [json({ errors: [{ message: 'slow', extensions: { code: 'RATE_LIMITED' } }] }, 429, { 'retry-after': '7' }), ['overload', 7_000]],
    [json({ errors: [{ message: 'slow', extensions: { code: 'RATE_LIMITED', retryAfterMs: 1_500 } }] }), ['overload', 1_500]],
    [new Response('busy', { status: 503, headers: { 'retry-after': '2' } }), ['overload', 2_000]],
    [json({ errors: [{ message: 'oops', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }), ['network', null]],
    [json({ errors: [{ message: 'bad gateway' }] }, 502), ['network', null]],
    [json({ errors: [{ message: 'whose?', extensions: { code: 'IDENTITY_MISMATCH' } }] }), ['refused', null]],
    [json({ errors: [{ message: 'unknown field' }] }, 400), ['defect', null]],
    [json({ data: { viewer: { id: 3 } } }), ['defect', null]],
  ])('F22 K-13 answer %# means its kind and its wait', async (response, expected) => {
    const { transport } = setUp(() => response);
    expect(await kindOf(transport.viewer({}))).toEqual(expected);
  });

  it('F38 a 401 refreshes once and repeats; a second one is `signed-out`', async () => {
    const good = setUp((_, token) =>
      token === 'Bearer token-2' ? json({ data: { viewer } }) : json({ errors: [{ message: 'ended' }] }, 401),
    );
    expect((await good.transport.viewer({})).id).toBe('ada');
    expect(good.asked).toEqual(['initial', 'expired']);
    const bad = setUp(() => json({ errors: [{ message: 'ended' }] }, 401));
    expect(await kindOf(bad.transport.viewer({}))).toEqual(['signed-out', null]);
    expect(bad.requests).toHaveLength(2);
  });

  it('F39 three askers at once make one refresh, and an empty token is `signed-out`', async () => {
    const { transport, asked } = setUp(() => json({ data: { viewer } }), {
      token: () => new Promise((resolve) => setTimeout(() => resolve('t'), 20)),
    });
    await Promise.all([transport.viewer({}), transport.viewer({}), transport.viewer({})]);
    expect(asked).toEqual(['initial']);
    expect(await kindOf(setUp(() => json({}), { token: () => '' }).transport.viewer({}))).toEqual(['signed-out', null]);
  });

  it('F61 a conversation and the list are held by one request, made again when a reader leaves', async () => {
    const { transport, requests } = setUp(({ query, variables }) => {
      const held = (body: unknown): Promise<Response> =>
        new Promise((resolve) => setTimeout(() => resolve(json(body)), variables.waitMs ? 250 : 0));
      const changes = { changed: [], removed: [], cursor: 'k', resync: false, totalUnread: 0, reconnectWithinMs: null };
      if (query.includes('query Poll(')) return held({ data: { poll: { conversation: page, changes } } });
      return held({ data: query.includes('conversationEvents(') ? { conversationEvents: page } : { conversationChanges: changes } });
    });
    const [leaveOne, leaveTwo] = [new AbortController(), new AbortController()];
    const drain = async (pages: AsyncIterable<unknown>): Promise<void> => {
      for await (const _ of pages);
    };
    const readers = [drain(transport.events('c', point, leaveOne.signal)), drain(transport.changes('k', leaveTwo.signal))];
    await new Promise((resolve) => setTimeout(resolve, 700));
    const held = requests.filter(({ variables }) => variables.waitMs === 400);
    expect(held.length).toBeGreaterThan(0);
    expect(held.every(({ query }) => query.includes('query Poll('))).toBe(true);
    expect(requests.length).toBeLessThan(8);
    leaveTwo.abort();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(requests.at(-1)?.query).toContain('query PollEvents(');
    leaveOne.abort();
    await Promise.all(readers);
  });

  it('F61 a hidden page holds no request', async () => {
    const { transport, requests } = setUp(() => json({ data: { conversationEvents: page } }), { hidden: true });
    const leave = new AbortController();
    const reader = (async () => {
      for await (const _ of transport.events('c', point, leave.signal));
    })();
    await new Promise((resolve) => setTimeout(resolve, 400));
    leave.abort();
    await reader;
    expect(requests.every(({ variables }) => variables.waitMs === 0)).toBe(true);
    expect(requests.length).toBeLessThanOrEqual(5);
  });

  it('F61 F54 of five pages three hold a request, and one that closes or hides leaves its place to another', async () => {
    const locks = fakeLocks();
    let holding = 0;
    const pages = [1, 2, 3, 4, 5].map(() => {
      const options = { hidden: false, slot: createPollSlot(locks, 'endpoint') };
      const { transport, requests } = setUp(async ({ variables }) => {
        const held = variables.waitMs !== 0;
        holding += held ? 1 : 0;
        await new Promise((resolve) => setTimeout(resolve, held ? 100 : 0));
        holding -= held ? 1 : 0;
        return json({ data: { conversationEvents: page } });
      }, options);
      const leave = new AbortController();
      const reader = (async () => {
        for await (const _ of transport.events('c', point, leave.signal));
      })();
      return { options, transport, requests, leave, reader };
    });
    const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 350));
    const holders = (): number[] =>
      pages.flatMap(({ requests, leave }, at) =>
        !leave.signal.aborted && requests.slice(-2).some(({ variables }) => variables.waitMs !== 0) ? [at] : [],
      );
    await rest();
    expect(holders()).toHaveLength(3);
    expect(holding).toBeLessThanOrEqual(3);
    const [first, second] = holders();
    const hiding = pages[first ?? 0];
    if (hiding) hiding.options.hidden = true;
    pages[second ?? 0]?.leave.abort();
    await rest();
    await rest();
    expect(holders()).toHaveLength(3);
    expect(holders()).not.toContain(first);
    for (const { leave, transport, reader } of pages) {
      leave.abort();
      transport.close();
      await reader;
    }
    expect(locks.held()).toBe(0);
  });

  it('F54 F62 without Web Locks, or where they are forbidden, a page holds its request', async () => {
    expect(createPollSlot(undefined, 'e').take()).toBe(true);
    const forbidden = createPollSlot({ request: () => Promise.reject(new Error('SecurityError')) }, 'e');
    expect(forbidden.take()).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(forbidden.take()).toBe(true);
  });

  it('asks a server that does not hold requests at intervals, not in a loop', async () => {
    const { transport, requests } = setUp(() => json({ data: { conversationEvents: page } }));
    const leave = new AbortController();
    const reader = (async () => {
      for await (const _ of transport.events('c', point, leave.signal));
    })();
    await new Promise((resolve) => setTimeout(resolve, 300));
    leave.abort();
    await reader;
    expect(requests.length).toBeLessThan(9);
  });
});

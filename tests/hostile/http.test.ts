import { request as httpRequest } from 'node:http';
import { generateKeyPair, SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { createVerifier } from '../../host-demo/server/auth/verify.ts';
import type { Identity } from '../../host-demo/server/conversations/api.ts';
import { DatabaseUnavailable } from '../../host-demo/server/db/database.ts';
import { trustDocuments } from '../../host-demo/server/http/trusted-documents.ts';
import type { OrdersPage, OverviewPage } from '../../host-demo/shell/merchant/records.ts';
import { openDoors, post, SHOP, type TestDoors, tokenOf } from './doors.ts';

let open: TestDoors | null = null;
const doors = async (...given: Parameters<typeof openDoors>): Promise<TestDoors> => {
  open = await openDoors(...given);
  return open;
};
afterEach(async () => {
  await open?.close();
  open = null;
});

const viewer = async (who: Identity) => ({
  id: who.subject,
  role: who.role,
  name: who.name,
  organizations: [...who.organizations],
  presence: null,
  tokenExpiresInSeconds: 60,
});
const asAda = () => tokenOf('ada');

describe('who is let in over HTTP', () => {
  it('H37 the token names the person, and a disagreeing userId or organizationId is refused with the reason', async () => {
    const { url } = await doors({ viewer });
    const token = await asAda();
    expect((await post(url, token, '{ viewer { id } }')).data).toEqual({ viewer: { id: 'ada' } });
    expect((await post(url, token, '{ viewer(userId: "ada", organizationId: "org-northwind") { id } }')).data).toEqual({
      viewer: { id: 'ada' },
    });
    const stranger = await post(url, token, '{ viewer(userId: "ben") { id } }');
    expect(stranger.data).toBeNull();
    expect(stranger.errors[0]).toMatchObject({ extensions: { code: 'IDENTITY_MISMATCH' } });
    expect(stranger.errors[0]?.message).toContain('"ben" is not the token\'s subject "ada"');
    const elsewhere = await post(url, token, '{ viewer(organizationId: "org-brightside") { id } }');
    expect(elsewhere.errors[0]?.message).toContain('org-northwind');
  });

  it("H38 no token, a foreign key's and an ended one are 401 before anything is executed", async () => {
    const { url } = await doors({ viewer });
    for (const token of [null, await tokenOf('ada', 600, Buffer.alloc(32, 1)), await tokenOf('ada', -60), 'x'.repeat(9000)]) {
      const answer = await post(url, token, '{ viewer { id } }');
      expect(answer.status).toBe(401);
      expect(answer.errors[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    }
  });

  it('503 with Retry-After, not 401, while the keys of tokens cannot be fetched', async () => {
    const { url } = await doors(
      { viewer },
      { verify: createVerifier({ secret: null, jwksUrl: 'http://127.0.0.1:9/', issuer: null, audience: null, clock: Date.now }) },
    );
    const { privateKey } = await generateKeyPair('RS256');
    const token = await new SignJWT({ sub: 'ada', organizations: ['o'] })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('1h')
      .sign(privateKey);
    const answer = await post(url, token, '{ viewer { id } }');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
  });

  it('H39 a token in the address is not looked at, and neither tokens nor text reach the log', async () => {
    const { url, log } = await doors({ viewer });
    const token = await asAda();
    const answer = await post(`${url}`, null, '{ viewer { id } }');
    expect(answer.status).toBe(401);
    const inAddress = await fetch(`${url}/graphql?token=${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ viewer { id } }"}',
    });
    expect(inAddress.status).toBe(400);
    await post(
      url,
      token,
      'mutation { sendMessage(input: {conversationId: "c", clientMessageId: "7b0f6f0e-1d2c-4a5b-8c9d-0e1f2a3b4c5d", text: "my card is 4111"}) { runId } }',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(log.length).toBeGreaterThan(2);
    expect(log.join('\n')).not.toContain(token);
    expect(log.join('\n')).not.toContain('4111');
  });
});

describe('what is asked over HTTP', () => {
  const many = (count: number, text: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => text(index)).join(' ');
  it.each([
    ['depth', { depth: 3 }, '{ viewer { organizations { id } } }', '{ conversations { nodes { escalation { handover { summary } } } } }'],
    ['aliases', { aliases: 15 }, '{ a: viewer { id } }', `{ ${many(16, (index) => `a${index}: viewer { id }`)} }`],
    ['directives', { directives: 30 }, '{ viewer { id @include(if: true) } }', `{ viewer { ${many(31, () => 'id @include(if: true)')} } }`],
    ['tokens', { documentTokens: 2000 }, '{ viewer { id } }', `{ viewer { ${'id '.repeat(2000)} } }`],
    ['cost', { cost: 200 }, '{ viewer { id } }', '{ conversations(first: 100) { nodes { lastMessage { text } } } }'],
  ])('H40 too much %s is refused without being executed and without naming the limit', async (_, doorLimits, modest, excessive) => {
    let executed = 0;
    const { url } = await doors(
      {
        viewer: (who) => {
          executed += 1;
          return viewer(who);
        },
        conversations: async () => {
          executed += 1;
          return { nodes: [], endCursor: null, hasNextPage: false, totalUnread: 0 };
        },
      },
      { doorLimits },
    );
    const token = await asAda();
    expect((await post(url, token, modest)).errors).toEqual([]);
    const before = executed;
    const answer = await post(url, token, excessive);
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(answer.data).toBeNull();
    expect(executed).toBe(before);
    expect(answer.text).not.toMatch(/\d/);
  });

  it('H40 a fragment cycle is refused', async () => {
    const { url } = await doors({ viewer });
    const answer = await post(url, await asAda(), 'query { ...A } fragment A on Query { viewer { id } ...B } fragment B on Query { ...A }');
    expect(answer.data).toBeNull();
    expect(answer.errors.length).toBeGreaterThan(0);
  });

  it('H40 a body of 1 MB is refused by its announced length, and when the length is not announced', async () => {
    const { url } = await doors({ viewer });
    const big = JSON.stringify({ query: `{ viewer { id } } # ${'x'.repeat(1_000_000)}` });
    const token = await asAda();
    expect((await post(url, token, '', {}, { body: big })).status).toBe(413);
    const status = await new Promise<number>((resolve) => {
      const call = httpRequest(
        `${url}/graphql`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'transfer-encoding': 'chunked' },
        },
        (response) => resolve(response.statusCode ?? 0),
      );
      call.on('error', () => undefined);
      for (let sent = 0; sent < big.length; sent += 50_000) call.write(big.slice(sent, sent + 50_000));
      call.end();
    });
    expect(status).toBe(413);
  });

  it('H40 with trusted documents only listed ones are executed, whatever their white space', async () => {
    const { url } = await doors({ viewer }, { trusted: trustDocuments(['query Me { viewer { id } }']) });
    const token = await asAda();
    expect((await post(url, token, 'query Me {\n  viewer { id }\n}')).data).toEqual({ viewer: { id: 'ada' } });
    const other = await post(url, token, 'query Me { viewer { id name } }');
    expect(other.data).toBeNull();
    expect(other.errors[0]?.extensions?.code).toBe('DOCUMENT_NOT_LISTED');
  });

  it('H41 introspection and suggestions are off outside development', async () => {
    const { url } = await doors({ viewer });
    const token = await asAda();
    const schema = await post(url, token, '{ __schema { types { name } } }');
    expect(schema.data).toBeNull();
    expect((await post(url, token, '{ __type(name: "Viewer") { fields { name } } }')).data).toBeNull();
    const typo = await post(url, token, '{ viewr { id } }');
    expect(typo.text).not.toContain('Did you mean');
    expect(typo.text).not.toContain('"viewer"');
  });

  it('H41 introspection works in development', async () => {
    const { url } = await doors({ viewer }, { development: true });
    expect((await post(url, await asAda(), '{ __type(name: "Viewer") { name } }')).data).toEqual({ __type: { name: 'Viewer' } });
  });

  it('H41 a fault tells nothing of itself, and is in the log', async () => {
    const { url, log } = await doors({ viewer: () => Promise.reject(new TypeError('secret detail at /srv/app/db.ts')) });
    const answer = await post(url, await asAda(), '{ viewer { id } }');
    expect(answer.errors[0]).toMatchObject({
      message: 'Something went wrong on the server.',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(answer.text).not.toContain('secret');
    expect(answer.text).not.toContain('stack');
    expect(log.join('\n')).toContain('TypeError');
  });

  it('F29 a database that is away is a retryable 503, not a fault', async () => {
    const { url } = await doors({ viewer: () => Promise.reject(new DatabaseUnavailable('connect ECONNREFUSED 10.0.0.1')) });
    const answer = await post(url, await asAda(), '{ viewer { id } }');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.errors[0]?.extensions?.code).toBe('UNAVAILABLE');
    expect(answer.text).not.toContain('10.0.0.1');
  });

  it('H42 no GET, no forms, no multipart, no batches', async () => {
    let executed = 0;
    const { url } = await doors({
      viewer: (who) => {
        executed += 1;
        return viewer(who);
      },
    });
    const authorization = `Bearer ${await asAda()}`;
    expect((await fetch(`${url}/graphql?query=${encodeURIComponent('{ viewer { id } }')}`, { headers: { authorization } })).status).toBe(
      405,
    );
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'application/graphql']) {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { authorization, 'content-type': type },
        body: '{"query":"{ viewer { id } }"}',
      });
      expect(answer.status).toBe(415);
    }
    const batch = await post(url, await asAda(), '', {}, { body: '[{"query":"{ viewer { id } }"},{"query":"{ viewer { id } }"}]' });
    expect(batch.status).toBe(400);
    expect(executed).toBe(0);
  });

  it('H42 pages of listed origins may read answers, others are refused; nobody gets credentials', async () => {
    const { url } = await doors({ viewer });
    const token = await asAda();
    const listed = await post(url, token, '{ viewer { id } }', {}, { headers: { origin: SHOP } });
    expect(listed.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(listed.headers.get('access-control-allow-credentials')).toBeNull();
    for (const origin of ['https://shop.example.evil', 'null', 'http://shop.example']) {
      const answer = await post(url, token, '{ viewer { id } }', {}, { headers: { origin } });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(
        (await fetch(`${url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })).status,
      ).toBe(403);
    }
    const preflight = await fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: SHOP, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
  });

  it('H34 rapid requests and commands end in 429 with Retry-After, for their sender only', async () => {
    const { url } = await doors(
      { viewer, setTyping: async () => true },
      { doorLimits: { commandBurst: 3, commandsPerSecond: 0.5, requestBurst: 12, requestsPerSecond: 0.5 } },
    );
    const token = await asAda();
    const typing = 'mutation { setTyping(conversationId: "c", typing: true) }';
    for (let sent = 0; sent < 3; sent += 1) expect((await post(url, token, typing)).data).toEqual({ setTyping: true });
    const limited = await post(url, token, typing);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(limited.errors[0]?.extensions?.code).toBe('RATE_LIMITED');
    expect((await post(url, token, '{ viewer { id } }')).status).toBe(200);
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await post(url, token, '{ viewer { id } }')).status));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5);
    expect((await post(url, await tokenOf('ben'), '{ viewer { id } }')).status).toBe(200);
  });

  it('a subscription over HTTP is refused with the way to go', async () => {
    const { url } = await doors({});
    const answer = await post(
      url,
      await asAda(),
      'subscription { conversationChanges { cursor } }',
      {},
      { headers: { accept: 'text/event-stream' } },
    );
    expect(answer.errors[0]?.message).toContain('WebSocket');
  });

  it('a caller that leaves ends its long poll', async () => {
    let heard = (): void => undefined;
    const left = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const { url } = await doors({
      poll: (_who, _request, _wait, signal) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            heard();
            resolve({ conversation: null, changes: null });
          }),
        ),
    });
    const leaving = new AbortController();
    const call = post(url, await asAda(), '{ poll(waitMs: 20000) { conversation { caughtUp } } }', {}, { signal: leaving.signal }).catch(
      () => null,
    );
    setTimeout(() => leaving.abort(), 100);
    await left;
    await call;
  });
});

describe('what else is served', () => {
  it('healthz lives, readyz asks the database', async () => {
    let up = true;
    const { url } = await doors({
      ping: async () => {
        if (!up) throw new Error('away');
      },
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    up = false;
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('demo tokens name the person asked for and are limited; without the demo there are none', async () => {
    const { url, close } = await doors({ viewer }, { doorLimits: { tokenBurst: 3, tokensPerSecond: 0.1 } });
    const ask = (body: string, at = url) =>
      fetch(`${at}/auth/chat-token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { token } = (await (await ask('{"as":"chen"}')).json()) as { token: string };
    expect((await post(url, token, '{ viewer { id } }')).data).toEqual({ viewer: { id: 'chen' } });
    expect((await ask('{"as":"nobody"}')).status).toBe(400);
    await ask('{}');
    expect((await ask('{}')).status).toBe(429);
    await close();
    const real = await doors({ viewer }, { demo: null });
    expect((await ask('{"as":"chen"}', real.url)).status).toBe(404);
    expect((await fetch(`${real.url}/demo/orders`)).status).toBe(404);
  });

  it("H32 the merchant's figures are those of the token's organisation", async () => {
    const { url } = await doors({});
    const orders = async (name: string, query = '') => {
      const response = await fetch(`${url}/demo/orders${query}`, { headers: { authorization: `Bearer ${await tokenOf(name)}` } });
      return { status: response.status, orders: ((await response.json()) as { orders?: { number: string }[] }).orders ?? [] };
    };
    const north = await orders('ada');
    const bright = await orders('chen');
    expect(north.orders).toHaveLength(40);
    expect(bright.orders.length).toBeGreaterThan(0);
    const theirs = new Set(bright.orders.map(({ number }) => number));
    expect(north.orders.filter(({ number }) => theirs.has(number))).toEqual([]);
    expect((await orders('ada', '?organization=org-brightside')).status).toBe(403);
    expect((await orders('mara', '?organization=org-brightside')).orders).toEqual(bright.orders);
    expect((await fetch(`${url}/demo/orders`)).status).toBe(401);
  });

  it('the pages of the demo are what the shell reads: orders with their shipments, figures with questions to start with', async () => {
    const { url } = await doors({});
    const headers = { authorization: `Bearer ${await tokenOf('ada')}` };
    const read = async <T>(path: string): Promise<T> => (await (await fetch(`${url}${path}`, { headers })).json()) as T;
    const { orders, shipments } = await read<OrdersPage>('/demo/orders');
    for (const order of orders)
      expect(Object.keys(order)).toEqual(expect.arrayContaining(['status', 'placedAt', 'lines', 'tracking', 'note']));
    expect(shipments?.length).toBeGreaterThan(0);
    const numbers = new Set(orders.map(({ number }) => number));
    expect(shipments?.every(({ order }) => numbers.has(order))).toBe(true);
    const { figures, starters } = await read<OverviewPage>('/demo/overview');
    expect(figures).toHaveLength(4);
    expect(starters).toHaveLength(4);
  });

  it('every answer forbids framing, sniffing and caching', async () => {
    const { url } = await doors({ viewer });
    const answer = await post(url, await asAda(), '{ viewer { id } }');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a half-sent request does not hold the server at its end', async () => {
    const { url, doors: opened } = await doors({ viewer });
    const port = Number(new URL(url).port);
    const call = httpRequest({
      port,
      host: '127.0.0.1',
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 50, authorization: `Bearer ${await asAda()}` },
    });
    call.on('error', () => undefined);
    call.write('{"query":');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const start = Date.now();
    await opened.close();
    expect(Date.now() - start).toBeLessThan(2500);
    call.destroy();
    open = null;
  });
});

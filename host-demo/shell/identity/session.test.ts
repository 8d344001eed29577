// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getAccessToken, getAs, sessionOf, signIn } from './session.ts';

const tokenOf = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

afterEach(() => vi.restoreAllMocks());

describe('sessionOf', () => {
  it('reads names beyond ASCII and the end of the token in milliseconds', () => {
    const session = sessionOf(
      'ada',
      tokenOf({ sub: 'ada', name: 'Åda Łind', role: 'AGENT', exp: 2_000, organizations: [{ id: 'n', name: 'Nord' }] }),
    );
    expect(session).toMatchObject({ userId: 'ada', name: 'Åda Łind', role: 'AGENT', expiresAt: 2_000_000 });
  });

  it('shows the name of the address for a token it cannot read, and never more than a customer', () => {
    expect(sessionOf('ada', 'opaque')).toMatchObject({ userId: 'ada', name: 'ada', role: 'USER', expiresAt: null });
    expect(sessionOf('ada', tokenOf({ role: 'ROOT' }))).toMatchObject({ role: 'USER' });
  });
});

/** The two endpoints a session talks to: tokens numbered in the order given out, and a page that may refuse them. */
function server(refused: (token: string) => boolean, lifeSeconds = 3_600) {
  let given = 0;
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push(path);
    if (path === '/auth/chat-token') {
      given += 1;
      return Response.json({ token: tokenOf({ sub: 'ada', n: given, exp: Math.floor(Date.now() / 1_000) + lifeSeconds }) });
    }
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? '';
    return refused(token)
      ? new Response('', { status: 401 })
      : Response.json({ n: JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).n });
  });
  return { asked, given: () => given };
}

describe('tokens', () => {
  it('asks once while a token holds, and anew when told it expired', async () => {
    const { given } = server(() => false);
    const first = await getAccessToken('expired');
    expect(await getAccessToken('initial')).toBe(first);
    expect(given()).toBe(1);
    expect(await getAccessToken('expired')).not.toBe(first);
  });

  it('renews a token that ends within half a minute before using it', async () => {
    const { given } = server(() => false, 20);
    await getAccessToken('expired');
    await getAccessToken('initial');
    expect(given()).toBe(2);
  });

  it('renews once when a page refuses the token, then gives up with a sentence', async () => {
    let refusals = 1;
    const once = server(() => refusals-- > 0);
    await getAccessToken('expired');
    await expect(getAs('/demo/orders')).resolves.toEqual({ n: 2 });
    expect(once.given()).toBe(2);
    const never = server(() => true);
    await expect(getAs('/demo/orders')).rejects.toThrow('/demo/orders refused this identity.');
    expect(never.asked.filter((path) => path === '/demo/orders')).toHaveLength(2);
  });

  it('forgets a failed sign-in, so that the next try asks again', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 503 }));
    await expect(getAccessToken('expired')).rejects.toThrow('503');
    server(() => false);
    await expect(signIn()).resolves.toMatchObject({ userId: 'ada' });
  });
});

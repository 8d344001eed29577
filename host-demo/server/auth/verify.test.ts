import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { AuthError } from './auth-error.ts';
import { expiresInSeconds } from './claims.ts';
import { DEMO_AUDIENCE, DEMO_ISSUER, demoIdentity, demoPerson, demoToken } from './demo.ts';
import { bearerToken, createVerifier, LONGEST_TOKEN, type Verify } from './verify.ts';

const now = Date.parse('2026-01-05T12:00:00Z');
const secret = new TextEncoder().encode('a secret of more than thirty-two characters');
const base = { secret, jwksUrl: null, issuer: 'shop', audience: 'chat', clock: () => now };
const verify = createVerifier(base);

interface Shape {
  readonly iat?: number | undefined;
  readonly exp?: number;
  readonly nbf?: number;
  readonly iss?: string;
  readonly aud?: string;
  readonly sub?: string;
  readonly organizations?: unknown;
  readonly kid?: string;
  readonly alg?: string;
  readonly padding?: string;
}

function sign(shape: Shape = {}, key: Parameters<SignJWT['sign']>[0] = secret): Promise<string> {
  const seconds = now / 1000;
  const { kid, alg = 'HS256', ...claims } = shape;
  return new SignJWT({
    iss: 'shop',
    aud: 'chat',
    sub: 'u1',
    iat: seconds,
    exp: seconds + 600,
    organizations: [{ id: 'o1', name: 'One' }],
    ...claims,
  })
    .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) })
    .sign(key);
}

async function failure(token: string, by: Verify = verify): Promise<AuthError> {
  const error: unknown = await by(token).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AuthError)) throw new Error(`expected a refusal, got ${String(error)}`);
  expect(error.message).not.toContain(token.slice(0, 40));
  return error;
}

describe('H38 a token is believed only as it was issued', () => {
  it('gives the person it names', async () => {
    expect(await verify(await sign())).toEqual({
      subject: 'u1',
      role: 'USER',
      name: 'u1',
      organizations: [{ id: 'o1', name: 'One' }],
      issuedAt: now,
      expiresAt: now + 600_000,
    });
  });

  it('refuses "none"', async () => {
    const seconds = now / 1000;
    const token = new UnsecuredJWT({ sub: 'u1', iss: 'shop', aud: 'chat', organizations: ['o1'] })
      .setExpirationTime(seconds + 600)
      .encode();
    expect((await failure(token)).failure).toBe('token-refused');
  });

  it('refuses another HMAC, another key, a cut signature', async () => {
    expect((await failure(await sign({ alg: 'HS512' }))).message).toContain('algorithm');
    expect((await failure(await sign({}, new TextEncoder().encode('another secret of thirty-two characters')))).message).toContain(
      'signature',
    );
    expect((await failure((await sign()).slice(0, -4))).failure).toBe('token-refused');
  });

  it('refuses another audience and another issuer', async () => {
    expect((await failure(await sign({ aud: 'billing' }))).message).toContain('"aud"');
    expect((await failure(await sign({ iss: 'evil' }))).message).toContain('"iss"');
  });

  it.each(['../../etc/passwd', '/dev/null', 'a b', "x' OR 1=1", 'k'.repeat(300)])('refuses the key name %s', async (kid) => {
    expect((await failure(await sign({ kid }))).message).toContain('kid');
  });

  it('refuses expired ones, with 30 s for clocks that differ', async () => {
    const seconds = now / 1000;
    expect((await failure(await sign({ exp: seconds - 31 }))).failure).toBe('token-ended');
    await expect(verify(await sign({ exp: seconds - 29 }))).resolves.toBeTruthy();
  });

  it('refuses ones from the future, with 30 s for clocks that differ', async () => {
    const seconds = now / 1000;
    expect((await failure(await sign({ iat: seconds + 31 }))).message).toContain('future');
    expect((await failure(await sign({ nbf: seconds + 31 }))).failure).toBe('token-refused');
    await expect(verify(await sign({ iat: seconds + 29, nbf: seconds + 29 }))).resolves.toBeTruthy();
  });

  it('A-5 dates one by its `iat`, and one without as older than every revocation', async () => {
    expect((await verify(await sign({ iat: now / 1000 - 0.25 }))).issuedAt).toBe(now - 250);
    expect((await verify(await sign({ iat: undefined }))).issuedAt).toBe(0);
  });

  it('refuses huge ones and what is no token before it looks for a key', async () => {
    expect((await failure(await sign({ padding: 'x'.repeat(LONGEST_TOKEN) }))).message).toContain('longer');
    expect((await failure('a.b')).message).toContain('not a signed JWT');
  });

  it('refuses ones that name no person, no end or no organization', async () => {
    expect((await failure(await sign({ sub: '' }))).failure).toBe('token-refused');
    expect((await failure(await sign({ exp: undefined }))).failure).toBe('token-refused');
    expect((await failure(await sign({ organizations: [] }))).message).toContain('organizations');
  });

  it('takes a token from the Authorization header alone', () => {
    expect(bearerToken('Bearer abc')).toBe('abc');
    for (const wrong of [undefined, '', 'Basic abc', 'Bearer', 'Bearer a b']) expect(() => bearerToken(wrong)).toThrow(AuthError);
  });
});

describe('keys from a JWKS URL', () => {
  let server: Server | null = null;
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

  async function serve(keys: () => { status: number; keys: readonly JWK[] }): Promise<string> {
    server = createServer((_, response) => {
      const answer = keys();
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ keys: answer.keys }));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  }

  it('checks with the public key, and takes no HMAC made from it (H38 alg swap)', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
    const by = createVerifier({ ...base, secret: null, jwksUrl: await serve(() => ({ status: 200, keys: [jwk] })) });
    expect((await by(await sign({ alg: 'RS256', kid: 'k1' }, privateKey))).subject).toBe('u1');
    expect((await failure(await sign({ alg: 'HS256', kid: 'k1' }, new TextEncoder().encode(jwk.n)), by)).failure).toBe('token-refused');
    expect((await failure(await sign({ alg: 'RS256', kid: 'other' }, privateKey), by)).message).toContain('key this server trusts');
  });

  it('says that keys are unavailable, not that the token is bad, while the key server is away, and recovers', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
    const token = await sign({ alg: 'ES256', kid: 'k1' }, privateKey);
    const cold = createVerifier({ ...base, secret: null, jwksUrl: 'http://127.0.0.1:9/jwks' });
    expect((await failure(token, cold)).failure).toBe('keys-unavailable');
    let status = 500;
    const by = createVerifier({ ...base, secret: null, jwksUrl: await serve(() => ({ status, keys: [jwk] })) });
    expect((await failure(token, by)).failure).toBe('keys-unavailable');
    status = 200;
    expect((await by(token)).subject).toBe('u1');
  });
});

describe('what is left of a token', () => {
  const who = demoIdentity('ada', now);
  it('is told in whole seconds, never less than nothing', () => {
    expect(expiresInSeconds({ ...who, expiresAt: now + 1999 }, now)).toBe(1);
    expect(expiresInSeconds({ ...who, expiresAt: now - 5 }, now)).toBe(0);
  });
  it('is capped at what a timer takes, 24.8 days', () => {
    expect(expiresInSeconds({ ...who, expiresAt: now + 400 * 86_400_000 }, now)).toBe(2_147_483);
  });
});

describe("the demo's people", () => {
  it('get tokens that are checked like any other', async () => {
    const person = demoPerson('mara');
    if (!person) throw new Error('no mara');
    const by = createVerifier({ ...base, issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE });
    expect(await by(await demoToken(person, secret, now))).toEqual(demoIdentity('mara', now));
  });
});

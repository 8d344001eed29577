/** Who is calling, from nothing but the token. One algorithm family per kind of key, so a public key can't be used as a secret (H38). */
import { createRemoteJWKSet, decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Identity } from '../conversations/api.ts';
import { AuthError } from './auth-error.ts';
import { toIdentity } from './claims.ts';

/** Clocks of two machines may differ by this much, in seconds. */
export const CLOCK_LEEWAY_S = 30;
/** Longest token that is looked at, in characters. Ours have about 400; a header line holds at most 16 kB. */
export const LONGEST_TOKEN = 8192;

const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

export interface VerifierOptions {
  /** HS256 secret, or null when keys come from `jwksUrl`. */
  readonly secret: Uint8Array | null;
  readonly jwksUrl: string | null;
  readonly issuer: string | null;
  readonly audience: string | null;
  /** ms since 1970. */
  readonly clock: () => number;
}

/** @throws AuthError always with a sentence that is safe to send: it never repeats the token. */
export type Verify = (token: string) => Promise<Identity>;

export function createVerifier(options: VerifierOptions): Verify {
  const check = keyCheck(options);
  return async (token) => {
    inspectHeader(token);
    const now = options.clock();
    const rules: JWTVerifyOptions = {
      clockTolerance: CLOCK_LEEWAY_S,
      currentDate: new Date(now),
      requiredClaims: ['sub', 'exp'],
      ...(options.issuer === null ? {} : { issuer: options.issuer }),
      ...(options.audience === null ? {} : { audience: options.audience }),
    };
    const payload = await check(token, rules);
    if (typeof payload.iat === 'number' && payload.iat * 1000 > now + CLOCK_LEEWAY_S * 1000) {
      throw new AuthError('token-refused', 'The token was issued in the future: check the clocks of both servers.');
    }
    return toIdentity(payload);
  };
}

/** The token from an Authorization header; a token anywhere else (query string, cookie) is never looked at (H39). */
export function bearerToken(authorization: string | undefined): string {
  const match = /^Bearer ([^\s]+)$/i.exec(authorization ?? '');
  if (!match?.[1]) throw new AuthError('token-missing', 'No token: send it as "Authorization: Bearer …".');
  return match[1];
}

type Check = (token: string, rules: JWTVerifyOptions) => Promise<JWTPayload>;

function keyCheck(options: VerifierOptions): Check {
  const { secret, jwksUrl } = options;
  if (secret !== null) {
    return async (token, rules) => {
      try {
        return (await jwtVerify(token, secret, { ...rules, algorithms: ['HS256'] })).payload;
      } catch (error) {
        throw refusal(error);
      }
    };
  }
  if (jwksUrl === null) throw new Error('A verifier needs a secret or a JWKS URL.');
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 4000, cooldownDuration: 15_000 });
  return async (token, rules) => {
    try {
      return (await jwtVerify(token, keys, { ...rules, algorithms: ASYMMETRIC })).payload;
    } catch (error) {
      throw refusal(error);
    }
  };
}

/** Refuses what no honest issuer sends before any key is fetched for it. */
function inspectHeader(token: string): void {
  if (token.length > LONGEST_TOKEN) throw new AuthError('token-refused', `The token is longer than ${LONGEST_TOKEN} characters.`);
  let kid: unknown;
  try {
    kid = decodeProtectedHeader(token).kid;
  } catch {
    throw new AuthError('token-refused', 'The token is not a signed JWT.');
  }
  if (kid !== undefined && (typeof kid !== 'string' || !/^[\w.:=+-]{1,200}$/.test(kid))) {
    throw new AuthError('token-refused', 'The token\'s "kid" is not a plain key name.');
  }
}

function refusal(error: unknown): AuthError {
  if (error instanceof errors.JWTExpired) return new AuthError('token-ended', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed)
    return new AuthError('token-refused', `The token's claim "${error.claim}" is not accepted here.`);
  if (error instanceof errors.JOSEAlgNotAllowed)
    return new AuthError('token-refused', 'The token is signed with an algorithm that is not accepted here.');
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed) {
    return new AuthError('token-refused', "The token's signature is not by a key this server trusts.");
  }
  // A key server that answers wrongly is a plain JOSEError, one that can't be reached a TypeError: neither says anything about the token.
  if (error instanceof TypeError || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || isPlainJoseError(error)) {
    return new AuthError('keys-unavailable', 'The keys that tokens are checked with could not be fetched; try again shortly.');
  }
  return new AuthError('token-refused', 'The token is not valid.');
}

function isPlainJoseError(error: unknown): boolean {
  return error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC';
}

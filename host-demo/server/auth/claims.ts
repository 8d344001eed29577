import { z } from 'zod';
import type { Identity } from '../conversations/api.ts';
import { AuthError } from './auth-error.ts';

/** Longest delay a timer takes, in ms; Node fires at once beyond it, so a token's end must be capped to it. */
export const LONGEST_TIMER_MS = 2_147_483_647;

const organization = z.union([
  z
    .string()
    .min(1)
    .max(128)
    .transform((id) => ({ id, name: id })),
  z.object({ id: z.string().min(1).max(128), name: z.string().min(1).max(200) }),
]);

/** What a token has to say beside the registered claims. `sub` names the person for ever; a name may change. */
const claims = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().max(200).optional(),
  picture: z.string().max(500).optional(),
  role: z.enum(['USER', 'AGENT']).default('USER'),
  organizations: z.array(organization).min(1).max(100),
  iat: z.number().optional(),
  exp: z.number(),
});

/**
 * A token's claims as the person the backend knows.
 * @throws AuthError `token-refused` when a claim is missing or malformed.
 */
export function toIdentity(payload: unknown): Identity {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AuthError('token-refused', `The token's claim "${issue?.path.join('.') ?? ''}" is missing or malformed.`);
  }
  const { sub, name, picture, role, organizations, iat, exp } = parsed.data;
  return {
    subject: sub,
    role,
    name: name ?? sub,
    ...(picture === undefined ? {} : { avatarUrl: picture }),
    organizations,
    // One that does not say when it was issued is older than every revocation.
    issuedAt: iat === undefined ? 0 : Math.round(iat * 1000),
    expiresAt: exp * 1000,
  };
}

/** Seconds left of a token, at least 0 and at most 2147483, the number `Viewer.tokenExpiresInSeconds` and the ack carry; null when it never ends. */
export function expiresInSeconds(who: Identity, now: number): number | null {
  if (who.expiresAt === null) return null;
  return Math.floor(Math.min(Math.max(who.expiresAt - now, 0), LONGEST_TIMER_MS) / 1000);
}

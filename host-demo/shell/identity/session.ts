/** Who this tab is: named in the address (`?as=mara`), so that two tabs can be two people. */
export interface Identity {
  readonly as: string;
  readonly userId: string;
  readonly name: string;
  readonly role: 'USER' | 'AGENT';
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
}

/** Someone the demo lets you be. */
export interface DemoPerson {
  readonly as: string;
  readonly name: string;
  readonly role: 'USER' | 'AGENT';
  /** Organisation or team. */
  readonly organization: string;
}

interface Session extends Identity {
  readonly token: string;
  /** Milliseconds since the epoch; null: the token does not say. */
  readonly expiresAt: number | null;
}

/** A token is renewed this many milliseconds before it ends, so that no request carries a dying one. */
const RENEW_BEFORE_MS = 30_000;
const TIMEOUT_MS = 10_000;

let current: Promise<Session> | null = null;

/** Who opens the shell without a name in the address. */
const DEFAULT_PERSON = 'ada';

export const requestedIdentity = (): string => new URLSearchParams(location.search).get('as') || DEFAULT_PERSON;

/** A token for this tab's person. `expired` asks for a new one even if the last still looks valid. */
export async function getAccessToken(reason: 'initial' | 'expired' = 'initial'): Promise<string> {
  if (current && reason === 'initial') {
    const held = await current;
    if (held.expiresAt === null || held.expiresAt - RENEW_BEFORE_MS > Date.now()) return held.token;
  }
  return (await renew()).token;
}

export async function signIn(): Promise<Identity> {
  await getAccessToken();
  return current as Promise<Session>;
}

/** `GET` on the shell's own origin as this person; asks for a new token once when refused. */
export const getAs = <T>(path: string, signal?: AbortSignal): Promise<T> => askAs<T>(path, {}, signal);

/** `POST` of JSON, likewise. Rejects with the server's own sentence where it gives one. */
export const postAs = <T>(path: string, body: object): Promise<T> =>
  askAs<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function askAs<T>(path: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
  for (const reason of ['initial', 'expired'] as const) {
    const response = await fetch(path, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${await getAccessToken(reason)}` },
      signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) : AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return (await response.json()) as T;
    if (response.status !== 401) throw new Error((await sentenceOf(response)) ?? `${path} answered with status ${response.status}.`);
  }
  throw new Error(`${path} refused this identity.`);
}

/** Of a conflict: what the server says then is written for people. */
async function sentenceOf(response: Response): Promise<string | null> {
  if (response.status !== 409) return null;
  const body = (await response.json().catch(() => null)) as { errors?: { message?: string }[] } | null;
  return body?.errors?.[0]?.message ?? null;
}

function renew(): Promise<Session> {
  const asking = requestToken().catch((error: unknown) => {
    if (current === asking) current = null;
    throw error;
  });
  current = asking;
  return asking;
}

async function requestToken(): Promise<Session> {
  const as = requestedIdentity();
  const response = await fetch('/auth/chat-token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    throw new Error(
      response.status === 400 || response.status === 404
        ? `The demo knows nobody called “${as}”.`
        : `Signing in answered with status ${response.status}.`,
    );
  }
  const { token } = (await response.json()) as { token: string };
  return sessionOf(as, token);
}

interface Claims {
  sub?: string;
  name?: string;
  role?: string;
  exp?: number;
  organizations?: { id: string; name: string }[];
}

/** Reads the token's claims for display only: the server is who decides what they allow. */
export function sessionOf(as: string, token: string): Session {
  const claims = claimsOf(token);
  return {
    as,
    token,
    userId: claims.sub ?? as,
    name: claims.name ?? as,
    role: claims.role === 'AGENT' ? 'AGENT' : 'USER',
    organizations: claims.organizations ?? [],
    expiresAt: claims.exp === undefined ? null : claims.exp * 1_000,
  };
}

function claimsOf(token: string): Claims {
  try {
    const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
  } catch {
    return {};
  }
}

import { ChatError } from './protocol/chat-error.ts';
import { type Connection, configuredConnection } from './runtime-configured.ts';

export { type Connection, setConnection } from './runtime-configured.ts';

/** The sentence for a host's developer when nothing was set up. */
export const THREE_WAYS =
  'The chat has no connection. Give it one in one of three ways: the prop connection={{ endpoint, getAccessToken }}, ' +
  "one call of configure({ connection: { endpoint, getAccessToken } }) in the shell, or POST /auth/chat-token and /graphql on the page's own origin.";

let complained = false;

/** The instance's own, else the configured one, else the page's own origin. */
export function resolveConnection(own?: Connection): Connection {
  return own ?? configuredConnection() ?? { endpoint: '/graphql', getAccessToken: ownOriginToken };
}

/** Absolute, so that two ways to write one endpoint share a runtime. Throws ChatError `refused` for what is no address. */
export function absoluteEndpoint(endpoint: string): string {
  try {
    const url = new URL(endpoint, globalThis.location?.href);
    url.hash = '';
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.href;
  } catch {
    // Told below, together with addresses of another scheme.
  }
  throw new ChatError('refused', `The chat's endpoint "${endpoint}" is no http or https address; pass one such as "/graphql".`);
}

/** The WebSocket uses the endpoint's own host and path. */
export function socketUrl(endpoint: string): string {
  return endpoint.replace(/^http/u, 'ws');
}

async function ownOriginToken(): Promise<string> {
  const response = await fetch('/auth/chat-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  if (response.status === 401 || response.status === 403)
    throw new ChatError('signed-out', "The page's own server gives no chat token: the person is not signed in.");
  if (response.status >= 500 || response.status === 429)
    throw new ChatError('network', `POST /auth/chat-token answered HTTP ${response.status}.`);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string') return body.token;
  if (!complained) console.error(THREE_WAYS);
  complained = true;
  throw new ChatError('refused', THREE_WAYS);
}

/** The subject a token names, without checking it: only to notice that it changed. Null for tokens that are no JWT. */
export function subjectOf(token: string): string | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string' ? claims.sub : null;
  } catch {
    return null;
  }
}

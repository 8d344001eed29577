/** POST /graphql: JSON in, JSON out, a bearer token, nothing else. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuthError } from '../auth/auth-error.ts';
import { bearerToken, type Verify } from '../auth/verify.ts';
import type { Backend, Identity } from '../conversations/api.ts';
import { BodyError, readBody } from './body.ts';
import type { Engine } from './graphql.ts';
import type { DoorLimits } from './limits.ts';
import type { Line } from './line.ts';
import { createRateLimit } from './rate.ts';
import { retryAfter, sendError } from './reply.ts';

export interface GraphqlRouteOptions {
  readonly engine: Engine;
  readonly backend: Backend;
  readonly verify: Verify;
  readonly limits: DoorLimits;
  readonly clock: () => number;
  /** Aborted at shutdown, after readers were told: what still waits then answers at once. */
  readonly stopping: AbortSignal;
  /** The faults of the demo's panel; null outside the demo. */
  readonly line: Line | null;
}

export type Route = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void>;

export function createGraphqlRoute(options: GraphqlRouteOptions): Route {
  const { engine, backend, limits, clock, stopping } = options;
  const requests = createRateLimit(limits.requestBurst, limits.requestsPerSecond, clock);
  const commands = createRateLimit(limits.commandBurst, limits.commandsPerSecond, clock);

  return async (request, response, requestId) => {
    if (!acceptable(request, response)) return;
    const identity = await authenticate(request, response, options.verify);
    if (identity === null) return;
    const waitMs = requests.take(identity.subject);
    if (waitMs > 0) return sendError(response, 429, 'RATE_LIMITED', 'Too many requests; slow down.', retryAfter(waitMs));
    const body = await readBody(request, limits.bodyBytes);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const answer = await engine.fetch(
      'http://server/graphql',
      { method: 'POST', headers: { 'content-type': 'application/json', accept: preferred(request) }, body: body.toString('utf8') },
      {
        backend,
        identity,
        requestId,
        transport: 'http',
        signal: AbortSignal.any([gone.signal, stopping]),
        takeCommand: () => commands.take(identity.subject),
      },
    );
    const delayMs = options.line?.latencyMs(identity) ?? 0;
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: gone.signal, ref: false }).catch(() => undefined);
    await relay(answer, response);
  };
}

/** Answers and returns false for what no client of ours sends: GET, forms (H42), a token in the address (H39). */
function acceptable(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== 'POST') {
    sendError(response, 405, 'BAD_REQUEST', 'Only POST is served here.', { Allow: 'POST' });
    return false;
  }
  if (request.url !== '/graphql') {
    sendError(response, 400, 'BAD_REQUEST', 'No parameters in the address: send them in the body, the token in the Authorization header.');
    return false;
  }
  // A form can be posted from any page without a preflight; JSON can't.
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    sendError(response, 415, 'BAD_REQUEST', 'Send application/json.');
    return false;
  }
  return true;
}

export async function authenticate(request: IncomingMessage, response: ServerResponse, verify: Verify): Promise<Identity | null> {
  try {
    return await verify(bearerToken(request.headers.authorization));
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    if (error.failure === 'keys-unavailable') sendError(response, 503, 'UNAVAILABLE', error.message, retryAfter(2000));
    else sendError(response, 401, 'UNAUTHENTICATED', error.message, { 'WWW-Authenticate': 'Bearer' });
    return null;
  }
}

/** Only the two JSON media types are offered to yoga: it would also stream events or multipart to whoever asks. */
function preferred(request: IncomingMessage): string {
  return (request.headers.accept ?? '').includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
}

async function relay(answer: Response, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  if (response.destroyed) return;
  const headers: Record<string, string | number> = {
    'Content-Type': answer.headers.get('content-type') ?? 'application/json',
    'Content-Length': body.length,
  };
  const wait = answer.headers.get('retry-after');
  if (wait !== null) headers['Retry-After'] = wait;
  response.writeHead(answer.status, headers);
  response.end(body);
}

/** What went wrong with a body, told to the caller; anything else is thrown on. */
export function sendBodyError(response: ServerResponse, error: unknown): void {
  if (!(error instanceof BodyError)) throw error;
  // The rest of the body is not read: the connection can't be used again.
  sendError(response, error.status, 'TOO_LARGE', error.message, { Connection: 'close' });
}

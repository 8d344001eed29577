/** `/demo/line`: what the demo's line panel shows and breaks. Served in demo mode only, to signed-in people. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Verify } from '../auth/verify.ts';
import type { Backend, Identity } from '../conversations/api.ts';
import type { Message } from '../generated/schema.ts';
import { readBody } from './body.ts';
import { authenticate, type Route } from './graphql-route.ts';
import { type Line, LONGEST_LATENCY_MS } from './line.ts';
import { sendError, sendJson } from './reply.ts';
import type { SocketDoor } from './socket.ts';

export interface LineRouteOptions {
  readonly line: Line;
  readonly backend: Backend;
  readonly verify: Verify;
  readonly sockets: Pick<SocketDoor, 'of'>;
  /** Begins an orderly restart of the listener; called when the answer has been sent. */
  readonly restart: () => void;
  /** ms since 1970. */
  readonly clock: () => number;
}

const BODY_BYTES = 1_000;
const MOST_ANSWERS = 50;

interface Asked extends LineRouteOptions {
  readonly who: Identity;
  readonly organizationIds: readonly string[];
}

/** What one button does with its body. `affected`: how many sockets or answers it hit. */
interface Action<Body> {
  readonly body: z.ZodType<Body>;
  /** What the body must be, for a caller who sent something else. */
  readonly wants: string;
  run(asked: Asked, body: Body): number;
}

const action = <Body>(it: Action<Body>): Action<unknown> => ({ ...it, run: (asked, body) => it.run(asked, it.body.parse(body)) });
const nothing = { body: z.object({}), wants: '{}' };

const ACTIONS: Readonly<Record<string, Action<unknown>>> = {
  'cut-sockets': action({
    ...nothing,
    run({ sockets, organizationIds }) {
      const found = sockets.of(organizationIds);
      for (const connection of found) connection.reset();
      return found.length;
    },
  }),
  'refuse-websockets': action({
    body: z.object({ on: z.boolean() }),
    wants: '{ "on": true } or { "on": false }',
    run({ line }, { on }) {
      line.refusesWebSockets = on;
      return 0;
    },
  }),
  latency: action({
    body: z.object({ ms: z.number().int().min(0).max(LONGEST_LATENCY_MS) }),
    wants: `{ "ms": 0 } to { "ms": ${LONGEST_LATENCY_MS} }`,
    run({ line, organizationIds, sockets }, { ms }) {
      line.slow(organizationIds, ms);
      return sockets.of(organizationIds).length;
    },
  }),
  'expire-tokens': action({
    ...nothing,
    run({ line, organizationIds, sockets, clock }) {
      line.endTokens(organizationIds, clock());
      const ended = sockets.of(organizationIds).filter(({ identity }) => identity !== null && line.endsTokenOf(identity));
      for (const connection of ended) connection.endToken();
      return ended.length;
    },
  }),
  'kill-worker': action({
    ...nothing,
    run: ({ backend, organizationIds }) => backend.abandonAnswers(organizationIds),
  }),
  // What it restarts is hit after the answer: see `act`.
  'restart-server': action({ ...nothing, run: ({ sockets, organizationIds }) => sockets.of(organizationIds).length }),
};

/** @param options what the panel acts on. */
export function createLineRoute(options: LineRouteOptions): Route {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    const name = url.pathname.slice('/demo/line/'.length);
    const wanted = url.pathname === '/demo/line' ? 'GET' : Object.hasOwn(ACTIONS, name) ? 'POST' : null;
    if (wanted === null) return sendError(response, 404, 'NOT_FOUND', 'There is nothing at this address.');
    if (request.method !== wanted) return sendError(response, 405, 'BAD_REQUEST', `Only ${wanted} is served here.`, { Allow: wanted });
    const who = await authenticate(request, response, options.verify);
    if (who === null) return;
    const asked: Asked = { ...options, who, organizationIds: who.organizations.map(({ id }) => id) };
    if (wanted === 'GET') return sendJson(response, 200, await stateOf(asked, url.searchParams.get('conversation')));
    await act(asked, name, request, response);
  };
}

async function act(asked: Asked, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A form can be posted from any page without a preflight; JSON can't.
  if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    return sendError(response, 415, 'BAD_REQUEST', 'Send application/json.');
  const found = ACTIONS[name];
  const body = found?.body.safeParse(parseJson(await readBody(request, BODY_BYTES)));
  if (found === undefined || !body?.success) return sendError(response, 400, 'BAD_REQUEST', `"${name}" wants ${found?.wants ?? '{}'}.`);
  const affected = found.run(asked, body.data);
  const restarts = name === 'restart-server';
  if (restarts) response.once('finish', asked.restart);
  sendJson(response, restarts ? 202 : 200, { ...(await stateOf(asked, null)), affected });
}

async function stateOf({ line, backend, sockets, who, organizationIds }: Asked, conversationId: string | null): Promise<object> {
  const endedAt = line.tokensEndedAt(organizationIds);
  return {
    refusesWebSockets: line.refusesWebSockets,
    latencyMs: line.latencyMs(who),
    tokensEndedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    sockets: sockets.of(organizationIds).length,
    runningAnswers: backend.answering(organizationIds),
    restarts: line.restarts,
    startedAt: new Date(line.startedAt).toISOString(),
    ...(conversationId === null ? {} : { answers: await answersOf(backend, who, conversationId) }),
  };
}

/** The newest answers as the database has them; none of a conversation that is not theirs. */
async function answersOf(backend: Backend, who: Identity, conversationId: string): Promise<object[]> {
  const conversation = await backend.conversation(who, conversationId, MOST_ANSWERS * 2);
  const answers = (conversation?.messages ?? []).filter(({ author }) => author.role === 'ASSISTANT');
  return answers.slice(-MOST_ANSWERS).reverse().map(card);
}

function card({ id, runId, state, attempt, text }: Message): object {
  const open = state === 'PENDING' || state === 'STREAMING';
  return {
    messageId: id,
    runId,
    state,
    attempts: attempt,
    length: open ? null : text.length,
    sha256: open ? null : createHash('sha256').update(text, 'utf8').digest('hex'),
  };
}

/** An empty body is no parameters; what is no JSON fits no action. */
function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** What only the demo has: tokens for its people, and the merchant's figures its shell shows. 404 in any other mode. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { DEMO_PEOPLE, DEMO_TOKEN_S, type DemoPerson, demoPerson, demoToken } from '../auth/demo.ts';
import type { Verify } from '../auth/verify.ts';
import type { Merchant } from '../merchant/tools.ts';
import type { ReleaseControl } from '../releases/control.ts';
import { readBody } from './body.ts';
import { authenticate, type Route } from './graphql-route.ts';
import type { DoorLimits } from './limits.ts';
import type { Line } from './line.ts';
import { createRateLimit } from './rate.ts';
import { retryAfter, sendError, sendJson } from './reply.ts';

export interface DemoOptions {
  /** The key the demo's tokens are signed with. */
  readonly key: Uint8Array;
  readonly merchant: Merchant;
  /** Life of a token in seconds; tests make it short. Default 3600. */
  readonly tokenSeconds?: number;
  /** What the line panel breaks; without it there is none. */
  readonly line?: Line;
  /** Begins an orderly restart of the listener, for the line panel. */
  readonly restart?: () => void;
  /** The releases its shell runs; without them one build is served, and there is nothing to move. */
  readonly releases?: ReleaseControl;
}

const TOKEN_BODY_BYTES = 1000;
const tokenRequest = z.object({ as: z.string().max(100).optional() });

/** `POST /auth/chat-token` with `{ "as": "ada" }`: a token for one of the demo's people; the first of them when none is named. */
export function createTokenRoute(demo: DemoOptions, limits: DoorLimits, clock: () => number): Route {
  const rate = createRateLimit(limits.tokenBurst, limits.tokensPerSecond, clock);
  const seconds = demo.tokenSeconds ?? DEMO_TOKEN_S;
  return async (request, response) => {
    if (request.method !== 'POST') return sendError(response, 405, 'BAD_REQUEST', 'Only POST is served here.', { Allow: 'POST' });
    if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json')
      return sendError(response, 415, 'BAD_REQUEST', 'Send application/json.');
    const waitMs = rate.take(request.socket.remoteAddress ?? 'unknown');
    if (waitMs > 0) return sendError(response, 429, 'RATE_LIMITED', 'Too many requests; slow down.', retryAfter(waitMs));
    const wanted = tokenRequest.safeParse(parseJson(await readBody(request, TOKEN_BODY_BYTES)));
    const person = wanted.success ? demoPerson(wanted.data.as ?? DEMO_PEOPLE[0]?.id ?? '') : null;
    if (person === null) {
      const names = DEMO_PEOPLE.map(({ id }) => id).join(', ');
      return sendError(response, 400, 'BAD_REQUEST', `"as" must name one of the demo's people: ${names}.`);
    }
    const token = await demoToken(person, demo.key, clock(), seconds);
    sendJson(response, 200, {
      token,
      expiresInSeconds: seconds,
      userId: person.id,
      name: person.name,
      role: person.role,
      organizationId: person.organizations[0]?.id,
    });
  };
}

/** `GET /demo/identities`, and with a token `GET /demo/{orders,products,overview}` of its first organisation, or of `?organization=` when the token names it. */
export function createMerchantRoute(demo: DemoOptions, verify: Verify): Route {
  return async (request, response) => {
    if (request.method !== 'GET') return sendError(response, 405, 'BAD_REQUEST', 'Only GET is served here.', { Allow: 'GET' });
    const url = new URL(request.url ?? '/', 'http://server');
    if (url.pathname === '/demo/identities') return sendJson(response, 200, { identities: DEMO_PEOPLE.map(card) });
    const page = pageOf(demo.merchant, url.pathname);
    if (page === null) return sendError(response, 404, 'NOT_FOUND', 'There is nothing at this address.');
    const organizationId = await organizationOf(request, response, verify, url.searchParams.get('organization'));
    if (organizationId !== null) sendJson(response, 200, page(organizationId));
  };
}

function card(person: DemoPerson): object {
  const organization = person.role === 'AGENT' ? 'Fluxori support' : (person.organizations[0]?.name ?? '');
  return { as: person.id, name: person.name, role: person.role, organization };
}

function pageOf(merchant: Merchant, path: string): ((organizationId: string) => object) | null {
  if (path === '/demo/orders') return (id) => ordersPage(merchant, id);
  if (path === '/demo/products') return (id) => ({ products: merchant.listProducts(id) });
  if (path === '/demo/overview') return (id) => ({ figures: merchant.overview(id), starters: merchant.starters(id) });
  return null;
}

function ordersPage(merchant: Merchant, organizationId: string): object {
  const orders = merchant.listOrders(organizationId);
  return { orders, shipments: orders.flatMap(({ number }) => merchant.trackShipment(organizationId, number) ?? []) };
}

async function organizationOf(
  request: IncomingMessage,
  response: ServerResponse,
  verify: Verify,
  wanted: string | null,
): Promise<string | null> {
  const identity = await authenticate(request, response, verify);
  if (identity === null) return null;
  const found = wanted === null ? identity.organizations[0] : identity.organizations.find(({ id }) => id === wanted);
  if (found) return found.id;
  sendError(response, 403, 'FORBIDDEN', 'The token does not name this organization.');
  return null;
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

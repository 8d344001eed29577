/** What the demo's menu of releases asks and presses. Served by `npm start` only; a server on its own has no releases and answers 404. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Verify } from '../auth/verify.ts';
import { mayMoveReleases } from '../authorisation.ts';
import { readBody } from '../http/body.ts';
import { authenticate, type Route } from '../http/graphql-route.ts';
import type { Origins } from '../http/origins.ts';
import { sendError, sendJson } from '../http/reply.ts';
import { RELEASE_ACTIONS, type ReleaseAction, type ReleaseControl, ReleaseRefused } from './control.ts';

export interface ReleaseRouteOptions {
  readonly releases: ReleaseControl;
  readonly verify: Verify;
  /** The server's own pages. Others that may use the chat may not move its releases. */
  readonly own: Origins;
}

const BODY_BYTES = 1_000;
const BASE = '/demo/releases';
const seen = z.object({ revision: z.number().int() });

/** `GET /demo/releases`, and `POST /demo/releases/{promote,roll-back,break,mend}` with `{ "revision" }`, the one the page has seen. */
export function createReleaseRoute(options: ReleaseRouteOptions): Route {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const action = RELEASE_ACTIONS.find((one) => path === `${BASE}/${one}`);
    const wanted = path === BASE ? 'GET' : action === undefined ? null : 'POST';
    if (wanted === null) return sendError(response, 404, 'NOT_FOUND', 'There is nothing at this address.');
    if (request.method !== wanted) return sendError(response, 405, 'BAD_REQUEST', `Only ${wanted} is served here.`, { Allow: wanted });
    if (!isOwnPage(request, options.own))
      return sendError(response, 403, 'FORBIDDEN', 'Releases are moved by the pages of this server only.');
    const who = await authenticate(request, response, options.verify);
    if (who === null) return;
    if (!mayMoveReleases(who)) return sendError(response, 403, 'FORBIDDEN', 'The token names no organization.');
    try {
      if (action === undefined) sendJson(response, 200, await options.releases.state());
      else await act(options.releases, action, request, response);
    } catch (error) {
      if (!(error instanceof ReleaseRefused)) throw error;
      sendError(response, 409, 'CONFLICT', error.message);
    }
  };
}

async function act(releases: ReleaseControl, action: ReleaseAction, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A form can be posted from any page without a preflight; JSON can't.
  if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    return sendError(response, 415, 'BAD_REQUEST', 'Send application/json.');
  const body = seen.safeParse(parseJson(await readBody(request, BODY_BYTES)));
  if (!body.success) return sendError(response, 400, 'BAD_REQUEST', `"${action}" wants { "revision": the one you have seen }.`);
  sendJson(response, 200, await releases.act(action, body.data.revision));
}

/** Without an Origin it is no other page's request and is judged by its token alone. */
function isOwnPage({ headers }: IncomingMessage, own: Origins): boolean {
  const site = headers['sec-fetch-site'];
  return own.allows(headers.origin) && (site === undefined || site === 'same-origin' || site === 'none');
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

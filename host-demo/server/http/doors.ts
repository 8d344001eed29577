/** One Node HTTP server with every door: what is served where, and what all of them have in common. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Verify } from '../auth/verify.ts';
import type { Backend } from '../conversations/api.ts';
import { createReleaseRoute } from '../releases/routes.ts';
import { executableSchema } from '../resolvers/schema.ts';
import { BodyError } from './body.ts';
import { answerPreflight, applyCors } from './cors.ts';
import { createMerchantRoute, createTokenRoute, type DemoOptions } from './demo-routes.ts';
import { DirectSubscriptions } from './direct.ts';
import { createEngine } from './graphql.ts';
import { createGraphqlRoute, type Route, sendBodyError } from './graphql-route.ts';
import type { DoorLimits } from './limits.ts';
import { createLineRoute } from './line-routes.ts';
import type { ServerLogger } from './log.ts';
import type { Origins } from './origins.ts';
import { retryAfter, secure, sendError, sendJson } from './reply.ts';
import { createSocketDoor, type SocketDoor } from './socket.ts';
import type { ServeFile } from './static.ts';
import { ownDocuments, type TrustedDocuments } from './trusted-documents.ts';

export interface DoorsOptions {
  readonly backend: Backend;
  readonly verify: Verify;
  readonly origins: Origins;
  /** The server's own among them. */
  readonly own: Origins;
  readonly limits: DoorLimits;
  readonly logger: ServerLogger;
  /** Introspection is served in development only. */
  readonly development: boolean;
  readonly trusted: TrustedDocuments | null;
  readonly demo: DemoOptions | null;
  /** The shell's files, or null when something else serves them. */
  readonly files: ServeFile | null;
  /** What `GET /config.json` tells the shell; called per request, because ports are known only once they listen. @param host the request's Host header. */
  readonly shellConfig: (host: string | undefined) => object;
  /** ms since 1970. */
  readonly clock: () => number;
}

export interface Doors {
  readonly server: Server;
  readonly sockets: SocketDoor;
  /** Ends everything within `limits.shutdownMs`: readers are told first, then sockets, then connections. */
  close(): Promise<void>;
}

export function createDoors(given: DoorsOptions): Doors {
  const line = given.demo?.line ?? null;
  const options = { ...given, line, verify: line?.guard(given.verify) ?? given.verify };
  const { backend, limits, logger } = options;
  const engine = createEngine(options);
  const stopping = new AbortController();
  const direct = new DirectSubscriptions(executableSchema(), ownDocuments(), options.trusted, limits.documentTokens);
  const sockets = createSocketDoor({ ...options, engine, direct });
  const routes = createRoutes(options, createGraphqlRoute({ ...options, engine, stopping: stopping.signal }), sockets);
  let draining = false;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    observe(request, response, { requestId, path }, logger);
    try {
      if (path === '/healthz') return answerHealth(response, 200, 'ok');
      if (path === '/readyz') return await answerReady(response, backend, draining);
      const route = routes(path);
      if (route === null) return await serveFile(request, response, options.files);
      secure(response);
      response.setHeader('X-Request-Id', requestId);
      if (!applyCors(request, response, options.origins))
        return sendError(response, 403, 'FORBIDDEN', 'This page may not use the server: its origin is not in ALLOWED_ORIGINS.');
      if (request.method === 'OPTIONS') return answerPreflight(response);
      if (draining) return sendError(response, 503, 'UNAVAILABLE', 'The server is restarting.', retryAfter(limits.reconnectWithinMs));
      await route(request, response, requestId);
    } catch (error) {
      if (error instanceof BodyError) return sendBodyError(response, error);
      if (request.destroyed && !response.headersSent) return;
      logger.error({ requestId, path, fault: error instanceof Error ? error.message : String(error) }, 'a request failed');
      sendError(response, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on the server.');
    }
  }

  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 30_000, maxHeaderSize: 16_384 },
    (request, response) => {
      void handle(request, response);
    },
  );
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));

  return {
    server,
    sockets,
    async close() {
      draining = true;
      const told = backend
        .shutdown(limits.reconnectWithinMs)
        .catch((error: unknown) => logger.error({ fault: String(error) }, 'the backend did not shut down in order'));
      await within(told, limits.shutdownMs * 0.5);
      // Their last page says when to come back: it has to leave before its socket ends (rule S-4).
      await sockets.drained(limits.shutdownMs * 0.15);
      stopping.abort();
      await sockets.close(limits.shutdownMs * 0.15);
      await closeServer(server, limits.shutdownMs * 0.2);
    },
  };
}

function createRoutes(options: DoorsOptions, graphql: Route, sockets: SocketDoor): (path: string) => Route | null {
  const { demo, limits, clock, verify } = options;
  const line = demo?.line && createLineRoute({ ...options, line: demo.line, sockets, restart: demo.restart ?? (() => undefined) });
  const token = demo && createTokenRoute(demo, limits, clock);
  const merchant = demo && createMerchantRoute(demo, verify);
  const releases = demo?.releases && createReleaseRoute({ ...options, releases: demo.releases });
  const config: Route = async (request, response) => sendJson(response, 200, options.shellConfig(request.headers.host));
  const nothing: Route = async (_request, response) => sendError(response, 404, 'NOT_FOUND', 'There is nothing at this address.');
  return (path) => {
    if (path === '/graphql') return graphql;
    if (path === '/config.json') return config;
    if (path === '/auth/chat-token') return token ?? nothing;
    if (path === '/demo/line' || path.startsWith('/demo/line/')) return line ?? nothing;
    if (path === '/demo/releases' || path.startsWith('/demo/releases/')) return releases ?? nothing;
    if (path.startsWith('/demo/')) return merchant ?? nothing;
    if (path.startsWith('/auth/')) return nothing;
    return null;
  };
}

async function serveFile(request: IncomingMessage, response: ServerResponse, files: ServeFile | null): Promise<void> {
  if (files !== null && (await files(request, response))) return;
  secure(response);
  sendError(response, 404, 'NOT_FOUND', 'There is nothing at this address.');
}

function answerHealth(response: ServerResponse, status: number, text: string): void {
  secure(response);
  sendJson(response, status, { status: text });
}

const READY_MS = 2000;

/** Ready means: would serve a request now. A load balancer stops sending before the sockets are closed. */
async function answerReady(response: ServerResponse, backend: Backend, draining: boolean): Promise<void> {
  if (draining) return answerHealth(response, 503, 'stopping');
  const ready = await within(
    backend.ping().then(
      () => true,
      () => false,
    ),
    READY_MS,
  );
  answerHealth(response, ready ? 200 : 503, ready ? 'ok' : 'no database');
}

/** The work's result, or undefined when it takes longer. The timer does not outlive the work. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets answers under way leave, then cuts what is left. */
async function closeServer(server: Server, milliseconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await within(closed, milliseconds);
  server.closeAllConnections();
  await closed;
}

/** One line per request: path without its parameters, never headers or bodies. Successes at debug, or a poll would fill the log. */
function observe(
  request: IncomingMessage,
  response: ServerResponse,
  fields: { requestId: string; path: string },
  logger: ServerLogger,
): void {
  const start = performance.now();
  response.once('close', () => {
    const line = { ...fields, method: request.method, status: response.statusCode, ms: Math.round(performance.now() - start) };
    if (response.statusCode >= 500) logger.warn(line, 'request');
    else logger.debug(line, 'request');
  });
}

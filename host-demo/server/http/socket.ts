/** The WebSocket door: graphql-ws's protocol, subscriptions only, behind limits of its own. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import { handleProtocols, makeServer, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { AuthError } from '../auth/auth-error.ts';
import { expiresInSeconds } from '../auth/claims.ts';
import { bearerToken, type Verify } from '../auth/verify.ts';
import type { Backend } from '../conversations/api.ts';
import { Census } from './census.ts';
import { beatMs, CLOSE, type Connection, openConnection, type Surroundings } from './connection.ts';
import type { DirectSubscriptions } from './direct.ts';
import { type Root, serveDirectly } from './direct-reader.ts';
import { type DoorContext, type Engine, maskError } from './graphql.ts';
import type { DoorLimits } from './limits.ts';
import type { Line } from './line.ts';
import type { ServerLogger } from './log.ts';
import type { Origins } from './origins.ts';
import { Pulse } from './pulse.ts';
import { type Hall, Visitor } from './visitor.ts';

export interface SocketDoorOptions {
  readonly engine: Engine;
  readonly direct: DirectSubscriptions;
  readonly backend: Backend;
  readonly verify: Verify;
  readonly origins: Origins;
  readonly limits: DoorLimits;
  readonly logger: ServerLogger;
  readonly clock: () => number;
  /** The faults of the demo's panel; null outside the demo. */
  readonly line: Line | null;
}

export interface SocketDoor {
  readonly size: number;
  /** The sockets of people of these organisations. */
  of(organizationIds: readonly string[]): readonly Connection[];
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Resolves when the subscriptions have ended, which they do by themselves at a shutdown, or when `withinMs` is over. */
  drained(withinMs: number): Promise<void>;
  /** Refuses new sockets, closes all with 1012 and resolves when they are gone or `withinMs` is over. */
  close(withinMs: number): Promise<void>;
}

const DRAIN_EVERY_MS = 10;
const ID_BYTES = 16;

type Params = Record<string, unknown>;

export function createSocketDoor(options: SocketDoorOptions): SocketDoor {
  const { limits } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes, perMessageDeflate: false, handleProtocols });
  const connections = new Set<Connection>();
  const guests = new Census();
  const members = new Census();
  const graphql = makeServer<Params, Connection>(protocol(options, members, (connection) => guests.leave(connection.id)));
  const surroundings: Surroundings = {
    limits,
    pulse: new Pulse(beatMs(limits)),
    clock: options.clock,
    delayMs: options.line && ((who) => options.line?.latencyMs(who) ?? 0),
  };
  const hall: Hall = { direct: options.direct, logger: options.logger, surroundings, graphql, connections, guests, members };
  let draining = false;

  function accept(request: IncomingMessage, duplex: Duplex, head: Buffer): void {
    // What follows lives as long as the socket: it keeps no hold of the request.
    const from = address(request);
    sockets.handleUpgrade(request, duplex, head, (socket) => welcome(hall, socket, duplex, from));
  }

  return {
    get size() {
      return connections.size;
    },
    of: (organizationIds) =>
      [...connections].filter(({ identity }) => identity?.organizations.some(({ id }) => organizationIds.includes(id)) ?? false),
    upgrade(request, duplex, head) {
      duplex.on('error', destroyed);
      const refused = refuse(
        request,
        options.origins,
        draining || (options.line?.refusesWebSockets ?? false),
        () => connections.size >= limits.socketsInAll || guests.count(address(request)) >= limits.unknownSocketsPerAddress,
      );
      if (refused === null) accept(request, duplex, head);
      else
        duplex.end(
          `HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n${refused.startsWith('503') ? 'Retry-After: 2\r\n' : ''}\r\n`,
        );
    },
    async drained(withinMs) {
      draining = true;
      const busy = (): boolean => [...connections].some(({ subscriptions }) => Object.keys(subscriptions).length > 0);
      for (const end = performance.now() + withinMs; busy() && performance.now() < end; ) await sleep(DRAIN_EVERY_MS);
    },
    async close(withinMs) {
      draining = true;
      await endAll(connections, withinMs);
      sockets.close();
    },
  };
}

function welcome(hall: Hall, socket: WebSocket, duplex: Duplex, from: string): void {
  const visitor = new Visitor(hall, socket.protocol);
  // Not `randomUUID`, whose text is a chain of pieces that weighs ten times as much for as long as the socket lasts.
  const id = randomBytes(ID_BYTES).toString('hex');
  const connection = openConnection({ id, socket, duplex, surroundings: hall.surroundings, guest: visitor });
  hall.connections.add(connection);
  hall.guests.enter(id, from);
  visitor.enter(connection);
}

function destroyed(this: Duplex): void {
  this.destroy();
}

/** Closes all with 1012 and cuts those that don't answer in time. */
async function endAll(connections: ReadonlySet<Connection>, withinMs: number): Promise<void> {
  const gone = [...connections].map(({ socket }) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
  for (const connection of connections) connection.close(CLOSE.restart, 'Restart');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  await Promise.race([Promise.all(gone), late]);
  clearTimeout(timer);
  for (const connection of connections) connection.socket.terminate();
}

/** The HTTP status line of a refused handshake, or null. The origin is judged before any upgrade happens (H43). */
function refuse(request: IncomingMessage, origins: Origins, away: boolean, crowded: () => boolean): string | null {
  const path = request.url ?? '/';
  if (!origins.allows(request.headers.origin)) return '403 Forbidden';
  // A query string would be the place for a token in a URL, where logs and proxies keep it (H39).
  if (path !== '/graphql') return path.startsWith('/graphql?') ? '400 Bad Request' : '404 Not Found';
  if (away || crowded()) return '503 Service Unavailable';
  return null;
}

function address(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? 'unknown';
}

function protocol(options: SocketDoorOptions, members: Census, known: (connection: Connection) => void): ServerOptions<Params, Connection> {
  const { direct, engine, limits, logger } = options;
  return {
    // The connection watches over it: a timer here would be held, though cleared, for as long as the socket lasts.
    connectionInitWaitTimeout: 0,
    subscribe: (args) => (args.rootValue as Root).subscribe(args),
    onConnect: async (session) => {
      const { extra: connection, connectionParams } = session;
      connection.introduced();
      const admitted = await admit(connection, connectionParams, options, members);
      // The token is not kept: who it names is known now.
      Object.assign(session, { connectionParams: undefined });
      known(connection);
      return admitted;
    },
    onSubscribe: async ({ extra: connection, subscriptions }, id, payload) => {
      connection.subscriptions = subscriptions;
      if (Object.keys(subscriptions).length > limits.operationsPerSocket) {
        return [
          new GraphQLError(`At most ${limits.operationsPerSocket} subscriptions on one socket.`, {
            extensions: { code: 'TOO_MANY_OPERATIONS' },
          }),
        ];
      }
      try {
        const found = direct.find(payload.query);
        const opened = found && serveDirectly(found, id, payload, connection, options.backend);
        return opened ?? (await prepare(engine, payload, context(connection, options.backend)));
      } catch (error) {
        // One bad operation must not take the others on this socket with it (F34).
        const masked = maskError(error, logger);
        return [masked instanceof GraphQLError ? masked : new GraphQLError(masked.message)];
      }
    },
    // graphql-ws sends the message of whatever a generator threw: it must not get further than here (H41).
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => {
        const masked = maskError(error, logger);
        return masked instanceof GraphQLError ? masked.toJSON() : { message: masked.message };
      }),
  };
}

async function admit(
  connection: Connection,
  params: Params | undefined,
  { verify, limits, clock }: SocketDoorOptions,
  members: Census,
): Promise<Record<string, unknown> | false> {
  try {
    const authorization = params?.authorization;
    const identity = await verify(bearerToken(typeof authorization === 'string' ? authorization : undefined));
    // It may have gone while its token was looked at: what begins now would never end.
    if (connection.over) return false;
    if (members.count(identity.subject) >= limits.socketsPerIdentity) {
      connection.close(CLOSE.overload, `More than ${limits.socketsPerIdentity} sockets`);
      return false;
    }
    members.enter(connection.id, identity.subject);
    connection.identity = identity;
    connection.endWithToken();
    return { expiresInSeconds: expiresInSeconds(identity, clock()) };
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    const ours = error.failure === 'keys-unavailable';
    connection.close(ours ? CLOSE.overload : CLOSE.tokenEnded, error.message.slice(0, 120));
    return false;
  }
}

function context(connection: Connection, backend: Backend): DoorContext {
  if (connection.identity === null) throw new Error('An operation came before the identity was known.');
  return {
    backend,
    identity: connection.identity,
    signal: connection.signal,
    silentMs: () => connection.silentMs(),
    requestId: connection.id,
    transport: 'ws',
    takeCommand: () => 0,
  };
}

/** The same parser, rules and resolvers as over HTTP, or what is wrong with the operation. @throws what a parser or rule throws. */
async function prepare(engine: Engine, payload: SubscribePayload, base: DoorContext): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const enveloped = engine.getEnveloped({ ...base, params: payload });
  const document = enveloped.parse(payload.query);
  if (getOperationAST(document, payload.operationName)?.operation !== 'subscription') {
    return [
      new GraphQLError('The WebSocket carries subscriptions only; send queries and mutations by POST /graphql.', {
        extensions: { code: 'BAD_REQUEST' },
      }),
    ];
  }
  const errors = enveloped.validate(enveloped.schema, document);
  if (errors.length > 0) return errors;
  const contextValue = await enveloped.contextFactory(base);
  return {
    schema: enveloped.schema,
    document,
    operationName: payload.operationName,
    variableValues: payload.variables,
    contextValue,
    rootValue: { subscribe: enveloped.subscribe } satisfies Root,
  };
}

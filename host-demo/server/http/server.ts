/** The whole reference backend from its parts. `main.ts` starts it from the environment, tests with what they choose. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_AUDIENCE, DEMO_ISSUER } from '../auth/demo.ts';
import { signingKey } from '../auth/signing-key.ts';
import { createVerifier, type Verify } from '../auth/verify.ts';
import type { LogLevel, TokenConfig } from '../config.ts';
import { type Backend, defaultLimits, type Limits } from '../conversations/api.ts';
import { createBackend } from '../conversations/backend.ts';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { createMerchant, type Merchant } from '../merchant/tools.ts';
import type { ReleaseControl } from '../releases/control.ts';
import type { Responder } from '../responders/responder.ts';
import type { DemoOptions } from './demo-routes.ts';
import { createDoors, type Doors } from './doors.ts';
import { type DoorLimits, defaultDoorLimits } from './limits.ts';
import { Line } from './line.ts';
import { listen, portOf } from './listen.ts';
import { createLogger, type ServerLogger } from './log.ts';
import { createOrigins, hostNames, ownOrigins } from './origins.ts';
import { createStatic } from './static.ts';
import { readTrustedDocuments, type TrustedDocuments } from './trusted-documents.ts';

export interface ServerOptions {
  /** Folder of PGlite and the signing key; null keeps everything in memory. Not used for data with `databaseUrl`. */
  readonly dataDir?: string | null;
  readonly databaseUrl?: string | null;
  readonly responder: Responder;
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly publicUrl?: string | null;
  readonly allowedOrigins?: readonly string[];
  /** How tokens are checked; null, the default, means the demo's own key. */
  readonly tokens?: TokenConfig | null;
  /** Demo people and their tokens. Default: true when `tokens` is null. */
  readonly demo?: boolean;
  /** Life of demo tokens in seconds. */
  readonly demoTokenSeconds?: number;
  readonly merchant?: Merchant;
  /** What the demo's menu of releases moves; in demo mode only. */
  readonly releases?: ReleaseControl;
  /** Default false: no introspection. */
  readonly development?: boolean;
  readonly trustedDocuments?: string | TrustedDocuments | null;
  readonly limits?: Partial<Limits>;
  readonly doorLimits?: Partial<DoorLimits>;
  /** False for a process that only reads and commands: others answer. */
  readonly answers?: boolean;
  readonly logger?: ServerLogger;
  readonly logLevel?: LogLevel;
  /** Folder of the built shell; null serves no files. */
  readonly shellDir?: string | null;
  readonly shellHeaders?: Readonly<Record<string, string>>;
  /** What `GET /config.json` tells the shell; asked per request, because ports are known only once they listen. */
  readonly shellConfig?: (host: string | undefined) => object;
  /** Called with the opened database before anything else uses it: the demo's seed. */
  readonly prepare?: (database: Database, logger: ServerLogger) => Promise<void>;
  /** ms since 1970. */
  readonly clock?: () => number;
}

export interface RunningServer {
  /** Origin, such as `http://127.0.0.1:4310`. */
  readonly url: string;
  readonly port: number;
  /** The backend and the doors now: a restart by the demo's line panel makes new ones. */
  readonly backend: Backend;
  readonly doors: Doors;
  /** The key demo tokens are signed with: tests mint their own with `demoToken`. */
  readonly key: Uint8Array;
  close(): Promise<void>;
}

/** @throws DataFolderInUse, DatabaseUnavailable, or the listening error (`code: 'EADDRINUSE'`); nothing stays open then. */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const clock = options.clock ?? Date.now;
  const logger = options.logger ?? createLogger(options.logLevel ?? 'silent');
  const dataDir = options.dataDir ?? null;
  const database = await openDatabase({ dataFolder: dataDir ?? 'memory://', databaseUrl: options.databaseUrl ?? undefined });
  try {
    const tokens = options.tokens ?? null;
    const key = tokens?.secret != null ? Buffer.from(tokens.secret) : dataDir === null ? randomBytes(32) : await signingKey(dataDir);
    await options.prepare?.(database, logger);
    return await run({
      options,
      clock,
      logger,
      database,
      key,
      line: new Line(clock()),
      merchant: options.merchant ?? createMerchant(clock()),
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What lasts from the start of the process to its end, however often the listener restarts. */
interface Parts {
  readonly options: ServerOptions;
  readonly clock: () => number;
  readonly logger: ServerLogger;
  readonly database: Database;
  readonly key: Uint8Array;
  readonly line: Line;
  readonly merchant: Merchant;
}

interface Listening {
  readonly backend: Backend;
  readonly doors: Doors;
  readonly port: number;
}

const RESTART_TRIES = 20;
const RESTART_PAUSE_MS = 250;

async function run(parts: Parts): Promise<RunningServer> {
  const { options, database, logger, line, clock } = parts;
  let closing = false;
  let restarting: Promise<void> | null = null;
  const restart = (): void => {
    restarting ??= again().finally(() => {
      restarting = null;
    });
  };
  let current = await open(parts, options.port ?? 0, restart);
  const { port } = current;

  async function again(): Promise<void> {
    logger.info({ port }, 'restarting');
    await current.doors.close();
    for (let tries = 1; !closing; tries += 1) {
      try {
        current = await open(parts, port, restart);
        line.restarts += 1;
        line.startedAt = clock();
        return;
      } catch (error) {
        logger.error({ port, fault: String(error) }, 'the listener could not be started again');
        if (tries >= RESTART_TRIES) return;
        await sleep(RESTART_PAUSE_MS);
      }
    }
  }

  return {
    url: `http://${hostNames(options.host ?? LOOPBACK)[0]}:${port}`,
    port,
    key: parts.key,
    get backend() {
      return current.backend;
    },
    get doors() {
      return current.doors;
    },
    async close() {
      closing = true;
      await restarting;
      await current.doors.close();
      await database.close();
    },
  };
}

const LOOPBACK = '127.0.0.1';

/** A backend on the database, and doors that listen. @throws the listening error; nothing of it stays then but the database. */
async function open(parts: Parts, port: number, restart: () => void): Promise<Listening> {
  const { options, database, clock, logger } = parts;
  const host = options.host ?? LOOPBACK;
  const backend = await createBackend({
    database,
    responder: options.responder,
    answers: options.answers ?? true,
    limits: { ...defaultLimits, ...options.limits },
    clock,
    logger,
  });
  const own: string[] = [];
  const guests = createOrigins(options.allowedOrigins ?? []);
  const isOwn = (origin: string | undefined) => createOrigins(own).allows(origin);
  const doors = createDoors({
    backend,
    verify: verifierOf(parts),
    origins: { allows: (origin) => guests.allows(origin) || isOwn(origin) },
    own: { allows: isOwn },
    limits: { ...defaultDoorLimits, ...options.doorLimits },
    logger,
    development: options.development ?? false,
    trusted:
      typeof options.trustedDocuments === 'string' ? readTrustedDocuments(options.trustedDocuments) : (options.trustedDocuments ?? null),
    demo: demoOf(parts, restart),
    files:
      options.shellDir == null
        ? null
        : createStatic({ folder: options.shellDir, fallback: 'index.html', headers: options.shellHeaders ?? {} }),
    shellConfig: options.shellConfig ?? (() => ({ graphql: '/graphql' })),
    clock,
  });
  try {
    await listen(doors.server, host, port);
  } catch (error) {
    await doors.close();
    throw error;
  }
  const got = portOf(doors.server);
  own.push(...ownOrigins(host, got, options.publicUrl ?? null));
  return { backend, doors, port: got };
}

function verifierOf({ options, key, clock }: Parts): Verify {
  const tokens = options.tokens ?? null;
  return createVerifier({
    secret: tokens?.jwksUrl == null ? key : null,
    jwksUrl: tokens?.jwksUrl ?? null,
    issuer: tokens === null ? DEMO_ISSUER : tokens.issuer,
    audience: tokens === null ? DEMO_AUDIENCE : tokens.audience,
    clock,
  });
}

function demoOf({ options, key, merchant, line }: Parts, restart: () => void): DemoOptions | null {
  if (!(options.demo ?? options.tokens == null)) return null;
  return {
    key,
    merchant,
    line,
    restart,
    ...(options.releases === undefined ? {} : { releases: options.releases }),
    ...(options.demoTokenSeconds === undefined ? {} : { tokenSeconds: options.demoTokenSeconds }),
  };
}

/**
 * The server as a process: environment in, one line out, signals handled. `start/start.ts` builds what it serves and calls this;
 * a deployment that serves its own pages runs this file alone.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { readConfig, type ServerConfig } from './config.ts';
import { checkPaths } from './config-paths.ts';
import { createLogger } from './http/log.ts';
import { createServer, type RunningServer, type ServerOptions } from './http/server.ts';
import { createMerchant } from './merchant/tools.ts';
import type { ReleaseControl } from './releases/control.ts';
import { createResponder } from './responders/create.ts';
import { explainFailure } from './start/failure.ts';

const DAY_MS = 86_400_000;

export interface StartExtras {
  readonly port: number;
  readonly shellDir: string | null;
  readonly shellHeaders?: Readonly<Record<string, string>>;
  /** URL of the remote's manifest for a page that called the server by this Host header; null when nothing serves it. */
  readonly remoteManifest: ((host: string | undefined) => string) | null;
  readonly prepare?: ServerOptions['prepare'];
  /** With them, what `/config.json` says of them to a page that called the server by this Host header. */
  readonly releases?: { readonly control: ReleaseControl; readonly config: (host: string | undefined) => object };
}

export interface StartedServer extends RunningServer {
  /** A random id that tells this run from any other on the same port. */
  readonly instance: string;
}

/** The server a configuration describes. @throws what `createServer` throws. */
export async function startServer(config: ServerConfig, extras: StartExtras): Promise<StartedServer> {
  const logger = createLogger(config.logLevel);
  const merchant = createMerchant(Date.now());
  const responder = await createResponder({
    kind: config.responder,
    knowledgeDir: config.knowledgeDir,
    tokensPerSecond: config.responderPace,
    openai: config.openai,
    merchant,
  });
  const instance = randomUUID();
  const options: ServerOptions = {
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    responder,
    limits: { retentionMs: config.retentionDays === null ? null : config.retentionDays * DAY_MS },
    merchant,
    host: config.host,
    port: extras.port,
    publicUrl: config.publicUrl,
    allowedOrigins: config.allowedOrigins,
    tokens: config.tokens,
    demo: config.demo,
    development: !config.production,
    trustedDocuments: config.trustedDocuments,
    logger,
    ...(extras.prepare === undefined ? {} : { prepare: extras.prepare }),
    shellDir: extras.shellDir,
    shellHeaders: extras.shellHeaders ?? {},
    ...(extras.releases === undefined ? {} : { releases: extras.releases.control }),
    shellConfig: (host) => ({
      graphql: '/graphql',
      remoteManifest: extras.remoteManifest?.(host) ?? null,
      ...(extras.releases === undefined ? {} : { releases: extras.releases.config(host) }),
      instance,
    }),
  };
  const server = await createServer(options);
  logger.info(
    { url: server.url, responder: responder.name, demo: config.demo, database: config.databaseUrl === null ? 'pglite' : 'postgres' },
    'listening',
  );
  return Object.assign(server, { instance });
}

/**
 * Ends in order on SIGTERM and SIGINT, once; a second signal ends at once.
 * @param end must resolve within the shutdown limit.
 */
export function endOnSignals(end: () => Promise<void>): void {
  let ending = false;
  const stop = (): void => {
    if (ending) process.exit(130);
    ending = true;
    // A hung database must not hold the terminal: nothing acknowledged is lost by leaving now.
    setTimeout(() => process.exit(1), 2900).unref();
    end().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The server alone, from the environment, until a signal ends it. Ends the process with code 1 and a sentence when it cannot start. */
export async function runServer(): Promise<void> {
  let config: ServerConfig | null = null;
  try {
    config = readConfig(process.env);
    checkPaths(config);
    const server = await startServer(config, { port: config.port, shellDir: null, remoteManifest: null });
    endOnSignals(() => server.close());
    console.log(`The chat's server listens at ${server.url}/graphql`);
  } catch (error) {
    console.error(explainFailure(error, config?.dataDir ?? null));
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runServer();

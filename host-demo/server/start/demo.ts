/** The demo as a whole: what changed is built, the server starts with the shell and the remote beside it, and says where. */
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Release } from '../../../scripts/release/records.ts';
import type { ServerConfig } from '../config.ts';
import { makeFolder } from '../db/folder.ts';
import { DataFolderInUse } from '../db/lock.ts';
import { listen, portOf } from '../http/listen.ts';
import { calledName, hostNames, ownOrigins } from '../http/origins.ts';
import { endOnSignals, type StartedServer, startServer } from '../main.ts';
import { seedDemo } from '../seed/seed.ts';
import { choosePorts } from './ports.ts';
import { beginReleases, bringOlder, openReleases } from './releases.ts';
import { findRunning, forgetRunning, rememberPorts, writeRunning } from './remembered.ts';
import { createRemoteServer } from './remote-server.ts';
import { shellHeaders } from './shell-headers.ts';

const root = resolve(import.meta.dirname, '../../..');

export interface DemoStart {
  /** Makes `dist/` current; runs beside the server's own start. */
  readonly build: () => Promise<unknown>;
  /** What is recorded, newest first: the working tree is served as the first, the second is built from its commit. Empty: one build. */
  readonly releases: readonly Release[];
}

/**
 * Resolves when the demo can be used, or when one that runs on this data folder already has been named.
 * @throws ConfigError, PortTaken, DataFolderInUse, DatabaseUnavailable or the build's error.
 */
export async function startDemo(config: ServerConfig, start: DemoStart): Promise<void> {
  if (await nameRunning(config)) return;
  try {
    await startOwn(config, start);
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error;
    // Another start was quicker and is still on its way: it can be named once it is there.
    for (const deadline = Date.now() + STARTING_MS; Date.now() < deadline; await sleep(250)) if (await nameRunning(config)) process.exit(0);
    throw error;
  }
}

/** What a start may take until it says where it is. */
const STARTING_MS = 30_000;

async function nameRunning(config: ServerConfig): Promise<boolean> {
  const other = await findRunning(config.dataDir);
  if (other !== null) console.log(`Already running: ${other.url}`);
  return other !== null;
}

async function startOwn(config: ServerConfig, { build, releases: records }: DemoStart): Promise<void> {
  // Before anything is built, so that a folder that can't be written is said at once.
  await makeFolder(config.dataDir);
  const ports = await choosePorts(config);
  const releases = await openReleases(config.dataDir, records);
  const remote = createRemoteServer(releases?.newestFolder ?? resolve(root, 'dist/react'), releases?.serve);
  await listen(remote, config.host, ports.remotePort);
  const place = placeOf(config, portOf(remote));
  const [server] = await Promise.all([
    startServer(config, {
      port: ports.port,
      shellDir: resolve(root, 'dist/shell'),
      shellHeaders: shellHeaders(place.origins, socketOrigins(config, ports.port)),
      ...(config.demo ? { prepare: async (database, logger) => void (await seedDemo(database, logger)) } : {}),
      remoteManifest: (host) => `${place.origin(host)}/mf-manifest.json`,
      ...(releases && { releases: { control: releases, config: (host) => releases.config(place.origin(host)) } }),
    }),
    build(),
  ]);
  if (releases) await beginReleases(releases, resolve(root, 'dist/release'), build);
  const ending = new AbortController();
  let older: Promise<void> | undefined;
  endOnSignals(async () => {
    ending.abort();
    await Promise.all([older, end(config, server, remote)]);
  });
  await rememberPorts(config.dataDir, { port: server.port, remotePort: portOf(remote) });
  await writeRunning(config.dataDir, { pid: process.pid, url: server.url, instance: server.instance });
  announce(config, server, `${place.origin(undefined)}/mf-manifest.json`, ports.moved);
  if (releases) older = bringOlder(releases, { root, dataDir: config.dataDir, records, signal: ending.signal }, console.log);
}

async function end(config: ServerConfig, server: StartedServer, remote: Server): Promise<void> {
  await forgetRunning(config.dataDir);
  remote.close();
  remote.closeAllConnections();
  await server.close();
}

function announce(config: ServerConfig, server: StartedServer, manifest: string, moved: boolean): void {
  const url = config.publicUrl ?? server.url;
  console.log(`Ready: ${url}`);
  if (moved) console.log(`Port ${config.port} was taken; these ports are kept for the next start.`);
  if (config.demo) {
    console.log(`  customers  ${url}/?as=ada  ${url}/?as=ben  ${url}/?as=chen`);
    console.log(`  staff      ${url}/?as=mara  ${url}/?as=jonas`);
  }
  console.log(`  the remote ${manifest}`);
  console.log('  Ctrl-C ends it.');
}

interface RemotePlace {
  readonly origins: readonly string[];
  /** For a page that called the server by this Host header. */
  readonly origin: (host: string | undefined) => string;
}

/** The remote is on the same host as the page, on its own port; behind PUBLIC_URL a proxy has to pass that port on as well. */
function placeOf(config: ServerConfig, port: number): RemotePlace {
  if (config.publicUrl !== null) {
    const { protocol, hostname } = new URL(config.publicUrl);
    const origin = `${protocol}//${hostname}:${port}`;
    return { origins: [origin], origin: () => origin };
  }
  const names = hostNames(config.host);
  return {
    origins: names.map((name) => `http://${name}:${port}`),
    origin: (host) => `http://${calledName(host, names)}:${port}`,
  };
}

/** Not every browser takes 'self' to mean the WebSocket of the same origin as well, so they are named. */
function socketOrigins(config: ServerConfig, port: number): string[] {
  return ownOrigins(config.host, port, config.publicUrl).map((origin) => origin.replace(/^http/, 'ws'));
}

/** `npm start`: builds what changed, starts the server with the shell and the remote beside it, and says where. */
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { ensureBuilt } from '../../../scripts/build.ts';
import { readConfig, type ServerConfig } from '../config.ts';
import { listen, portOf } from '../http/listen.ts';
import { endOnSignals, type StartedServer, startServer } from '../main.ts';
import { seedDemo } from '../seed/seed.ts';
import { explainFailure } from './failure.ts';
import { choosePorts } from './ports.ts';
import { findRunning, forgetRunning, rememberPorts, writeRunning } from './remembered.ts';
import { createRemoteServer } from './remote-server.ts';
import { shellHeaders } from './shell-headers.ts';

const root = resolve(import.meta.dirname, '../../..');

async function start(config: ServerConfig): Promise<void> {
  const other = await findRunning(config.dataDir);
  if (other !== null) {
    console.log(`Already running: ${other.url}`);
    return;
  }
  // Before anything is built, so that a folder that can't be written is said at once.
  await mkdir(config.dataDir, { recursive: true });
  const ports = await choosePorts(config);
  const remote = createRemoteServer(resolve(root, 'dist/react'));
  await listen(remote, config.host, ports.remotePort);
  const remoteOrigin = `http://${hostInUrl(config.host)}:${portOf(remote)}`;
  const building = ensureBuilt({ say: (line) => console.log(line) });
  const [server] = await Promise.all([
    startServer(config, {
      port: ports.port,
      shellDir: resolve(root, 'dist/shell'),
      shellHeaders: shellHeaders(remoteOrigin),
      ...(config.demo ? { prepare: async (database, logger) => void (await seedDemo(database, logger)) } : {}),
      remoteManifest: () => `${remoteOrigin}/mf-manifest.json`,
    }),
    building,
  ]);
  endOnSignals(() => end(config, server, remote));
  await rememberPorts(config.dataDir, { port: server.port, remotePort: portOf(remote) });
  await writeRunning(config.dataDir, { pid: process.pid, url: server.url, instance: server.instance });
  announce(config, server, remoteOrigin, ports.moved);
}

async function end(config: ServerConfig, server: StartedServer, remote: Server): Promise<void> {
  await forgetRunning(config.dataDir);
  remote.close();
  remote.closeAllConnections();
  await server.close();
}

function announce(config: ServerConfig, server: StartedServer, remoteOrigin: string, moved: boolean): void {
  const url = config.publicUrl ?? server.url;
  console.log(`Ready: ${url}`);
  if (moved) console.log(`Port ${config.port} was taken; these ports are kept for the next start.`);
  if (config.demo) {
    console.log(`  customers  ${url}/?as=ada  ${url}/?as=ben  ${url}/?as=chen`);
    console.log(`  staff      ${url}/?as=mara  ${url}/?as=jonas`);
  }
  console.log(`  the remote ${remoteOrigin}/mf-manifest.json`);
  console.log('  Ctrl-C ends it.');
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

let config: ServerConfig | null = null;
try {
  config = readConfig(process.env, root);
  await start(config);
} catch (error) {
  console.error(explainFailure(error, config?.dataDir ?? null));
  process.exit(1);
}

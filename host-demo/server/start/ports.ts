import { createServer } from 'node:net';
import type { ServerConfig } from '../config.ts';
import { type Ports, rememberedPorts } from './remembered.ts';

/** A port that was asked for is in use. The message says so in one sentence. */
export class PortTaken extends Error {
  constructor(name: string, port: number) {
    super(`${name} ${port} is taken by another program: stop it, or set ${name} to a free port.`);
    this.name = 'PortTaken';
  }
}

const TRIES = 50;

/** @throws what listening throws, unless it is that the port is in use or needs rights this process lacks. */
function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error),
    );
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/**
 * The two ports to listen on. Set ones are taken as they are; else those remembered in the data folder, so that an open page finds the
 * server again; else the first free pair from the standard one on.
 * @throws PortTaken when a set port is in use, or when 50 pairs are.
 */
export async function choosePorts(config: ServerConfig): Promise<Ports & { readonly moved: boolean }> {
  const { host, port, remotePort } = config;
  if (config.portsExplicit) {
    if (!(await isFree(host, port))) throw new PortTaken('PORT', port);
    if (!(await isFree(host, remotePort))) throw new PortTaken('REMOTE_PORT', remotePort);
    return { port, remotePort, moved: false };
  }
  const remembered = await rememberedPorts(config.dataDir);
  const candidates: Ports[] = remembered === null ? [] : [remembered];
  for (let step = 0; step < TRIES; step += 1) candidates.push({ port: port + step * 2, remotePort: remotePort + step * 2 });
  for (const pair of candidates) {
    if ((await isFree(host, pair.port)) && (await isFree(host, pair.remotePort))) return { ...pair, moved: pair.port !== port };
  }
  throw new PortTaken('PORT', port);
}

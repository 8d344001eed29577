import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.map': 'application/json',
};

function sendFile(response: ServerResponse, file: string): void {
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
  });
  createReadStream(file).pipe(response);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/** The file of a folder that a path names; null when it names none or leads outside. */
function fileIn(folder: string, pathname: string): string | null {
  const file = path.join(folder, decodeURIComponent(pathname));
  if (!file.startsWith(folder + path.sep) || !existsSync(file) || !statSync(file).isFile()) return null;
  return file;
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

export interface Served {
  /** The shell's origin, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The built shell and remote on two free ports, with no more of a backend than the shell needs to come up: the gallery's
 * conversations live in its page.
 */
export async function serveBuild(dist: string): Promise<Served> {
  const remote = createServer((request, response) => {
    const file = fileIn(path.join(dist, 'react'), new URL(request.url ?? '/', 'http://local').pathname);
    if (file) return sendFile(response, file);
    response.writeHead(404, { 'access-control-allow-origin': '*' }).end();
  });
  const remoteUrl = await listen(remote);
  const shell = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    if (pathname === '/config.json') return sendJson(response, { remoteManifest: `${remoteUrl}/mf-manifest.json`, graphql: '/graphql' });
    if (pathname === '/demo/identities')
      return sendJson(response, { identities: [{ as: 'ada', name: 'Ada Berg', role: 'USER', organization: 'Berg Trading' }] });
    if (pathname === '/auth/chat-token')
      return sendJson(response, { token: 'none', userId: 'ada', name: 'Ada Berg', role: 'USER', organizationId: 'org-1' });
    const file = fileIn(path.join(dist, 'shell'), pathname);
    if (file) return sendFile(response, file);
    if (path.extname(pathname) || pathname === '/graphql' || pathname.startsWith('/demo/')) return void response.writeHead(404).end();
    sendFile(response, path.join(dist, 'shell', 'index.html'));
  });
  const url = await listen(shell);
  const end = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close: async () => void (await Promise.all([end(remote), end(shell)])) };
}

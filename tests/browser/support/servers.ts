import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DEMO_PEOPLE } from '../../../host-demo/server/auth/demo.ts';
import { createMerchant } from '../../../host-demo/server/merchant/tools.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

async function listen(handler: RequestListener): Promise<Running> {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function file(response: ServerResponse, folder: string, pathname: string, headers: Record<string, string> = {}): Promise<boolean> {
  try {
    const content = await readFile(path.join(folder, path.normalize(pathname)));
    response.writeHead(200, { 'content-type': types[path.extname(pathname)] ?? 'application/octet-stream', ...headers }).end(content);
    return true;
  } catch {
    return false;
  }
}

const json = (response: ServerResponse, status: number, value: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

/** Unsigned: the shell reads a token's claims for display and leaves judging them to the server. */
function tokenFor(as: string): string | null {
  const person = DEMO_PEOPLE.find(({ id }) => id === as);
  if (!person) return null;
  const claims = {
    sub: person.id,
    name: person.name,
    role: person.role,
    organizations: person.organizations,
    exp: Math.floor(Date.now() / 1_000) + 3_600,
  };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.unsigned`;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
};

/** The shell's pages with the demo's own data behind them, and everything else the server would say, but no chat. */
export function startShell(folder: string, config: () => Record<string, unknown>): Promise<Running> {
  const merchant = createMerchant(Date.now());
  const organization = (request: IncomingMessage) => {
    const payload = request.headers.authorization?.split('.')[1] ?? '';
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as { organizations?: { id: string }[] };
    return claims.organizations?.[0]?.id ?? '';
  };
  const data: Readonly<Record<string, (id: string) => unknown>> = {
    '/demo/orders': (id) => {
      const orders = merchant.listOrders(id);
      return { orders, shipments: orders.flatMap(({ number }) => merchant.trackShipment(id, number) ?? []) };
    },
    '/demo/products': (id) => ({ products: merchant.listProducts(id) }),
    '/demo/overview': (id) => ({ figures: merchant.overview(id) }),
  };
  return listen(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shell');
    if (pathname === '/config.json') return json(response, 200, config());
    if (pathname === '/demo/identities') {
      const identities = DEMO_PEOPLE.map((person) => ({
        as: person.id,
        name: person.name,
        role: person.role,
        organization: person.role === 'AGENT' ? 'Fluxori support' : person.organizations[0]?.name,
      }));
      return json(response, 200, { identities });
    }
    if (pathname === '/auth/chat-token') {
      const token = tokenFor((JSON.parse(await bodyOf(request)) as { as?: string }).as ?? 'ada');
      return token ? json(response, 200, { token }) : json(response, 400, { error: 'nobody' });
    }
    const page = data[pathname];
    if (page) return json(response, 200, page(organization(request)));
    if (await file(response, folder, pathname)) return;
    if (path.extname(pathname) !== '') return response.writeHead(404).end();
    await file(response, folder, 'index.html', { 'content-type': 'text/html; charset=utf-8' });
  });
}

/** What can be wrong with the remote's origin. `hang` never answers, `reset` cuts the connection, `page` sends HTML for everything. */
export type RemoteFault = 'none' | 'hang' | 'reset' | 'not-found' | 'page' | 'no-chunks' | 'broken-entry' | 'cut-entry' | 'cut-chunks';

export interface FaultyRemote extends Running {
  fault: RemoteFault;
  /** Requests for the manifest so far. */
  manifests(): number;
}

export async function startRemote(folder: string): Promise<FaultyRemote> {
  let manifests = 0;
  const cors = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };
  const state = { fault: 'none' as RemoteFault };
  const running = await listen(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://remote');
    if (pathname.endsWith('mf-manifest.json')) manifests += 1;
    const script = (text: string) => response.writeHead(200, { ...cors, 'content-type': 'text/javascript' }).end(text);
    switch (state.fault) {
      case 'hang':
        return;
      case 'reset':
        return request.socket.resetAndDestroy();
      case 'not-found':
        return response.writeHead(404, cors).end('no');
      case 'page':
        return response.writeHead(200, { ...cors, 'content-type': 'text/html' }).end('<!doctype html><title>Maintenance</title>');
      case 'no-chunks':
        if (pathname.includes('/async/')) return response.writeHead(503, cors).end('no');
        break;
      case 'broken-entry':
        if (pathname.endsWith('remoteEntry.js')) return script('throw new Error("broken on purpose")');
        break;
      case 'cut-entry':
        if (pathname.endsWith('remoteEntry.js')) return script('const entry = {');
        break;
      case 'cut-chunks':
        if (pathname.includes('/async/')) return script('const chunk = {');
        break;
      default:
    }
    if (!(await file(response, folder, pathname, cors))) response.writeHead(404, cors).end('no such file');
  });
  return Object.assign(state, running, { manifests: () => manifests });
}

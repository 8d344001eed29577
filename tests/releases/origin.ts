/** Serves a folder of releases from an origin of its own, with something wrong with the files a pattern names. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export type FileFault = 'missing' | 'slow' | '503' | 'tampered' | 'truncated' | 'html';

export interface Origin {
  readonly url: string;
  /** The first pattern that a path matches decides. */
  faults: { readonly path: RegExp; readonly fault: FileFault }[];
  /** In place of the registry in the folder; null is down. */
  registry: string | null | undefined;
  /** Paths asked for and bytes given, since it was emptied. */
  readonly asked: { path: string; bytes: number }[];
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json', '.html': 'text/html' };

/** The file as it is sent, or null for none at all. */
function harmed(content: Buffer, fault: FileFault | null, name: string): { status: number; body: Buffer; type?: string } {
  switch (fault) {
    case 'missing':
      return { status: 404, body: Buffer.from('no') };
    case '503':
      return { status: 503, body: Buffer.from('later') };
    case 'html':
      return { status: 200, body: Buffer.from('<!doctype html><title>Maintenance</title>'), type: 'text/html' };
    case 'truncated':
      return { status: 200, body: content.subarray(0, Math.floor(content.length / 2)) };
    case 'tampered':
      return { status: 200, body: Buffer.concat([content, Buffer.from(name.endsWith('.json') ? ' ' : '\nwindow.tampered = true;')]) };
    default:
      return { status: 200, body: content };
  }
}

export async function startOrigin(folder: string): Promise<Origin> {
  const state: Pick<Origin, 'faults' | 'registry' | 'asked'> = { faults: [], registry: undefined, asked: [] };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://releases');
    const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };
    const registry = pathname === '/registry.json' ? state.registry : undefined;
    if (registry === null) return request.socket.resetAndDestroy();
    const content = registry ?? (await readFile(path.join(folder, path.normalize(pathname))).catch(() => null));
    if (content === null) return response.writeHead(404, headers).end('no such file');
    const fault = state.faults.find((one) => one.path.test(pathname))?.fault ?? null;
    if (fault === 'slow') return;
    const { status, body, type } = harmed(Buffer.from(content), fault, pathname);
    state.asked.push({ path: pathname, bytes: body.length });
    response
      .writeHead(status, { ...headers, 'content-type': type ?? types[path.extname(pathname)] ?? 'application/octet-stream' })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

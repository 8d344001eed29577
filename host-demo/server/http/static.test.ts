import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, portOf } from './listen.ts';
import { createStatic } from './static.ts';

let server: Server;
const place = mkdtempSync(join(tmpdir(), 'static-'));

beforeAll(async () => {
  mkdirSync(join(place, 'site/static'), { recursive: true });
  writeFileSync(join(place, 'secret.txt'), 'secret');
  writeFileSync(join(place, 'site/index.html'), '<!doctype html>');
  writeFileSync(join(place, 'site/mf-manifest.json'), '{}');
  writeFileSync(join(place, 'site/static/main.0a1b2c3d4e.js'), 'x');
  const serve = createStatic({ folder: join(place, 'site'), fallback: 'index.html', headers: { 'X-Extra': '1' } });
  server = createServer((incoming, response) => void serve(incoming, response).then((served) => served || response.writeHead(404).end()));
  await listen(server, '127.0.0.1', 0);
});
afterAll(() => {
  server.close();
  rmSync(place, { recursive: true });
});

/** Sends the path as it stands; `fetch` would tidy it up first. */
function get(path: string, method = 'GET'): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    request({ port: portOf(server), host: '127.0.0.1', path, method }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    })
      .on('error', reject)
      .end();
  });
}

describe('files', () => {
  it('have their types; hashed ones are kept for ever, manifests asked for again', async () => {
    expect((await get('/')).headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-extra': '1',
    });
    expect((await get('/mf-manifest.json')).headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
    });
    expect((await get('/static/main.0a1b2c3d4e.js')).headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('a page of the app is the app, a missing file is missing', async () => {
    expect((await get('/orders/1042')).text).toBe('<!doctype html>');
    expect((await get('/missing.js')).status).toBe(404);
    expect((await get('/', 'POST')).status).toBe(404);
    expect((await get('/', 'HEAD')).text).toBe('');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/static/../../secret.txt',
    '//../secret.txt',
    '/%00',
    '/%zz',
    '/..\\secret.txt',
  ])('H11 %s leads nowhere outside the folder', async (path) => {
    expect((await get(path)).text).not.toContain('secret');
  });
});

import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRsbuild } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';

const root = path.resolve(import.meta.dirname, '../../..');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css',
};

export interface Stage {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

async function build(): Promise<string> {
  const output = await mkdtemp(path.join(tmpdir(), 'chat-stage-'));
  const rsbuild = await createRsbuild({
    cwd: root,
    config: {
      mode: 'production',
      logLevel: 'error',
      plugins: [pluginReact()],
      source: { entry: { index: './tests/browser/stage/page.tsx' } },
      html: { template: path.join(import.meta.dirname, 'index.html') },
      resolve: { alias: { graphql$: '@0no-co/graphql.web' } },
      output: { distPath: { root: output }, cleanDistPath: true, polyfill: 'off', minify: process.env.STAGE_READABLE === undefined },
      performance: { printFileSize: false },
    },
  });
  const { close } = await rsbuild.build();
  await close();
  return output;
}

/** Builds the page of the chat on the in-memory transport as for production, and serves it on a free port. */
export async function serveStage(): Promise<Stage> {
  const folder = await build();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    const file = path.join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    if (!file.startsWith(folder + path.sep) || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

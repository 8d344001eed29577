import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build as bundle } from 'vite';
import { listen, portOf } from '../../../host-demo/server/http/listen.ts';
import { createServer } from '../../../host-demo/server/http/server.ts';
import { createMerchant } from '../../../host-demo/server/merchant/tools.ts';
import { createResponder } from '../../../host-demo/server/responders/create.ts';
import { seedDemo } from '../../../host-demo/server/seed/seed.ts';
import { createRemoteServer } from '../../../host-demo/server/start/remote-server.ts';
import { type BuildEnvironment, ensureBuilt } from '../../../scripts/build.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export interface HostPage {
  /** Address of a page of this host, with the remote's origin told in its query. */
  page(name: string, more?: Record<string, string>): string;
  readonly remote: string;
  close(): Promise<void>;
}

/** The pages of these folders over the reference server, and the remote's files, of `dist/` unless of another `build`, on an origin of their own. */
export async function serveHost(
  folders: string | readonly string[],
  environments: readonly BuildEnvironment[],
  headers: (remote: string) => Record<string, string> = () => ({}),
  build: string | null = null,
): Promise<HostPage> {
  const pages = mkdtempSync(path.join(tmpdir(), 'chat-pages-'));
  for (const folder of [folders].flat()) cpSync(folder, pages, { recursive: true });
  await buildLoader(pages);
  const remote = await serveRemote(environments, build);
  const shop = await serveShop(pages, headers(remote.url));
  return {
    remote: remote.url,
    page: (name, more = {}) => `${shop.url}/${name}?${new URLSearchParams({ remote: remote.url, ...more })}`,
    async close() {
      await remote.close();
      await shop.close();
      rmSync(pages, { recursive: true, force: true });
    },
  };
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** The remote's files as they are now, on an origin of their own. */
export async function serveRemote(environments: readonly BuildEnvironment[], build: string | null = null): Promise<Served> {
  if (build === null) await ensureBuilt({ environments, say: () => undefined });
  // A copy: a build that comes in between must not change what this page gets half-way.
  const dist = mkdtempSync(path.join(tmpdir(), 'chat-host-'));
  for (const one of environments) cpSync(path.join(build ?? path.join(root, 'dist'), one), path.join(dist, one), { recursive: true });
  const files: Server = createRemoteServer(dist);
  await listen(files, '127.0.0.1', 0);
  return {
    url: `http://127.0.0.1:${portOf(files)}`,
    async close() {
      files.close();
      files.closeAllConnections();
      rmSync(dist, { recursive: true, force: true });
    },
  };
}

/** The reference server with these pages as its shell, and nothing but memory behind it. */
export async function serveShop(
  pages: string | null,
  headers: Record<string, string> = {},
  allowedOrigins: readonly string[] = [],
): Promise<Served> {
  const merchant = createMerchant(Date.now());
  const knowledgeDir = path.join(root, 'host-demo/server/knowledge');
  return createServer({
    responder: await createResponder({ kind: 'knowledge', knowledgeDir, tokensPerSecond: 200, openai: null, merchant }),
    merchant,
    shellDir: pages,
    shellHeaders: headers,
    allowedOrigins,
    prepare: async (database, logger) => void (await seedDemo(database, logger)),
  });
}

/** `host/` and the federation runtime as one file, for pages that have no bundler. */
async function buildLoader(outDir: string): Promise<void> {
  await bundle({
    root,
    configFile: false,
    logLevel: 'silent',
    define: { FEDERATION_ALLOW_NEW_FUNCTION: 'false' },
    build: { outDir, emptyOutDir: false, lib: { entry: 'host/index.ts', formats: ['es'], fileName: () => 'loader.js' } },
  });
}

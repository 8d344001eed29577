/**
 * npm run dev: the demo's server, the remote and the shell, each edit shown in the open page without losing what was typed there.
 * The remote and the shell are built by a development server each: two environments of one server would share a page reload.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { RsbuildConfig } from '@rsbuild/core';
import { readConfig } from '../host-demo/server/config.ts';
import { endOnSignals, startServer } from '../host-demo/server/main.ts';
import { seedDemo } from '../host-demo/server/seed/seed.ts';
import { choosePorts } from '../host-demo/server/start/ports.ts';

const root = path.resolve(import.meta.dirname, '..');
const HOST = '127.0.0.1';

/**
 * Before any other script: the remote's copy of React Refresh comes after the shell's React, and learns of it from `renderers`, which
 * the hook that React Refresh makes by itself leaves empty.
 */
const HOOK = `(() => {
  const renderers = new Map();
  const nothing = () => {};
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ ??= {
    renderers,
    supportsFiber: true,
    inject: (renderer) => { renderers.set(renderers.size + 1, renderer); return renderers.size; },
    onScheduleFiberRoot: nothing,
    onCommitFiberRoot: nothing,
    onCommitFiberUnmount: nothing,
  };
})();`;

/** Resolves with how to end it, once it has built. */
function develop(environment: 'react' | 'shell', port: number, more: RsbuildConfig): Promise<() => Promise<void>> {
  const args = [environment, String(port), JSON.stringify(more)];
  const child = fork(path.join(root, 'scripts/dev-server.mjs'), args, {
    cwd: root,
    execArgv: [],
    env: { ...process.env, NODE_ENV: 'development' },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    child.once('message', () =>
      resolve(() => {
        child.disconnect();
        return ended;
      }),
    );
    child.once('exit', (code) =>
      reject(new Error(`The development server of "${environment}" ended with code ${code}; its errors stand above.`)),
    );
  });
}

const config = readConfig({ ...process.env, HOST, DATA_DIR: process.env.DATA_DIR ?? path.join(root, '.cache/dev') }, root);
const { port, remotePort } = await choosePorts(config);
const origin = `http://${HOST}:${port}`;
const remoteOrigin = `http://${HOST}:${remotePort}`;
const server = await startServer(
  { ...config, logLevel: process.env.LOG_LEVEL ? config.logLevel : 'warn', allowedOrigins: [...config.allowedOrigins, origin] },
  {
    port: 0,
    shellDir: null,
    remoteManifest: () => `${remoteOrigin}/mf-manifest.json`,
    prepare: async (database, logger) => void (await seedDemo(database, logger)),
  },
);
const proxy = Object.fromEntries(['/auth', '/demo', '/config.json'].map((at) => [at, server.url]));
const ends = await Promise.all([
  develop('react', remotePort, { dev: { assetPrefix: `${remoteOrigin}/` } }),
  develop('shell', port, {
    html: { tags: [{ tag: 'script', head: true, append: false, children: HOOK }] },
    server: { proxy: { ...proxy, '/graphql': { target: server.url, ws: true } } },
  }),
]);
endOnSignals(async () => {
  await Promise.all([...ends.map((end) => end()), server.close()]);
});
console.log(`Ready: ${origin}`);

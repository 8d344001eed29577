/**
 * node scripts/dev-server.mjs ENVIRONMENT PORT JSON   rsbuild's development server of one environment, with more of its configuration
 * Plain JavaScript, in a process of its own: rsbuild puts the text of functions of its own and of plugins into the page, and what
 * compiles TypeScript at run time would have changed that text.
 */
import path from 'node:path';
import { createRsbuild, loadConfig, mergeRsbuildConfig } from '@rsbuild/core';

const [environment, port, more] = process.argv.slice(2);
const cwd = path.resolve(import.meta.dirname, '..');
const host = '127.0.0.1';
const { content } = await loadConfig({ cwd });
const config = mergeRsbuildConfig(
  content,
  // The page is the shell's, so each client is told where its own server is.
  {
    mode: 'development',
    server: { host, port: Number(port), strictPort: true, printUrls: false },
    dev: { client: { host, port, protocol: 'ws' } },
  },
  JSON.parse(more),
);
const rsbuild = await createRsbuild({ cwd, config, environment: [environment] });
rsbuild.onDevCompileDone(({ isFirstCompile }) => isFirstCompile && process.send?.('ready'));
const { server } = await rsbuild.startDevServer();
process.once('disconnect', () => server.close().finally(() => process.exit(0)));

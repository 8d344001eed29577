import { createRequire } from 'node:module';
import path from 'node:path';
import { pluginModuleFederation } from '@module-federation/rsbuild-plugin';
import { defineConfig } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { reactContainer } from './module-federation.config.ts';

const require = createRequire(import.meta.url);
const { version } = require('./package.json') as { version: string };
const here = import.meta.dirname;
/** Folder of both outputs; scripts/build.ts builds beside the one in use and swaps them. */
const output = process.env.BUILD_OUTPUT ?? 'dist';

/** Browser builds never need the full `graphql` package: only parse and print are reached. */
const browserGraphql = { graphql$: '@0no-co/graphql.web' };

export default defineConfig({
  plugins: [pluginReact()],
  output: { legalComments: 'linked' },
  server: { cors: { origin: /^https?:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/ } },
  environments: {
    react: {
      plugins: [pluginModuleFederation(reactContainer(version), { environment: 'react' })],
      source: { define: { 'process.env.CHAT_VERSION': JSON.stringify(version) } },
      resolve: { alias: browserGraphql },
      output: {
        assetPrefix: 'auto',
        distPath: { root: `${output}/react` },
        filenameHash: true,
      },
      tools: {
        // A container needs no entry of its own; without this line a build of several environments looks for `./src`.
        rspack: {
          entry: {},
          output: {
            crossOriginLoading: 'anonymous',
            uniqueName: `ai_cs_agent_react_${version}`,
            chunkLoadingGlobal: `chunk_ai_cs_agent_react_${version}`,
          },
        },
        htmlPlugin: false,
      },
    },
    shell: {
      source: { entry: { index: './host-demo/shell/main.tsx' } },
      html: { template: './host-demo/shell/index.html' },
      resolve: { alias: { '@': path.join(here, 'host-demo/shell') } },
      output: { distPath: { root: `${output}/shell` } },
    },
  },
});

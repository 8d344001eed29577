import path from 'node:path';
import { pluginModuleFederation } from '@module-federation/rsbuild-plugin';
import { defineConfig } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { reactContainer } from '../../../module-federation.config.ts';

const here = import.meta.dirname;

/** A field below an empty Chakra `Provider`, under the real container's name and sharing rules: what loading any remote costs. */
export default defineConfig({
  plugins: [
    pluginReact(),
    pluginModuleFederation({
      ...reactContainer('0.0.0'),
      exposes: { './AIChatInterface': path.join(here, 'empty.tsx'), './configure': path.join(here, 'configure.ts') },
    }),
  ],
  source: { entry: {} },
  output: { assetPrefix: 'auto', distPath: { root: process.env.BUILD_OUTPUT ?? 'dist' } },
  performance: { printFileSize: false },
  tools: { rspack: { output: { uniqueName: 'empty', chunkLoadingGlobal: 'chunk_empty' } }, htmlPlugin: false },
});

import { pluginModuleFederation } from '@module-federation/rsbuild-plugin';
import { defineConfig } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { federation } from './federation.ts';

/** Two shops: one without federation in its build, and one whose build names the remote. */
export default defineConfig({
  plugins: [pluginReact()],
  html: { template: './index.html' },
  environments: {
    web: { source: { entry: { index: './main.jsx' } } },
    federated: {
      plugins: [pluginModuleFederation(federation, { environment: 'federated' })],
      source: { entry: { index: './federated.js' } },
      output: { distPath: { root: 'dist/federated' }, assetPrefix: '/federated/' },
    },
  },
});

import { createRequire } from 'node:module';
import path from 'node:path';
import { pluginModuleFederation } from '@module-federation/rsbuild-plugin';
import { defineConfig, type Rspack, rspack } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { isolatedContainer, reactContainer } from './module-federation.config.ts';

const require = createRequire(import.meta.url);
/** A release says which it is; any other build is of no version. */
const version = process.env.BUILD_VERSION ?? (require('./package.json') as { version: string }).version;
const release = process.env.BUILD_VERSION !== undefined;
const here = import.meta.dirname;
/** Folder of both outputs; scripts/build.ts builds beside the one in use and swaps them. */
const output = process.env.BUILD_OUTPUT ?? 'dist';

/** Browser builds never need the full `graphql` package: only parse and print are reached. */
const browserGraphql = { graphql$: '@0no-co/graphql.web' };

/** What the module `contract` says of itself. */
const define = (build: 'react' | 'isolated' | 'esm') => ({
  'process.env.CHAT_VERSION': JSON.stringify(version),
  'process.env.CHAT_BUILD': JSON.stringify(build),
});

/** Browsers with container queries and `light-dark()`, without which the chat has no look: nothing is rewritten for earlier ones. */
const browsers = ['chrome >= 123', 'edge >= 123', 'firefox >= 121', 'safari >= 17.5'];

/** What draws the chat itself, in each build: the modules and what the floating button fetches. */
const drawn = /^(?:__federation_expose_)?(?:AIChatInterface|ConversationList|AICustomerServiceDemo|AgentDesk|States|PopupChat)$/u;
const chat = /^(?:__federation_expose_)?AIChatInterface$/u;
/** One file each: the entries, what a conversation fetches beside itself, and the gallery, for whose sake nobody else makes two requests. */
const whole = /^(?:ai_cs_agent_\w+|embed|carriers|said|__federation_expose_States)$/u;

/** Few files, since each is a request before the chat is usable: what a conversation needs is one, whichever module shows it. */
const chunks = {
  chunkSplit: {
    strategy: 'custom' as const,
    splitChunks: {
      chunks: ({ name }: Rspack.Chunk) => !whole.test(name ?? ''),
      minSize: 20_000,
      maxAsyncRequests: 3,
      cacheGroups: {
        chat: {
          name: 'chat',
          chunks: ({ name }: Rspack.Chunk) => drawn.test(name ?? ''),
          test: (
            module: Rspack.Module,
            { chunkGraph }: { chunkGraph: { getModuleChunksIterable(module: Rspack.Module): Iterable<Rspack.Chunk> } },
          ) => [...chunkGraph.getModuleChunksIterable(module)].some(({ name }) => chat.test(name ?? '')),
          minChunks: 2,
          enforce: true,
          priority: 10,
        },
      },
    },
  },
};

/** Nothing of ours does anything when it is merely imported, but for these: what is not used of the rest is left out. */
const pure = {
  module: {
    rules: [
      {
        test: /\.tsx?$/u,
        include: path.join(here, 'src'),
        exclude: [path.join(here, 'src/expose/needs-react.ts'), path.join(here, 'src/expose/embed.ts')],
        sideEffects: false,
      },
    ],
  },
};

/** The federation runtime as ES modules, of which what a container that loads no other never uses falls away; as CommonJS all of it stays. */
const modulesOf = (name: string): string => path.dirname(require.resolve(`@module-federation/${name}`));
const lean = {
  resolve: {
    alias: {
      '@module-federation/runtime$': path.join(modulesOf('runtime'), 'index.js'),
      '@module-federation/runtime': modulesOf('runtime'),
      '@module-federation/runtime-core$': path.join(modulesOf('runtime-core'), 'index.js'),
      '@module-federation/sdk$': path.join(modulesOf('sdk'), 'index.js'),
      '@module-federation/error-codes$': path.join(modulesOf('error-codes'), 'index.mjs'),
    },
  },
  plugins: [
    new rspack.NormalModuleReplacementPlugin(/webpack-bundler-runtime\/dist\/index\.cjs$/u, (module) => {
      module.request = module.request.replace(/\.cjs$/u, '.js');
    }),
  ],
};

/** The entry holds the hash of each chunk, so whoever has verified the entry has verified all it loads later. */
const security = { sri: { enable: release, algorithm: 'sha384' as const } };

/** What both containers have in common. Versions never share a global, or a fall-back to an earlier one runs the later one's chunks. */
const container = (name: string) => ({
  ...pure,
  ...lean,
  // A container needs no entry of its own; without this line a build of several environments looks for `./src`.
  entry: {},
  output: {
    crossOriginLoading: 'anonymous' as const,
    uniqueName: `${name}_${version}`,
    chunkLoadingGlobal: `chunk_${name}_${version}`,
    // Milliseconds: a page that can fall back to another version should not wait for the default of two minutes.
    chunkLoadTimeout: 12_000,
    trustedTypes: { policyName: 'ai-cs-agent', onPolicyCreationFailure: 'continue' as const },
  },
});

export default defineConfig({
  plugins: [pluginReact()],
  // Maps only where bytes are told apart by what they came from (scripts/size.ts).
  output: { legalComments: 'linked', sourceMap: process.env.BUILD_MAPS === '1' ? { js: 'source-map', css: false } : false },
  server: { cors: { origin: /^https?:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/ } },
  environments: {
    react: {
      plugins: [pluginModuleFederation(reactContainer(version), { environment: 'react' })],
      source: { define: define('react') },
      resolve: { alias: browserGraphql },
      output: { assetPrefix: 'auto', distPath: { root: `${output}/react` }, filenameHash: true, overrideBrowserslist: browsers },
      performance: chunks,
      security,
      tools: { rspack: container('ai_cs_agent_react'), htmlPlugin: false },
    },
    isolated: {
      plugins: [pluginModuleFederation(isolatedContainer(version), { environment: 'isolated' })],
      source: { define: define('isolated') },
      resolve: { alias: browserGraphql },
      output: { assetPrefix: 'auto', distPath: { root: `${output}/isolated` }, filenameHash: true, overrideBrowserslist: browsers },
      performance: chunks,
      security,
      tools: { rspack: container('ai_cs_agent_isolated'), htmlPlugin: false },
    },
    esm: {
      source: { define: define('esm'), entry: { embed: './src/expose/embed.ts' } },
      resolve: { alias: browserGraphql },
      output: {
        assetPrefix: 'auto',
        distPath: { root: `${output}/esm`, js: '' },
        // The address a page writes down stays; what it loads has hashes.
        filename: { js: '[name].js' },
        module: true,
        overrideBrowserslist: browsers,
      },
      performance: chunks,
      security,
      tools: {
        rspack: {
          ...pure,
          output: {
            library: { type: 'module' },
            chunkFilename: 'chunks/[name].[contenthash:8].js',
            crossOriginLoading: 'anonymous',
            trustedTypes: { policyName: 'ai-cs-agent', onPolicyCreationFailure: 'continue' },
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

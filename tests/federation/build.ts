import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pluginModuleFederation } from '@module-federation/rsbuild-plugin';
import { createRsbuild, type RsbuildConfig } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { reactContainer } from '../../module-federation.config.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Builds into a folder of its own below the system's temporary one, and returns it. */
async function build(config: RsbuildConfig): Promise<string> {
  const output = await mkdtemp(path.join(tmpdir(), 'chat-federation-'));
  const rsbuild = await createRsbuild({
    cwd: root,
    config: {
      ...config,
      mode: 'production',
      logLevel: 'error',
      output: { ...config.output, distPath: { root: output }, cleanDistPath: true, polyfill: 'off' },
      performance: { printFileSize: false },
    } as RsbuildConfig,
  });
  const { close } = await rsbuild.build();
  await close();
  return output;
}

/** The stand-in remote under the real container's name and sharing rules; only the modules' files differ. */
export function buildStandInRemote(): Promise<string> {
  const container = reactContainer('0.0.0');
  const names = ['AIChatInterface', 'ConversationList', 'AICustomerServiceDemo', 'FloatingChatButton', 'AgentDesk', 'States'];
  const exposes = Object.fromEntries([
    ...names.map((name) => [`./${name}`, `./tests/federation/remote/${name}.tsx`]),
    ['./configure', './tests/federation/remote/configure.ts'],
  ]) as Record<string, string>;
  return build({
    plugins: [pluginReact(), pluginModuleFederation({ ...container, exposes })],
    source: { entry: {} },
    output: { assetPrefix: 'auto' },
    tools: { rspack: { output: { uniqueName: 'stand_in', chunkLoadingGlobal: 'chunk_stand_in' } }, htmlPlugin: false },
  });
}

const alias = { '@': path.join(root, 'host-demo/shell') };
const template = path.join(root, 'host-demo/shell/index.html');

export const buildShell = (): Promise<string> =>
  build({ plugins: [pluginReact()], source: { entry: { index: './host-demo/shell/main.tsx' } }, html: { template }, resolve: { alias } });

/** A page with nothing but the snippet, through the same alias as the shell's. */
export const buildSnippet = (): Promise<string> =>
  build({
    plugins: [pluginReact()],
    source: { entry: { index: './tests/federation/snippet.tsx' } },
    html: { template },
    resolve: { alias },
  });

/** A React 19 page that renders the remote's components within handlers of its own. */
export const buildReactHost = (): Promise<string> =>
  build({
    plugins: [pluginReact()],
    source: { entry: { react: './tests/federation/hosts/react/main.tsx' } },
    html: { template: path.join(root, 'tests/federation/hosts/react/index.html') },
  });

/** A React 19 page in the guide's own lines. */
export const buildReactShell = (): Promise<string> =>
  build({
    plugins: [pluginReact()],
    source: { entry: { shell: './tests/federation/react-shell/main.tsx' } },
    html: { template: path.join(root, 'tests/federation/hosts/react/index.html') },
  });

/** A page without React that has the chat by a registry. */
export const buildPlainPage = (): Promise<string> =>
  build({
    source: { entry: { index: './tests/releases/plain-page/main.ts' } },
    output: { assetPrefix: 'auto' },
    // Under Trusted Types a page's own bundler needs a policy of its own.
    tools: { rspack: { output: { trustedTypes: { policyName: 'shop', onPolicyCreationFailure: 'continue' } } } },
    html: { template: path.join(root, 'tests/releases/plain-page/index.html') },
  });

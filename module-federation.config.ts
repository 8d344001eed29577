import type { ModuleFederationOptions } from '@module-federation/rsbuild-plugin';

/** A remote that loads no other needs neither manifests nor Node, nor how remotes are loaded. */
const lean = { target: 'web', disableSnapshot: true, disableRemote: true } as const;

/** Container names may not be prefixes of one another: some bundlers resolve a remote by prefix. */
export const reactContainer = (version: string): ModuleFederationOptions => ({
  name: 'ai_cs_agent_react',
  filename: 'remoteEntry.js',
  // Two versions on one page must not share a global, or a fall-back runs the wrong code.
  library: { type: 'var', name: `ai_cs_agent_react_${version.replaceAll(/[^0-9A-Za-z]/g, '_')}` },
  exposes: {
    './AIChatInterface': './src/expose/ai-chat-interface.tsx',
    './ConversationList': './src/expose/conversation-list.tsx',
    './AICustomerServiceDemo': './src/expose/ai-customer-service-demo.tsx',
    './FloatingChatButton': './src/expose/floating-chat-button.tsx',
    './AgentDesk': './src/expose/agent-desk.tsx',
    './configure': './src/expose/configure.ts',
    './headless': './src/expose/headless.tsx',
    './contract': './src/expose/about.ts',
    './States': './src/expose/states.tsx',
  },
  shared: {
    react: { singleton: true, requiredVersion: '^19.0.0' },
    'react-dom': { singleton: true, requiredVersion: '^19.0.0' },
  },
  shareStrategy: 'loaded-first',
  bridge: { enableBridgeRouter: false },
  experiments: { optimization: lean },
  manifest: true,
  // Several seconds, so only where a release is built; a type error ends that build instead of leaving the archive out.
  dts:
    process.env.BUILD_TYPES === '1'
      ? { consumeTypes: false, generateTypes: { tsConfigPath: './tsconfig.json', abortOnError: true, extractThirdParty: false } }
      : false,
});

/** For pages with another React or none: brings everything itself, so there is nothing two versions could disagree on. */
export const isolatedContainer = (version: string): ModuleFederationOptions => ({
  name: 'ai_cs_agent_isolated',
  filename: 'remoteEntry.js',
  library: { type: 'var', name: `ai_cs_agent_isolated_${version.replaceAll(/[^0-9A-Za-z]/g, '_')}` },
  exposes: {
    './mount': './src/expose/mount.ts',
    './contract': './src/expose/about.ts',
  },
  shared: {},
  shareStrategy: 'loaded-first',
  bridge: { enableBridgeRouter: false },
  experiments: { optimization: lean },
  manifest: true,
  dts: false,
});

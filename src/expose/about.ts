import type { MountModule } from './mount-contract.ts';

export type * from './contract.ts';
export type * from './headless-contract.ts';
export type * from './mount-contract.ts';

/** What this copy of the remote is, for a shell that asks before it renders. Fields are only ever added (rule V-01). */
export interface ChatContract {
  /** Of the remote, e.g. `1.2.0`. */
  readonly version: string;
  /** The React the components of `ai_cs_agent_react` need from the page; `mount` needs none. */
  readonly react: string;
  /** Of the events and commands it speaks with the server (docs/PROTOCOL.md). */
  readonly protocol: number;
  readonly modules: readonly MountModule[];
  /** Of this build: `headless` is in the one for React 19 alone, `mount` in the others. */
  readonly features: readonly string[];
}

const everywhere = ['isolation', 'nonce', 'color-scheme-host', 'persistence', 'recorder'];
const only: Readonly<Record<string, readonly string[]>> = { react: ['headless'], isolated: ['mount'], esm: ['mount'] };
/** Of no build where nothing was built: a release is all of them. */
const build = process.env.CHAT_BUILD ?? '';

export const contract: ChatContract = {
  version: process.env.CHAT_VERSION ?? '0.0.0',
  react: '^19.0.0',
  protocol: 1,
  modules: ['AIChatInterface', 'ConversationList', 'AICustomerServiceDemo', 'FloatingChatButton', 'AgentDesk'],
  features: [...everywhere, ...(only[build] ?? ['headless', 'mount'])],
};

export interface Wanted {
  /** The page's own, e.g. `React.version`; left out where the page has none. */
  readonly react?: string;
  readonly protocol?: number;
  readonly features?: readonly string[];
}

/** `react`: mount it in a root of its own, from `ai_cs_agent_isolated`. */
export type Mismatch = 'react' | 'protocol' | 'feature';
export type Fit = { readonly fits: true } | { readonly fits: false; readonly reason: Mismatch; readonly message: string };

/** Whether this copy can be rendered by the page, and if not why. Never throws. */
export function fit({ react, protocol, features = [] }: Wanted): Fit {
  const [major] = contract.react.replace('^', '').split('.');
  if (react !== undefined && react.split('.')[0] !== major)
    return no('react', `The components need React ${contract.react}; the page has ${react}. Use mount() of ai_cs_agent_isolated.`);
  if (protocol !== undefined && protocol !== contract.protocol)
    return no('protocol', `This copy speaks protocol ${contract.protocol}, not ${protocol}. Use the copy released with your server.`);
  const missing = features.filter((feature) => !contract.features.includes(feature));
  if (missing.length > 0) return no('feature', `Version ${contract.version} has no ${missing.join(', ')}.`);
  return { fits: true };
}

const no = (reason: Mismatch, message: string): Fit => ({ fits: false, reason, message });

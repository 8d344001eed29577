import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { loadRemoteChat, type ReleasedChat, type RemoteChat, RemoteError, type RunningVersion } from '../../../../host/index.ts';
import type { ChatConfiguration } from '../../../../src/expose/contract.ts';
import { readConfig } from '../../config.ts';
import { getAccessToken } from '../../identity/session.ts';

/** Links in answers lead to the help centre, and nowhere else. */
const LINK_ORIGINS = ['https://help.fluxori.example'];

let chat: RemoteChat | null = null;
let released: ReleasedChat | null = null;
let running: RunningVersion | null = null;
const switched = new Set<() => void>();
const told = new Set<() => void>();

/** What runs, where releases decide it; null before the first part of the chat is there, and where the manifest does. */
export const runningVersion = (): RunningVersion | null => running;

/** Told when `runningVersion` says something else. */
export function onRunning(listener: () => void): () => void {
  told.add(listener);
  return () => void told.delete(listener);
}

/** Looks at the registry now instead of at the next time; rejects with what stood in the way. */
export const checkReleases = async (): Promise<void> => released?.check();

/** Told when another version of the chat took the place of the one that ran. */
export function onSwitch(listener: () => void): () => void {
  switched.add(listener);
  return () => void switched.delete(listener);
}

/** The one loader of this page; made when the first component is wanted. */
async function remoteChat(): Promise<RemoteChat> {
  const config = await readConfig().catch((error: unknown) => {
    throw new RemoteError('missing', 'Where the chat’s files are could not be read from /config.json.', error);
  });
  const releases = config.releases && (await canVerify(config.releases.key)) ? config.releases : null;
  const common = {
    timeoutMs: config.remoteTimeoutMs,
    shared: {
      react: { version: React.version, module: React },
      'react-dom': { version: ReactDOM.version, module: ReactDOM },
    },
    prepare: async (load: <T>(module: string) => Promise<T>) => {
      const { configure } = await load<{ configure: (configuration: ChatConfiguration) => void }>('configure');
      const { graphql: endpoint, persistence } = config;
      // In this page's own tree: its tests and drawings look at the chat through the document.
      configure({ connection: { endpoint, getAccessToken }, linkOrigins: LINK_ORIGINS, persistence, isolation: 'scoped' });
    },
  };
  if (chat) return chat;
  if (!releases) {
    chat = loadRemoteChat({ ...common, manifest: new URL(config.remoteManifest, location.href).href });
    return chat;
  }
  released = loadRemoteChat({
    ...common,
    ...releases,
    onVersion: (version) => {
      running = version;
      for (const listener of told) listener();
    },
  });
  released.subscribe(() => {
    for (const listener of switched) listener();
  });
  chat = released;
  return chat;
}

/** Whether this browser can verify who signed a registry. Where it cannot, the demo's one build by its manifest is what there is. */
async function canVerify(key: string): Promise<boolean> {
  try {
    await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: key }, { name: 'Ed25519' }, false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

/** Why a module that was loaded is wanted anew: it broke while rendering. */
export interface Broke {
  readonly error: unknown;
}

/** Loads a module of the remote; with `broke` from a fresh copy of the remote, or another version. */
export async function loadModule<M>(name: string, broke: Broke | null): Promise<M> {
  const remote = await remoteChat();
  if (broke) remote.renew(name, broke.error);
  return remote.load<M>(name);
}

/** The component that is a module's default export. */
export async function loadComponent<P>(name: string, broke: Broke | null): Promise<React.ComponentType<P>> {
  const component = (await loadModule<{ default?: React.ComponentType<P> }>(name, broke)).default;
  if (typeof component !== 'function' && typeof component !== 'object') {
    throw new RemoteError('invalid', `The remote's module "${name}" has no component as its default export.`);
  }
  return component;
}

import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { loadRemoteChat, type RemoteChat, RemoteError, type RunningVersion } from '../../../../host/index.ts';
import type { ChatConfiguration } from '../../../../src/expose/contract.ts';
import { readConfig } from '../../config.ts';
import { getAccessToken } from '../../identity/session.ts';

/** Links in answers lead to the help centre, and nowhere else. */
const LINK_ORIGINS = ['https://help.fluxori.example'];

let chat: RemoteChat | null = null;
let running: RunningVersion | null = null;
const switched = new Set<() => void>();

/** What runs, where releases decide it; null before the first part of the chat is there, and where the manifest does. */
export const runningVersion = (): RunningVersion | null => running;

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
  if (!config.releases) {
    chat = loadRemoteChat({ ...common, manifest: new URL(config.remoteManifest, location.href).href });
    return chat;
  }
  const released = loadRemoteChat({
    ...common,
    ...config.releases,
    onVersion: (version) => {
      running = version;
    },
  });
  released.subscribe(() => {
    for (const listener of switched) listener();
  });
  chat = released;
  return chat;
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

import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { loadRemoteChat, type RemoteChat, RemoteError } from '../../../../host/index.ts';
import type { ChatConfiguration } from '../../../../src/expose/contract.ts';
import { readConfig } from '../../config.ts';
import { getAccessToken } from '../../identity/session.ts';

/** Links in answers lead to the help centre, and nowhere else. */
const LINK_ORIGINS = ['https://help.fluxori.example'];

let chat: RemoteChat | null = null;

/** The one loader of this page; made when the first component is wanted. */
async function remoteChat(): Promise<RemoteChat> {
  const config = await readConfig().catch((error: unknown) => {
    throw new RemoteError('missing', 'Where the chat’s files are could not be read from /config.json.', error);
  });
  chat ??= loadRemoteChat({
    manifest: new URL(config.remoteManifest, location.href).href,
    timeoutMs: config.remoteTimeoutMs,
    shared: {
      react: { version: React.version, module: React },
      'react-dom': { version: ReactDOM.version, module: ReactDOM },
    },
    prepare: async (load) => {
      const { configure } = await load<{ configure: (configuration: ChatConfiguration) => void }>('configure');
      const { graphql: endpoint, persistence } = config;
      // In this page's own tree: its tests and drawings look at the chat through the document.
      configure({ connection: { endpoint, getAccessToken }, linkOrigins: LINK_ORIGINS, persistence, isolation: 'scoped' });
    },
  });
  return chat;
}

/** Loads a module of the remote; `fresh` fetches the remote again, for one that broke while rendering. */
export async function loadModule<M>(name: string, fresh: boolean): Promise<M> {
  const remote = await remoteChat();
  if (fresh) remote.renew();
  return remote.load<M>(name);
}

/** The component that is a module's default export. */
export async function loadComponent<P>(name: string, fresh: boolean): Promise<React.ComponentType<P>> {
  const component = (await loadModule<{ default?: React.ComponentType<P> }>(name, fresh)).default;
  if (typeof component !== 'function' && typeof component !== 'object') {
    throw new RemoteError('invalid', `The remote's module "${name}" has no component as its default export.`);
  }
  return component;
}

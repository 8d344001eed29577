import { loadRemoteChat as loadByManifest, type RemoteChat, type RemoteChatOptions } from './load-remote-chat.ts';
import type { ReleasedChat, ReleasedChatOptions } from './released/contract.ts';

/**
 * Loads the chat's federated modules at run time, by the manifest of one build or by a registry of releases. Nothing is fetched before
 * the first `load`; what only registries need is a file of its own, fetched with it.
 */
export function loadRemoteChat(options: ReleasedChatOptions): ReleasedChat;
export function loadRemoteChat(options: RemoteChatOptions): RemoteChat;
export function loadRemoteChat(options: RemoteChatOptions | ReleasedChatOptions): RemoteChat | ReleasedChat {
  return 'registry' in options ? whenWanted(options) : loadByManifest(options);
}

function whenWanted(options: ReleasedChatOptions): ReleasedChat {
  let made: ReleasedChat | null = null;
  let making: Promise<ReleasedChat> | null = null;
  const listeners = new Set<() => void>();
  const chat = (): Promise<ReleasedChat> => {
    making ??= import('./released/released-chat.ts').then(
      ({ createReleasedChat }) => {
        made = createReleasedChat(options, listeners);
        return made;
      },
      (error: unknown) => {
        making = null;
        throw error;
      },
    );
    return making;
  };
  return {
    load: async (module) => (await chat()).load(module),
    ready: async () => (await chat()).ready(),
    renew: (...why) => made?.renew(...why),
    version: () => made?.version() ?? null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    check: async () => (await chat()).check(),
    stop: () => made?.stop(),
  };
}

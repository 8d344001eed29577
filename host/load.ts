import { loadRemoteChat as loadByManifest, type RemoteChat, type RemoteChatOptions, untilLoaded } from './load-remote-chat.ts';
import type { ReleasedChat, ReleasedChatOptions } from './released/contract.ts';
import { RemoteError, toRemoteError } from './remote-error.ts';

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
        throw new RemoteError('missing', 'The file of this page that reads registries could not be fetched.', error);
      },
    );
    return making;
  };
  const load: RemoteChat['load'] = async (module) => {
    try {
      return await (await chat()).load(module);
    } catch (error) {
      throw toRemoteError(error, module, options.registry);
    }
  };
  return {
    load,
    ready: () => untilLoaded(options, load),
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

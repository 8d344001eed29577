import { ChatError } from './protocol/chat-error.ts';
import { configuredPersistence } from './runtime-configured.ts';
import { deferred } from './session/deferred.ts';
import type { Channel, Environment, Persistence, TextStorage } from './session/environment.ts';

/** Whose text this tab keeps for an endpoint, and where. */
export interface Remembered {
  readonly owner: string;
  /** Prefix of the tab's storage keys. */
  readonly scope: string;
  /** Prefix of what is on the device; null when nothing is. */
  readonly device: string | null;
}

const keyOf = (endpoint: string): string => `ai-cs-agent-identity|${endpoint}`;

export function recall(storage: TextStorage | null, endpoint: string): Remembered | null {
  try {
    const found: unknown = JSON.parse(storage?.getItem(keyOf(endpoint)) ?? 'null');
    if (typeof found !== 'object' || found === null || !('owner' in found) || !('scope' in found)) return null;
    const device = 'device' in found && typeof found.device === 'string' ? found.device : null;
    return typeof found.owner === 'string' && typeof found.scope === 'string' ? { owner: found.owner, scope: found.scope, device } : null;
  } catch {
    return null;
  }
}

export function remember(storage: TextStorage | null, endpoint: string, remembered: Remembered): void {
  try {
    storage?.setItem(keyOf(endpoint), JSON.stringify(remembered));
  } catch {
    // Without storage nothing of an earlier identity is kept either.
  }
}

/** Removes what somebody who was here before left in this tab and on the device; resolves with how many messages were unsent. */
export async function purge({ storage, device = null }: Environment, left: Remembered): Promise<number> {
  let unsent = purgeTab(storage, left.scope);
  if (left.device === null || device === null) return unsent;
  try {
    unsent += (await device.entries(`${left.device}|outbox|`)).length;
    await device.removeAll(`${left.device}|`);
  } catch {
    // A database that cannot be used is not readable to the next person either.
  }
  return unsent;
}

function purgeTab(storage: TextStorage | null, scope: string): number {
  try {
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at) ?? '');
    const theirs = keys.filter((key) => key.startsWith(`${scope}|outbox|`) || key.startsWith(`${scope}|draft|`));
    for (const key of theirs) storage?.removeItem(key);
    return theirs.filter((key) => key.startsWith(`${scope}|outbox|`)).length;
  } catch {
    return 0;
  }
}

export interface Identity {
  /** Null while it is not known. */
  owner(): string | null;
  /** Who the first token names; null: nobody. */
  readonly first: Promise<string | null>;
  /** A token came that names this subject; false when that is somebody else than before. Throws ChatError `refused` when the host said otherwise. */
  hear(subject: string | null): boolean;
}

interface IdentityOptions {
  readonly environment: Environment;
  readonly endpoint: string;
  readonly scope: string;
  /** '' when the host does not say. */
  readonly userId: string;
  readonly device: boolean;
}

/**
 * Whose chat this is. Somebody else whom this tab remembers, and who is not in this page any more (`lives`), left before the
 * page was loaded: what they left is removed at once, on the device soon after, and counted (`onRemains`).
 */
export function watchIdentity(
  { environment, endpoint, scope, userId, device }: IdentityOptions,
  onRemains: (owner: string, unsent: Promise<number>) => void,
  lives: (owner: string) => boolean,
): Identity {
  const { storage } = environment;
  const first = deferred<string | null>();
  let subject: string | null = null;
  const note = (owner: string): void => {
    const prefix = userId === '' ? `${owner}|${scope}` : scope;
    remember(storage, endpoint, { owner, scope, device: device ? prefix : null });
  };
  const replace = (owner: string): void => {
    const left = recall(storage, endpoint);
    note(owner);
    if (left && left.owner !== owner && left.scope !== scope && !lives(left.owner)) onRemains(left.owner, purge(environment, left));
  };
  if (userId !== '') replace(userId);
  return {
    owner: () => (userId === '' ? subject : userId),
    first: first.promise,
    hear(next) {
      if (next === null) {
        if (device && userId === '' && subject === null) console.error(NAMELESS);
        first.resolve(null);
        return true;
      }
      const left = recall(storage, endpoint);
      const before = subject ?? (left?.scope === scope ? left.owner : null);
      if (before !== null && next !== before && userId === '') {
        note(next);
        return false;
      }
      if (userId !== '' && next !== userId) {
        if (subject !== null) return false;
        throw new ChatError('refused', `The userId "${userId}" is not the token's subject "${next}".`);
      }
      if (subject === null && userId === '') replace(next);
      subject = next;
      first.resolve(next);
      return true;
    },
  };
}

const NAMELESS =
  'The chat was asked to keep unsent messages on the device, but cannot tell whose they are: pass the prop "userId", or a token ' +
  'that names its subject. Unsent messages are kept in memory only.';

const departed = new Map<string, number>();

/** Somebody's chat at this endpoint ended, with so many messages that were not sent: one listener of the host hears of it. */
export function depart(endpoint: string, unsent: number): void {
  departed.set(endpoint, (departed.get(endpoint) ?? 0) + unsent);
}

/** Null when nobody left since the last call. */
export function takeDeparture(endpoint: string): number | null {
  const unsent = departed.get(endpoint) ?? null;
  departed.delete(endpoint);
  return unsent;
}

/** What chats of one endpoint, in any tab, tell each other about who left. */
export function openDepartures(environment: Environment, endpoint: string, onLeft: (owner: string) => void): Channel | null {
  const hear = (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'left' in message && typeof message.left === 'string') onLeft(message.left);
  };
  return environment.channel?.(`ai-cs-agent|identity|${endpoint}`, hear) ?? null;
}

/**
 * The device, locks and channels of whoever the first token names, for hosts that pass no `userId`: nothing is read, written
 * or told before that is known. Null: the token names nobody, so nothing can be kept apart, and nothing is kept.
 */
export function ownedBy(owner: Promise<string | null>, environment: Environment): Environment {
  const { device = null, locks = null, channel = null } = environment;
  const named = async (name: string): Promise<string> => {
    const who = await owner;
    if (who !== null) return `${who}|${name}`;
    throw new ChatError('refused', NAMELESS);
  };
  return {
    ...environment,
    device: device && {
      async entries(prefix) {
        const full = await named(prefix);
        return (await device.entries(full)).map(([key, text]) => [prefix + key.slice(full.length), text] as const);
      },
      set: async (key, text) => device.set(await named(key), text),
      remove: async (key) => device.remove(await named(key)),
      removeAll: async (prefix) => device.removeAll(await named(prefix)),
    },
    locks: locks && { request: async (name, signal, work) => locks.request(await named(name), signal, work) },
    channel:
      channel &&
      ((name, onMessage) => {
        let opened: Channel | null = null;
        let closed = false;
        const open = async (): Promise<void> => {
          const full = await named(name);
          if (!closed) opened = channel(full, onMessage);
        };
        open().catch(() => undefined);
        return {
          post: (message) => opened?.post(message),
          close() {
            closed = true;
            opened?.close();
          },
        };
      }),
  };
}

/** Which storage a chat uses: its own prop, else what the shell configured, else the tab's. */
export const resolvePersistence = (own?: Persistence): Persistence => own ?? configuredPersistence();

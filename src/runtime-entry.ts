import { ChatError } from './protocol/chat-error.ts';
import type { Transport } from './protocol/transport.ts';
import { type ChatRuntime, createChatRuntime } from './queries/chat-runtime.ts';
import { neededPart } from './queries/parts.ts';
import { type Connection, subjectOf, THREE_WAYS } from './runtime-connection.ts';
import { browserEnvironment, onHidden } from './runtime-environment.ts';
import { openDepartures, ownedBy, resolvePersistence, watchIdentity } from './runtime-identity.ts';
import { openTurn, type Turn } from './runtime-turn.ts';
import type { Persistence } from './session/environment.ts';
import { LIMITS } from './session/limits.ts';
import { Recorder } from './session/recorder.ts';
import { createAccess } from './transports/access.ts';
import { createLateTransport } from './transports/late.ts';

export interface RuntimeOptions {
  readonly connection?: Connection;
  /** The subject as the host knows it: instances with another one share nothing with this one. */
  readonly userId?: string;
  /** False: HTTP only. */
  readonly useWebSocket?: boolean;
  /** Where unsent text is kept; left out: as the shell configured it, else with the tab. */
  readonly persistence?: Persistence;
  /** A flight record of the line; `with-text` keeps what is said in it, too. More than `configure` asks for, never less. */
  readonly recorder?: boolean | 'with-text';
}

/** One runtime and who holds it. */
export interface Entry {
  /** Tells one runtime from the one that replaced it under the same key. */
  readonly serial: number;
  readonly runtime: ChatRuntime;
  readonly endpoint: string;
  readonly turn: Turn;
  /** Who it belongs to: as the host said, else as the token names them; null while that is not known. */
  owner(): string | null;
  /** Ends it. `left`: for good, nothing of its identity stays, here or in other tabs. */
  end(left: boolean): void;
  getAccessToken: Connection['getAccessToken'];
  holders: number;
  leaving: ReturnType<typeof setTimeout> | null;
}

export interface EntryEvents {
  /** The token names somebody else than before. */
  onAnother(entry: Entry): void;
  /** Another tab says that this identity is gone. */
  onLeft(entry: Entry): void;
  /** Somebody who was here before this page was loaded left so many unsent messages; they are removed. */
  onRemains(endpoint: string, unsent: number): void;
  /** Whether a chat of this identity is open in this page. */
  lives(owner: string): boolean;
}

let serials = 0;

const bringCarriers = neededPart('carriers', () => import(/* webpackChunkName: "carriers" */ './runtime-carriers.ts'));

export function createEntry(
  endpoint: string,
  options: RuntimeOptions,
  getAccessToken: Connection['getAccessToken'],
  events: EntryEvents,
): Entry {
  const { userId = '' } = options;
  const browser = browserEnvironment();
  const persistence = resolvePersistence(options.persistence);
  const scope = `ai-cs-agent|${endpoint}|${userId}`;
  const tabs = openDepartures(browser, endpoint, (left) => {
    if (left === identity.owner()) events.onLeft(entry);
  });
  const identity = watchIdentity(
    { environment: browser, endpoint, scope, userId, device: persistence === 'device' },
    (left, unsent) => {
      tabs?.post({ left });
      void unsent.then((count) => events.onRemains(endpoint, count));
    },
    events.lives,
  );
  const access = createAccess(
    async (reason) => {
      const token = await entry.getAccessToken(reason);
      if (!identity.hear(typeof token === 'string' ? subjectOf(token) : null)) {
        events.onAnother(entry);
        throw new ChatError('signed-out', 'The access token names another person: what belonged to the earlier one was removed.');
      }
      return token;
    },
    { timeoutMs: LIMITS.requestMs },
  );
  const environment = persistence === 'device' && userId === '' ? ownedBy(identity.first, browser) : browser;
  const recorder = new Recorder(environment);
  const useWebSocket = options.useWebSocket !== false && typeof WebSocket !== 'undefined';
  const transport = explainRefusal(
    createLateTransport({
      bring: async () => {
        // Fetched beside the code that will ask for it; what is wrong with it is found then.
        access.token().catch(() => undefined);
        const { createCarriers } = await bringCarriers();
        return createCarriers({ endpoint, access, environment, recorder, useWebSocket });
      },
      carrier: useWebSocket ? 'websocket' : 'long-poll',
      timeoutMs: LIMITS.requestMs,
    }),
  );
  const runtime = createChatRuntime({ transport, environment, scope, persistence, recorder });
  const stopHiding = onHidden(() => runtime.drafts.flush());
  serials += 1;
  const entry: Entry = {
    ...{ serial: serials, runtime, endpoint, getAccessToken, holders: 0, leaving: null },
    turn: openTurn(persistence === 'memory' ? null : environment.storage, endpoint, environment.uuid()),
    owner: identity.owner,
    end(left) {
      const owner = identity.owner();
      if (left && owner !== null) tabs?.post({ left: owner });
      tabs?.close();
      stopHiding();
      runtime.dispose(left);
    },
  };
  return entry;
}

/** A userId or organizationId that the token denies is the host's mistake: its developer is told why, once (H37). */
function explainRefusal(transport: Transport): Transport {
  let told = false;
  const viewer: Transport['viewer'] = async (expected, signal) => {
    try {
      return await transport.viewer(expected, signal);
    } catch (fault) {
      if (!told && fault instanceof ChatError && fault.kind === 'refused' && fault.message !== THREE_WAYS)
        console.error(`The chat was refused: ${fault.message}`);
      told ||= fault instanceof ChatError && fault.kind === 'refused';
      throw fault;
    }
  };
  return Object.create(transport, { viewer: { value: viewer } }) as Transport;
}

import { createHash, randomUUID } from 'node:crypto';
import type { Transport } from '../../src/protocol/transport.ts';
import { type ChatRuntime, createChatRuntime } from '../../src/queries/chat-runtime.ts';
import type { Environment } from '../../src/session/environment.ts';
import type { Limits } from '../../src/session/limits.ts';
import { createAccess } from '../../src/transports/access.ts';
import { createHttpTransport } from '../../src/transports/http.ts';
import { createLadder } from '../../src/transports/ladder.ts';
import { OWN_SLOT, type PollSlot } from '../../src/transports/poll-slot.ts';
import { createRotatingFeeds } from '../../src/transports/rotation.ts';
import type { SocketEvent } from '../../src/transports/websocket.ts';
import { memoryStorage } from '../support/fake-environment.ts';
import { NodeSocket } from '../support/node-socket.ts';
import type { TransportName } from './schedule.ts';

export interface ClientOptions {
  /** Origin of its proxy. */
  readonly url: string;
  readonly token: string;
  readonly transport: TransportName;
  readonly limits: Limits;
  readonly random: () => number;
  readonly onSocket?: (event: SocketEvent) => void;
}

/** Other pages have all places for held requests: this one polls at intervals. */
const NO_SLOT: PollSlot = { take: () => false, leave() {} };

/** The whole client below the hooks, composed as `src/runtime.tsx` does it, or held to one transport. */
export function createClient(options: ClientOptions): ChatRuntime {
  return createChatRuntime({
    transport: carrierOf(options),
    environment: nodeEnvironment(options.random),
    limits: options.limits,
    scope: 'faults',
  });
}

/** The product's own carrier of this name. */
export function carrierOf({ url, token, transport, limits, onSocket }: ClientOptions): Transport {
  const endpoint = `${url}/graphql`;
  const access = createAccess(() => token, { timeoutMs: limits.requestMs });
  const http = createHttpTransport({ endpoint, access, limits, slot: transport === 'poll' ? NO_SLOT : OWN_SLOT });
  if (transport === 'poll' || transport === 'long-poll') return http;
  const open = (tell: (event: SocketEvent) => void) =>
    createRotatingFeeds({
      url: endpoint.replace('http', 'ws'),
      access,
      limits,
      webSocketImpl: NodeSocket,
      onSocket: (event) => {
        onSocket?.(event);
        tell(event);
      },
    });
  if (transport === 'ladder') return createLadder({ http, limits, socket: open });
  const feeds = open(() => {});
  return {
    carrier: 'websocket',
    viewer: http.viewer,
    snapshot: http.snapshot,
    conversations: http.conversations,
    handoverDraft: http.handoverDraft,
    messageAttempts: http.messageAttempts,
    staff: http.staff,
    send: http.send,
    events: feeds.events,
    changes: feeds.changes,
    wake: feeds.check,
    close() {
      feeds.close();
      http.close();
    },
  };
}

/** A visible tab: frames come, nothing wakes up, storage holds. */
export function nodeEnvironment(random: () => number): Environment {
  const after = (ms: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
  return {
    now: () => performance.now(),
    random,
    after,
    frame: (callback) => after(4, callback),
    hidden: () => false,
    online: () => true,
    onWake: () => () => {},
    uuid: () => randomUUID(),
    sha256: async (text) => createHash('sha256').update(text).digest('hex'),
    storage: memoryStorage(),
  };
}

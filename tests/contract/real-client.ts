/** The whole client side, hooks apart, against a server that runs: what a reader sees. */
import { randomUUID } from 'node:crypto';
import type { Transport } from '../../src/protocol/transport.ts';
import { type ChatRuntime, createChatRuntime } from '../../src/queries/chat-runtime.ts';
import { LIMITS } from '../../src/session/limits.ts';
import { createHttpTransport } from '../../src/transports/http.ts';
import { createLadder } from '../../src/transports/ladder.ts';
import { createSocketFeeds } from '../../src/transports/websocket.ts';
import { fakeEnvironment } from '../support/fake-environment.ts';
import { NodeSocket } from '../support/node-socket.ts';
import type { RealServer } from './real-server.ts';

export interface ClientOptions {
  readonly person?: string;
  readonly lifeSeconds?: number;
  readonly webSocket?: boolean;
  readonly asked?: (reason: string) => void;
  readonly limits?: Partial<typeof LIMITS>;
  /** Put around the carrier, for a test that counts or cuts. */
  readonly around?: (transport: Transport) => Transport;
}

export const clientLimits = { ...LIMITS, socketLingerMs: 100 };

export function openClient(real: Pick<RealServer, 'endpoint' | 'socketUrl' | 'access'>, options: ClientOptions = {}): ChatRuntime {
  const limits = { ...clientLimits, ...options.limits };
  const access = real.access(options.person ?? 'ada', options);
  const http = createHttpTransport({ endpoint: real.endpoint, access, limits });
  const carrier =
    options.webSocket === false
      ? http
      : createLadder({
          http,
          limits,
          socket: (onSocket) => createSocketFeeds({ url: real.socketUrl, access, limits, onSocket, webSocketImpl: NodeSocket }),
        });
  const environment = {
    ...fakeEnvironment(),
    now: () => Date.now(),
    hidden: () => true,
    online: () => true,
    uuid: () => randomUUID(),
    after(ms: number, callback: () => void) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
  return createChatRuntime({ transport: options.around?.(carrier) ?? carrier, environment, limits, scope: 'test' });
}

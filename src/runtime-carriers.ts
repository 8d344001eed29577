import type { Transport } from './protocol/transport.ts';
import { socketUrl } from './runtime-connection.ts';
import { onHidden } from './runtime-environment.ts';
import type { Environment } from './session/environment.ts';
import { LIMITS } from './session/limits.ts';
import type { Recorder } from './session/recorder.ts';
import type { Access } from './transports/access.ts';
import { createHttpTransport } from './transports/http.ts';
import { createLadder } from './transports/ladder.ts';
import { createPollSlot } from './transports/poll-slot.ts';
import { createRotatingFeeds } from './transports/rotation.ts';

export interface CarrierOptions {
  /** Absolute URL. */
  readonly endpoint: string;
  readonly access: Access;
  readonly environment: Environment;
  readonly recorder: Recorder;
  readonly useWebSocket: boolean;
}

/** HTTP, and a WebSocket where it is wanted: everything that knows GraphQL, in a chunk of its own that arrives while the chat is drawn. */
export function createCarriers({ endpoint, access, environment, recorder, useWebSocket }: CarrierOptions): Transport {
  const limits = LIMITS;
  const http = createHttpTransport({
    endpoint,
    access,
    limits,
    hidden: environment.hidden,
    onHidden,
    slot: createPollSlot(globalThis.navigator?.locks, endpoint),
  });
  if (!useWebSocket) return http;
  return createLadder({
    http,
    limits,
    onDefect: (message) => console.error(message),
    onNote: (note) => recorder.carrier(note),
    socket: (onSocket) =>
      createRotatingFeeds({
        ...{ url: socketUrl(endpoint), access, limits, onSocket },
        onRotation: (outcome) => recorder.carrier({ type: 'rotation', outcome }),
      }),
  });
}

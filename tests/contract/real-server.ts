/** The reference backend in this process, on PGlite in memory and a free port, with a responder that answers as the contract says. */

import { demoPerson, demoToken } from '../../host-demo/server/auth/demo.ts';
import { createServer, type RunningServer } from '../../host-demo/server/http/server.ts';
import type { Responder, ResponderEvent, ResponderRequest } from '../../host-demo/server/responders/responder.ts';
import { LIMITS } from '../../src/session/limits.ts';
import { type Access, createAccess } from '../../src/transports/access.ts';

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function* respond(request: ResponderRequest): AsyncIterable<ResponderEvent> {
  const text = request.turns.at(-1)?.text ?? '';
  yield { type: 'tool', label: 'Thinking', state: 'STARTED' };
  if (text === 'long') for (let piece = 0; piece < 450; piece += 1) yield { type: 'text', text: 'piece ' };
  else if (text === 'slow') {
    for (let piece = 0; piece < 500 && !request.signal.aborted; piece += 1) {
      yield { type: 'text', text: 'slow ' };
      await rest(20);
    }
  } else {
    yield { type: 'text', text: 'echo ' };
    // A reader that comes a moment later still finds this one open.
    await rest(text === 'hello there' ? 1_000 : 60);
    yield { type: 'text', text };
  }
  yield { type: 'finish', state: 'COMPLETED', sources: [], suggestions: [] };
}

export const ECHO: Responder = { name: 'echo', respond };

export interface RealServer {
  readonly server: RunningServer;
  readonly endpoint: string;
  readonly socketUrl: string;
  access(person: string, options?: { lifeSeconds?: number; asked?: (reason: string) => void }): Access;
  close(): Promise<void>;
}

export async function openRealServer(options: Partial<Parameters<typeof createServer>[0]> = {}): Promise<RealServer> {
  // The suite opens more feeds in ten seconds than a person does: the flood gate is not what it tests.
  const server = await createServer({
    responder: ECHO,
    doorLimits: { messagesPerWindow: 1_000, subscriptionsPerWindow: 1_000 },
    limits: { messagesPerMinute: 1_000 },
    ...options,
  });
  return {
    server,
    endpoint: `${server.url}/graphql`,
    socketUrl: `${server.url.replace('http', 'ws')}/graphql`,
    access(id, { lifeSeconds, asked } = {}) {
      const person = demoPerson(id);
      if (!person) throw new Error(`There is no demo person ${id}.`);
      return createAccess(
        (reason) => {
          asked?.(reason);
          return demoToken(person, server.key, Date.now(), reason === 'initial' ? lifeSeconds : undefined);
        },
        { timeoutMs: LIMITS.requestMs },
      );
    },
    close: () => server.close(),
  };
}

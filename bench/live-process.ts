/** The reference server as a process of its own, with answers that say in each piece when it was written. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_AUDIENCE, DEMO_ISSUER } from '../host-demo/server/auth/demo.ts';
import { createServer, type RunningServer } from '../host-demo/server/http/server.ts';
import type { ResponderEvent, ResponderRequest } from '../host-demo/server/responders/responder.ts';
import { serve } from './server/remote.ts';

const MANY = 1_000_000;
const PIECE_MS = 50;
/** Pieces in a paragraph. */
const PARAGRAPH = 10;

/** `t<ms since 1970> and some words `, a paragraph after every ten, until nobody wants it any more. */
async function* respond({ signal }: ResponderRequest): AsyncGenerator<ResponderEvent> {
  for (let piece = 1; !signal.aborted; piece += 1) {
    await sleep(PIECE_MS);
    yield { type: 'text', text: `t${Date.now()} and some words${piece % PARAGRAPH === 0 ? '.\n\n' : ' '}` };
  }
}

let server: RunningServer | undefined;

const handlers = {
  /** Resolves with the port. @param origin of the page that reads. */
  async open({ secret, origin }: { secret: string; origin: string }): Promise<number> {
    const dataDir = await mkdtemp(join(tmpdir(), 'chat-bench-'));
    process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
    server = await createServer({
      ...{ databaseUrl: null, dataDir, allowedOrigins: [origin] },
      responder: { name: 'bench', respond },
      tokens: { secret, jwksUrl: null, issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE },
      limits: { runsAtOnce: MANY, answerBytes: 1_000_000_000 },
      doorLimits: { socketsInAll: MANY, socketsPerIdentity: MANY },
    });
    return server.port;
  },
  async close(): Promise<void> {
    await server?.close();
  },
};

export type LiveProcess = typeof handlers;
serve(handlers);

/**
 * One server with its worker, as a process that is killed. It loads at once, begins when it is told to, and tells its parent which
 * answers it writes, so that the victim can be chosen by that.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_AUDIENCE, DEMO_ISSUER } from '../../host-demo/server/auth/demo.ts';
import { DatabaseUnavailable } from '../../host-demo/server/db/database.ts';
import { createServer } from '../../host-demo/server/http/server.ts';
import type { Responder, ResponderEvent, ResponderRequest } from '../../host-demo/server/responders/responder.ts';
import { piecesOf } from './answer.ts';

export interface Begin {
  readonly databaseUrl: string;
  readonly secret: string;
  /** Shows in every piece this process writes. */
  readonly number: number;
}

export type Report =
  | { readonly type: 'loaded' }
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'writing' | 'written'; readonly conversationId: string };

const PIECE_MS = { least: 20, spread: 50 } as const;
const AWAY_MS = 100;
const MANY = 1_000_000;
/** An eighth of the real ones: what is lost is noticed within two seconds. */
const LIMITS = {
  leaseMs: 1_500,
  leaseRenewMs: 500,
  sweepMs: 400,
  headsMs: 600,
  heartbeatMs: 1_200,
  longPollMs: 2_000,
  messagesPerMinute: MANY,
} as const;
const DOORS = {
  requestBurst: MANY,
  requestsPerSecond: MANY,
  commandBurst: MANY,
  commandsPerSecond: MANY,
} as const;

function tell(report: Report): void {
  process.send?.(report);
}

function responder(number: number): Responder {
  async function* respond(request: ResponderRequest): AsyncIterable<ResponderEvent> {
    const question = request.turns.findLast(({ role }) => role === 'user')?.text ?? '';
    let told = false;
    try {
      for (const text of piecesOf(question, number)) {
        if (request.signal.aborted) return;
        yield { type: 'text', text };
        // After the first piece: from then on a kill takes something away.
        if (!told) tell({ type: 'writing', conversationId: request.conversationId });
        told = true;
        await sleep(PIECE_MS.least + Math.random() * PIECE_MS.spread);
      }
      yield { type: 'finish', state: 'COMPLETED', sources: [], suggestions: [] };
    } finally {
      if (told) tell({ type: 'written', conversationId: request.conversationId });
    }
  }
  return { name: 'crash', respond };
}

/** A supervisor would start a process again that found no database; this one tries again itself. */
async function begin({ databaseUrl, secret, number }: Begin): Promise<void> {
  for (;;) {
    try {
      const server = await createServer({
        databaseUrl,
        responder: responder(number),
        tokens: { secret, jwksUrl: null, issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE },
        limits: LIMITS,
        doorLimits: DOORS,
      });
      return tell({ type: 'listening', port: server.port });
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      await sleep(AWAY_MS);
    }
  }
}

process.once('message', (message) => void begin(message as Begin));
// Nothing of a campaign outlives it, however it ends.
process.once('disconnect', () => process.exit(0));
tell({ type: 'loaded' });

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { staffSees } from '../../host-demo/server/authorisation.ts';
import { type Backend, defaultLimits, type Identity, type Limits, type Logger } from '../../host-demo/server/conversations/api.ts';
import { createBackend } from '../../host-demo/server/conversations/backend.ts';
import type { Context } from '../../host-demo/server/conversations/context.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import type { EventPage } from '../../host-demo/server/generated/schema.ts';
import type { LogEvent } from '../../host-demo/server/log/event.ts';
import { GroupCommit } from '../../host-demo/server/log/group-commit.ts';
import { GroupRead } from '../../host-demo/server/log/group-read.ts';
import { Wakes } from '../../host-demo/server/log/wake.ts';
import { Beat } from '../../host-demo/server/replies/beat.ts';
import type { Responder, ResponderEvent, ResponderRequest } from '../../host-demo/server/responders/responder.ts';

const organization = { id: 'org-1', name: 'Organisation' };

/** A customer nobody else is. */
export function customer(name = 'Cara'): Identity {
  return { subject: `customer-${randomUUID()}`, role: 'USER', name, organizations: [organization], expiresAt: null, issuedAt: 0 };
}

export function agent(organizations = [organization]): Identity {
  return { subject: `agent-${randomUUID()}`, role: 'AGENT', name: 'Sam', organizations, expiresAt: null, issuedAt: 0 };
}

export const finished: ResponderEvent = { type: 'finish', state: 'COMPLETED', sources: [], suggestions: [] };

/** A responder that says these pieces, one per turn of the event loop. */
export function says(...pieces: string[]): Responder {
  return responder(async function* () {
    for (const text of pieces) {
      await sleep(1);
      yield { type: 'text', text };
    }
    yield finished;
  });
}

export function responder(respond: (request: ResponderRequest) => AsyncIterable<ResponderEvent>): Responder {
  return { name: 'test', respond };
}

/** Never says anything; ends when aborted. */
export const silent = responder(async function* (request) {
  await new Promise<void>((resolve) => request.signal.addEventListener('abort', () => resolve(), { once: true }));
  yield* [];
});

export const quiet: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface Options {
  readonly responder?: Responder;
  readonly limits?: Partial<Limits>;
  readonly clock?: () => number;
  readonly answers?: boolean;
}

export function backendOn(database: Database, options: Options = {}): Promise<Backend> {
  return createBackend({ database, responder: says('An answer.'), logger: quiet, ...options });
}

/** The parts below a backend, for tests of the log itself; nothing runs by itself. */
export function contextOn(database: Database, options: Options = {}): Context {
  const clock = options.clock ?? Date.now;
  const wakes = new Wakes(database, randomUUID());
  const limits = { ...defaultLimits, ...options.limits };
  return {
    database,
    wakes,
    commits: new GroupCommit(database, wakes, clock),
    reads: new GroupRead(database, clock),
    beat: new Beat(limits.coalesceMs),
    responder: options.responder ?? silent,
    limits,
    logger: quiet,
    clock,
    random: randomUUID,
    closing: { reconnectWithinMs: null },
    staffSees,
    held: new Map(),
  };
}

/** Starts a conversation with a question. */
export async function ask(
  backend: Backend,
  who: Identity,
  text = 'How do I count stock?',
): Promise<{ id: string; epoch: string; runId: string | null }> {
  const payload = await backend.startConversation(who, {
    clientConversationId: randomUUID(),
    firstMessage: { clientMessageId: randomUUID(), text },
  });
  if (!payload.conversation || !payload.head) throw new Error(`Not started: ${payload.error?.message}`);
  return { id: payload.conversation.id, epoch: payload.head.epoch, runId: payload.runId };
}

/** Everything after a point, page by page. */
export async function readAll(backend: Backend, who: Identity, id: string, epoch: string, after = 0): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  for (;;) {
    const page: EventPage | null = await backend.readEvents(who, id, { epoch, seq: events.at(-1)?.seq ?? after }, 200);
    if (page === null || page.resync !== null) throw new Error(`No page: ${page?.resync}`);
    events.push(...page.events);
    if (page.caughtUp) return events;
  }
}

/** Follows from `after` until `done`, or throws after ten seconds. */
export async function followUntil(
  backend: Backend,
  who: Identity,
  id: string,
  epoch: string,
  done: (events: LogEvent[]) => boolean,
  after = 0,
): Promise<LogEvent[]> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 10_000);
  const events: LogEvent[] = [];
  try {
    for await (const page of backend.followEvents(who, id, { epoch, seq: after }, stop.signal)) {
      events.push(...(page?.events ?? []));
      if (done(events)) return events;
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error(`Not seen within ten seconds; the log has ${events.map((event) => event.__typename).join(', ')}.`);
}

export const hasFinished = (events: readonly LogEvent[]) => events.some((event) => event.__typename === 'MessageFinished');

/** The text an attempt's deltas make. */
export function textOf(events: readonly LogEvent[], attempt = 1): string {
  let text = '';
  for (const event of events) {
    if (event.__typename !== 'MessageDelta' || event.attempt !== attempt) continue;
    if (event.offset !== text.length) throw new Error(`A delta starts at ${event.offset}, the text has ${text.length} units.`);
    text += event.text;
  }
  return text;
}

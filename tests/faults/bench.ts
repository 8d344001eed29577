import { performance as perf } from 'node:perf_hooks';
import { demoToken } from '../../host-demo/server/auth/demo.ts';
import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';
import { createServer, type RunningServer } from '../../host-demo/server/http/server.ts';
import type { Responder, ResponderEvent, ResponderRequest } from '../../host-demo/server/responders/responder.ts';
import { startPostgres } from '../postgres.ts';
import type { Scaled } from './limits.ts';

const ORGANIZATION = { id: 'org-faults', name: 'Faults' } as const;

/** The real server that all schedules of a campaign share, on a free port. */
export interface Bench {
  readonly backend: Backend;
  readonly port: number;
  readonly limits: Scaled;
  /** ms that count: those in which this process got no turn, on a busy machine, count for nobody. */
  now(): number;
  /** Whether the event loop keeps up: it is neither late nor busy without a pause. */
  atEase(): boolean;
  token(subject: string): Promise<string>;
  identity(subject: string): Identity;
  close(): Promise<void>;
}

/** @param postgres on a Postgres of its own, else on PGlite in memory. */
export async function openBench(limits: Scaled, postgres = false): Promise<Bench> {
  const cluster = postgres ? await startPostgres() : null;
  const server: RunningServer = await createServer({
    databaseUrl: cluster && (await cluster.createDatabase()),
    responder: scripted(limits.by),
    limits: limits.server,
    doorLimits: limits.doors,
  });
  const clock = countingClock();
  return {
    backend: server.backend,
    port: server.port,
    limits,
    now: clock.now,
    atEase: clock.atEase,
    token: (subject) => demoToken({ id: subject, name: subject, role: 'USER', organizations: [ORGANIZATION] }, server.key, Date.now()),
    identity: (subject) => ({
      subject,
      role: 'USER',
      name: subject,
      organizations: [ORGANIZATION],
      issuedAt: Date.now(),
      expiresAt: null,
    }),
    async close() {
      clock.stop();
      await server.close();
      await cluster?.stop();
    },
  };
}

/** What an answer to this message says in the end. */
export function answerTo(text: string): string {
  return piecesOf(text).join('');
}

/** `12x80 word`: twelve pieces, 80 ms between two. Anything else is answered in one piece. */
function piecesOf(text: string): readonly string[] {
  const [, count, , word] = /^(\d+)x(\d+) (.*)$/u.exec(text) ?? [];
  if (count === undefined) return [`You said: ${text}`];
  return Array.from({ length: Number(count) }, (_, at) => `${word} ${at}${at % 5 === 4 ? '.\n\n' : ', '}`);
}

/** Answers of many conversations write in the same moments, so that they share transactions as on a busy server; ms at real limits. */
const STEP_MS = 500;

/** Waits for the first step of the process's clock that is at least so far away. */
function inStep(ms: number, step: number): Promise<void> {
  const now = performance.now();
  return new Promise((resolve) => setTimeout(resolve, Math.ceil((now + ms) / step) * step - now));
}

function scripted(by: number): Responder {
  async function* respond(request: ResponderRequest): AsyncIterable<ResponderEvent> {
    const text = request.turns.at(-1)?.text ?? '';
    const restMs = Number(/^\d+x(\d+) /u.exec(text)?.[1] ?? 0) / by;
    yield { type: 'tool', label: 'Looking', state: 'STARTED' };
    for (const piece of piecesOf(text)) {
      if (request.signal.aborted) return;
      yield { type: 'text', text: piece };
      await inStep(restMs, STEP_MS / by);
    }
    yield { type: 'finish', state: 'COMPLETED', sources: [], suggestions: [] };
  }
  return { name: 'scripted', respond };
}

const TICK_MS = 10;
/** What a timer may be late on an idle machine. */
const SLACK_MS = 3;
/** At ease: at most so late on average, and busy for at most this part of the time. */
const EASE = { lagMs: 10, busy: 0.92, everyTicks: 20 } as const;

/** Time without the stretches in which the event loop did not come round: those of other processes, and of a whole campaign in this one. */
function countingClock(): { now(): number; atEase(): boolean; stop(): void } {
  let last = performance.now();
  let lost = 0;
  let lag = 0;
  let ticks = 0;
  let mark = perf.eventLoopUtilization();
  let busy = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const late = Math.max(0, now - last - TICK_MS - SLACK_MS);
    lost += late;
    lag = lag * 0.9 + late * 0.1;
    last = now;
    ticks += 1;
    if (ticks % EASE.everyTicks !== 0) return;
    busy = perf.eventLoopUtilization(mark).utilization;
    mark = perf.eventLoopUtilization();
  }, TICK_MS);
  timer.unref();
  return { now: () => performance.now() - lost, atEase: () => lag <= EASE.lagMs && busy <= EASE.busy, stop: () => clearInterval(timer) };
}

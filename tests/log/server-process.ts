/**
 * A server's data side on Postgres as a process of its own, for tests that stop or kill it: DATABASE_URL and one line of JSON say what
 * to do, lines of JSON say what was done.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Identity } from '../../host-demo/server/conversations/api.ts';
import { openPostgres } from '../../host-demo/server/db/postgres.ts';
import { backendOn, responder } from './harness.ts';

export interface Task {
  readonly url: string;
  readonly leaseMs: number;
  /** Sent after the start, when there is one; nothing is said before it is committed, and then nothing more. */
  readonly send?: { readonly who: Identity; readonly conversationId: string; readonly clientMessageId: string; readonly text: string };
  readonly answers: boolean;
}

const task = JSON.parse(process.argv[2] ?? '') as Task;

const endless = responder(async function* (request) {
  for (let index = 0; !request.signal.aborted; index++) {
    await sleep(10);
    yield { type: 'text', text: `${index} ` };
  }
});

const { leaseMs } = task;
const backend = await backendOn(await openPostgres(task.url), {
  responder: endless,
  answers: task.answers,
  limits: { leaseMs, leaseRenewMs: leaseMs / 3, sweepMs: leaseMs / 3 },
});
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
if (task.send) {
  const { who, ...input } = task.send;
  await backend.sendMessage(who, input);
  // The answer never leaves this process.
  await sleep(3_600_000);
}

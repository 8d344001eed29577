/** Several servers on one Postgres, as processes that are stopped and killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../host-demo/server/db/database.ts';
import { openPostgres } from '../../host-demo/server/db/postgres.ts';
import { type RunningPostgres, startPostgres } from '../postgres.ts';
import { ask, backendOn, contextOn, customer, followUntil, hasFinished, readAll, says, textOf } from './harness.ts';
import type { Task } from './server-process.ts';

const script = join(import.meta.dirname, 'server-process.ts');
const leaseMs = 900;
const limits = { leaseMs, leaseRenewMs: 300, sweepMs: 300 };
const enough = 'Deltas to see.'.length;

describe('processes on one Postgres', { timeout: 60_000 }, () => {
  let postgres: RunningPostgres;
  let url: string;
  let database: Database;
  const children: ChildProcess[] = [];
  const opened: Database[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });
  afterAll(() => postgres?.stop());

  /** A fresh database, and a process that has started on it. */
  async function begin(task: Omit<Task, 'url' | 'leaseMs'>): Promise<ChildProcess> {
    return run({ ...task, url, leaseMs });
  }
  async function fresh(): Promise<void> {
    url = await postgres.createDatabase();
    database = await openPostgres(url);
    opened.push(database);
  }
  async function run(task: Task): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout ?? child, 'data');
    return child;
  }

  it.each([
    ['F23 R-7: killed,', 'SIGKILL'],
    ['F27 R-7: paused until long after its lease went,', 'SIGSTOP'],
  ] as const)('%s a worker loses its answer to another, and no byte of it shows after that', async (_, signal) => {
    await fresh();
    const worker = await begin({ answers: true });
    const reading = await backendOn(database, { answers: false, limits });
    const who = customer();
    const { id, epoch } = await ask(reading, who);
    await followUntil(reading, who, id, epoch, (events) => textOf(events).length > enough);
    worker.kill(signal);
    const second = await backendOn(database, { responder: says('The whole ', 'answer.'), limits });
    const events = await followUntil(reading, who, id, epoch, hasFinished);
    expect(textOf(events, 1)).toMatch(/^0 1 2 /);
    expect(events.filter((event) => event.__typename === 'MessageReset')).toMatchObject([{ attempt: 2, reason: 'WORKER_LOST' }]);
    expect(textOf(events, 2)).toBe('The whole answer.');
    worker.kill('SIGCONT');
    await sleep(2 * leaseMs);
    const after = await readAll(reading, who, id, epoch);
    expect(after.map((event) => event.seq)).toEqual(after.map((_event, index) => index + 1));
    const reset = after.findIndex((event) => event.__typename === 'MessageReset');
    expect(after.slice(reset).filter((event) => 'attempt' in event && event.attempt === 1)).toEqual([]);
    expect(after.filter((event) => event.__typename === 'MessageFinished')).toMatchObject([{ attempt: 2, state: 'COMPLETED' }]);
    await Promise.all([reading.shutdown(0), second.shutdown(0)]);
  });

  it('F24 C-2: killed between the commit of a send and its answer: the same id gives the same message, and there is one run', async () => {
    await fresh();
    const reading = await backendOn(database, { answers: false });
    const who = customer();
    const { conversation } = await reading.startConversation(who, { clientConversationId: randomUUID() });
    const input = { conversationId: conversation?.id ?? '', clientMessageId: randomUUID(), text: 'Did it arrive?' };
    const sender = await begin({ answers: false, send: { who, ...input } });
    const sent = () =>
      database.query<{ id: string; run_id: string }>('SELECT id, run_id FROM messages WHERE client_message_id = $1', [
        input.clientMessageId,
      ]);
    await expect.poll(async () => (await sent()).length, { timeout: 10_000 }).toBe(1);
    sender.kill('SIGKILL');
    const [message] = await sent();
    expect(await reading.sendMessage(who, input)).toMatchObject({
      deduplicated: true,
      error: null,
      runId: message?.run_id,
      message: { id: message?.id },
    });
    expect(await database.query('SELECT id FROM runs')).toEqual([{ id: message?.run_id }]);
    await reading.shutdown(0);
  });

  it('F28 L-5: while LISTEN is lost wake-ups are lost; once it is back the heads of all that is watched are read', async () => {
    await fresh();
    const far = { headsMs: 600_000, heartbeatMs: 600_000 };
    const backend = await backendOn(database, { answers: false, limits: far });
    const [first, second] = [customer(), customer()];
    const stop = new AbortController();
    const feeds = [];
    for (const who of [first, second]) {
      const { id } = await ask(backend, who);
      const head = (await backend.conversation(who, id, 1))?.head ?? { epoch: '', seq: 0 };
      const feed = backend.followEvents(who, id, head, stop.signal);
      await feed.next();
      feeds.push({ id, next: feed.next() });
    }
    await sleep(100);
    // Committed by a process that cannot tell anyone, as while the connection is away.
    const mute = contextOn({
      ...database,
      notify: async () => undefined,
      batch: (statements) => database.batch(statements.filter(({ sql }) => !sql.includes('pg_notify'))),
    });
    for (const { id } of feeds)
      await mute.commits.append({ conversationId: id, body: { __typename: 'MessageRated', messageId: 'm', rating: null } });
    const unheard = await Promise.race([feeds[0]?.next, sleep(500, 'nothing')]);
    expect(unheard).toBe('nothing');
    const since = performance.now();
    await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
    for (const { next } of feeds) expect((await next).value?.events).toMatchObject([{ __typename: 'MessageRated' }]);
    expect(performance.now() - since).toBeLessThan(5_000);
    stop.abort();
    await backend.shutdown(0);
  });

  it('F29 F28: after a restart of the database wake-ups pass between servers again', async () => {
    const own = await startPostgres();
    const address = await own.createDatabase();
    const [here, there] = [await openPostgres(address), await openPostgres(address)];
    const far = { headsMs: 600_000, heartbeatMs: 600_000 };
    const [reading, writing] = [
      await backendOn(here, { answers: false, limits: far }),
      await backendOn(there, { answers: false, limits: far }),
    ];
    const who = customer();
    const { id } = await ask(writing, who);
    const head = (await reading.conversation(who, id, 1))?.head ?? { epoch: '', seq: 0 };
    const stop = new AbortController();
    const feed = reading.followEvents(who, id, head, stop.signal);
    await feed.next();
    const next = feed.next();
    await own.pause();
    await own.resume();
    // Until LISTEN is made again; from then on nothing but a wake-up can tell.
    await expect.poll(() => here.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"), { timeout: 15_000 }).toHaveLength(2);
    await sleep(100);
    const since = performance.now();
    const input = { conversationId: id, clientMessageId: randomUUID(), text: 'Back.' };
    await expect.poll(async () => (await writing.sendMessage(who, input)).error, { timeout: 10_000 }).toBeNull();
    expect((await next).value?.events).toMatchObject([{ __typename: 'MessageAdded', message: { text: 'Back.' } }]);
    expect(performance.now() - since).toBeLessThan(5_000);
    stop.abort();
    await Promise.all([reading.shutdown(0), writing.shutdown(0)]);
    await Promise.all([here.close(), there.close()]);
    await own.stop();
  });

  it('F29: with every connection of the pool taken a send is UNAVAILABLE, and goes through once one is free', async () => {
    await fresh();
    const narrow = await openPostgres(url, 1);
    const backend = await backendOn(narrow, { answers: false });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const input = { conversationId: id, clientMessageId: randomUUID(), text: 'Is there room?' };
    let free = (): void => undefined;
    const taken = narrow.transaction(() => new Promise<void>((resolve) => (free = resolve)));
    expect((await backend.sendMessage(who, input)).error).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    free();
    await taken;
    expect(await backend.sendMessage(who, input)).toMatchObject({ error: null, deduplicated: false });
    expect((await readAll(backend, who, id, epoch)).filter((event) => event.__typename === 'MessageAdded')).toHaveLength(3);
    await backend.shutdown(0);
    await narrow.close();
  });
});

import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, DatabaseUnavailable } from '../../host-demo/server/db/database.ts';
import { openPostgres } from '../../host-demo/server/db/postgres.ts';
import { type RunningPostgres, startPostgres } from '../postgres.ts';
import { logContract } from './contract.ts';
import { ask, backendOn, customer, finished, followUntil, hasFinished, readAll, responder, says, textOf } from './harness.ts';

describe('log contract on Postgres', () => {
  let server: RunningPostgres;
  let url: string;
  let database: Database;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.createDatabase();
    database = await openPostgres(url);
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });
  logContract(() => database);

  it('F21: a reader on another process sees the same events with the same numbers, at once', async () => {
    const other = await openPostgres(url);
    const writing = await backendOn(database, { responder: says('From ', 'elsewhere.'), limits: { headsMs: 60_000 } });
    const reading = await backendOn(other, { answers: false, limits: { headsMs: 60_000 } });
    const who = customer();
    const { id, epoch } = await ask(writing, who);
    const there = await followUntil(reading, who, id, epoch, hasFinished);
    const here = await followUntil(writing, who, id, epoch, hasFinished);
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect(textOf(there)).toBe('From elsewhere.');
    await Promise.all([writing.shutdown(0), reading.shutdown(0)]);
    await other.close();
  });

  it('F21: a stream begun on one process and resumed in mid-answer on another has every event once', async () => {
    const other = await openPostgres(url);
    const pieces = Array.from({ length: 40 }, (_, index) => `piece ${index} `);
    const slow = responder(async function* () {
      for (const text of pieces) {
        await sleep(10);
        yield { type: 'text', text };
      }
      yield finished;
    });
    const limits = { headsMs: 60_000, coalesceMs: 5 };
    const first = await backendOn(database, { responder: slow, limits });
    const second = await backendOn(other, { answers: false, limits });
    const who = customer();
    const { id, epoch } = await ask(first, who);
    const seen = await followUntil(first, who, id, epoch, (events) => events.filter((it) => it.__typename === 'MessageDelta').length >= 3);
    expect(hasFinished(seen)).toBe(false);
    const rest = await followUntil(second, who, id, epoch, hasFinished, seen.at(-1)?.seq);
    const both = [...seen, ...rest];
    expect(both.map((event) => event.seq)).toEqual(both.map((_, index) => index + 1));
    expect(textOf(both)).toBe(pieces.join(''));
    expect(JSON.stringify(both)).toBe(JSON.stringify(await readAll(first, who, id, epoch)));
    await Promise.all([first.shutdown(0), second.shutdown(0)]);
    await other.close();
  });

  it('texts and numbers of every kind come back from a list as they were', async () => {
    const texts = [
      '',
      'NULL',
      'plain',
      '{a,b}',
      'a "quoted" \\ text',
      '\\n is no line',
      'a line\nand\ta tab\u0001',
      '\\"',
      'ü 𝄞 \u2028',
      null,
    ];
    const given = [...texts, JSON.stringify(texts), JSON.stringify(JSON.stringify(texts))];
    const [row] = await database.query<{ texts: string[]; numbers: number[] }>('SELECT $1::text[] AS texts, $2::int[] AS numbers', [
      given,
      [0, -1, 2_147_483_647],
    ]);
    expect(row).toEqual({ texts: given, numbers: [0, -1, 2_147_483_647] });
  });

  it('F28: a lost LISTEN connection is made again, and what was said meanwhile is found', async () => {
    const heard: string[] = [];
    let regained = 0;
    const stop = await database.listen(
      'chat_test',
      (payload) => heard.push(payload),
      () => regained++,
    );
    await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%chat_test%'");
    for (let tries = 0; tries < 100 && regained === 0; tries++) await sleep(50);
    expect(regained).toBe(1);
    await database.notify('chat_test', 'again');
    for (let tries = 0; tries < 40 && heard.length === 0; tries++) await sleep(50);
    expect(heard).toEqual(['again']);
    await stop();
  });

  it('F29: no database is a DatabaseUnavailable that says what to check', async () => {
    const error: unknown = await openPostgres('postgres://nobody@127.0.0.1:1/none').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(String(error)).toContain('DATABASE_URL');
  });

  it('F29: with the database gone a send is UNAVAILABLE and may be repeated, readers wait, and both go on when it is back', async () => {
    const own = await startPostgres();
    const gone = await openPostgres(await own.createDatabase());
    const backend = await backendOn(gone, { answers: false });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const stop = new AbortController();
    const feed = backend.followEvents(who, id, { epoch, seq: 0 }, stop.signal);
    await feed.next();
    const waiting = feed.next();
    await own.pause();
    const input = { conversationId: id, clientMessageId: randomUUID(), text: 'Are you there?' };
    expect((await backend.sendMessage(who, input)).error).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    await own.resume();
    const sent = await backend.sendMessage(who, input);
    expect(sent).toMatchObject({ error: null, deduplicated: false });
    expect((await waiting).value?.events).toMatchObject([{ __typename: 'MessageAdded', message: { text: 'Are you there?' } }]);
    stop.abort();
    await backend.shutdown(0);
    await gone.close();
    await own.stop();
  });

  it('F27: a process that stops inside a transaction gives back what it held, and its own work fails as a database that is away', async () => {
    const stopped = await openPostgres(url);
    await database.script('CREATE TABLE held (id int PRIMARY KEY); INSERT INTO held VALUES (1)');
    let goOn = (): void => undefined;
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let holds = (): void => undefined;
    const taken = new Promise<void>((resolve) => {
      holds = resolve;
    });
    const late = stopped.transaction(async (transaction) => {
      await transaction.query('SELECT id FROM held WHERE id = 1 FOR UPDATE');
      holds();
      await paused;
      await transaction.query('DELETE FROM held');
    });
    await taken;
    // Waits until the database has ended the other's session.
    await database.transaction((transaction) => transaction.query('SELECT id FROM held WHERE id = 1 FOR UPDATE'));
    goOn();
    await expect(late).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await database.query('SELECT id FROM held')).toEqual([{ id: 1 }]);
    await stopped.close();
  });

  it('L-7: two servers that start on one empty database at once both end up with the tables', async () => {
    const fresh = await server.createDatabase();
    const both = await Promise.all([openPostgres(fresh), openPostgres(fresh)]);
    const files = (await readdir(new URL('../../host-demo/server/db/migrations/', import.meta.url))).sort();
    for (const each of both)
      expect(await each.query('SELECT name FROM applied_migrations ORDER BY name')).toEqual(files.map((name) => ({ name })));
    await Promise.all(both.map((each) => each.close()));
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Database } from '../../host-demo/server/db/database.ts';
import type { LogEvent } from '../../host-demo/server/log/event.ts';
import { sweep } from '../../host-demo/server/replies/worker.ts';
import {
  ask,
  backendOn,
  contextOn,
  customer,
  finished,
  followUntil,
  hasFinished,
  readAll,
  responder,
  says,
  silent,
  textOf,
} from './harness.ts';

const ends = (events: readonly LogEvent[]) => events.filter((event) => event.__typename === 'MessageFinished');

export function answers(open: () => Database): void {
  it('R-3 R-4: an answer is deltas that join without a gap and one end with its length and hash', async () => {
    const pieces = Array.from({ length: 60 }, (_, index) => `word${index} `);
    const backend = await backendOn(open(), { responder: says(...pieces) });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const events = await followUntil(backend, who, id, epoch, hasFinished);
    const text = pieces.join('');
    expect(textOf(events)).toBe(text);
    expect(ends(events)).toMatchObject([
      { state: 'COMPLETED', length: text.length, sha256: createHash('sha256').update(text).digest('hex') },
    ]);
    expect((await backend.conversation(who, id, 50))?.messages[1]).toMatchObject({ text, state: 'COMPLETED' });
    await backend.shutdown(0);
  });

  it('F58 H18 H19: an emoji in two pieces stays whole; control characters and lone surrogates never reach the database', async () => {
    const backend = await backendOn(open(), { responder: says('a\u0000b\ud83d', '\udc4b c\u0007\r', '\nd \ud83d') });
    const who = customer();
    const { id, epoch } = await ask(backend, who, 'x\u0000y \u001b[31mred\u001b[0m \ud800 z');
    const events = await followUntil(backend, who, id, epoch, hasFinished);
    expect(textOf(events)).toBe('ab\u{1F44B} c\nd \uFFFD');
    expect((await backend.conversation(who, id, 50))?.messages[0]?.text).toBe('xy red \uFFFD z');
    await backend.shutdown(0);
  });

  it('F59: stop while the last words arrive, twice: one end, and no text after it', async () => {
    const slow = responder(async function* (request) {
      for (let index = 0; index < 1_000 && !request.signal.aborted; index++) {
        await sleep(2);
        yield { type: 'text', text: `${index} ` };
      }
      yield finished;
    });
    const backend = await backendOn(open(), { responder: slow, limits: { coalesceMs: 5 } });
    const who = customer();
    const { id, epoch, runId } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, (events) => events.some((event) => event.__typename === 'MessageDelta'));
    const [first, second] = await Promise.all(
      [0, 1].map(() => backend.stopRun(who, { runId: runId ?? '', clientRequestId: randomUUID() })),
    );
    expect(first?.run?.state).toBe('STOPPED');
    expect(second?.run?.state).toBe('STOPPED');
    await sleep(150);
    const events = await readAll(backend, who, id, epoch);
    expect(ends(events)).toHaveLength(1);
    expect(events.at(-1)?.__typename).toBe('MessageFinished');
    expect((await backend.conversation(who, id, 50))?.messages[1]?.text).toBe(textOf(events));
    await backend.shutdown(0);
  });

  it('R-2: what is asked while an answer is written is answered by the next run, all of it at once', async () => {
    const asked: string[][] = [];
    const backend = await backendOn(open(), {
      responder: responder(async function* (request) {
        asked.push(request.turns.filter((turn) => turn.role === 'user').map((turn) => turn.text));
        await sleep(150);
        yield { type: 'text', text: 'Yes.' };
        yield finished;
      }),
    });
    const who = customer();
    const { id, epoch } = await ask(backend, who, 'one');
    await sleep(50);
    for (const text of ['two', 'three']) await backend.sendMessage(who, { conversationId: id, clientMessageId: randomUUID(), text });
    await followUntil(backend, who, id, epoch, (events) => ends(events).length === 2);
    await sleep(100);
    expect(asked).toEqual([['one'], ['one', 'two', 'three']]);
    expect(ends(await readAll(backend, who, id, epoch))).toHaveLength(2);
    await backend.shutdown(0);
  });

  it('F56: a responder that ends without a finish, or throws, is INTERRUPTED and may be tried again', async () => {
    let attempts = 0;
    const backend = await backendOn(open(), {
      responder: responder(async function* () {
        attempts++;
        yield { type: 'text', text: `Attempt ${attempts}` };
        if (attempts === 2) throw new Error('broken');
        if (attempts === 3) yield finished;
      }),
    });
    const who = customer();
    const { id, epoch, runId } = await ask(backend, who);
    const first = await followUntil(backend, who, id, epoch, hasFinished);
    expect(ends(first)).toMatchObject([{ state: 'INTERRUPTED', error: { retryable: true } }]);
    const second = await backend.retryRun(who, { runId: runId ?? '', clientRequestId: randomUUID() });
    expect(second.run).toMatchObject({ attempt: 2, state: 'PENDING' });
    await followUntil(backend, who, id, epoch, (events) => ends(events).length === 2);
    expect((await backend.retryRun(who, { runId: runId ?? '', clientRequestId: randomUUID() })).error?.code).toBe('ILLEGAL_TRANSITION');
    await backend.retryRun(who, { runId: second.run?.id ?? '', clientRequestId: randomUUID() });
    const events = await followUntil(backend, who, id, epoch, (all) => ends(all).length === 3);
    expect(ends(events)).toMatchObject([
      { state: 'INTERRUPTED' },
      { state: 'INTERRUPTED', attempt: 2 },
      { state: 'COMPLETED', attempt: 3 },
    ]);
    expect(textOf(events, 3)).toBe('Attempt 3');
    const message = (await backend.conversation(who, id, 50))?.messages[1];
    expect(await backend.messageAttempts(who, message?.id ?? '')).toMatchObject([
      { attempt: 1, text: 'Attempt 1', state: 'INTERRUPTED', sources: [] },
      { attempt: 2, text: 'Attempt 2', state: 'INTERRUPTED', sources: [] },
    ]);
    expect(await backend.messageAttempts(customer(), message?.id ?? '')).toBeNull();
    expect(await backend.messageAttempts(who, randomUUID())).toBeNull();
    await backend.shutdown(0);
  });

  it('F57 F60 H23: a silent, an empty and an endless responder all come to an end with a reason', async () => {
    const endless = responder(async function* () {
      for (;;) {
        await sleep(0);
        yield { type: 'text', text: 'é'.repeat(300) };
      }
    });
    const cases = [
      [silent, 'INTERRUPTED'],
      [
        responder(async function* () {
          yield finished;
        }),
        'FAILED',
      ],
      [endless, 'TRUNCATED'],
    ] as const;
    for (const [it, state] of cases) {
      const backend = await backendOn(open(), { responder: it, limits: { stallMs: 150, answerBytes: 4_001 } });
      const who = customer();
      const { id, epoch } = await ask(backend, who);
      const events = await followUntil(backend, who, id, epoch, hasFinished);
      expect(ends(events)).toMatchObject([{ state, error: { code: expect.any(String) } }]);
      expect(Buffer.byteLength(textOf(events))).toBeLessThanOrEqual(4_001);
      await backend.shutdown(0);
    }
  });

  it("R-7 F23 F27: a lost worker's answer gets a new attempt when its lease runs out; nothing the lost one writes later is taken", async () => {
    const database = open();
    let now = Date.now();
    const clock = () => now;
    const backend = await backendOn(database, { answers: false, clock });
    const who = customer();
    const { id, epoch, runId } = await ask(backend, who);
    const lost = contextOn(database, { clock });
    await database.query("UPDATE runs SET state = 'STREAMING', lease_token = 'lost', lease_until = $2 WHERE id = $1", [
      runId,
      now + 12_000,
    ]);
    const messageId = (await backend.conversation(who, id, 50))?.messages[1]?.id ?? '';
    const write = (offset: number, text: string) =>
      lost.commits.append({
        conversationId: id,
        fence: { runId: runId ?? '', token: 'lost' },
        body: { __typename: 'MessageDelta', messageId, attempt: 1, offset, text },
      });
    expect(await write(0, 'Half an ')).toBeDefined();
    await sweep(lost);
    expect((await readAll(backend, who, id, epoch)).some((event) => event.__typename === 'MessageReset')).toBe(false);
    now += 12_001;
    await sweep(lost);
    expect(await write(8, 'answer')).toBeUndefined();
    const second = await backendOn(database, { clock, responder: says('A whole answer.') });
    const events = await followUntil(second, who, id, epoch, hasFinished);
    expect(events.filter((event) => event.__typename === 'MessageReset')).toMatchObject([{ attempt: 2, reason: 'WORKER_LOST' }]);
    expect(textOf(events, 1)).toBe('Half an ');
    expect(textOf(events, 2)).toBe('A whole answer.');
    expect(ends(events)).toMatchObject([{ attempt: 2, state: 'COMPLETED' }]);
    await Promise.all([backend.shutdown(0), second.shutdown(0)]);
  });

  it('R-7: an answer lost again and again ends INTERRUPTED, never "being written" for ever', async () => {
    const database = open();
    let now = Date.now();
    const context = contextOn(database, { clock: () => now, limits: { lostAttempts: 2 } });
    const backend = await backendOn(database, { answers: false });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    for (let round = 0; round < 4; round++) {
      await database.query(
        "UPDATE runs SET state = 'STREAMING', lease_token = 'lost', lease_until = $2 WHERE conversation_id = $1 AND state = 'PENDING'",
        [id, now],
      );
      now += 1;
      await sweep(context);
    }
    const events = await readAll(backend, who, id, epoch);
    expect(ends(events)).toMatchObject([{ attempt: 3, state: 'INTERRUPTED', error: { retryable: true } }]);
    await backend.shutdown(0);
  });

  it('R-8: shutdown in mid-answer gives the run back at once and the next process answers', async () => {
    const database = open();
    const half = responder(async function* (request) {
      yield { type: 'text', text: 'Half' };
      yield* silent.respond(request);
    });
    const first = await backendOn(database, { responder: half });
    const who = customer();
    const { id, epoch } = await ask(first, who);
    await followUntil(first, who, id, epoch, (events) => textOf(events) === 'Half');
    const start = performance.now();
    await first.shutdown(1_000);
    expect(performance.now() - start).toBeLessThan(1_500);
    const second = await backendOn(database, { responder: says('Whole.') });
    const events = await followUntil(second, who, id, epoch, hasFinished);
    expect(textOf(events, 2)).toBe('Whole.');
    await second.shutdown(0);
  });
}

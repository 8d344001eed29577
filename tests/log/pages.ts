import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { changeEpochs } from '../../host-demo/server/db/change-epochs.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { forgetEvents } from '../../host-demo/server/log/read.ts';
import { ask, backendOn, contextOn, customer, followUntil, hasFinished, readAll, says, silent } from './harness.ts';

export function pages(open: () => Database): void {
  it('S-3 F35: a point that retention has passed is told so, and the snapshot has lost no message', async () => {
    const backend = await backendOn(open(), { responder: says('Kept.') });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const events = await followUntil(backend, who, id, epoch, hasFinished);
    await forgetEvents(open(), id, events.length);
    expect(await backend.readEvents(who, id, { epoch, seq: 0 }, 200)).toMatchObject({ resync: 'BEFORE_RETENTION', events: [] });
    const snapshot = await backend.conversation(who, id, 50);
    expect(snapshot?.messages.map((message) => message.text)).toEqual(['How do I count stock?', 'Kept.']);
    expect(await backend.readEvents(who, id, snapshot?.head ?? { epoch, seq: 0 }, 200)).toMatchObject({ resync: null, caughtUp: true });
    await backend.shutdown(0);
  });

  it('S-3 F35: events older than retention go, newer ones and those of an open answer stay', async () => {
    const database = open();
    let now = Date.parse('2020-01-01T00:00:00Z');
    const writing = await backendOn(database, { responder: says('Old.'), clock: () => now });
    const who = customer();
    const old = await ask(writing, who);
    const events = await followUntil(writing, who, old.id, old.epoch, hasFinished);
    await writing.shutdown(0);
    const backend = await backendOn(database, { answers: false, clock: () => now });
    const unanswered = await ask(backend, who);
    now += 1_000_000;
    await backend.sendMessage(who, { conversationId: old.id, clientMessageId: randomUUID(), text: 'Newer.' });
    const forgetting = await backendOn(database, { responder: silent, clock: () => now, limits: { retentionMs: 500_000 } });
    const read = (it: { id: string; epoch: string }, seq: number) => backend.readEvents(who, it.id, { epoch: it.epoch, seq }, 200);
    await expect.poll(async () => (await read(old, 0))?.resync).toBe('BEFORE_RETENTION');
    expect((await read(old, events.length))?.events).toMatchObject([
      { __typename: 'MessageAdded', message: { text: 'Newer.' } },
      { __typename: 'MessageAdded' },
    ]);
    expect((await read(unanswered, 1))?.events[0]).toMatchObject({ __typename: 'MessageAdded', seq: 2 });
    expect((await backend.conversation(who, old.id, 50))?.messages.map((message) => message.text)).toEqual([
      'How do I count stock?',
      'Old.',
      'Newer.',
      '',
    ]);
    await Promise.all([backend.shutdown(0), forgetting.shutdown(0)]);
  });

  it('L-6 F36: a reader ahead of the log changes the epoch, so every other reader takes a snapshot too', async () => {
    const backend = await backendOn(open(), { answers: false });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const ahead = await backend.readEvents(who, id, { epoch, seq: 1_000 }, 200);
    expect(ahead?.resync).toBe('AHEAD_OF_LOG');
    expect(ahead?.head.epoch).not.toBe(epoch);
    expect((await backend.readEvents(who, id, { epoch, seq: 1 }, 200))?.resync).toBe('EPOCH_CHANGED');
    expect(await changeEpochs(open(), id)).toBe(1);
    expect(await changeEpochs(open(), randomUUID())).toBe(0);
    expect((await backend.readEvents(who, id, { epoch: ahead?.head.epoch ?? '', seq: 1 }, 200))?.resync).toBe('EPOCH_CHANGED');
    await backend.shutdown(0);
  });

  it('S-2 H46: a page holds 200 events and 256 kB at most, whatever is asked for, and pages join without a gap', async () => {
    const backend = await backendOn(open(), { answers: false });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const context = contextOn(open());
    const large = 'x'.repeat(7_000);
    await Promise.all(
      Array.from({ length: 450 }, (_, index) =>
        context.commits.append({
          conversationId: id,
          body: { __typename: 'ToolActivity', messageId: 'm', label: index < 100 ? large : 'small', state: 'DONE' },
        }),
      ),
    );
    const first = await backend.readEvents(who, id, { epoch, seq: 3 }, 1e9);
    expect(Buffer.byteLength(JSON.stringify(first?.events))).toBeLessThan(270_000);
    expect(first?.events.length).toBeLessThan(40);
    const second = await backend.readEvents(who, id, { epoch, seq: 103 }, 1e9);
    expect(second?.events).toHaveLength(200);
    expect(second?.caughtUp).toBe(false);
    expect(await readAll(backend, who, id, epoch)).toHaveLength(453);
    expect((await backend.readEvents(who, id, { epoch, seq: -5 }, 200))?.resync).toBe('BEFORE_RETENTION');
    await backend.shutdown(0);
  });

  it('S-3: a reader too far behind takes a snapshot', async () => {
    const backend = await backendOn(open(), { answers: false, limits: { eventsBehind: 2 } });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    expect((await backend.readEvents(who, id, { epoch, seq: 0 }, 200))?.resync).toBe('TOO_FAR_BEHIND');
    await backend.shutdown(0);
  });

  it('S-1 F37: a waiting reader is freed within a second, by abort and by return()', async () => {
    const database = open();
    const backend = await backendOn(database, { answers: false });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const head = (await backend.conversation(who, id, 1))?.head ?? { epoch, seq: 0 };
    const abort = new AbortController();
    const aborted = backend.followEvents(who, id, head, abort.signal);
    const returned = backend.followEvents(who, id, head, new AbortController().signal);
    await Promise.all([aborted.next(), returned.next()]);
    const waiting = [aborted.next(), returned.next()];
    await sleep(50);
    const start = performance.now();
    abort.abort();
    await returned.return(undefined);
    expect((await Promise.all(waiting)).every((result) => result.done)).toBe(true);
    expect(performance.now() - start).toBeLessThan(1_000);
    await backend.shutdown(0);
  });

  it('S-1 F25: a wake-up that is lost is made good by the next read of the heads', async () => {
    const database = open();
    const backend = await backendOn(database, { limits: { headsMs: 100 }, responder: says('.') });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, hasFinished);
    const head = (await backend.conversation(who, id, 1))?.head ?? { epoch, seq: 0 };
    // Another process commits and dies before it wakes anyone.
    const waiting = backend.pollEvents(who, { conversationId: id, after: head }, 5_000, new AbortController().signal);
    await sleep(50);
    const start = performance.now();
    await contextOn(database).commits.append({ conversationId: id, body: { __typename: 'MessageRated', messageId: 'm', rating: null } });
    const page = await waiting;
    expect(page?.events).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(2_000);
    await backend.shutdown(0);
  });

  it('S-4: a heartbeat page comes at least every heartbeat, and shutdown says within what time to reconnect', async () => {
    const backend = await backendOn(open(), { answers: false, limits: { heartbeatMs: 60 } });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const feed = backend.followEvents(who, id, { epoch, seq: 0 }, new AbortController().signal);
    expect((await feed.next()).value?.events).not.toHaveLength(0);
    const start = performance.now();
    expect((await feed.next()).value).toMatchObject({ events: [], caughtUp: true, reconnectWithinMs: null });
    expect(performance.now() - start).toBeLessThan(1_000);
    const last = feed.next();
    await backend.shutdown(1_234);
    const pagesLeft = [await last, await feed.next(), await feed.next()];
    expect(pagesLeft.some((result) => result.value?.reconnectWithinMs === 1_234)).toBe(true);
    expect(pagesLeft.at(-1)?.done).toBe(true);
  });

  it('S-5: typing is told while it lasts and changes the live id; nothing of it is logged', async () => {
    const backend = await backendOn(open(), { answers: false, limits: { typingMs: 150 } });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const mine = await backend.readEvents(who, id, { epoch, seq: 3 }, 1);
    expect(mine?.live.typing).toEqual([]);
    await backend.markRead(who, id, 2);
    const page = await backend.pollEvents(
      who,
      { conversationId: id, after: { epoch, seq: 3 }, liveId: mine?.live.id ?? '' },
      5_000,
      new AbortController().signal,
    );
    expect(page?.live.read).toMatchObject([{ seq: 2 }]);
    expect(page?.live.id).not.toBe(mine?.live.id);
    expect(page?.events).toEqual([]);
    expect(await backend.setTyping(customer(), id, true)).toBe(false);
    expect(await backend.setTyping(who, randomUUID(), true)).toBe(false);
    await backend.shutdown(0);
  });
}

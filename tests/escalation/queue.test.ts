import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { openPglite } from '../../host-demo/server/db/pglite.ts';
import { parseEventPage } from '../../src/protocol/parse.ts';
import { ask, backendOn, readAll } from '../log/harness.ts';
import { BEGINNING, people } from './world.ts';

let database: Database;
let now = BEGINNING;
beforeAll(async () => {
  database = await openPglite('memory://');
});
afterAll(() => database.close());

const NEVER_MS = 600_000;
const request = (conversationId: string) => ({ conversationId, clientRequestId: randomUUID() });

/** A backend in which nothing but a wake-up tells a reader anything. */
const open = (): Promise<Backend> =>
  backendOn(database, {
    answers: false,
    clock: () => now,
    limits: { heartbeatMs: NEVER_MS, longPollMs: NEVER_MS, headsMs: NEVER_MS },
  });

/** Conversations of one customer in the queue, the oldest first. */
async function queued(backend: Backend, who: Identity, count: number): Promise<{ id: string; epoch: string; seq: number }[]> {
  const all: { id: string; epoch: string; seq: number }[] = [];
  for (let one = 0; one < count; one += 1) {
    now += 1_000;
    const { id, epoch } = await ask(backend, who);
    expect((await backend.requestHuman(who, request(id))).conversation?.escalation.state).toBe('QUEUED');
    all.push({ id, epoch, seq: (await readAll(backend, who, id, epoch)).at(-1)?.seq ?? 0 });
  }
  return all;
}

/** Whoever asked before this has read: readings are made in rounds, one after the other. */
async function hasRead(backend: Backend, who: Identity, { id, epoch, seq }: { id: string; epoch: string; seq: number }): Promise<void> {
  for (let round = 0; round < 3; round += 1) await backend.readEvents(who, id, { epoch, seq }, 1);
}

describe('X-12 a place in the queue', () => {
  it.each(['long poll', 'one poll for both feeds', 'subscription'])('is told at once when it moves, by %s', async (carrier) => {
    const backend = await open();
    const { customer, staff } = people();
    await backend.setPresence(staff[0], 'ONLINE');
    const [first, , last] = await queued(backend, customer, 3);
    if (first === undefined || last === undefined) throw new Error('Three should wait.');
    const stop = new AbortController();
    const after = { epoch: last.epoch, seq: last.seq };
    const liveId = (await backend.readEvents(customer, last.id, after, 1))?.live.id ?? null;
    const feed = backend.followEvents(customer, last.id, after, stop.signal);
    expect((await feed.next()).value?.live.queuePosition).toBe(3);
    const wanted = { conversationId: last.id, after, liveId };
    const told =
      carrier === 'subscription'
        ? feed.next().then(({ value }) => value)
        : carrier === 'long poll'
          ? backend.pollEvents(customer, wanted, NEVER_MS, stop.signal)
          : backend.poll(customer, { conversation: wanted }, NEVER_MS, stop.signal).then(({ conversation }) => conversation);
    await hasRead(backend, customer, last);
    await backend.claimConversation(staff[0], request(first.id));
    expect((await told)?.live.queuePosition).toBe(2);
    stop.abort();
    await backend.shutdown(0);
  });

  it('is told to those behind who comes in before them, and who is past the expected time hears of it over HTTP without any event', async () => {
    const backend = await backendOn(database, { answers: false, clock: () => now, limits: { heartbeatMs: 30 } });
    const { customer, staff } = people();
    await backend.setPresence(staff[0], 'ONLINE');
    const [first, last] = await queued(backend, customer, 2);
    if (first === undefined || last === undefined) throw new Error('Two should wait.');
    await backend.claimConversation(staff[0], request(first.id));
    const after = { epoch: last.epoch, seq: last.seq };
    /** Asks while what is known is still true, then lets something happen. */
    const told = async (happens: () => unknown) => {
      const liveId = (await backend.readEvents(customer, last.id, after, 1))?.live.id ?? null;
      const page = backend.pollEvents(customer, { conversationId: last.id, after, liveId }, NEVER_MS, new AbortController().signal);
      await hasRead(backend, customer, last);
      await happens();
      return (await page)?.live;
    };
    expect(await told(() => backend.transferConversation(staff[0], request(first.id)))).toMatchObject({ queuePosition: 2, overdue: false });
    expect(await told(() => (now += 3_600_000))).toMatchObject({ queuePosition: 2, overdue: true });
    await backend.shutdown(0);
  });
});

describe('X-9 the expected wait', () => {
  it('is what the newest waits took per place, each organisation its own, and assumed where nobody waited yet', async () => {
    const backend = await open();
    const { customer, staff } = people();
    const eta = async (it: { id: string; epoch: string }) =>
      (await backend.readEvents(customer, it.id, { epoch: it.epoch, seq: 0 }, 1))?.live.etaSeconds;
    await backend.setPresence(staff[0], 'ONLINE');
    const [one, two, three] = await queued(backend, customer, 3);
    if (one === undefined || two === undefined || three === undefined) throw new Error('Three should wait.');
    expect(await eta(three)).toBe(720);
    now += 98_000;
    await backend.claimConversation(staff[0], request(one.id));
    // 100 s from the first place; nobody was waited for before.
    expect([await eta(two), await eta(three)]).toEqual([100, 200]);
    now += 21_000;
    await backend.claimConversation(staff[0], request(two.id));
    // 120 s from the second place are 60 each; the middle of two is the shorter.
    expect(await eta(three)).toBe(60);
    // A message that was left was no wait that a person ended.
    await backend.leaveMessage(customer, { conversationId: three.id, clientMessageId: randomUUID(), text: 'Later, please.' });
    now += 900_000;
    await backend.claimConversation(staff[0], request(three.id));
    const [again] = await queued(backend, customer, 1);
    expect(again && (await eta(again))).toBe(60);
    const others = people();
    await backend.setPresence(others.staff[0], 'ONLINE');
    const [elsewhere] = await queued(backend, others.customer, 1);
    const page = await backend.readEvents(others.customer, elsewhere?.id ?? '', { epoch: elsewhere?.epoch ?? '', seq: 0 }, 1);
    expect(parseEventPage(page)?.live.etaSeconds).toBe(240);
    await backend.shutdown(0);
  });
});

/**
 * What every carrier promises, as one suite over whatever makes transports. The answer to any message
 * is: a tool step, then the words "echo" and the message, in several deltas; a message "long" is
 * answered in 450 pieces; a message "slow" is answered for as long as nobody stops it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { Outcome } from '../../src/protocol/commands.ts';
import type { Transport } from '../../src/protocol/transport.ts';
import type { ConversationEvent, EventPage, ResumePoint } from '../../src/protocol/vocabulary.ts';

export interface ContractHarness {
  /** A transport of its own for this person; `ada` and `ben` are customers who must not see each other. */
  transport(person: 'ada' | 'ben'): Transport;
  /** Feeds the backend still serves; null when it cannot say. */
  openFeeds(): number | null;
  close(): Promise<void>;
}

const SLOW_MS = 120_000;

export function describeTransport(name: string, open: () => Promise<ContractHarness>): void {
  describe(`transport contract: ${name}`, { timeout: SLOW_MS }, () => {
    let harness: ContractHarness;
    let ada: Transport;
    let ben: Transport;
    beforeAll(async () => {
      harness = await open();
      ada = harness.transport('ada');
      ben = harness.transport('ben');
    }, SLOW_MS);
    afterAll(async () => {
      ada.close();
      ben.close();
      await harness.close();
    });
    const start = (transport: Transport, text: string): Promise<Outcome> =>
      transport.send({ type: 'start', clientConversationId: randomUUID(), firstMessage: { clientMessageId: randomUUID(), text } });

    reads(() => ({ ada, ben, harness, start }));
    commands(() => ({ ada, ben, harness, start }));
    lists(() => ({ ada, ben, harness, start }));
  });
}

interface Given {
  ada: Transport;
  ben: Transport;
  harness: ContractHarness;
  start(transport: Transport, text: string): Promise<Outcome>;
}

function reads(given: () => Given): void {
  it('S-1 R-4 an answer arrives as one contiguous log whose text has the promised length and SHA-256', async () => {
    const { ada, start } = given();
    const { id, epoch } = idOf(await start(ada, 'hello'));
    const events = await collect(ada, id, { epoch, seq: 0 }, finished);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    const end = events.find((event) => event.type === 'MessageFinished');
    const text = events.map((event) => (event.type === 'MessageDelta' ? event.text : '')).join('');
    expect(text).toContain('hello');
    expect(end).toMatchObject({ state: 'COMPLETED', length: text.length, sha256: createHash('sha256').update(text).digest('hex') });
    expect(events.some((event) => event.type === 'ToolActivity')).toBe(true);
  });

  it('L-2 reading again from any cursor gives the same events with the same numbers (F21)', async () => {
    const { ada, start } = given();
    const { id, epoch } = idOf(await start(ada, 'again'));
    const live = await collect(ada, id, { epoch, seq: 0 }, finished);
    expect(await collect(ada, id, { epoch, seq: 0 }, finished)).toEqual(live);
    expect(await collect(ada, id, { epoch, seq: 2 }, finished)).toEqual(live.slice(2));
  });

  it('S-2 more than one page of backlog comes in order and without a hole', async () => {
    const { ada, start } = given();
    const { id, epoch } = idOf(await start(ada, 'long'));
    const events = await collect(ada, id, { epoch, seq: 0 }, finished);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    const text = events.map((event) => (event.type === 'MessageDelta' ? event.text : '')).join('');
    expect(text.match(/piece/gu)).toHaveLength(450);
  });

  it('S-3 a cursor of another epoch, or ahead of the log, is answered with a resync and no events (F36)', async () => {
    const { ada, start } = given();
    const { id, epoch } = idOf(await start(ada, 'resync'));
    await collect(ada, id, { epoch, seq: 0 }, finished);
    const page = await firstPage(ada, id, { epoch: randomUUID(), seq: 1 });
    expect(page).toMatchObject({ resync: 'EPOCH_CHANGED', events: [] });
  });

  it('S-6 A-1 unknown and foreign conversations are answered alike: null, then the feed ends (H36)', async () => {
    const { ada, ben, start } = given();
    const { id, epoch } = idOf(await start(ada, 'mine'));
    for (const wanted of [id, randomUUID()]) {
      expect(await ben.snapshot(wanted, { lastMessages: 10 })).toBeNull();
      const pages = ben.events(wanted, { epoch, seq: 0 }, AbortSignal.timeout(5_000))[Symbol.asyncIterator]();
      expect((await pages.next()).value).toBeNull();
      expect((await pages.next()).done).toBe(true);
    }
  });

  it('S-7 a snapshot and the events after its head make the whole conversation', async () => {
    const { ada, start } = given();
    const { id, epoch } = idOf(await start(ada, 'whole'));
    await collect(ada, id, { epoch, seq: 0 }, finished);
    const snapshot = await ada.snapshot(id, { lastMessages: 50 });
    expect(snapshot?.messages.map((message) => message.author.role)).toEqual(['USER', 'ASSISTANT']);
    expect(snapshot?.messages[1]).toMatchObject({ state: 'COMPLETED', text: expect.stringContaining('whole') });
    expect(await ada.snapshot(id, { lastMessages: 1 })).toMatchObject({ hasEarlier: true, messages: [{ author: { role: 'ASSISTANT' } }] });
  });

  it('S-6 aborting ends a feed at once and frees it on the other side (F37)', async () => {
    const { ada, harness, start } = given();
    const { id, epoch } = idOf(await start(ada, 'leave'));
    await collect(ada, id, { epoch, seq: 0 }, finished);
    await expect.poll(() => harness.openFeeds() ?? 0, { timeout: 3_000 }).toBe(0);
    const controller = new AbortController();
    const pages = ada.events(id, { epoch, seq: 0 }, controller.signal)[Symbol.asyncIterator]();
    await pages.next();
    const waiting = drain(pages);
    controller.abort();
    const began = performance.now();
    await waiting;
    expect(performance.now() - began).toBeLessThan(500);
    await expect.poll(() => harness.openFeeds() ?? 0, { timeout: 3_000 }).toBe(0);
  });

  it('S-10 F61 two feeds at once both go on, whatever carries them', async () => {
    const { ada, start } = given();
    const leave = new AbortController();
    const changes = ada.changes(null, leave.signal)[Symbol.asyncIterator]();
    await changes.next();
    const { id, epoch } = idOf(await start(ada, 'both'));
    const [events, heard] = await Promise.all([
      collect(ada, id, { epoch, seq: 0 }, finished),
      until(changes, (page) => page.changed.some((summary) => summary.id === id)),
    ]);
    leave.abort();
    expect(events.at(-1)?.type).toBe('MessageFinished');
    expect(heard).toBe(true);
  });
}

function commands(given: () => Given): void {
  it('C-6 the same start twice is one conversation with one message and one answer (F24)', async () => {
    const { ada } = given();
    const command = {
      type: 'start',
      clientConversationId: randomUUID(),
      firstMessage: { clientMessageId: randomUUID(), text: 'once' },
    } as const;
    const [first, second] = [await ada.send(command), await ada.send(command)];
    expect(first).toMatchObject({ deduplicated: false, error: null, snapshot: { id: command.clientConversationId } });
    expect(second).toMatchObject({ deduplicated: true, error: null });
    const events = await collect(ada, command.clientConversationId, { epoch: idOf(first).epoch, seq: 0 }, finished);
    expect(events.filter((event) => event.type === 'MessageAdded').map((event) => event.message.author.role)).toEqual([
      'USER',
      'ASSISTANT',
    ]);
  });

  it('C-2 the same message id with other text is refused as IDEMPOTENCY_CONFLICT', async () => {
    const { ada, start } = given();
    const { id } = idOf(await start(ada, 'conflict'));
    const clientMessageId = randomUUID();
    const sent = await ada.send({ type: 'send', conversationId: id, clientMessageId, text: 'one' });
    expect(sent).toMatchObject({ error: null, message: { clientMessageId, text: 'one' } });
    expect((await ada.send({ type: 'send', conversationId: id, clientMessageId, text: 'one' })).deduplicated).toBe(true);
    expect((await ada.send({ type: 'send', conversationId: id, clientMessageId, text: 'two' })).error?.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('R-5 stop ends an answer once, and no text follows (F59)', async () => {
    const { ada, start } = given();
    const { id, epoch } = idOf(await start(ada, 'slow'));
    const running = await collect(ada, id, { epoch, seq: 0 }, (event) => event.type === 'MessageDelta');
    const added = running.filter((event) => event.type === 'MessageAdded').at(-1);
    const runId = added?.message.runId ?? '';
    const clientRequestId = randomUUID();
    expect((await ada.send({ type: 'stop', runId, clientRequestId })).error).toBeNull();
    expect((await ada.send({ type: 'stop', runId, clientRequestId: randomUUID() })).error).toBeNull();
    const events = await collect(ada, id, { epoch, seq: 0 }, finished);
    expect(events.at(-1)).toMatchObject({ type: 'MessageFinished', state: 'STOPPED' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await firstPage(ada, id, { epoch, seq: events.length }))?.events).toEqual([]);
  });

  it('C-9 a closed conversation refuses messages as data and can be opened again', async () => {
    const { ada, start } = given();
    const { id, epoch } = idOf(await start(ada, 'closing'));
    await collect(ada, id, { epoch, seq: 0 }, finished);
    const closed = (await ada.send({ type: 'close', conversationId: id, clientRequestId: randomUUID() })).conversation;
    expect(closed?.state).toBe('CLOSED');
    expect(Date.parse(closed?.reopenableUntil ?? '')).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    expect((await ada.send({ type: 'send', conversationId: id, clientMessageId: randomUUID(), text: 'late' })).error?.code).toBe(
      'CONVERSATION_CLOSED',
    );
    expect((await ada.send({ type: 'reopen', conversationId: id, clientRequestId: randomUUID() })).conversation).toMatchObject({
      state: 'OPEN',
      reopenableUntil: null,
    });
    const snapshot = await ada.snapshot(id, { lastMessages: 10 });
    expect(snapshot?.transitions.filter((event) => event.type === 'ConversationChanged').map((event) => event.state)).toEqual(
      expect.arrayContaining(['CLOSED', 'OPEN']),
    );
  });

  it('R-6 a retry is told to readers with the id of the run that writes it', async () => {
    const { ada, start } = given();
    const started = await start(ada, 'hello there again');
    const { id, epoch } = idOf(started);
    const events = await collect(ada, id, { epoch, seq: 0 }, finished);
    const retried = await ada.send({ type: 'retry', runId: started.runId ?? '', clientRequestId: randomUUID() });
    expect(retried).toMatchObject({ error: null, runId: expect.any(String) });
    const after = { epoch, seq: events.at(-1)?.seq ?? 0 };
    const again = await collect(ada, id, after, (event) => event.type === 'MessageReset');
    expect(again.at(-1)).toMatchObject({ type: 'MessageReset', attempt: 2, reason: 'USER_RETRY', runId: retried.runId });
    expect(retried.runId).not.toBe(started.runId);
  });

  it("A-1 another person's conversation takes no command and tells nothing (H35)", async () => {
    const { ada, ben, start } = given();
    const { id } = idOf(await start(ada, 'private'));
    const foreign = await ben.send({ type: 'send', conversationId: id, clientMessageId: randomUUID(), text: 'hi' });
    const unknown = await ben.send({ type: 'send', conversationId: randomUUID(), clientMessageId: randomUUID(), text: 'hi' });
    expect(foreign.error?.code).toBe('NOT_FOUND');
    expect(foreign.error).toEqual(unknown.error);
  });
}

function lists(given: () => Given): void {
  it("S-9 the list holds the viewer's conversations only, newest activity first, in pages", async () => {
    const { ada, ben, start } = given();
    const ids = [idOf(await start(ada, 'first')).id, idOf(await start(ada, 'second')).id];
    const { id: foreign } = idOf(await start(ben, 'theirs'));
    const all = await ada.conversations({ first: 100 });
    expect(all.nodes.map((node) => node.id)).toEqual(expect.arrayContaining(ids));
    expect(all.nodes.map((node) => node.id)).not.toContain(foreign);
    const head = await ada.conversations({ first: 1 });
    const tail = await ada.conversations({ first: 1, after: head.endCursor ?? undefined });
    expect(head.hasNextPage).toBe(true);
    expect(tail.nodes[0]?.id).not.toBe(head.nodes[0]?.id);
  });

  it('A-1 the viewer is who the token says, and a userId that disagrees is refused with the reason (H37)', async () => {
    const { ada } = given();
    const viewer = await ada.viewer({});
    expect(viewer.role).toBe('USER');
    expect((await ada.viewer({ userId: viewer.id })).id).toBe(viewer.id);
    const refused = await ada.viewer({ userId: 'somebody-else' }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(ChatError);
    expect(refused).toMatchObject({ kind: 'refused', message: expect.stringContaining('somebody-else') });
  });
}

function finished(event: ConversationEvent): boolean {
  return event.type === 'MessageFinished';
}

function idOf(outcome: Outcome): { id: string; epoch: string } {
  if (!outcome.snapshot) throw new Error(`start failed: ${JSON.stringify(outcome.error)}`);
  return { id: outcome.snapshot.id, epoch: outcome.snapshot.head.epoch };
}

/** Every event from the point up to the first that `last` accepts, each once. */
async function collect(
  transport: Transport,
  id: string,
  after: ResumePoint,
  last: (event: ConversationEvent) => boolean,
): Promise<ConversationEvent[]> {
  const leave = new AbortController();
  const events: ConversationEvent[] = [];
  try {
    for await (const page of transport.events(id, after, leave.signal)) {
      if (page === null) throw new Error('access is gone');
      for (const event of page.events) {
        events.push(event);
        if (last(event)) return events;
      }
    }
    throw new Error(`the feed ended after ${events.length} events`);
  } finally {
    leave.abort();
  }
}

async function firstPage(transport: Transport, id: string, after: ResumePoint): Promise<EventPage | null> {
  const leave = new AbortController();
  try {
    for await (const page of transport.events(id, after, leave.signal)) return page;
    return null;
  } finally {
    leave.abort();
  }
}

async function until<Page>(pages: AsyncIterator<Page>, accept: (page: Page) => boolean): Promise<boolean> {
  for (;;) {
    const next = await pages.next();
    if (next.done) return false;
    if (accept(next.value)) return true;
  }
}

async function drain(pages: AsyncIterator<unknown>): Promise<void> {
  while (!(await pages.next()).done);
}

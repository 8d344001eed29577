import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { agent, ask, backendOn, customer, followUntil, hasFinished, readAll, says } from './harness.ts';

const request = (conversationId: string) => ({ conversationId, clientRequestId: randomUUID() });

/** An organisation of its own, so that other tests' conversations are not in its lists. */
function inNewOrganization<Who extends Identity>(...people: Who[]): Who[] {
  const organizations = [{ id: `org-${randomUUID()}`, name: 'Own' }];
  return people.map((who) => ({ ...who, organizations }));
}

export function lists(open: () => Database): void {
  it('A-1 H36: a foreign id is answered as an unknown one, by every query and command', async () => {
    const backend = await backendOn(open());
    const who = customer();
    const { id, epoch, runId } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, hasFinished);
    const messageId = (await backend.conversation(who, id, 50))?.messages[1]?.id ?? '';
    for (const stranger of [customer(), agent(), { ...who, organizations: [{ id: 'elsewhere', name: 'Elsewhere' }] }]) {
      const foreign = await everything(backend, stranger, { id, epoch, runId: runId ?? '', messageId });
      const unknown = await everything(backend, stranger, { id: randomUUID(), epoch, runId: randomUUID(), messageId: randomUUID() });
      expect(foreign).toEqual(unknown);
      expect(JSON.stringify(foreign)).not.toContain('How do I');
      expect(JSON.stringify(await backend.conversations(stranger, { search: 'count stock' }, 50, null))).not.toContain(id);
    }
    await backend.shutdown(0);
  });

  it("A-2 F40: staff see a conversation from the customer's consent until it is given back; the reader then gets null and the end", async () => {
    const backend = await backendOn(open(), { responder: says('Hm.') });
    const [who, staff] = inNewOrganization(customer(), agent());
    if (!who || !staff) throw new Error('No people.');
    const { id, epoch } = await ask(backend, who);
    expect(await backend.conversation(staff, id, 50)).toBeNull();
    await backend.requestHuman(who, { ...request(id), reason: 'A refund' });
    expect((await backend.conversation(staff, id, 50))?.notesId).toEqual(expect.any(String));
    expect((await backend.conversation(who, id, 50))?.notesId).toBeNull();
    const feed = backend.followEvents(staff, id, { epoch, seq: 0 }, new AbortController().signal);
    expect((await feed.next()).value?.events.length).toBeGreaterThan(0);
    await backend.returnToAssistant(who, request(id));
    let result = await feed.next();
    while (!result.done && result.value !== null) result = await feed.next();
    expect(result).toEqual({ done: false, value: null });
    expect(await feed.next()).toEqual({ done: true, value: undefined });
    await backend.shutdown(0);
  });

  it('A-4: notes are read and written by staff only, and get no answer', async () => {
    const backend = await backendOn(open(), { answers: false });
    const [who, staff] = inNewOrganization(customer(), agent());
    if (!who || !staff) throw new Error('No people.');
    const { id } = await ask(backend, who);
    await backend.requestHuman(who, request(id));
    const notesId = (await backend.conversation(staff, id, 1))?.notesId ?? '';
    const note = await backend.sendMessage(staff, { conversationId: notesId, clientMessageId: randomUUID(), text: 'Calls twice a day.' });
    expect(note).toMatchObject({ error: null, runId: null });
    expect((await backend.conversation(staff, notesId, 50))?.messages).toHaveLength(1);
    expect(await backend.conversation(who, notesId, 50)).toBeNull();
    expect((await backend.sendMessage(who, { conversationId: notesId, clientMessageId: randomUUID(), text: 'x' })).error?.code).toBe(
      'NOT_FOUND',
    );
    expect((await backend.conversations(staff, null, 50, null)).nodes.map((node) => node.id)).toEqual([id]);
    await backend.shutdown(0);
  });

  it('S-8: the changes feed gives every change once from its cursor, and a list fetched at its start misses none', async () => {
    const backend = await backendOn(open(), { answers: false });
    const [who, staff] = inNewOrganization(customer(), agent());
    if (!who || !staff) throw new Error('No people.');
    const first = await backend.readChanges(who, null);
    expect(first).toMatchObject({ resync: true, changed: [] });
    const staffStart = await backend.readChanges(staff, null);
    const { id } = await ask(backend, who);
    const second = await backend.readChanges(who, first.cursor);
    expect(second).toMatchObject({ resync: false, changed: [{ id, title: 'How do I count stock?', unreadCount: 1 }], totalUnread: 1 });
    expect(await backend.readChanges(who, second.cursor)).toMatchObject({ changed: [], cursor: second.cursor });
    expect((await backend.readChanges(staff, staffStart.cursor)).changed).toEqual([]);
    await backend.requestHuman(who, request(id));
    const asked = await backend.readChanges(staff, staffStart.cursor);
    expect(asked.changed).toMatchObject([{ id, escalation: { state: 'UNAVAILABLE' } }]);
    await backend.returnToAssistant(who, request(id));
    expect(await backend.readChanges(staff, asked.cursor)).toMatchObject({ changed: [], removed: [id] });
    expect((await backend.readChanges(staff, second.cursor)).resync).toBe(true);
    expect((await backend.readChanges(who, 'nonsense')).resync).toBe(true);
    await backend.shutdown(0);
  });

  it('S-9: a list is paged by its order without gap or double while it moves, filtered, and searched by the beginnings of words', async () => {
    let now = Date.now();
    const backend = await backendOn(open(), { answers: false, clock: () => now });
    const who = customer();
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) {
      now += 1_000;
      ids.unshift((await ask(backend, who, `Question ${index} about ${index === 3 ? 'Überweisung' : 'stock'}`)).id);
    }
    const pageOne = await backend.conversations(who, null, 3, null);
    now += 1_000;
    await ask(backend, who, 'A new one on top');
    const pageTwo = await backend.conversations(who, null, 3, pageOne.endCursor);
    const pageThree = await backend.conversations(who, null, 3, pageTwo.endCursor);
    expect([pageOne, pageTwo, pageThree].flatMap((page) => page.nodes.map((node) => node.id))).toEqual(ids);
    expect(pageThree.hasNextPage).toBe(false);
    const found = await backend.conversations(who, { search: 'question überw' }, 20, null);
    expect(found.nodes).toMatchObject([{ id: ids[3], hit: 'Question 3 about Überweisung' }]);
    await backend.closeConversation(who, request(ids[0] ?? ''));
    expect((await backend.conversations(who, { states: ['CLOSED'] }, 20, null)).nodes.map((node) => node.id)).toEqual([ids[0]]);
    expect((await backend.conversations(who, { search: "') OR 1=1 --" }, 20, null)).nodes).toEqual([]);
    await backend.shutdown(0);
  });

  it('C-7: markRead keeps the greatest number and counts what others wrote after it', async () => {
    const backend = await backendOn(open(), { responder: says('One.') });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const events = await followUntil(backend, who, id, epoch, hasFinished);
    expect((await backend.conversation(who, id, 50))?.unreadCount).toBe(1);
    expect((await backend.markRead(who, id, 1e9)).conversation?.unreadCount).toBe(0);
    expect((await backend.markRead(who, id, 1)).conversation?.unreadCount).toBe(0);
    expect(await backend.conversation(who, id, 50)).toMatchObject({ unreadCount: 0, readSeq: events.length });
    await backend.shutdown(0);
  });

  it('S-7: a snapshot in mid-answer and the events after its head make what all the events make', async () => {
    const backend = await backendOn(open(), {
      responder: says(...Array.from({ length: 80 }, (_, index) => `${index} `)),
      limits: { coalesceMs: 5 },
    });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, (events) => events.some((event) => event.__typename === 'MessageDelta'));
    const snapshot = await backend.conversation(who, id, 50);
    await followUntil(backend, who, id, epoch, hasFinished);
    const rest = await readAll(backend, who, id, epoch, snapshot?.head.seq);
    const tail = rest.map((event) => (event.__typename === 'MessageDelta' ? event.text : '')).join('');
    expect((snapshot?.messages[1]?.text ?? '') + tail).toBe(Array.from({ length: 80 }, (_, index) => `${index} `).join(''));
    expect(snapshot?.transitions.map((event) => event.__typename)).toEqual(['ConversationChanged']);
    await backend.shutdown(0);
  });
}

async function everything(
  backend: Backend,
  who: Identity,
  ids: { id: string; epoch: string; runId: string; messageId: string },
): Promise<unknown[]> {
  const { id, epoch, runId, messageId } = ids;
  const clientRequestId = randomUUID();
  const message = { conversationId: id, clientMessageId: randomUUID(), text: 'x' };
  const after = { epoch, seq: 0 };
  const feed = backend.followEvents(who, id, after, new AbortController().signal);
  return [
    await backend.conversation(who, id, 50),
    await backend.readEvents(who, id, after, 200),
    await backend.pollEvents(who, { conversationId: id, after }, 1_000, new AbortController().signal),
    [await feed.next(), await feed.next()],
    await backend.handoverDraft(who, id),
    await backend.sendMessage(who, message),
    await backend.leaveMessage(who, message),
    await backend.stopRun(who, { runId, clientRequestId }),
    await backend.retryRun(who, { runId, clientRequestId }),
    await backend.closeConversation(who, request(id)),
    await backend.reopenConversation(who, request(id)),
    await backend.renameConversation(who, { ...request(id), title: 'x' }),
    await backend.markRead(who, id, 1),
    await backend.setTyping(who, id, true),
    await backend.rateMessage(who, { messageId, clientRequestId, rating: 'UP' }),
    await backend.rateConversation(who, { ...request(id), score: 5 }),
    await backend.requestHuman(who, request(id)),
    await backend.returnToAssistant(who, request(id)),
    await backend.claimConversation(who, request(id)),
    await backend.transferConversation(who, request(id)),
    await backend.suggestReply(who, request(id)),
  ];
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { openPglite } from '../../host-demo/server/db/pglite.ts';
import { sweepPresence } from '../../host-demo/server/escalation/presence.ts';
import { ask, backendOn, contextOn, followUntil, hasFinished, says } from '../log/harness.ts';
import { BEGINNING, people } from './world.ts';

let database: Database;
let now = BEGINNING;
beforeAll(async () => {
  database = await openPglite('memory://');
});
afterAll(() => database.close());

const request = (conversationId: string) => ({ conversationId, clientRequestId: randomUUID() });
const message = (conversationId: string, text = 'Hello.') => ({ conversationId, clientMessageId: randomUUID(), text });
const open = (answers = false): Promise<Backend> =>
  backendOn(database, { answers, clock: () => now, responder: says('You’ll find that in the article.') });
const stateOf = async (backend: Backend, who: Identity, id: string) => (await backend.conversation(who, id, 1))?.escalation.state;

it('X-1: who has a person does not ask for one again, and who waits neither', async () => {
  const backend = await open();
  const { customer, staff } = people();
  const { id } = await ask(backend, customer);
  await backend.setPresence(staff[0], 'ONLINE');
  await backend.requestHuman(customer, request(id));
  expect((await backend.requestHuman(customer, request(id))).error?.code).toBe('ILLEGAL_TRANSITION');
  await backend.claimConversation(staff[0], request(id));
  expect((await backend.requestHuman(customer, request(id))).error?.code).toBe('ILLEGAL_TRANSITION');
  expect(await stateOf(backend, customer, id)).toBe('CONNECTED');
  await backend.shutdown(0);
});

it('X-4 X-11: who held a talk that is closed can neither queue it again nor reopen it', async () => {
  const backend = await open();
  const { customer, staff } = people();
  const { id } = await ask(backend, customer);
  await backend.requestHuman(customer, request(id));
  await backend.claimConversation(staff[0], request(id));
  await backend.closeConversation(staff[0], { ...request(id), reason: 'Solved' });
  expect((await backend.transferConversation(staff[0], request(id))).error?.code).toBe('CONVERSATION_CLOSED');
  expect((await backend.reopenConversation(staff[0], request(id))).error?.code).toBe('FORBIDDEN');
  expect(await backend.conversation(customer, id, 1)).toMatchObject({ state: 'CLOSED', escalation: { state: 'ENDED' } });
  await backend.shutdown(0);
});

it('X-3: staff propose where staff had been before, learn nothing by it, and the customer decides', async () => {
  const backend = await open();
  const { customer, staff } = people();
  const { id } = await ask(backend, customer);
  expect((await backend.requestHuman(staff[0], request(id))).error?.code).toBe('NOT_FOUND');
  await backend.requestHuman(customer, request(id));
  await backend.returnToAssistant(customer, request(id));
  const handover = { summary: 'Mine', items: [] };
  expect((await backend.requestHuman(staff[0], { ...request(id), handover })).error?.code).toBe('FORBIDDEN');
  expect(await backend.requestHuman(staff[0], { ...request(id), reason: 'After our call' })).toMatchObject({
    error: null,
    conversation: null,
    head: null,
  });
  const seen = await backend.conversation(customer, id, 1);
  expect(seen?.escalation).toMatchObject({ state: 'REQUESTED', requestedBy: 'AGENT', reason: 'After our call', handover: null });
  expect(await backend.conversation(staff[0], id, 1)).toBeNull();
  await backend.shutdown(0);
});

it('X-9: who waits for longer than was estimated is told so, and no longer once they are not in the queue', async () => {
  const backend = await open();
  const { customer, staff } = people();
  await backend.setPresence(staff[0], 'ONLINE');
  const { id, epoch } = await ask(backend, customer);
  await backend.requestHuman(customer, request(id));
  const live = async () => (await backend.readEvents(customer, id, { epoch, seq: 0 }, 1))?.live;
  expect(await live()).toMatchObject({ queuePosition: 1, overdue: false });
  const before = (await live())?.id;
  now += 241_000;
  expect(await live()).toMatchObject({ queuePosition: 1, overdue: true });
  expect((await live())?.id).not.toBe(before);
  await backend.leaveMessage(customer, message(id));
  expect(await live()).toMatchObject({ queuePosition: null, overdue: false });
  await backend.shutdown(0);
});

it('X-9: a desk that comes back within two minutes is on duty again; after that it has to be said', async () => {
  const backend = await open();
  const { staff } = people();
  const presence = async () => (await backend.viewer(staff[0])).presence;
  await backend.setPresence(staff[0], 'ONLINE');
  for (const [away, back] of [
    [60_000, 'ONLINE'],
    [150_000, 'AWAY'],
  ] as const) {
    now += away;
    await sweepPresence(contextOn(database, { clock: () => now }));
    expect(await presence()).toBe('AWAY');
    await backend.readChanges(staff[0], null);
    expect(await presence()).toBe(back);
  }
  await backend.shutdown(0);
});

it('X-10: whatever answers, deleting an account and legal threats are proposed to a person with their reason', async () => {
  const backend = await open(true);
  for (const [text, reason] of [
    ['Please delete my account', 'Deleting an account needs a person.'],
    ['You will hear from my lawyer', 'A legal matter needs a person.'],
    ['Ich möchte mit einem Menschen sprechen', 'A person was asked for.'],
  ] as const) {
    const { customer } = people();
    const { id, epoch } = await ask(backend, customer, text);
    await followUntil(backend, customer, id, epoch, hasFinished);
    expect((await backend.conversation(customer, id, 1))?.escalation).toMatchObject({
      state: 'REQUESTED',
      requestedBy: 'ASSISTANT',
      reason,
    });
  }
  await backend.shutdown(0);
});

it('the portrait that a token names goes with the talk and with each message', async () => {
  const backend = await open();
  const { customer, staff } = people();
  const avatarUrl = 'https://people.example/sam.png';
  const sam: Identity = { ...staff[0], avatarUrl };
  const { id } = await ask(backend, customer);
  await backend.requestHuman(customer, request(id));
  await backend.claimConversation(sam, request(id));
  await backend.sendMessage(sam, message(id));
  const seen = await backend.conversation(customer, id, 5);
  expect(seen?.escalation.agent).toMatchObject({ name: 'Sam', avatarUrl });
  expect(seen?.messages.at(-1)?.author).toMatchObject({ name: 'Sam', avatarUrl });
  await backend.shutdown(0);
});

it('X-8: the draft hides a number also where the text is cut, and is never larger than what can be approved', async () => {
  const backend = await open();
  const { customer } = people();
  const long = `${'word '.repeat(53)}card 4111 1111 1111 1111 is mine`;
  const context = Array.from({ length: 20 }, (_, index) => ({ key: `key${index}`, value: 'x'.repeat(150) }));
  const started = await backend.startConversation(customer, {
    ...{ clientConversationId: randomUUID(), context },
    firstMessage: { clientMessageId: randomUUID(), text: long },
  });
  const id = started.conversation?.id ?? '';
  await backend.sendMessage(customer, { ...message(id), context: context.map(({ key, value }) => ({ key: `other-${key}`, value })) });
  const draft = await backend.handoverDraft(customer, id);
  expect(draft?.summary).not.toMatch(/4111/u);
  expect(draft?.items.length).toBeLessThanOrEqual(20);
  const handover = { summary: draft?.summary ?? '', items: (draft?.items ?? []).map(({ key, value }) => ({ key, value })) };
  expect((await backend.requestHuman(customer, { ...request(id), handover })).error).toBeNull();
  await backend.shutdown(0);
});

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Identity } from '../../host-demo/server/conversations/api.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { sweepPresence } from '../../host-demo/server/escalation/presence.ts';
import type { ResponderEvent } from '../../host-demo/server/responders/responder.ts';
import { agent, ask, backendOn, contextOn, customer, followUntil, hasFinished, readAll, responder, says } from './harness.ts';

const request = (conversationId: string) => ({ conversationId, clientRequestId: randomUUID() });
const message = (conversationId: string, text = 'Hello?') => ({ conversationId, clientMessageId: randomUUID(), text });

function people(): { who: Identity; staff: Identity; colleague: Identity } {
  const organizations = [{ id: `org-${randomUUID()}`, name: 'Own' }];
  return { who: { ...customer(), organizations }, staff: { ...agent(), organizations }, colleague: { ...agent(), organizations } };
}

export function persons(open: () => Database): void {
  it('X-1 X-3: the assistant proposes, the customer consents, a person takes it, the customer is told each step', async () => {
    const proposes = responder(async function* () {
      yield { type: 'text', text: 'I would rather ask a colleague.' };
      yield { type: 'finish', state: 'COMPLETED', sources: [], suggestions: [], escalate: { reason: 'A refund needs a person' } };
    });
    const backend = await backendOn(open(), { responder: proposes });
    const { who, staff } = people();
    const { id, epoch } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, hasFinished);
    expect((await backend.conversation(who, id, 1))?.escalation).toMatchObject({
      state: 'REQUESTED',
      requestedBy: 'ASSISTANT',
      reason: 'A refund needs a person',
    });
    expect(await backend.conversation(staff, id, 1)).toBeNull();
    await backend.setPresence(staff, 'ONLINE');
    const handover = { summary: 'Approved  by me,\nbyte for byte.', items: [{ key: 'orderNumber', value: '1042' }] };
    const asked = await backend.requestHuman(who, { ...request(id), handover });
    expect(asked.conversation?.escalation).toMatchObject({
      state: 'QUEUED',
      requestedBy: 'ASSISTANT',
      handover: { summary: handover.summary, items: [{ value: '1042', label: 'Order number' }] },
    });
    expect((await backend.readEvents(who, id, asked.head ?? { epoch, seq: 0 }, 1))?.live.queuePosition).toBe(1);
    await backend.claimConversation(staff, request(id));
    await backend.sendMessage(staff, message(id, 'I am Sam.'));
    await backend.closeConversation(staff, request(id));
    const events = await readAll(backend, who, id, epoch);
    const steps = events.flatMap((event) => (event.__typename === 'EscalationChanged' ? [event.escalation] : []));
    expect(steps.map((step) => step.state)).toEqual(['REQUESTED', 'QUEUED', 'CONNECTED', 'ENDED']);
    expect(new Set(steps.map((step) => step.id)).size).toBe(1);
    expect(JSON.stringify((await backend.conversation(who, id, 50))?.transitions)).toBe(
      JSON.stringify(events.filter((event) => event.__typename === 'EscalationChanged' || event.__typename === 'ConversationChanged')),
    );
    await backend.shutdown(0);
  });

  it('X-4: of eight who claim at once, one gets it and the others are told', async () => {
    const backend = await backendOn(open(), { answers: false });
    const { who, staff } = people();
    const { id } = await ask(backend, who);
    await backend.requestHuman(who, request(id));
    const crowd = Array.from({ length: 8 }, () => ({ ...agent(), organizations: [...staff.organizations] }));
    const payloads = await Promise.all(crowd.map((each) => backend.claimConversation(each, request(id))));
    expect(payloads.filter((payload) => payload.error === null)).toHaveLength(1);
    expect(payloads.filter((payload) => payload.error?.code === 'CLAIMED_BY_OTHER')).toHaveLength(7);
    await backend.shutdown(0);
  });

  it('X-5: the assistant goes on answering in the queue, is silent with a person, and answers again afterwards', async () => {
    const backend = await backendOn(open(), { responder: says('From the assistant.') });
    const { who, staff } = people();
    const { id, epoch } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, hasFinished);
    await backend.requestHuman(who, request(id));
    expect((await backend.sendMessage(who, message(id))).runId).not.toBeNull();
    await followUntil(backend, who, id, epoch, (events) => events.filter((event) => event.__typename === 'MessageFinished').length === 2);
    await backend.claimConversation(staff, request(id));
    expect((await backend.sendMessage(who, message(id, 'To Sam'))).runId).toBeNull();
    await backend.returnToAssistant(who, request(id));
    await followUntil(backend, who, id, epoch, (events) => events.filter((event) => event.__typename === 'MessageFinished').length === 3);
    await backend.shutdown(0);
  });

  it('X-4: who claims stops the answer being written; only the holder passes it on, and only the colleague named takes it', async () => {
    const slow = responder(async function* (it) {
      yield { type: 'text', text: 'Well' };
      await sleep(5_000, undefined, { signal: it.signal }).catch(() => undefined);
    });
    const backend = await backendOn(open(), { responder: slow });
    const { who, staff, colleague } = people();
    const { id, epoch } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, (events) => events.some((event) => event.__typename === 'MessageDelta'));
    await backend.requestHuman(who, request(id));
    await backend.setPresence(colleague, 'ONLINE');
    await backend.claimConversation(staff, request(id));
    expect((await backend.conversation(who, id, 50))?.messages[1]?.state).toBe('STOPPED');
    expect((await backend.transferConversation(colleague, request(id))).error?.code).toBe('FORBIDDEN');
    const passed = await backend.transferConversation(staff, { ...request(id), toAgentId: colleague.subject, reason: 'Knows refunds' });
    expect(passed.conversation?.escalation).toMatchObject({
      state: 'TRANSFERRING',
      transferReason: 'Knows refunds',
      agent: { id: colleague.subject },
    });
    expect((await backend.claimConversation(staff, request(id))).error?.code).toBe('CLAIMED_BY_OTHER');
    expect((await backend.claimConversation(colleague, request(id))).conversation?.escalation.state).toBe('CONNECTED');
    expect((await backend.escalations(colleague, { mine: true }, 10, null)).nodes.map((node) => node.id)).toEqual([id]);
    expect((await backend.escalations(who, null, 10, null)).nodes).toEqual([]);
    await backend.shutdown(0);
  });

  it('X-7: a message left waits for a person, gets no answer, and a reply by staff takes the conversation', async () => {
    const backend = await backendOn(open(), { responder: says('Answer.') });
    const { who, staff } = people();
    const { id, epoch } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, hasFinished);
    await backend.requestHuman(who, request(id));
    const left = message(id, 'Call me.');
    expect(await backend.leaveMessage(who, left)).toMatchObject({ error: null, runId: null });
    expect(await backend.leaveMessage(who, left)).toMatchObject({ deduplicated: true });
    expect((await backend.escalations(staff, null, 10, null)).nodes).toMatchObject([{ id, escalation: { state: 'MESSAGE_LEFT' } }]);
    expect((await backend.sendMessage(staff, message(id, 'Calling.'))).error).toBeNull();
    expect((await backend.conversation(who, id, 1))?.escalation).toMatchObject({ state: 'CONNECTED', agent: { id: staff.subject } });
    await backend.shutdown(0);
  });

  it('X-9: the last one off duty makes the queue UNAVAILABLE, the first one on duty makes it QUEUED; a talk left alone goes back', async () => {
    const database = open();
    let now = Date.now();
    const clock = () => now;
    const backend = await backendOn(database, { answers: false, clock });
    const context = contextOn(database, { clock });
    const { who, staff, colleague } = people();
    const [waiting, held] = [await ask(backend, who), await ask(backend, who)];
    await backend.setPresence(staff, 'ONLINE');
    for (const { id } of [waiting, held]) await backend.requestHuman(who, request(id));
    await backend.claimConversation(staff, request(held.id));
    const stateOf = async (id: string) => (await backend.conversation(who, id, 1))?.escalation.state;
    now += 26_000;
    await sweepPresence(context);
    expect([await stateOf(waiting.id), await stateOf(held.id)]).toEqual(['UNAVAILABLE', 'CONNECTED']);
    expect((await backend.viewer(staff)).presence).toBe('AWAY');
    now += 121_000;
    await sweepPresence(context);
    expect(await stateOf(held.id)).toBe('UNAVAILABLE');
    await backend.setPresence(colleague, 'ONLINE');
    expect([await stateOf(waiting.id), await stateOf(held.id)]).toEqual(['QUEUED', 'QUEUED']);
    await backend.shutdown(0);
  });

  it('X-9: UNAVAILABLE says when the desk opens, outside its hours only; who waits is told for how long', async () => {
    let now = Date.parse('2026-11-28T12:00:00Z');
    const backend = await backendOn(open(), { answers: false, clock: () => now });
    const { who, staff } = people();
    const { id, epoch } = await ask(backend, who);
    const asked = await backend.requestHuman(who, request(id));
    expect(asked.conversation?.escalation).toMatchObject({ state: 'UNAVAILABLE', opensAt: '2026-11-30T08:00:00.000Z' });
    now = Date.parse('2026-11-30T09:00:00Z');
    const other = await ask(backend, who);
    expect((await backend.requestHuman(who, request(other.id))).conversation?.escalation).toMatchObject({
      state: 'UNAVAILABLE',
      opensAt: null,
    });
    await backend.setPresence(staff, 'ONLINE');
    expect((await backend.conversation(who, id, 1))?.escalation).toMatchObject({ state: 'QUEUED', opensAt: null });
    const live = async (it: string, at: string) => (await backend.readEvents(who, it, { epoch: at, seq: 0 }, 1))?.live;
    expect(await live(id, epoch)).toMatchObject({ queuePosition: 1, etaSeconds: 240 });
    expect(await live(other.id, other.epoch)).toMatchObject({ queuePosition: 2, etaSeconds: 480 });
    await backend.shutdown(0);
  });

  it('A-1: staff are told to whom they can pass a conversation, those on duty first; nobody else is told of anybody', async () => {
    const backend = await backendOn(open(), { answers: false });
    const { who, staff, colleague } = people();
    const third = { ...agent(), organizations: staff.organizations };
    const elsewhere = agent();
    for (const [one, presence] of [
      [staff, 'ONLINE'],
      [colleague, 'OFFLINE'],
      [third, 'ONLINE'],
      [elsewhere, 'ONLINE'],
    ] as const)
      await backend.setPresence(one, presence);
    const organization = staff.organizations[0]?.id ?? '';
    expect(await backend.colleagues(staff, organization)).toMatchObject([
      { id: third.subject, name: third.name, presence: 'ONLINE' },
      { id: colleague.subject, presence: 'OFFLINE' },
    ]);
    expect(await backend.colleagues(who, organization)).toEqual([]);
    expect(await backend.colleagues(elsewhere, organization)).toEqual([]);
    await backend.shutdown(0);
  });

  it('X-8 A-1: a draft is for staff who see the conversation, has its sources, and nothing of it is logged', async () => {
    const source = { __typename: 'Source' as const, title: 'Counting', url: '/help/count', kind: 'HELP_ARTICLE' as const };
    const drafts = responder(async function* (it): AsyncGenerator<ResponderEvent> {
      yield { type: 'text', text: `On "${it.turns.at(-1)?.text}": ` };
      yield { type: 'text', text: 'count it twice.\r\n' };
      yield { type: 'finish', state: 'COMPLETED', sources: [source], suggestions: [] };
    });
    const backend = await backendOn(open(), { responder: drafts });
    const { who, staff } = people();
    const { id, epoch } = await ask(backend, who);
    await followUntil(backend, who, id, epoch, hasFinished);
    expect((await backend.suggestReply(staff, request(id))).error?.code).toBe('NOT_FOUND');
    await backend.requestHuman(who, request(id));
    await backend.sendMessage(who, message(id, 'And the shelf?'));
    await followUntil(backend, who, id, epoch, (events) => events.filter((event) => event.__typename === 'MessageFinished').length === 2);
    const before = await readAll(backend, who, id, epoch);
    expect((await backend.suggestReply(who, request(id))).error?.code).toBe('FORBIDDEN');
    expect((await backend.suggestReply(agent(), request(id))).error?.code).toBe('NOT_FOUND');
    const draft = await backend.suggestReply(staff, request(id));
    expect(draft).toMatchObject({ error: null, sources: [source] });
    expect(draft.text).toMatch(/count it twice\.\n$/);
    expect(await readAll(backend, who, id, epoch)).toEqual(before);
    await backend.shutdown(0);
  });

  it('X-8: without a draft the answer says so, and may be tried again', async () => {
    const speechless = responder(async function* () {
      yield { type: 'finish', state: 'FAILED', sources: [], suggestions: [] };
    });
    const backend = await backendOn(open(), { responder: speechless, answers: false });
    const { who, staff } = people();
    const { id } = await ask(backend, who);
    await backend.requestHuman(who, request(id));
    expect(await backend.suggestReply(staff, request(id))).toMatchObject({ text: null, error: { code: 'UNAVAILABLE', retryable: true } });
    await backend.shutdown(0);
  });

  it('saved answers are for staff, found by all words of the search, and never more than asked for', async () => {
    const backend = await backendOn(open(), { answers: false });
    const { who, staff } = people();
    const all = await backend.savedAnswers(staff, '', 50);
    expect(all.length).toBeGreaterThan(3);
    expect(new Set(all.map((answer) => answer.id)).size).toBe(all.length);
    expect(await backend.savedAnswers(staff, '  REFUND\tstarted ', 50)).toMatchObject([{ id: 'refund-started' }]);
    expect(await backend.savedAnswers(staff, 'refund giraffe', 50)).toEqual([]);
    expect(await backend.savedAnswers(staff, '', 2)).toEqual(all.slice(0, 2));
    expect(await backend.savedAnswers(staff, '', -1)).toEqual([]);
    expect(await backend.savedAnswers(who, '', 50)).toEqual([]);
    await backend.shutdown(0);
  });

  it('X-6 C-9: closing ends everything, a closed conversation takes no message, and reopening works until its time', async () => {
    let now = Date.now();
    const backend = await backendOn(open(), { answers: false, clock: () => now });
    const { who, staff } = people();
    const { id, epoch } = await ask(backend, who);
    await backend.requestHuman(who, request(id));
    expect((await backend.closeConversation(staff, request(id))).error?.code).toBe('FORBIDDEN');
    const closed = await backend.closeConversation(who, { ...request(id), reason: 'Solved' });
    expect(closed.conversation).toMatchObject({ state: 'CLOSED', escalation: { state: 'RETURNED' } });
    expect((await readAll(backend, who, id, epoch)).filter((event) => event.__typename === 'MessageFinished')).toMatchObject([
      { state: 'STOPPED' },
    ]);
    expect((await backend.sendMessage(who, message(id))).error?.code).toBe('CONVERSATION_CLOSED');
    expect((await backend.rateConversation(who, { ...request(id), score: 5 })).error).toBeNull();
    expect((await backend.rateConversation(who, { ...request(id), score: 6 })).error?.code).toBe('INVALID_INPUT');
    expect((await backend.reopenConversation(who, request(id))).conversation?.state).toBe('OPEN');
    await backend.closeConversation(who, request(id));
    now += 8 * 24 * 3_600_000;
    expect((await backend.reopenConversation(who, request(id))).error?.code).toBe('ILLEGAL_TRANSITION');
    await backend.shutdown(0);
  });
}

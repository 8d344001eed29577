import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { revoke, unrevoke } from '../../host-demo/server/auth/revocations.ts';
import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';
import { defaultLimits } from '../../host-demo/server/conversations/api.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { agent, ask, backendOn, customer, followUntil, hasFinished, silent } from './harness.ts';

const limits = { revocationsMs: 50 };
const everywhere = (who: Identity) => ({ subject: who.subject, organizationId: null });

/** A person of two organisations, whose token was issued a minute ago. */
function member(who: Identity = customer()): Identity {
  const organizations = [...who.organizations, { id: `org-${randomUUID()}`, name: 'Second' }];
  return { ...who, organizations, issuedAt: Date.now() - 60_000 };
}

/** The same answers as for an id that does not exist, in the same words. */
async function seesNothing(backend: Backend, who: Identity, id: string, epoch: string): Promise<void> {
  const unknown = randomUUID();
  const request = { clientRequestId: randomUUID() };
  const message = { clientMessageId: randomUUID(), text: 'Still there?' };
  const answers = (conversationId: string) =>
    Promise.all([
      backend.conversation(who, conversationId, 10),
      backend.readEvents(who, conversationId, { epoch, seq: 0 }, 10),
      backend.pollEvents(who, { conversationId, after: { epoch, seq: 0 } }, 0, new AbortController().signal),
      backend.handoverDraft(who, conversationId),
      backend.setTyping(who, conversationId, true),
      backend.sendMessage(who, { conversationId, ...message }),
      backend.renameConversation(who, { conversationId, title: 'Mine', ...request }),
      backend.closeConversation(who, { conversationId, ...request }),
      backend.requestHuman(who, { conversationId, ...request }),
      backend.markRead(who, conversationId, 1),
    ]);
  const own = await answers(id);
  expect(own).toEqual(await answers(unknown));
  expect(own[0]).toBeNull();
  expect(own[5].error?.code).toBe('NOT_FOUND');
}

export function revocations(open: () => Database): void {
  it('F40 A-5: the documented limit leaves a second for the read within the five', () => {
    expect(defaultLimits.revocationsMs).toBeLessThanOrEqual(4_000);
  });

  it('F40 A-5: a revoked subject gets a null page on the open feed and long poll, and everywhere the answer of an unknown id', async () => {
    const backend = await backendOn(open(), { limits, responder: silent });
    const who = member();
    const { id, epoch } = await ask(backend, who);
    const head = (await backend.conversation(who, id, 1))?.head ?? { epoch, seq: 0 };
    const signal = new AbortController().signal;
    const feed = backend.followEvents(who, id, head, signal);
    await feed.next();
    const next = feed.next();
    const polled = backend.pollEvents(who, { conversationId: id, after: head }, 20_000, signal);
    await sleep(50);
    const at = performance.now();
    await revoke(open(), everywhere(who), Date.now());
    expect(await next).toEqual({ done: false, value: null });
    expect(await feed.next()).toMatchObject({ done: true });
    expect(await polled).toBeNull();
    expect(performance.now() - at).toBeLessThan(2_000);
    await seesNothing(backend, who, id, epoch);
    expect((await backend.viewer(who)).organizations).toEqual([]);
    expect(await backend.startConversation(who, { clientConversationId: randomUUID() })).toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect((await backend.conversations(who, null, 10, null)).nodes).toEqual([]);
    await backend.shutdown(0);
  });

  it('F40 A-5: a result is not repeated to a revoked subject, not even by its request id', async () => {
    const backend = await backendOn(open(), { limits, answers: false });
    const who = member();
    const { id } = await ask(backend, who);
    const input = { conversationId: id, title: 'Mine', clientRequestId: randomUUID() };
    expect((await backend.renameConversation(who, input)).conversation?.title).toBe('Mine');
    expect(await backend.renameConversation(who, input)).toMatchObject({ deduplicated: true });
    await revoke(open(), everywhere(who), Date.now());
    await expect.poll(async () => (await backend.renameConversation(who, input)).error?.code).toBe('NOT_FOUND');
    await backend.shutdown(0);
  });

  it('F40 A-5: with one organisation revoked the other stays, and the feed of changes says to take the list again', async () => {
    const backend = await backendOn(open(), { limits, answers: false });
    const who = member();
    const [kept, lost] = [who.organizations[0]?.id ?? '', who.organizations[1]?.id ?? ''];
    const staying = await ask(backend, who);
    const going = await backend.startConversation(who, { clientConversationId: randomUUID(), organizationId: lost });
    const goingId = going.conversation?.id ?? '';
    const { cursor } = await backend.readChanges(who, null);
    const waiting = backend.pollChanges(who, cursor, 20_000, new AbortController().signal);
    await revoke(open(), { subject: who.subject, organizationId: lost }, Date.now());
    const page = await waiting;
    expect(page).toMatchObject({ resync: true, changed: [], removed: [] });
    expect((await backend.conversations(who, null, 10, null)).nodes.map((node) => node.id)).toEqual([staying.id]);
    expect((await backend.viewer(who)).organizations.map((it) => it.id)).toEqual([kept]);
    await seesNothing(backend, who, goingId, going.head?.epoch ?? '');
    // What happens there later is not told, not even that something did.
    const other = { ...who, issuedAt: Date.now() + 1_000 };
    await backend.renameConversation(other, { conversationId: goingId, title: 'Renamed', clientRequestId: randomUUID() });
    expect(await backend.readChanges(who, page.cursor)).toMatchObject({ resync: false, changed: [], removed: [] });
    await backend.renameConversation(who, { conversationId: staying.id, title: 'Seen', clientRequestId: randomUUID() });
    expect(await backend.readChanges(who, page.cursor)).toMatchObject({ changed: [{ id: staying.id, title: 'Seen' }] });
    await backend.shutdown(0);
  });

  it('F40 A-5: a token issued after it opens again, other people are not touched, and it can be taken back', async () => {
    const backend = await backendOn(open(), { limits, responder: silent });
    const [who, other] = [member(), member()];
    const { id } = await ask(backend, who);
    const theirs = await ask(backend, other);
    const at = Date.now();
    await revoke(open(), everywhere(who), at);
    await expect.poll(() => backend.conversation(who, id, 1)).toBeNull();
    expect(await backend.conversation({ ...who, issuedAt: at }, id, 1)).not.toBeNull();
    expect(await backend.conversation({ ...who, issuedAt: at - 1 }, id, 1)).toBeNull();
    expect(await backend.conversation(other, theirs.id, 1)).not.toBeNull();
    // An earlier one does not weaken it.
    await revoke(open(), everywhere(who), at - 1_000);
    await revoke(open(), { subject: who.subject, organizationId: who.organizations[0]?.id ?? '' }, at);
    expect(await unrevoke(open(), everywhere(who))).toBe(2);
    await expect.poll(() => backend.conversation(who, id, 1)).not.toBeNull();
    expect(await unrevoke(open(), everywhere(who))).toBe(0);
    await backend.shutdown(0);
  });

  it('F40 A-5: staff who were revoked lose the queue, what they hold, and its notes; an answer being written goes on without its reader', async () => {
    const backend = await backendOn(open(), { limits });
    const staff = member(agent());
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    await backend.setPresence(staff, 'ONLINE');
    await followUntil(backend, who, id, epoch, hasFinished);
    await backend.requestHuman(who, { conversationId: id, clientRequestId: randomUUID() });
    expect((await backend.claimConversation(staff, { conversationId: id, clientRequestId: randomUUID() })).error).toBeNull();
    const notes = (await backend.conversation(staff, id, 1))?.notesId ?? '';
    expect(await backend.conversation(staff, notes, 1)).not.toBeNull();
    expect((await backend.savedAnswers(staff, '', 5)).length).toBeGreaterThan(0);
    await revoke(open(), everywhere(staff), Date.now());
    await expect.poll(() => backend.conversation(staff, id, 1)).toBeNull();
    expect(await backend.conversation(staff, notes, 1)).toBeNull();
    expect((await backend.escalations(staff, null, 10, null)).nodes).toEqual([]);
    expect(await backend.savedAnswers(staff, '', 5)).toEqual([]);
    await seesNothing(backend, staff, id, epoch);
    await backend.shutdown(0);
  });
}

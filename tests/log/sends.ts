import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Database } from '../../host-demo/server/db/database.ts';
import { ask, backendOn, customer, readAll } from './harness.ts';

export function sends(open: () => Database): void {
  it('C-2 F24: ten identical sends at once are one message and one run', async () => {
    const backend = await backendOn(open(), { answers: false });
    const who = customer();
    const { conversation } = await backend.startConversation(who, { clientConversationId: randomUUID() });
    const id = conversation?.id ?? '';
    const input = { conversationId: id, clientMessageId: randomUUID(), text: 'Once.' };
    const payloads = await Promise.all(Array.from({ length: 10 }, () => backend.sendMessage(who, input)));
    expect(new Set(payloads.map((payload) => payload.message?.id)).size).toBe(1);
    expect(new Set(payloads.map((payload) => payload.runId)).size).toBe(1);
    expect(payloads.filter((payload) => !payload.deduplicated)).toHaveLength(1);
    const events = await readAll(backend, who, id, conversation?.head.epoch ?? '');
    expect(events.filter((event) => event.__typename === 'MessageAdded')).toHaveLength(2);
    await backend.shutdown(0);
  });

  it('C-6 F24: ten identical starts at once are one conversation with one message', async () => {
    const backend = await backendOn(open(), { answers: false });
    const who = customer();
    const input = { clientConversationId: randomUUID(), firstMessage: { clientMessageId: randomUUID(), text: 'Hello' } };
    const payloads = await Promise.all(Array.from({ length: 10 }, () => backend.startConversation(who, input)));
    expect(payloads.map((payload) => payload.conversation?.id)).toEqual(Array.from({ length: 10 }, () => input.clientConversationId));
    expect(new Set(payloads.map((payload) => payload.runId)).size).toBe(1);
    expect(payloads.filter((payload) => !payload.deduplicated)).toHaveLength(1);
    expect((await backend.conversations(who, null, 20, null)).nodes).toHaveLength(1);
    const changed = await backend.startConversation(who, { ...input, firstMessage: { ...input.firstMessage, text: 'Other' } });
    expect(changed.error?.code).toBe('IDEMPOTENCY_CONFLICT');
    const foreign = await backend.startConversation(customer(), input);
    expect(foreign).toMatchObject({ conversation: null, error: { code: 'INVALID_INPUT' } });
    await backend.shutdown(0);
  });

  it('C-2 H35: an id used again with other text is a conflict; the same id of another customer is another message', async () => {
    const backend = await backendOn(open(), { answers: false });
    const [a, b] = [customer(), customer()];
    const [mine, theirs] = [await ask(backend, a), await ask(backend, b)];
    const clientMessageId = randomUUID();
    const first = await backend.sendMessage(a, { conversationId: mine.id, clientMessageId, text: 'one' });
    expect((await backend.sendMessage(a, { conversationId: mine.id, clientMessageId, text: 'two' })).error?.code).toBe(
      'IDEMPOTENCY_CONFLICT',
    );
    const other = await backend.sendMessage(b, { conversationId: theirs.id, clientMessageId, text: 'two' });
    expect(other.error).toBeNull();
    expect(other.message?.id).not.toBe(first.message?.id);
    await backend.shutdown(0);
  });

  it('C-3: a request id repeats its result, also at the same moment, and conflicts with other input', async () => {
    const backend = await backendOn(open(), { answers: false });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const input = { conversationId: id, clientRequestId: randomUUID(), title: 'Renamed' };
    const payloads = await Promise.all([1, 2, 3].map(() => backend.renameConversation(who, input)));
    expect(payloads.filter((payload) => payload.deduplicated)).toHaveLength(2);
    expect(new Set(payloads.map((payload) => JSON.stringify({ ...payload, deduplicated: null }))).size).toBe(1);
    const renamed = (await readAll(backend, who, id, epoch)).filter(
      (event) => event.__typename === 'ConversationChanged' && event.title === 'Renamed',
    );
    expect(renamed).toHaveLength(1);
    expect((await backend.renameConversation(who, { ...input, title: 'Other' })).error?.code).toBe('IDEMPOTENCY_CONFLICT');
    await backend.shutdown(0);
  });

  it('C-8 H34: 20 messages a minute over all conversations, also sent at once; a repeated one does not count', async () => {
    let now = Date.now();
    const backend = await backendOn(open(), { answers: false, clock: () => now });
    const who = customer();
    const both = [await ask(backend, who), await ask(backend, who)];
    const send = (index: number) =>
      backend.sendMessage(who, { conversationId: both[index % 2]?.id ?? '', clientMessageId: randomUUID(), text: `${index}` });
    const payloads = await Promise.all(Array.from({ length: 30 }, (_, index) => send(index)));
    expect(payloads.filter((payload) => payload.error === null)).toHaveLength(18);
    const refused = payloads.find((payload) => payload.error !== null);
    expect(refused?.error).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect(refused?.error?.retryAfterMs).toBeGreaterThan(50_000);
    now += 60_001;
    expect((await send(0)).error).toBeNull();
    const large = await backend.sendMessage(who, {
      conversationId: both[0]?.id ?? '',
      clientMessageId: randomUUID(),
      text: 'é'.repeat(4_097),
    });
    expect(large.error?.code).toBe('TOO_LARGE');
    await backend.shutdown(0);
  });
}

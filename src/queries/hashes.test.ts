import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { realTime } from '../../tests/support/real-time.ts';
import type { Transport } from '../protocol/transport.ts';
import type { ConversationEvent } from '../protocol/vocabulary.ts';
import type { ConversationView } from '../session/conversation.ts';
import type { Environment } from '../session/environment.ts';
import { LIMITS } from '../session/limits.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../transports/memory.ts';
import { type ChatRuntime, createChatRuntime, keys } from './chat-runtime.ts';
import { followConversation } from './conversation-feed.ts';

/** Milliseconds: no budget, machines are noisy. */
const PATIENCE = 15_000;

const ADA = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
const limits = { ...LIMITS, backoffFirstMs: 5, backoffMaxMs: 20, frameMs: 5 };
const running: ChatRuntime[] = [];

afterEach(() => {
  for (const runtime of running.splice(0)) runtime.dispose(true);
});

/** The memory carrier with every event on its way to the client changed, as a broken one in between would; snapshots stay true. */
function altered(transport: Transport, change: (event: ConversationEvent) => ConversationEvent): Transport {
  const events: Transport['events'] = async function* (id, after, signal) {
    for await (const page of transport.events(id, after, signal)) yield page && { ...page, events: page.events.map(change) };
  };
  return Object.create(transport, { events: { value: events } }) as Transport;
}

function setUp(change: (event: ConversationEvent) => ConversationEvent, environment: Partial<Environment> = {}) {
  const backend = new MemoryBackend();
  backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
  const runtime = createChatRuntime({
    transport: altered(createMemoryTransport(backend), change),
    environment: realTime(environment),
    limits,
    scope: 'test',
  });
  running.push(runtime);
  const stop = new AbortController();
  const view = (): ConversationView | null => runtime.queryClient.getQueryData<ConversationView>(keys.conversation('c1')) ?? null;
  const look = (): Promise<unknown> => followConversation(runtime, 'c1', stop.signal);
  return { backend, runtime, stop, view, look, answer: () => view()?.messages.at(-1), counters: () => runtime.recorder.figures().counters };
}

async function write(backend: MemoryBackend, pieces: readonly string[]): Promise<void> {
  const answer = backend.beginAnswer('c1');
  for (const piece of pieces) answer.write(piece);
  await answer.finish('COMPLETED');
}

const same = (event: ConversationEvent): ConversationEvent => event;

describe('K-4 the hash of each finished answer', () => {
  it('is compared with the text that stands, and counted once', async () => {
    const { backend, look, view, answer, counters, runtime } = setUp(same);
    void look();
    await vi.waitFor(() => expect(view()?.caughtUp).toBe(true), PATIENCE);
    await write(backend, ['Hel', 'lo ', 'Ada']);
    await vi.waitFor(() => expect(answer()).toMatchObject({ text: 'Hello Ada', hash: 'ok' }), PATIENCE);
    await write(backend, ['More']);
    await vi.waitFor(() => expect(counters().hashOk).toBe(2), PATIENCE);
    expect(counters()).toMatchObject({ hashOk: 2, hashMismatch: 0, hashSkipped: 0, snapshots: 1 });
    expect(runtime.recorder.figures().answers).toMatchObject([
      { hash: 'ok', length: 9 },
      { hash: 'ok', length: 4 },
    ]);
  });

  it('differs in one letter: a snapshot mends the text, and the mismatch is counted', async () => {
    const swapped = (event: ConversationEvent): ConversationEvent =>
      event.type === 'MessageDelta' ? { ...event, text: event.text.replace('l', 'x') } : event;
    const { backend, look, view, answer, counters, runtime } = setUp(swapped);
    void look();
    await vi.waitFor(() => expect(view()?.caughtUp).toBe(true), PATIENCE);
    await write(backend, ['Hello']);
    await vi.waitFor(() => expect(answer()?.text).toBe('Hello'), PATIENCE);
    expect(view()?.damaged).toBe(false);
    expect(counters()).toMatchObject({ hashOk: 0, hashMismatch: 1, snapshots: 2 });
    expect(runtime.recorder.figures().answers).toMatchObject([{ hash: 'mismatch' }]);
  });

  it('is not asked when the length differs already: the same snapshot, counted as a mismatch', async () => {
    const cut = (event: ConversationEvent): ConversationEvent =>
      event.type === 'MessageFinished' ? { ...event, length: event.length + 1 } : event;
    const asked: string[] = [];
    const { backend, look, view, counters } = setUp(cut, {
      sha256: async (text) => {
        asked.push(text);
        return createHash('sha256').update(text).digest('hex');
      },
    });
    void look();
    await vi.waitFor(() => expect(view()?.caughtUp).toBe(true), PATIENCE);
    await write(backend, ['Hello']);
    await vi.waitFor(() => expect(counters()).toMatchObject({ hashMismatch: 1, snapshots: 2 }), PATIENCE);
    expect(asked).toEqual([]);
  });

  it('of a server that is always wrong costs three snapshots in 30 s, not one after the other without end', async () => {
    const wrong = (event: ConversationEvent): ConversationEvent =>
      event.type === 'MessageFinished' ? { ...event, sha256: '0'.repeat(64) } : event;
    const { backend, look, view, counters } = setUp(wrong);
    void look();
    await vi.waitFor(() => expect(view()?.caughtUp).toBe(true), PATIENCE);
    for (let turn = 1; turn <= 5; turn += 1) {
      await write(backend, [`answer ${turn}`]);
      await vi.waitFor(() => expect(counters().hashMismatch).toBe(turn), PATIENCE);
    }
    expect(counters().snapshots).toBe(1 + 3);
  });

  it('F62 without crypto.subtle is skipped and counted, and nothing is read again', async () => {
    const { backend, look, view, answer, counters } = setUp(same, { sha256: null });
    void look();
    await vi.waitFor(() => expect(view()?.caughtUp).toBe(true), PATIENCE);
    await write(backend, ['Hello']);
    await vi.waitFor(() => expect(answer()).toMatchObject({ text: 'Hello', hash: 'skipped' }), PATIENCE);
    expect(counters()).toMatchObject({ hashOk: 0, hashMismatch: 0, hashSkipped: 1, snapshots: 1 });
  });

  it('that its reader did not wait for is compared when someone looks again', async () => {
    let slow = true;
    const { backend, runtime, look, view, stop, answer, counters } = setUp(same, {
      sha256: (text) => (slow ? new Promise<string>(() => {}) : Promise.resolve(createHash('sha256').update(text).digest('hex'))),
    });
    void look();
    await vi.waitFor(() => expect(view()?.caughtUp).toBe(true), PATIENCE);
    await write(backend, ['Hello']);
    await vi.waitFor(() => expect(answer()).toMatchObject({ state: 'COMPLETED', hash: 'pending' }), PATIENCE);
    stop.abort();
    slow = false;
    const again = new AbortController();
    void followConversation(runtime, 'c1', again.signal);
    await vi.waitFor(() => expect(answer()?.hash).toBe('ok'), PATIENCE);
    expect(counters().hashOk).toBe(1);
    again.abort();
  });
});

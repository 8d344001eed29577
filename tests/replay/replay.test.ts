/** Flight records of the real reading side, folded again: what a report from the field is worth. */
import { randomUUID } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChatRuntime, createChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import { followConversation } from '../../src/queries/conversation-feed.ts';
import type { ConversationView, MessageView } from '../../src/session/conversation.ts';
import { LIMITS } from '../../src/session/limits.ts';
import type { Recording } from '../../src/session/recorder-entries.ts';
import { replay } from '../../src/session/recorder-replay.ts';
import { createAccess } from '../../src/transports/access.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../../src/transports/memory.ts';
import { createRotatingFeeds } from '../../src/transports/rotation.ts';
import { openClient } from '../contract/real-client.ts';
import { openRealServer, type RealServer } from '../contract/real-server.ts';
import { NodeSocket } from '../support/node-socket.ts';
import { realTime } from '../support/real-time.ts';

/** Milliseconds: no budget, machines are noisy. */
const PATIENCE = 15_000;

const ADA = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
const limits = { ...LIMITS, backoffFirstMs: 5, backoffMaxMs: 20, frameMs: 5 };
const running: ChatRuntime[] = [];

afterEach(() => {
  for (const runtime of running.splice(0)) runtime.dispose(true);
});

const viewOf = (runtime: ChatRuntime, id: string): ConversationView | null =>
  runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id)) ?? null;

/** Everything a redacted record promises of a message. */
const shape = ({ id, author, state, attempt, text, createdSeq, runId, clientMessageId, rating, hash }: MessageView) => {
  return { id, role: author.role, state, attempt, length: text.length, createdSeq, runId, clientMessageId, rating, hash };
};

/** As a file that was sent in: nothing but JSON. */
const sent = (recording: Recording | null): Recording => JSON.parse(JSON.stringify(recording)) as Recording;

/** Two conversations' worth of trouble: answers with steps, cuts, repeats, holes, a lost worker, a rebuilt log, an escalation's end. */
async function live(backend: MemoryBackend): Promise<void> {
  backend.addMessage(backend.conversation('c1'), { author: ADA, text: 'where is order 1042?', clientMessageId: 'sent-1' });
  const first = backend.beginAnswer('c1');
  first.tool('Looking up order 1042', 'STARTED');
  first.write('It left on ');
  await rest(15);
  backend.dropFeeds();
  first.write('Monday; ');
  await rest(15);
  backend.faults.repeatPages = true;
  first.reset('WORKER_LOST');
  first.write('It left our warehouse on Monday.');
  await rest(15);
  await first.finish('COMPLETED', { suggestions: ['And order 1043?'] });
  backend.faults.repeatPages = false;
  backend.faults.skipNextEvent = true;
  backend.append(backend.conversation('c1'), { type: 'MessageRated', messageId: first.messageId, rating: 'UP' });
  await rest(25);
  backend.addMessage(backend.conversation('c1'), { author: ADA, text: 'thanks 🙂' });
  backend.changeEpoch('c1');
  await rest(25);
  const second = backend.beginAnswer('c1');
  for (let piece = 0; piece < 40; piece += 1) second.write(`piece ${piece} `);
  await second.finish('STOPPED');
}

async function record(mode: 'redacted' | 'with-text'): Promise<{ view: ConversationView; recording: Recording }> {
  const backend = new MemoryBackend();
  backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
  const runtime = createChatRuntime({ transport: createMemoryTransport(backend), environment: realTime(), limits, scope: 'test' });
  running.push(runtime);
  runtime.recorder.start(mode);
  const stop = new AbortController();
  const following = followConversation(runtime, 'c1', stop.signal);
  await vi.waitFor(() => expect(viewOf(runtime, 'c1')?.caughtUp).toBe(true), PATIENCE);
  await live(backend);
  await vi.waitFor(() => {
    const view = viewOf(runtime, 'c1');
    expect(view?.messages.at(-1)).toMatchObject({ state: 'STOPPED', hash: 'ok' });
    expect(view?.messages.length).toBe(backend.conversation('c1').messages.length);
  }, PATIENCE);
  stop.abort();
  await following;
  const view = viewOf(runtime, 'c1');
  if (!view) throw new Error('The conversation was not read.');
  return { view, recording: sent(runtime.recorder.export()) };
}

describe('N-3 a recording is folded into the conversation it was made of', () => {
  it('with text: the same messages to the last letter, the same lines between them, the same hashes', async () => {
    const { view, recording } = await record('with-text');
    const again = replay(recording).get('c1');
    expect(again?.whole).toBe(true);
    expect(again?.view.messages).toEqual(view.messages);
    expect(again?.view.transitions).toEqual(view.transitions);
    expect(again?.view.cursor).toEqual(view.cursor);
    expect(again?.view.damaged).toBe(false);
    const kinds = new Set(recording.entries.map(({ type }) => type));
    expect([...kinds]).toEqual(expect.arrayContaining(['snapshot', 'events', 'lost', 'resume', 'duplicates', 'gap', 'hash']));
  });

  it('without text: the same ids, order, states, attempts and lengths, and not a word', async () => {
    const { view, recording } = await record('redacted');
    const again = replay(recording).get('c1');
    expect(again?.whole).toBe(true);
    expect(again?.view.messages.map(shape)).toEqual(view.messages.map(shape));
    expect(again?.view.transitions.map(({ seq, type }) => [seq, type])).toEqual(view.transitions.map(({ seq, type }) => [seq, type]));
    const text = JSON.stringify(recording);
    for (const word of ['hello', 'Monday', 'thanks', 'piece', 'order', 'warehouse', ADA.name]) expect(text).not.toContain(word);
    expect(again?.view.messages.every((message) => /^·*$/u.test(message.text))).toBe(true);
  });

  it('says when entries are missing, and ends where the first one is', async () => {
    const { recording } = await record('redacted');
    const at = recording.entries.findIndex(({ type }) => type === 'events');
    const entries = recording.entries.filter((entry, index) => index !== at && (entry.type !== 'snapshot' || index < at));
    expect(replay({ ...recording, entries }).get('c1')?.whole).toBe(false);
    expect(replay({ ...recording, entries: recording.entries.filter(({ type }) => type !== 'snapshot') }).size).toBe(0);
  });
});

describe('against the reference server', () => {
  let real: RealServer;
  beforeAll(async () => {
    real = await openRealServer();
  });
  afterAll(() => real.close());

  it('F01 N-3 sockets cut in mid-answer leave a record that folds into what was shown, with its resumes and their cursors', async () => {
    const runtime = openClient(real);
    running.push(runtime);
    runtime.recorder.start('with-text');
    const started = await runtime.transport.send({
      type: 'start',
      clientConversationId: randomUUID(),
      firstMessage: { clientMessageId: randomUUID(), text: 'slow' },
    });
    const id = started.snapshot?.id ?? '';
    const stop = new AbortController();
    const following = followConversation(runtime, id, stop.signal);
    const figures = () => runtime.recorder.figures();
    await vi.waitFor(() => expect(figures()).toMatchObject({ state: 'live', transport: 'websocket' }), PATIENCE);
    await vi.waitFor(() => expect(figures().answers[0]?.length).toBeGreaterThan(20), PATIENCE);
    for (const socket of NodeSocket.open) socket.terminate();
    await vi.waitFor(() => expect(figures().counters.resumes).toBe(1), PATIENCE);
    await runtime.transport.send({ type: 'stop', runId: started.runId ?? '', clientRequestId: randomUUID() });
    await vi.waitFor(() => expect(viewOf(runtime, id)?.messages.at(-1)?.hash).toBe('ok'), PATIENCE);
    stop.abort();
    await following;
    const recording = sent(runtime.recorder.export());
    expect(replay(recording).get(id)?.view.messages).toEqual(viewOf(runtime, id)?.messages);
    const resume = recording.entries.find((entry) => entry.type === 'resume');
    expect(resume).toMatchObject({ feed: id, after: expect.any(Number) });
    expect(recording.counters).toMatchObject({ resumes: 1, holes: 0, hashOk: 1, hashMismatch: 0 });
  });

  it('K-14 F38 N-1 a rotation is told: moved with a next token, kept without one', async () => {
    for (const outcome of ['moved', 'kept'] as const) {
      const first = real.access('ada', { lifeSeconds: 4 });
      const token = await first.token();
      const access = outcome === 'moved' ? first : createAccess(() => token, { timeoutMs: 1_000 });
      const told: string[] = [];
      const feeds = createRotatingFeeds({
        url: real.socketUrl,
        access,
        limits: { ...LIMITS, socketLingerMs: 100 },
        onRotation: (what) => told.push(what),
        webSocketImpl: NodeSocket,
      });
      const stop = new AbortController();
      const reading = (async () => {
        for await (const _ of feeds.changes(null, stop.signal));
      })().catch(() => undefined);
      await vi.waitFor(() => expect(told[0]).toBe(outcome), { timeout: 15_000 });
      stop.abort();
      await reading;
      feeds.close();
    }
  });
});

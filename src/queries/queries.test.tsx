// @vitest-environment jsdom
import { act, cleanup, render, renderHook, waitFor } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeEnvironment, memoryStorage } from '../../tests/support/fake-environment.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { Environment } from '../session/environment.ts';
import { LIMITS } from '../session/limits.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend, type MemoryBackendOptions } from '../transports/memory.ts';
import { ChatProvider } from './chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from './chat-runtime.ts';
import { useCommands, useOutbox } from './commands.ts';
import { useConversation, useMessage } from './conversation.ts';
import { useConversations } from './conversations.ts';
import { useHandoverDraft, useViewer } from './viewer.ts';

const ADA = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
const limits = { ...LIMITS, backoffFirstMs: 5, backoffMaxMs: 20, frameMs: 10 };
const running: ChatRuntime[] = [];

afterEach(() => {
  cleanup();
  for (const runtime of running.splice(0)) runtime.dispose(true);
});

/** Real time, fake ids and storage: what is under test here are hooks and cache, not waits. */
function environment(): Environment {
  return {
    ...fakeEnvironment({ storage: memoryStorage() }),
    now: () => Date.now(),
    hidden: () => false,
    online: () => true,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    frame(callback) {
      const timer = setTimeout(callback, 4);
      return () => clearTimeout(timer);
    },
  };
}

function setUp(options: MemoryBackendOptions = {}) {
  const backend = new MemoryBackend(options);
  const runtime = createChatRuntime({ transport: createMemoryTransport(backend), environment: environment(), limits, scope: 'test' });
  running.push(runtime);
  const wrapper = ({ children }: { children: ReactNode }): ReactNode => <ChatProvider runtime={runtime}>{children}</ChatProvider>;
  return { backend, runtime, wrapper };
}

const quiet = (ms = 30): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)));

describe('useConversation', () => {
  it('K-10 shows the snapshot, then what the log adds; two components share one feed', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
    const one = renderHook(() => useConversation('c1'), { wrapper });
    const two = renderHook(() => useConversation('c1'), { wrapper });
    await waitFor(() => expect(one.result.current.status).toBe('ready'));
    await waitFor(() => expect(one.result.current.link).toEqual({ status: 'live', carrier: 'memory' }));
    expect(backend.openFeeds).toBe(1);
    act(() => void backend.addMessage(backend.conversation('c1'), { author: ADA, text: 'more' }));
    await waitFor(() => expect(two.result.current.conversation?.messages.map(({ text }) => text)).toEqual(['hello', 'more']));
    one.unmount();
    expect(backend.openFeeds).toBe(1);
    two.unmount();
    await waitFor(() => expect(backend.openFeeds).toBe(0));
  });

  it('K-11 the list is drawn for the beginning and the end of an answer, its row for every frame', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
    const answer = backend.beginAnswer('c1');
    let drawn = 0;
    const list = renderHook(
      () => {
        drawn += 1;
        return useConversation('c1');
      },
      { wrapper },
    );
    await waitFor(() => expect(list.result.current.conversation?.messages).toHaveLength(2));
    let rows = 0;
    const row = renderHook(
      () => {
        rows += 1;
        return useMessage('c1', answer.messageId);
      },
      { wrapper },
    );
    act(() => answer.write('first '));
    await waitFor(() => expect(row.result.current?.text).toBe('first '));
    const [before, rowsBefore] = [drawn, rows];
    for (let piece = 0; piece < 20; piece += 1) {
      act(() => answer.write('token '));
      await quiet(6);
    }
    await waitFor(() => expect(row.result.current?.text).toBe(`first ${'token '.repeat(20)}`));
    expect(drawn).toBe(before);
    expect(rows - rowsBefore).toBeGreaterThan(3);
    await act(() => answer.finish('COMPLETED'));
    await waitFor(() =>
      expect(list.result.current.conversation?.messages[1]).toMatchObject({
        state: 'COMPLETED',
        hash: 'ok',
        text: `first ${'token '.repeat(20)}`,
      }),
    );
  });

  it('F50 StrictMode and a remount keep the text and end with one feed', async () => {
    const { backend, wrapper: Wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
    const Probe = (): ReactNode => (
      <p>
        {useConversation('c1')
          .conversation?.messages.map(({ text }) => text)
          .join('|')}
      </p>
    );
    const first = render(
      <StrictMode>
        <Wrapper>
          <Probe />
        </Wrapper>
      </StrictMode>,
    );
    await waitFor(() => expect(first.container.textContent).toBe('hello'));
    expect(backend.openFeeds).toBe(1);
    first.unmount();
    backend.addMessage(backend.conversation('c1'), { author: ADA, text: 'while away' });
    const second = render(
      <StrictMode>
        <Wrapper>
          <Probe />
        </Wrapper>
      </StrictMode>,
    );
    expect(second.container.textContent).toBe('hello');
    await waitFor(() => expect(second.container.textContent).toBe('hello|while away'));
    await waitFor(() => expect(backend.openFeeds).toBe(1));
  });

  it('F01 F17 F20 survives a cut, repeated pages and a hole without loss or doubling', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA });
    backend.faults.repeatPages = true;
    const { result } = renderHook(() => useConversation('c1'), { wrapper });
    await waitFor(() => expect(result.current.link.status).toBe('live'));
    const say = (text: string): void => act(() => void backend.addMessage(backend.conversation('c1'), { author: ADA, text }));
    say('1');
    await quiet();
    act(() => backend.dropFeeds());
    backend.faults.skipNextEvent = true;
    say('2');
    say('3');
    await waitFor(() => expect(result.current.conversation?.messages.map(({ text }) => text)).toEqual(['1', '2', '3']));
    await waitFor(() => expect(result.current.link.status).toBe('live'));
  });

  it('F36 takes a new snapshot when the log was replaced', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'kept' }] });
    const { result } = renderHook(() => useConversation('c1'), { wrapper });
    await waitFor(() => expect(result.current.link.status).toBe('live'));
    act(() => backend.changeEpoch('c1'));
    await waitFor(() => expect(result.current.conversation?.cursor.epoch).toBe(backend.conversation('c1').epoch));
  });

  it('F36 K-19 a new snapshot takes nothing away that was loaded', async () => {
    const { backend, wrapper } = setUp();
    const texts = Array.from({ length: 620 }, (_, index) => String(index));
    backend.create({ id: 'c1', customer: ADA, messages: texts.map((text) => ({ author: ADA, text })) });
    const { result } = renderHook(() => useConversation('c1'), { wrapper });
    const shown = () => result.current.conversation?.messages.map(({ text }) => text);
    await waitFor(() => expect(result.current.link.status).toBe('live'));
    for (let pages = 0; pages < 9; pages += 1) await act(() => result.current.loadEarlier());
    await waitFor(() => expect(shown()).toEqual(texts.slice(-500)));
    const lengths = new Set<number>();
    act(() => backend.changeEpoch('c1'));
    await waitFor(() => {
      lengths.add(shown()?.length ?? 0);
      expect(result.current.conversation?.cursor.epoch).toBe(backend.conversation('c1').epoch);
    });
    expect(shown()).toEqual(texts.slice(-500));
    expect([...lengths]).toEqual([500]);
    expect(result.current.conversation?.hasEarlier).toBe(true);
  });

  it("K-4 R-6 takes a snapshot when a text does not join, and none for the run of a person's retry, which the log tells", async () => {
    const { backend, runtime, wrapper } = setUp({ answer: () => [{ say: 'second try' }, { end: 'COMPLETED' }] });
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
    const answer = backend.beginAnswer('c1');
    const { result } = renderHook(() => ({ view: useConversation('c1'), commands: useCommands() }), { wrapper });
    await waitFor(() => expect(result.current.view.link.status).toBe('live'));
    act(() => {
      answer.write('abc');
      backend.append(backend.conversation('c1'), {
        type: 'MessageDelta',
        messageId: answer.messageId,
        attempt: 1,
        offset: 99,
        text: 'def',
      });
    });
    await waitFor(() => expect(result.current.view.conversation?.messages[1]).toMatchObject({ text: 'abcdef' }));
    await act(() => answer.finish('FAILED'));
    await waitFor(() => expect(result.current.view.conversation?.messages[1]?.state).toBe('FAILED'));
    let taken = 0;
    const { snapshot } = runtime.transport;
    Object.assign(runtime.transport, {
      snapshot: (...request: Parameters<typeof snapshot>) => {
        taken += 1;
        return snapshot(...request);
      },
    });
    const outcome = await act(() => result.current.commands.retryRun(answer.runId));
    await waitFor(() =>
      expect(result.current.view.conversation?.messages[1]).toMatchObject({
        text: 'second try',
        state: 'COMPLETED',
        runId: outcome.runId,
        attempt: 2,
        hash: 'ok',
      }),
    );
    expect(taken).toBe(0);
  });

  it('speaks of no line while nothing is open, then of the one that is, then of none again', async () => {
    const { backend, runtime, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
    const chat = renderHook(({ id }: { id: string | null }) => useConversation(id).link, {
      wrapper,
      initialProps: { id: null as string | null },
    });
    await quiet();
    expect(chat.result.current).toEqual({ status: 'idle' });
    const list = renderHook(() => useConversations(), { wrapper });
    await waitFor(() => expect(chat.result.current.status).toBe('live'));
    list.unmount();
    await waitFor(() => expect(chat.result.current).toEqual({ status: 'idle' }));
    chat.rerender({ id: 'c1' });
    await waitFor(() => expect(chat.result.current.status).toBe('live'));
    chat.unmount();
    expect(runtime.lines.get('conversation c1')).toEqual({ status: 'idle' });
  });

  it('F40 purges a conversation that was withdrawn, and answers as for an unknown id', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'secret' }] });
    const { result } = renderHook(() => useConversation('c1'), { wrapper });
    await waitFor(() => expect(result.current.link.status).toBe('live'));
    act(() => backend.withdraw('c1'));
    await waitFor(() => expect(result.current).toMatchObject({ status: 'not-found', conversation: null, error: null }));
    const unknown = renderHook(() => useConversation('nobody'), { wrapper });
    await waitFor(() => expect(unknown.result.current).toMatchObject({ status: 'not-found', conversation: null, error: null }));
  });

  it('K-13 a refusal ends the reading: it is told as a fault, and no line is said to be coming back', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
    const { result } = renderHook(() => useConversation('c1'), { wrapper });
    await waitFor(() => expect(result.current.link.status).toBe('live'));
    backend.faults.down = new ChatError('refused', 'Not for you.', { code: 'FORBIDDEN' });
    act(() => backend.dropFeeds());
    await waitFor(() => expect(result.current.error).toMatchObject({ kind: 'refused' }));
    expect(result.current).toMatchObject({ status: 'ready', link: { status: 'idle' } });
  });

  it('F39 says signed out with what it has, and goes on when asked to', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'hello' }] });
    const { result } = renderHook(() => useConversation('c1'), { wrapper });
    await waitFor(() => expect(result.current.link.status).toBe('live'));
    backend.faults.down = new ChatError('signed-out', 'no token');
    act(() => backend.dropFeeds());
    await waitFor(() => expect(result.current.link.status).toBe('signed-out'));
    expect(result.current).toMatchObject({ status: 'ready', error: { kind: 'signed-out' } });
    backend.faults.down = null;
    act(() => result.current.retry());
    await waitFor(() => expect(result.current.link.status).toBe('live'));
  });

  it('loads earlier messages in front of what is there, and follows a change of id', async () => {
    const { backend, wrapper } = setUp();
    backend.create({
      id: 'long',
      customer: ADA,
      messages: Array.from({ length: 120 }, (_, index) => ({ author: ADA, text: String(index) })),
    });
    backend.create({ id: 'other', customer: ADA, messages: [{ author: ADA, text: 'other' }] });
    const { result, rerender } = renderHook(({ id }: { id: string | null }) => useConversation(id), {
      wrapper,
      initialProps: { id: 'long' as string | null },
    });
    await waitFor(() => expect(result.current.conversation?.messages).toHaveLength(50));
    await act(() => result.current.loadEarlier());
    await act(() => result.current.loadEarlier());
    await waitFor(() =>
      expect(result.current.conversation?.messages.map(({ text }) => text)).toEqual(
        Array.from({ length: 120 }, (_, index) => String(index)),
      ),
    );
    expect(result.current.conversation?.hasEarlier).toBe(false);
    rerender({ id: 'other' });
    await waitFor(() => expect(result.current.conversation?.messages[0]?.text).toBe('other'));
    rerender({ id: 'long' });
    backend.addMessage(backend.conversation('long'), { author: ADA, text: 'new' });
    await waitFor(() => expect(result.current.conversation?.messages.at(-1)?.text).toBe('new'));
    rerender({ id: null });
    expect(result.current).toMatchObject({ status: 'none', conversation: null });
  });
});

describe('commands', () => {
  it('K-6 a first message shows at once, starts the conversation once, and ends up as its first row', async () => {
    const { backend, wrapper } = setUp({ answer: (text) => [{ say: `echo ${text}` }, { end: 'COMPLETED' }] });
    backend.faults.latencyMs = 20;
    backend.faults.loseNextAnswer = true;
    const { result } = renderHook(() => ({ send: useCommands().send }), { wrapper });
    const sent = result.current.send(null, 'hello');
    const box = renderHook(() => useOutbox(sent.conversationKey), { wrapper });
    expect(box.result.current).toMatchObject([{ text: 'hello', state: 'sending', id: sent.clientMessageId }]);
    expect(await sent.conversationId).toBe(sent.conversationKey);
    const conversation = renderHook(() => useConversation(sent.conversationKey), { wrapper });
    await waitFor(() =>
      expect(conversation.result.current.conversation?.messages.map(({ text }) => text)).toEqual(['hello', 'echo hello']),
    );
    expect(box.result.current).toEqual([]);
    expect(backend.commands.filter(({ type }) => type === 'start')).toHaveLength(2);
    expect(backend.conversations.size).toBe(1);
  });

  it('F12 keeps what could not be sent, in order, and sends it once the line is back', async () => {
    const { backend, wrapper } = setUp({ answer: () => null });
    backend.create({ id: 'c1', customer: ADA });
    const { result } = renderHook(() => ({ commands: useCommands(), outbox: useOutbox('c1'), conversation: useConversation('c1') }), {
      wrapper,
    });
    await waitFor(() => expect(result.current.conversation.status).toBe('ready'));
    backend.faults.down = new ChatError('network', 'no network');
    act(() => void result.current.commands.send('c1', 'one'));
    act(() => void result.current.commands.send('c1', 'two'));
    await quiet();
    expect(result.current.outbox.map(({ text }) => text)).toEqual(['one', 'two']);
    backend.faults.down = null;
    await waitFor(() => expect(result.current.conversation.conversation?.messages.map(({ text }) => text)).toEqual(['one', 'two']));
    await waitFor(() => expect(result.current.outbox).toEqual([]));
  });

  it('keeps a refused message with its reason until it is edited', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA });
    backend.faults.refuseNext = { code: 'TOO_LARGE', message: 'too long', retryable: false, retryAfterMs: null };
    const { result } = renderHook(() => ({ commands: useCommands(), outbox: useOutbox('c1') }), { wrapper });
    act(() => void result.current.commands.send('c1', 'long text'));
    await waitFor(() => expect(result.current.outbox).toMatchObject([{ state: 'refused', error: { code: 'TOO_LARGE' } }]));
    let text = '';
    act(() => {
      text = result.current.commands.editUnsent(result.current.outbox[0]?.id ?? '');
    });
    expect(text).toBe('long text');
    expect(result.current.outbox).toEqual([]);
  });

  it('stops an answer, repeats a lost request with its own id, and thins reading and typing out', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA });
    const answer = backend.beginAnswer('c1');
    const { result } = renderHook(() => useCommands(), { wrapper });
    backend.faults.loseNextAnswer = true;
    await expect(result.current.stop(answer.runId)).resolves.toMatchObject({ error: null });
    const ids = backend.commands.map((command) => ('clientRequestId' in command ? command.clientRequestId : null));
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    for (const seq of [1, 2, 2, 1]) result.current.markRead('c1', seq);
    for (const typing of [true, true, false, false]) result.current.typing('c1', typing);
    await quiet();
    expect(backend.commands.slice(2).map(({ type }) => type)).toEqual(['markRead', 'markRead', 'typing', 'typing']);
  });
});

describe('lists and viewer', () => {
  it('K-12 the list is live: new, changed, unread and withdrawn conversations', async () => {
    const { backend, wrapper } = setUp();
    for (let index = 0; index < 25; index += 1)
      backend.create({ id: `c${index}`, customer: ADA, createdAt: `2026-01-${String(index + 1).padStart(2, '0')}T00:00:00Z` });
    const { result } = renderHook(() => useConversations({ states: ['OPEN'] }), { wrapper });
    await waitFor(() => expect(result.current.conversations).toHaveLength(20));
    await quiet();
    act(() => result.current.loadMore());
    await waitFor(() => expect(result.current).toMatchObject({ hasMore: false, loadingMore: false }));
    expect(result.current.conversations).toHaveLength(25);
    act(
      () =>
        void backend.create({
          id: 'new',
          customer: ADA,
          messages: [{ author: { id: 's', role: 'AGENT', name: 'Mara', avatarUrl: null }, text: 'hi' }],
        }),
    );
    await waitFor(() => expect(result.current.conversations[0]?.id).toBe('new'));
    expect(result.current.totalUnread).toBe(1);
    act(() => backend.withdraw('new'));
    await waitFor(() => expect(result.current.conversations[0]?.id).not.toBe('new'));
  });

  it('tells who is looking, what the host got wrong, and what a request for a person would say', async () => {
    const { backend, wrapper } = setUp();
    backend.create({ id: 'c1', customer: ADA, messages: [{ author: ADA, text: 'Where is 1042?' }] });
    const { result } = renderHook(() => ({ me: useViewer(), wrong: useViewer({ userId: 'ben' }), draft: useHandoverDraft('c1', true) }), {
      wrapper,
    });
    await waitFor(() => expect(result.current.me.viewer?.id).toBe(DEMO_VIEWER.id));
    await waitFor(() => expect(result.current.wrong.error).toMatchObject({ kind: 'refused' }));
    await waitFor(() => expect(result.current.draft).toMatchObject({ status: 'ready', draft: { summary: 'Where is 1042?' } }));
  });
});

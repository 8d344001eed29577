// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeEnvironment, memoryStorage } from '../../tests/support/fake-environment.ts';
import { LIMITS } from '../session/limits.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../transports/memory.ts';
import { ChatProvider } from './chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from './chat-runtime.ts';
import { useCommands, useOutbox } from './commands.ts';
import { useConversation } from './conversation.ts';

const ADA = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
let runtime: ChatRuntime | null = null;

afterEach(() => {
  cleanup();
  runtime?.dispose(true);
});

/** A backend whose answers take a while, and the chat's hooks on it. */
function open(answerMs: number) {
  const backend = new MemoryBackend({
    answer: (text) => [{ say: `About ${text}: ` }, { wait: answerMs }, { say: 'done.' }, { end: 'COMPLETED' }],
  });
  backend.create({ id: 'c1', customer: ADA });
  const environment = {
    ...fakeEnvironment({ storage: memoryStorage() }),
    now: () => Date.now(),
    after(ms: number, callback: () => void) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    frame(callback: () => void) {
      const timer = setTimeout(callback, 4);
      return () => clearTimeout(timer);
    },
  };
  const made = createChatRuntime({ transport: createMemoryTransport(backend), environment, limits: LIMITS, scope: 'waiting' });
  runtime = made;
  const wrapper = ({ children }: { children: ReactNode }): ReactNode => <ChatProvider runtime={made}>{children}</ChatProvider>;
  const hooks = renderHook(() => ({ commands: useCommands(), outbox: useOutbox('c1'), found: useConversation('c1') }), { wrapper });
  return { backend, hooks };
}

describe('messages that are sent while an answer is being written (K-15)', () => {
  it('wait, can be taken back, and are answered one after the other', async () => {
    const { backend, hooks } = open(80);
    const { result } = hooks;
    await waitFor(() => expect(result.current.found.status).toBe('ready'));
    act(() => void result.current.commands.send('c1', 'one'));
    await waitFor(() => expect(result.current.found.conversation?.messages).toHaveLength(2));
    for (const text of ['two', 'wrong', 'three']) act(() => void result.current.commands.send('c1', text));
    await waitFor(() =>
      expect(result.current.outbox.map(({ text, state }) => [text, state])).toEqual([
        ['two', 'queued'],
        ['wrong', 'queued'],
        ['three', 'queued'],
      ]),
    );
    const wrong = result.current.outbox[1]?.id ?? '';
    let text = '';
    act(() => {
      text = result.current.commands.editUnsent(wrong);
    });
    expect(text).toBe('wrong');
    await waitFor(() =>
      expect(result.current.found.conversation?.messages.map((message) => message.text)).toEqual([
        'one',
        'About one: done.',
        'two',
        'About two: done.',
        'three',
        'About three: done.',
      ]),
    );
    expect(result.current.outbox).toEqual([]);
    expect(backend.commands.filter((command) => command.type === 'send')).toHaveLength(3);
  });
  it('go at once when the conversation is not looked at any more', async () => {
    const { backend, hooks } = open(60_000);
    const { result } = hooks;
    await waitFor(() => expect(result.current.found.status).toBe('ready'));
    act(() => void result.current.commands.send('c1', 'one'));
    await waitFor(() => expect(result.current.found.conversation?.messages).toHaveLength(2));
    act(() => void result.current.commands.send('c1', 'two'));
    expect(backend.commands.filter((command) => command.type === 'send')).toHaveLength(1);
    hooks.unmount();
    await waitFor(() => expect(backend.commands.filter((command) => command.type === 'send')).toHaveLength(2));
  });
  it('attempts are asked for once, and only by whoever may see the answer', async () => {
    const { backend, hooks } = open(0);
    const { commands } = hooks.result.current;
    const answer = backend.beginAnswer('c1');
    answer.write('First');
    await answer.finish('STOPPED');
    await commands.retryRun(answer.runId);
    await waitFor(() => expect(backend.conversation('c1').messages[0]).toMatchObject({ attempt: 2, state: 'COMPLETED' }));
    const expected = [{ attempt: 1, text: 'First', state: 'STOPPED', sources: [] }];
    expect(await commands.attempts(answer.messageId, 2)).toEqual(expected);
    backend.attempts.clear();
    expect(await commands.attempts(answer.messageId, 2)).toEqual(expected);
    expect(await commands.attempts('unknown', 2)).toEqual([]);
  });
});

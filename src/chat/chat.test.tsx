// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../protocol/chat-error.ts';
import { ChatProvider } from '../queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../queries/chat-runtime.ts';
import { browserEnvironment } from '../runtime-environment.ts';
import { LIMITS } from '../session/limits.ts';
import { stubLayout } from '../transcript/layout.testing.ts';
import { createMemoryTransport, DEMO_VIEWER, escalate, MemoryBackend, type MemoryBackendOptions } from '../transports/memory.ts';
import { ScopedRoot } from '../ui/index.ts';
import { Chat, type ChatProps } from './chat.tsx';
import { phaseOf } from './link-line.tsx';

const ada = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
const runtimes: ChatRuntime[] = [];

function open(props: Partial<ChatProps> = {}, options: MemoryBackendOptions = {}, seed?: (backend: MemoryBackend) => void) {
  const backend = new MemoryBackend(options);
  seed?.(backend);
  const limits = { ...LIMITS, backoffFirstMs: 5, backoffMaxMs: 20 };
  const runtime = createChatRuntime({
    transport: createMemoryTransport(backend),
    environment: {
      ...browserEnvironment(),
      frame: (callback) => {
        const timer = setTimeout(callback, 1);
        return () => clearTimeout(timer);
      },
    },
    limits,
    scope: `test-${runtimes.length}`,
  });
  runtimes.push(runtime);
  const shown = render(
    <ScopedRoot>
      <ChatProvider runtime={runtime}>
        <Chat {...props} />
      </ChatProvider>
    </ScopedRoot>,
  );
  return { backend, ...shown };
}
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Message' });
const log = (): string => screen.getByRole('log', { name: 'Conversation' }).textContent ?? '';
const seeded = (backend: MemoryBackend): void => {
  backend.create({
    id: 'c1',
    customer: ada,
    title: 'Order 1042',
    messages: [
      { author: ada, text: 'Where is it?' },
      { author: { id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null }, text: 'On its way.' },
    ],
  });
};

beforeEach(() => {
  localStorage.clear();
  stubLayout();
});
afterEach(() => {
  cleanup();
  for (const runtime of runtimes.splice(0)) runtime.dispose(true);
});

describe('asking', () => {
  it('shows the question at once, the answer, and tells the host the conversation', async () => {
    const onConversationChange = vi.fn();
    open({ onConversationChange });
    await screen.findByText('Hello, Ada');
    await userEvent.type(field(), 'Where is order 1042?{Enter}');
    expect(field().value).toBe('');
    await screen.findByText('Where is order 1042?');
    await waitFor(() => expect(log()).toContain('You asked: Where is order 1042?'));
    expect(onConversationChange).toHaveBeenCalledOnce();
    await waitFor(() => expect(document.querySelector('[aria-live=polite]')?.textContent).toContain('You asked: Where is order 1042?'));
  });
  it('sends a question card as it is written', async () => {
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Where is order 1042?' }));
    await waitFor(() => expect(log()).toContain('You asked: Where is order 1042?'));
  });
  it('breaks the line with Shift and Enter, and leaves Enter to an input method that composes', async () => {
    const { backend } = open();
    await userEvent.type(field(), 'one{Shift>}{Enter}{/Shift}two');
    expect(field().value).toBe('one\ntwo');
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 });
    expect(field().value).toBe('one\ntwo');
    expect(backend.commands).toHaveLength(0);
  });
  it('puts a second message into the conversation that the first is starting', async () => {
    const { backend } = open({}, {}, (made) => {
      made.faults.latencyMs = 30;
    });
    await userEvent.type(field(), 'first{Enter}');
    await userEvent.type(field(), 'second{Enter}');
    await waitFor(() =>
      expect([...backend.conversations.values()].flatMap((one) => one.messages.map((message) => message.text))).toEqual(
        expect.arrayContaining(['first', 'second']),
      ),
    );
    expect(backend.conversations.size).toBe(1);
  });
  it('turns send into stop while an answer comes, and stops it', async () => {
    const { backend } = open({}, { paceMs: 20, answer: () => [{ say: 'word '.repeat(200) }, { end: 'COMPLETED' }] });
    await userEvent.type(field(), 'Go{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Stop generating' }));
    await screen.findByRole('button', { name: 'Send message' });
    expect(backend.commands.map((command) => command.type)).toContain('stop');
  });
  it('H34 counts a text that is too long and does not send it', async () => {
    const { backend } = open();
    fireEvent.change(field(), { target: { value: 'x'.repeat(8_002) } });
    expect(screen.getByRole('alert').textContent).toBe('2 too many');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(backend.commands).toHaveLength(0);
    expect(field().value).toHaveLength(8_002);
  });
  it('keeps what was begun in each conversation', async () => {
    const { rerender, backend } = open({ conversationId: 'c1' }, {}, seeded);
    await waitFor(() => expect(log()).toContain('On its way.'));
    await userEvent.type(field(), 'half');
    const runtime = runtimes[0] as ChatRuntime;
    const again = (id: string | null): void =>
      rerender(
        <ScopedRoot>
          <ChatProvider runtime={runtime}>
            <Chat conversationId={id} />
          </ChatProvider>
        </ScopedRoot>,
      );
    again(null);
    expect(field().value).toBe('');
    again('c1');
    expect(field().value).toBe('half');
    expect(backend.conversations.size).toBe(1);
  });
  it('fills an empty field with the host’s suggestion, never one with text', async () => {
    const { rerender } = open({ suggestedMessage: 'Where is order 1?' });
    const runtime = runtimes[0] as ChatRuntime;
    const suggest = (text: string): void =>
      rerender(
        <ScopedRoot>
          <ChatProvider runtime={runtime}>
            <Chat suggestedMessage={text} />
          </ChatProvider>
        </ScopedRoot>,
      );
    expect(field().value).toBe('Where is order 1?');
    suggest('Where is order 2?');
    expect(field().value).toBe('Where is order 1?');
    await userEvent.clear(field());
    suggest('Where is order 3?');
    expect(field().value).toBe('Where is order 3?');
  });
});

describe('faults by name', () => {
  it('F40 not found: a new conversation is the way on', async () => {
    open({ initialConversationId: 'unknown' });
    expect((await screen.findByRole('alert')).textContent).toContain('not found');
    await userEvent.click(screen.getByRole('button', { name: 'New conversation' }));
    await screen.findByText('Hello, Ada');
  });
  it('signed out', async () => {
    open({}, {}, (backend) => {
      backend.faults.down = new ChatError('signed-out', 'Ended.');
    });
    expect((await screen.findByRole('alert')).textContent).toContain('session has ended');
  });
  it('a refused command says why and changes nothing', async () => {
    const { backend } = open({ conversationId: 'c1' }, {}, seeded);
    await waitFor(() => expect(log()).toContain('On its way.'));
    backend.faults.refuseNext = { code: 'FORBIDDEN', message: 'Not yours to close.', retryable: false, retryAfterMs: null };
    await userEvent.click(screen.getByRole('button', { name: 'Conversation menu' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Close conversation' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Not yours to close.');
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });
  it('closed: reopened in place, and rated', async () => {
    const { backend } = open({ conversationId: 'c1' }, {}, seeded);
    await waitFor(() => expect(log()).toContain('On its way.'));
    await userEvent.click(screen.getByRole('button', { name: 'Conversation menu' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Close conversation' }));
    await userEvent.click(await screen.findByRole('button', { name: '4 of 5' }));
    await screen.findByText(/You rated it 4 of 5/u);
    await userEvent.click(screen.getByRole('button', { name: 'Reopen' }));
    await waitFor(() => expect(field()).toBeTruthy());
    expect(backend.commands.map((command) => command.type)).toEqual(expect.arrayContaining(['close', 'rateConversation', 'reopen']));
  });
  it('C-9 closed for longer than it may be reopened: nothing offers what would be refused', async () => {
    open({ conversationId: 'c1' }, {}, (backend) => {
      seeded(backend);
      const actor = { id: 'maya', role: 'AGENT', name: 'Maya', avatarUrl: null } as const;
      const past = { title: null, reason: null, satisfaction: null, reopenableUntil: '2020-01-01T00:00:00.000Z', actor };
      backend.append(backend.conversation('c1'), { type: 'ConversationChanged', state: 'CLOSED', ...past });
    });
    await screen.findByText(/Maya closed this conversation/u);
    expect(screen.queryByRole('button', { name: 'Reopen' })).toBeNull();
    expect(screen.getByRole('button', { name: '4 of 5' })).toBeTruthy();
  });
});

describe('the state of the line', () => {
  it('is silent in an empty chat, which has no line of its own', async () => {
    open();
    await screen.findByText('Hello, Ada');
    cleanup();
    vi.useFakeTimers({ shouldAdvanceTime: true });
    open();
    await screen.findByText('Hello, Ada');
    act(() => void vi.advanceTimersByTime(15_000));
    expect(screen.getByRole('status', { name: 'Connection' }).textContent).toBe('');
    vi.useRealTimers();
  });
  it('speaks after two seconds, calmly, and offers to try after ten', () => {
    const phases = [0, 1_999, 2_000, 9_999, 10_000].map((elapsed) => phaseOf({ status: 'reconnecting', sinceMs: 0, attempt: 3 }, elapsed));
    expect(phases).toEqual([null, null, 'reconnecting', 'reconnecting', 'away']);
    expect(phaseOf({ status: 'offline' }, 30_000)).toBe('offline');
    expect(phaseOf({ status: 'live', carrier: 'long-poll' }, 30_000)).toBeNull();
  });
});

describe('a person', () => {
  it('is asked for with consent: what is sent is what was shown', async () => {
    const onEscalation = vi.fn();
    const { backend } = open({ conversationId: 'c1', onEscalation }, {}, seeded);
    await waitFor(() => expect(log()).toContain('On its way.'));
    await userEvent.click(screen.getByRole('button', { name: 'Talk to a person' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Ask for a person' }));
    await screen.findByRole('button', { name: 'Stop waiting' });
    expect(backend.commands.find((command) => command.type === 'requestHuman')).toMatchObject({ handover: { summary: 'Where is it?' } });
    expect(onEscalation).toHaveBeenCalledOnce();
    expect(onEscalation.mock.calls[0]?.[1]).toBe('c1');
  });
  it('that was asked for before the page opened is not told again', async () => {
    const onEscalation = vi.fn();
    open({ conversationId: 'c1', onEscalation }, {}, (backend) => {
      seeded(backend);
      escalate(backend, backend.conversation('c1'), ada, 'QUEUED', { reason: 'before' });
    });
    await screen.findByRole('button', { name: 'Stop waiting' });
    expect(onEscalation).not.toHaveBeenCalled();
  });
});

describe('reading', () => {
  it('tells the server once what was seen', async () => {
    const { backend } = open({ conversationId: 'c1' }, {}, seeded);
    await waitFor(() => expect(backend.commands.filter((command) => command.type === 'markRead')).toHaveLength(1));
  });
  it('axe finds nothing in the empty, the open and the closed conversation', async () => {
    const { container, backend } = open({ conversationId: 'c1' }, {}, seeded);
    const check = async (): Promise<void> => {
      const { violations } = await axe.run(container, { rules: { region: { enabled: false } } });
      expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    };
    await waitFor(() => expect(log()).toContain('On its way.'));
    await check();
    await userEvent.click(screen.getByRole('button', { name: 'Conversation menu' }));
    await check();
    await userEvent.click(screen.getByRole('menuitem', { name: 'Close conversation' }));
    await screen.findByRole('button', { name: 'Reopen' });
    await check();
    cleanup();
    expect(backend.openFeeds).toBeLessThanOrEqual(2);
    const empty = open();
    await screen.findByText('Hello, Ada');
    await act(async () => undefined);
    const { violations } = await axe.run(empty.container, { rules: { region: { enabled: false } } });
    expect(violations.map((one) => one.id)).toEqual([]);
  });
});

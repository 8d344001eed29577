// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubLayout } from '../transcript/layout.testing.ts';
import type { MemoryBackend } from '../transports/memory.ts';
import type { ChatHandle } from './handle.ts';
import { ADA, BOT, field, log, openChat, seeded } from './open-chat.test.kit.tsx';

beforeEach(() => {
  sessionStorage.clear();
  stubLayout();
  // jsdom has none; the list scrolls when history comes in above it.
  Element.prototype.scrollTo = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
const held = async (ref: { current: ChatHandle | null }): Promise<ChatHandle> => {
  await waitFor(() => expect(ref.current).not.toBeNull());
  return ref.current as ChatHandle;
};
const steps = (...texts: string[]) => [...texts.map((say) => ({ say })), { end: 'COMPLETED' as const }];

describe('the handle', () => {
  it('sends, and resolves with the conversation it started', async () => {
    const ref = createRef<ChatHandle>();
    const { backend } = openChat({ props: { ref } });
    const chat = await held(ref);
    let id = '';
    await act(async () => {
      id = await chat.sendMessage(' Where is order 1042? ');
    });
    expect([...backend.conversations.keys()]).toEqual([id]);
    await waitFor(() => expect(log()).toContain('You asked: Where is order 1042?'));
    expect(ref.current).toBe(chat);
    await expect(chat.sendMessage('  ')).rejects.toThrow('no text');
  });
  it('stops the answer and asks for it again; false when there is nothing to do', async () => {
    const ref = createRef<ChatHandle>();
    openChat({ props: { ref }, paceMs: 20, answer: () => steps('word '.repeat(200)) });
    const chat = await held(ref);
    expect(await chat.stop()).toBe(false);
    expect(await chat.retry()).toBe(false);
    expect(await chat.closeConversation()).toBe(false);
    await act(async () => void (await chat.sendMessage('Go')));
    await screen.findByRole('button', { name: 'Stop generating' });
    await act(async () => expect(await chat.stop()).toBe(true));
    await screen.findByText('You stopped this answer.');
    await act(async () => expect(await chat.retry()).toBe(true));
    await screen.findByRole('button', { name: 'Stop generating' });
  });
  it('sends again what was refused before anything else', async () => {
    const ref = createRef<ChatHandle>();
    const { backend } = openChat({ props: { ref, conversationId: 'c1' }, seed: seeded });
    const chat = await held(ref);
    await waitFor(() => expect(log()).toContain('On its way.'));
    backend.faults.refuseNext = { code: 'INVALID_INPUT', message: 'Not now.', retryable: false, retryAfterMs: null };
    await act(async () => void chat.sendMessage('Again').catch(() => undefined));
    await screen.findByText(/Your text is kept here/u);
    await act(async () => expect(await chat.retry()).toBe(true));
    await waitFor(() => expect(log()).toContain('You asked: Again'));
    expect(backend.commands.some((command) => command.type === 'retry')).toBe(false);
  });
  it('fills and focuses the composer, opens, begins anew and closes', async () => {
    const ref = createRef<ChatHandle>();
    const onConversationChange = vi.fn();
    openChat({ props: { ref, onConversationChange }, seed: seeded });
    const chat = await held(ref);
    act(() => chat.setComposerValue('Hello'));
    expect(field().value).toBe('Hello');
    act(() => chat.focusComposer());
    expect(document.activeElement).toBe(field());
    act(() => chat.openConversation('c1'));
    await waitFor(() => expect(log()).toContain('On its way.'));
    await act(async () => expect(await chat.closeConversation()).toBe(true));
    await screen.findByRole('button', { name: 'Reopen' });
    act(() => chat.newConversation());
    await screen.findByText('Hello, Ada');
    expect(onConversationChange.mock.calls.map(([id]) => id)).toEqual(['c1', null]);
  });
  it('exports the whole conversation, pages of history included', async () => {
    const ref = createRef<ChatHandle>();
    const messages = Array.from({ length: 70 }, (_, index) => ({ author: index % 2 === 0 ? ADA : BOT, text: `Text ${index}.` }));
    openChat({
      props: { ref, conversationId: 'c1' },
      seed: (backend) => void backend.create({ id: 'c1', customer: ADA, title: 'Long', messages }),
    });
    const chat = await held(ref);
    await waitFor(() => expect(log()).toContain('Text 69.'));
    let text = '';
    await act(async () => {
      text = await chat.exportTranscript();
    });
    expect(text.startsWith('# Long\n\n## Ada')).toBe(true);
    expect(messages.every((message) => new RegExp(`^(> )?${message.text.replace('.', '\\.')}$`, 'mu').test(text))).toBe(true);
  });
});

describe('events', () => {
  it('tell each thing once, and nothing of what was there before', async () => {
    const told: string[] = [];
    const props = {
      onMessageSend: ({ text }: { text: string }) => told.push(`send ${text}`),
      onResponseStart: ({ message }: { message: { state: string } }) => told.push(`start ${message.state}`),
      onResponseEnd: ({ message }: { message: { state: string; text: string } }) => told.push(`end ${message.state} ${message.text}`),
      onStatusChange: (status: string) => told.push(status),
    };
    openChat({ props: { ...props, conversationId: 'c1' }, seed: seeded, paceMs: 10, answer: () => steps('Soon', '.') });
    await waitFor(() => expect(told.at(-1)).toBe('ready'));
    expect(told).toEqual(['loading', 'ready']);
    await userEvent.type(field(), 'When?{Enter}');
    await waitFor(() => expect(told.at(-1)).toBe('ready'));
    await waitFor(() => expect(told).toContain('end COMPLETED Soon.'));
    expect(told.slice(2).filter((line) => line.startsWith('send') || line.startsWith('start') || line.startsWith('end'))).toEqual([
      'send When?',
      expect.stringMatching(/^start (PENDING|STREAMING)$/u),
      'end COMPLETED Soon.',
    ]);
    expect(told).toContain('answering');
  });
  it('tell of the end of an answer that was being written when the conversation was opened, and not of its beginning', async () => {
    const told: string[] = [];
    const onResponseStart = ({ message }: { message: { text: string } }) => told.push(`start ${message.text}`);
    const onResponseEnd = ({ message }: { message: { text: string } }) => told.push(`end ${message.text}`);
    let finish: (() => unknown) | undefined;
    const seed = (made: MemoryBackend): void => {
      seeded(made);
      const answer = made.beginAnswer('c1');
      answer.write('All of it.');
      finish = () => answer.finish('COMPLETED');
    };
    openChat({ props: { onResponseStart, onResponseEnd, conversationId: 'c1' }, seed });
    await waitFor(() => expect(log()).toContain('All of it.'));
    expect(told).toEqual([]);
    await act(async () => void finish?.());
    await waitFor(() => expect(told).toEqual(['end All of it.']));
  });
  it('tell of an error with its code, once while it stands, and survive a host that throws', async () => {
    const onError = vi.fn(() => {
      throw new Error('the host is broken');
    });
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { backend } = openChat({ props: { onError, conversationId: 'c1' }, seed: seeded });
    await waitFor(() => expect(log()).toContain('On its way.'));
    await userEvent.type(field(), 'Hi');
    backend.faults.refuseNext = { code: 'INVALID_INPUT', message: 'Not now.', retryable: false, retryAfterMs: null };
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(onError).toHaveBeenCalledWith({ code: 'not-sent', message: 'Not now.', conversationId: 'c1', retryAfterMs: null }),
    );
    await screen.findByText(/Your text is kept here/u);
    expect(onError).toHaveBeenCalledOnce();
    expect(said).toHaveBeenCalled();
  });
  it('tell the state of the line', async () => {
    const onConnectionChange = vi.fn();
    openChat({ props: { onConnectionChange, conversationId: 'c1' }, seed: seeded });
    await waitFor(() => expect(onConnectionChange).toHaveBeenLastCalledWith('live'));
  });
});

describe('what the page hands in', () => {
  it('metadata goes with the first message of a conversation, context with the next one', async () => {
    const { backend } = openChat({ props: { metadata: { plan: 'pro', order: 'old' }, context: [{ key: 'order', value: '1042' }] } });
    await userEvent.type(field(), 'One{Enter}');
    await waitFor(() => expect(log()).toContain('You asked: One'));
    await userEvent.type(field(), 'Two{Enter}');
    await waitFor(() => expect(log()).toContain('You asked: Two'));
    const sent = backend.commands.filter((command) => command.type === 'start' || command.type === 'send');
    expect(sent.map((command) => ('context' in command ? command.context : undefined))).toEqual([
      [
        { key: 'order', value: '1042' },
        { key: 'plan', value: 'pro' },
      ],
      undefined,
    ]);
  });
  it('a start screen greets by name and asks what the host wants asked', async () => {
    openChat({ props: { startScreen: { greeting: 'Good day, {name}!', prompts: ['First?', 'Second?'] } } });
    await screen.findByText('Good day, Ada!');
    expect(screen.getByRole('list', { name: 'Questions to start with' }).textContent).toBe('First?Second?');
  });
  it('questions speak of what the page shows', async () => {
    openChat({ props: { context: [{ key: 'order', value: '1077' }] } });
    await screen.findByRole('button', { name: 'Where is order 1077?' });
    expect(screen.getAllByRole('listitem')).toHaveLength(4);
  });
  it('a disclaimer of the host, or none', async () => {
    const { again } = openChat({ props: { disclaimer: 'Not legal advice.' } });
    await screen.findByText('Not legal advice.');
    again({ disclaimer: '' });
    expect(screen.queryByText(/legal advice|can be wrong/u)).toBeNull();
  });
  it('read only: nothing can be written, asked, rated or closed', async () => {
    const ref = createRef<ChatHandle>();
    const { backend } = openChat({ props: { ref, readOnly: true, conversationId: 'c1' }, seed: seeded });
    await waitFor(() => expect(log()).toContain('On its way.'));
    expect(screen.queryByRole('textbox')).toBeNull();
    for (const name of ['New conversation', 'Talk to a person', 'Good answer']) expect(screen.queryByRole('button', { name })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Conversation menu' }));
    expect(screen.queryByRole('menuitem', { name: 'Close conversation' })).toBeNull();
    await expect((await held(ref)).sendMessage('x')).rejects.toThrow('read only');
    expect(await (await held(ref)).closeConversation()).toBe(false);
    expect(backend.commands.filter((command) => command.type !== 'markRead')).toEqual([]);
  });
  it('parts of the host stand in place of ours and work', async () => {
    const components = {
      Header: ({ title, onClose }: { title: string; onClose: (() => void) | null }) => (
        <button type="button" onClick={() => onClose?.()}>{`Header ${title}`}</button>
      ),
      Message: ({ message, own }: { message: { text: string }; own: boolean }) => <p>{`${own ? 'own' : 'other'}: ${message.text}`}</p>,
      Composer: (slot: { value: string; onChange(text: string): void; onSend(): void }) => (
        <button
          type="button"
          onClick={() => (slot.value === '' ? slot.onChange('From a slot') : slot.onSend())}
        >{`Say ${slot.value}`}</button>
      ),
      Empty: ({ name, prompts }: { name: string | null; prompts: readonly string[] }) => <p>{`Empty ${name} ${prompts.length}`}</p>,
      Error: ({ code, onAction }: { code: string; onAction(): void }) => (
        <button type="button" onClick={onAction}>{`Error ${code}`}</button>
      ),
    };
    const { backend, again } = openChat({ props: { components }, seed: seeded, paceMs: 1 });
    await screen.findByText(/^Empty Ada.* 4$/u);
    again({ components, conversationId: 'c1' });
    await screen.findByText('other: On its way.');
    await userEvent.click(screen.getByRole('button', { name: /^Say/u }));
    await userEvent.click(await screen.findByRole('button', { name: 'Say From a slot' }));
    await screen.findByText('other: You asked: From a slot');
    backend.faults.refuseNext = { code: 'FORBIDDEN', message: 'No.', retryable: false, retryAfterMs: null };
    await userEvent.click(screen.getByRole('button', { name: 'Header Order 1042' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Error command-refused' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Error/u })).toBeNull());
  });
});

describe('a page that says who looks', () => {
  it('F47 keeps what is begun before the server has said so too', () => {
    const { runtime, unmount } = openChat({ props: { userId: ADA.id } });
    fireEvent.change(field(), { target: { value: 'Half a sent' } });
    // Nothing was answered yet: no turn of the page has ended.
    unmount();
    expect(runtime.drafts.read(ADA.id, '')).toBe('Half a sent');
    expect(Object.values({ ...sessionStorage })).toContain('Half a sent');
    openChat({ props: { userId: ADA.id } });
    expect(field().value).toBe('Half a sent');
  });
});

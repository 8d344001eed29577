// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatProvider } from '../queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../queries/chat-runtime.ts';
import { browserEnvironment } from '../runtime-environment.ts';
import { LIMITS } from '../session/limits.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend, type MemoryBackendOptions } from '../transports/memory.ts';
import { ChatHeadlessProvider, useConnection, useConversation, useConversations } from './headless.tsx';

const runtimes: ChatRuntime[] = [];
afterEach(() => {
  cleanup();
  for (const runtime of runtimes.splice(0)) runtime.dispose(true);
  vi.restoreAllMocks();
});

/** A chat of a page's own: nothing of ours is drawn. */
function OwnChat(): ReactNode {
  const [text, setText] = useState('');
  const [id, setId] = useState<string | null>(null);
  const chat = useConversation(id);
  const list = useConversations();
  const { state, viewer } = useConnection(chat.conversationId);
  return (
    <main>
      <h1>{`${viewer?.name ?? 'nobody'} ${state} ${chat.conversationId === null ? 'new' : 'open'}`}</h1>
      <nav>
        {list.conversations.map((one) => (
          <button key={one.id} type="button" onClick={() => setId(one.id)}>
            {one.title ?? 'untitled'}
          </button>
        ))}
      </nav>
      <ol>
        {chat.messages.map((message) => (
          <li key={message.id}>{`${message.author.role}: ${message.text} [${message.state}]`}</li>
        ))}
        {chat.unsent.map((one) => (
          <li key={one.id}>{`unsent: ${one.text} ${one.state} ${one.reason ?? ''}`}</li>
        ))}
      </ol>
      <input value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={() => void chat.send(text)}>
        Ask
      </button>
      <button type="button" disabled={!chat.answering} onClick={() => void chat.stop()}>
        Halt
      </button>
      <button type="button" onClick={() => void chat.close()}>
        {chat.state ?? 'none'}
      </button>
    </main>
  );
}

function open(options: MemoryBackendOptions = {}, seed?: (backend: MemoryBackend) => void) {
  const backend = new MemoryBackend(options);
  seed?.(backend);
  const environment = {
    ...browserEnvironment(),
    storage: null,
    frame: (callback: () => void) => {
      const timer = setTimeout(callback, 1);
      return () => clearTimeout(timer);
    },
  };
  const limits = { ...LIMITS, backoffFirstMs: 5, backoffMaxMs: 20 };
  const runtime = createChatRuntime({ transport: createMemoryTransport(backend), environment, limits, scope: 'headless' });
  runtimes.push(runtime);
  render(
    <ChatProvider runtime={runtime}>
      <OwnChat />
    </ChatProvider>,
  );
  return backend;
}
const lines = (): string[] => screen.queryAllByRole('listitem').map((item) => item.textContent ?? '');
const button = (name: string): HTMLElement => screen.getByRole('button', { name });

describe('headless hooks', () => {
  it('draw a chat of its own: asks, shows the growing answer, closes', async () => {
    const seen: string[] = [];
    const backend = open({
      paceMs: 15,
      answer: () => [...'One two three four.'.split(' ').map((say) => ({ say: `${say} ` })), { end: 'COMPLETED' as const }],
    });
    await screen.findByText(/^Ada .* new$/u);
    const watch = new MutationObserver(() => seen.push(lines().at(-1) ?? ''));
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    await userEvent.type(screen.getByRole('textbox'), 'Count');
    await userEvent.click(button('Ask'));
    await waitFor(() =>
      expect(lines()).toEqual(['USER: Count [COMPLETED]', expect.stringMatching(/^ASSISTANT: One two three four\.\s*\[COMPLETED\]$/u)]),
    );
    watch.disconnect();
    // The text grew before our eyes: at least one state of it between nothing and all.
    expect(seen.some((line) => /^ASSISTANT: One .*\[STREAMING\]$/u.test(line))).toBe(true);
    await screen.findByText(/live open$/u);
    await userEvent.click(button('OPEN'));
    await screen.findByRole('button', { name: 'CLOSED' });
    expect(backend.commands.map((command) => command.type)).toEqual(expect.arrayContaining(['start', 'close']));
  });

  it('follow the conversation the page chooses, and stop an answer', async () => {
    open({ paceMs: 20, answer: () => [{ say: 'word '.repeat(300) }, { end: 'COMPLETED' }] }, (made) => {
      const customer = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
      made.create({ id: 'c1', title: 'Order 1042', customer, messages: [{ author: customer, text: 'Where is it?' }] });
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Order 1042' }));
    await waitFor(() => expect(lines()).toEqual(['USER: Where is it? [COMPLETED]']));
    await userEvent.type(screen.getByRole('textbox'), 'Go');
    await userEvent.click(button('Ask'));
    await waitFor(() => expect((button('Halt') as HTMLButtonElement).disabled).toBe(false));
    await userEvent.click(button('Halt'));
    await waitFor(() => expect(lines().at(-1)).toContain('[STOPPED]'));
  });

  it('keep what could not be sent and say why it was refused', async () => {
    const backend = open();
    await screen.findByText(/new$/u);
    backend.faults.refuseNext = { code: 'INVALID_INPUT', message: 'Not today.', retryable: false, retryAfterMs: null };
    await userEvent.type(screen.getByRole('textbox'), 'Hello');
    await userEvent.click(button('Ask'));
    await waitFor(() => expect(lines()).toEqual(['unsent: Hello refused Not today.']));
  });

  it('H47 the provider leaves a wrong prop out and says so', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    render(
      <ChatHeadlessProvider useWebSocket={false} userId={7 as unknown as string}>
        inside
      </ChatHeadlessProvider>,
    );
    expect(screen.getByText('inside')).toBeTruthy();
    expect(String(said.mock.calls[0]?.[0])).toContain('<ChatHeadlessProvider>: the prop "userId"');
  });
});

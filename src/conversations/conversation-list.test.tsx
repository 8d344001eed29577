// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../protocol/vocabulary.ts';
import { ChatProvider } from '../queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../queries/chat-runtime.ts';
import { browserEnvironment } from '../runtime-environment.ts';
import { stubLayout } from '../transcript/layout.testing.ts';
import { ASSISTANT, createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../transports/memory.ts';
import { ScopedRoot } from '../ui/index.ts';
import { ConversationListFeature } from './conversation-list.tsx';

const ada = { id: DEMO_VIEWER.id, role: 'USER', name: DEMO_VIEWER.name, avatarUrl: null } as const;
// A busy machine takes its time.
configure({ asyncUtilTimeout: 5_000 });
let backend: MemoryBackend;
let runtime: ChatRuntime;

beforeEach(() => {
  stubLayout();
  Element.prototype.scrollTo = () => undefined;
  backend = new MemoryBackend();
  const talk = (id: string, title: string, said: string, minutes: number): void => {
    const at = new Date(Date.now() - minutes * 60_000).toISOString();
    backend.create({ id, customer: ada, title, createdAt: at, messages: [{ author: ASSISTANT, text: said, at }], read: 100 });
  };
  talk('c1', 'Where is order 1042?', 'The parcel left the warehouse at noon and the carrier brings it tomorrow.', 1);
  talk('c2', 'Reorder points', 'Open **Stock** and choose the product.', 2);
  talk('c3', 'Second warehouse', 'Give it a name and an address.', 60 * 24 * 30);
  runtime = createChatRuntime({ transport: createMemoryTransport(backend), environment: browserEnvironment(), scope: 'list-test' });
});
afterEach(() => {
  cleanup();
  runtime.dispose(true);
});

async function show(readOnly = false) {
  const user = userEvent.setup();
  render(
    <ScopedRoot>
      <ChatProvider runtime={runtime}>
        <ConversationListFeature selectedConversationId="c2" readOnly={readOnly} onNew={() => undefined} />
      </ChatProvider>
    </ScopedRoot>,
  );
  await screen.findByRole('button', { name: /^Reorder points/ });
  await act(async () => undefined);
  return user;
}
const row = (name: RegExp) => screen.getByRole('button', { name });
const refuse = (code: ErrorCode, message: string): void => {
  backend.faults.refuseNext = { code, message, retryable: false, retryAfterMs: null };
};

describe('live list of conversations', () => {
  it('stands under its dates, each once', async () => {
    await show();
    const [first, ...others] = screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent);
    // Shortly after midnight, two minutes ago was yesterday.
    expect(['Today', 'Yesterday']).toContain(first);
    expect(others.at(-1)).toBe('Earlier');
    expect(new Set([first, ...others]).size).toBe(others.length + 1);
  });

  it('is searched in titles and in what was said; the hit is shown and marked', async () => {
    const user = await show();
    await user.type(screen.getByRole('searchbox', { name: 'Search conversations' }), 'warehouse');
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Reorder points/ })).toBeNull());
    const found = row(/^Where is order 1042/);
    expect(found.textContent).toContain('… left the warehouse at noon');
    expect([...found.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['warehouse']);
    expect(row(/^Second warehouse/).querySelector('mark')?.textContent).toBe('warehouse');
    expect(await screen.findByText('2 conversations found')).toBeTruthy();
    await user.keyboard('{ArrowDown}');
    expect((document.activeElement as HTMLElement).dataset.conversation).toBe('c1');
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));
    expect(await screen.findByRole('button', { name: /^Reorder points/ })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });

  it('asks once for a word, not once for a letter', async () => {
    await show();
    const asked: (string | undefined)[] = [];
    const ask = runtime.transport.conversations.bind(runtime.transport);
    runtime.transport.conversations = (query, signal) => {
      asked.push(query.filter?.search);
      return ask(query, signal);
    };
    for (const typed of ['c', 'ca', 'car', 'carr', 'carrier'])
      fireEvent.change(screen.getByRole('searchbox'), { target: { value: typed } });
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Reorder points/ })).toBeNull());
    expect(asked).toEqual(['carrier']);
  });

  it('says what was searched when nothing is found', async () => {
    const user = await show();
    await user.type(screen.getByRole('searchbox'), 'zebra');
    expect(await screen.findByText('Nothing found for “zebra”')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('button', { name: /^Reorder points/ })).toBeTruthy();
  });

  it('renames in place with F2: Enter saves and gives the focus back, Escape leaves it as it was', async () => {
    const user = await show();
    row(/^Reorder points/).focus();
    await user.keyboard('{F2}');
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Title of the conversation' });
    expect(document.activeElement).toBe(field);
    await user.keyboard('Levels{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(row(/^Levels/)));
    await waitFor(() => expect(backend.conversation('c2').title).toBe('Levels'));
    await user.keyboard('{F2}Other{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(row(/^Levels/)));
    expect(backend.commands.filter(({ type }) => type === 'rename')).toHaveLength(1);
  });

  it('says so when a title is refused, and shows the one before', async () => {
    const user = await show();
    refuse('INVALID_INPUT', 'It is too rude.');
    await user.click(screen.getByRole('button', { name: 'Actions for Reorder points' }));
    await user.click(screen.getByRole('menuitem', { name: 'Rename' }));
    await user.keyboard('Oh no{Enter}');
    expect(await screen.findByText('The title of “Reorder points” could not be saved and is as it was. It is too rude.')).toBeTruthy();
    expect(row(/^Reorder points/)).toBeTruthy();
  });

  it('closes from the row and takes it back with Undo', async () => {
    const user = await show();
    await user.click(screen.getByRole('button', { name: 'Actions for Reorder points' }));
    expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Rename' }));
    await user.keyboard('{ArrowDown}{Enter}');
    expect(await screen.findByText('“Reorder points” is closed.')).toBeTruthy();
    expect(backend.conversation('c2').state).toBe('CLOSED');
    expect(within(row(/^Reorder points/)).getByText('Closed')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('“Reorder points” is open again.')).toBeTruthy();
    expect(backend.conversation('c2').state).toBe('OPEN');
  });

  it('C-9 opens a closed one again from its row, as long as the server takes it', async () => {
    const closed = backend.conversation('c2');
    const change = {
      type: 'ConversationChanged',
      state: 'CLOSED',
      title: closed.title,
      satisfaction: null,
      actor: ada,
      reason: null,
    } as const;
    backend.append(closed, { ...change, reopenableUntil: new Date(Date.now() + 60_000).toISOString() });
    backend.append(backend.conversation('c3'), { ...change, title: 'Second warehouse', reopenableUntil: new Date(0).toISOString() });
    const user = await show();
    const offered = async (title: string): Promise<(string | null)[]> => {
      await user.click(screen.getByRole('button', { name: `Actions for ${title}` }));
      return screen.getAllByRole('menuitem').map((item) => item.firstElementChild?.nextSibling?.textContent ?? null);
    };
    expect(await offered('Second warehouse')).toEqual(['Rename']);
    await user.keyboard('{Escape}');
    expect(await offered('Reorder points')).toEqual(['Rename', 'Reopen']);
    await user.click(screen.getByRole('menuitem', { name: 'Reopen' }));
    expect(await screen.findByText('“Reorder points” is open again.')).toBeTruthy();
    expect(closed.state).toBe('OPEN');
    expect(within(row(/^Reorder points/)).queryByText('Closed')).toBeNull();
  });

  it('a row that leaves the list under the focus gives it to the one in its place', async () => {
    const user = await show();
    await user.click(screen.getByRole('button', { name: 'Open' }));
    await screen.findByRole('button', { name: /^Where is order/ });
    row(/^Where is order/).focus();
    act(() => backend.withdraw('c1'));
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.conversation).toBe('c2'));
  });

  it('marks a draft, but not in the conversation that is open', async () => {
    runtime.drafts.write(DEMO_VIEWER.id, 'c1', 'Could you also **check**');
    runtime.drafts.write(DEMO_VIEWER.id, 'c2', 'half a question');
    await show();
    await waitFor(() => expect(row(/^Where is order/).textContent).toContain('Draft: Could you also check'));
    expect(row(/^Reorder points/).textContent).not.toContain('Draft');
    act(() => runtime.drafts.write(DEMO_VIEWER.id, 'c1', ''));
    await waitFor(() => expect(row(/^Where is order/).textContent).not.toContain('Draft'));
  });

  it('offers nothing to do where it is read only', async () => {
    const user = await show(true);
    expect(screen.queryByRole('button', { name: /^Actions for/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'New conversation' })).toBeNull();
    row(/^Reorder points/).focus();
    await user.keyboard('{F2}');
    expect(screen.queryByRole('textbox', { name: 'Title of the conversation' })).toBeNull();
  });

  it('counts what is unread in all', async () => {
    backend.addMessage(backend.conversation('c1'), { author: ASSISTANT, text: 'One more thing' });
    backend.conversation('c1').read.clear();
    await show();
    expect(screen.getByText('2 unread messages in all')).toBeTruthy();
  });
});

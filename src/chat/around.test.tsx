// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubLayout } from '../transcript/layout.testing.ts';
import type { MemoryBackend } from '../transports/memory.ts';
import { ADA, BOT, field, log, openChat, seeded } from './open-chat.test.kit.tsx';

let visible: DocumentVisibilityState = 'visible';
beforeEach(() => {
  sessionStorage.clear();
  stubLayout();
  visible = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visible);
  document.title = 'Orders';
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
const show = (state: DocumentVisibilityState): void =>
  act(() => {
    visible = state;
    document.dispatchEvent(new Event('visibilitychange'));
  });
const says = (backend: MemoryBackend, text: string): void =>
  act(() => void backend.addMessage(backend.conversation('c1'), { author: BOT, text }));
const opened = async (options: Parameters<typeof openChat>[0] = {}) => {
  const chat = openChat({ seed: seeded, ...options, props: { conversationId: 'c1', ...options.props } });
  await waitFor(() => expect(log()).toContain('On its way.'));
  return chat;
};
const menu = async (name: string, role = 'menuitem'): Promise<HTMLElement> => {
  await userEvent.click(screen.getByRole('button', { name: 'Conversation menu' }));
  return screen.getByRole(role, { name });
};

describe('drafts', () => {
  it('outlive a reload, and are not shown to the next person', async () => {
    const first = await opened();
    await userEvent.type(field(), 'half a question');
    first.unmount();
    const second = await opened({ backend: first.backend });
    await waitFor(() => expect(field().value).toBe('half a question'));
    second.unmount();
    // Another person in the same tab, at the same endpoint.
    const other = { id: 'ben', role: 'USER' as const, name: 'Ben', avatarUrl: null };
    openChat({
      props: { conversationId: 'c1' },
      viewer: { ...other, organizations: [{ id: 'org-1', name: 'Berg' }], presence: null, tokenExpiresInSeconds: null },
      seed: (made) => void made.create({ id: 'c1', customer: other, messages: [{ author: other, text: 'Mine.' }] }),
    });
    await waitFor(() => expect(log()).toContain('Mine.'));
    expect(field().value).toBe('');
  });
  it('F55 never take the place of what is being written', async () => {
    const first = await opened();
    await userEvent.type(field(), 'kept');
    first.unmount();
    const again = openChat({ backend: first.backend, props: { conversationId: 'c1' } });
    // Before it is known who looks, the person is already writing.
    field().focus();
    fireEvent.change(field(), { target: { value: 'new words' } });
    await waitFor(() => expect(log()).toContain('On its way.'));
    expect(field().value).toBe('new words');
    again.unmount();
    openChat({ backend: first.backend, props: { conversationId: 'c1' } });
    await waitFor(() => expect(field().value).toBe('new words'));
  });
  it('are gone once they are sent, or the identity is given up', async () => {
    const { runtime } = await opened();
    await userEvent.type(field(), 'to be sent{Enter}');
    expect(Object.keys(sessionStorage).filter((key) => key.includes('|draft|'))).toEqual([]);
    await userEvent.type(field(), 'left');
    expect(Object.keys(sessionStorage).filter((key) => key.includes('|draft|'))).toHaveLength(1);
    cleanup();
    runtime.dispose(true);
    expect(Object.keys(sessionStorage).filter((key) => key.includes('|draft|'))).toEqual([]);
  });
});

describe('the composer recalls', () => {
  it('what was sent, newest first, into an empty field only', async () => {
    await opened();
    await userEvent.type(field(), 'Second question{Enter}');
    await waitFor(() => expect(log()).toContain('You asked: Second question'));
    await userEvent.keyboard('{ArrowUp}');
    expect(field().value).toBe('Second question');
    await userEvent.keyboard('{ArrowUp}');
    expect(field().value).toBe('Where is it?');
    await userEvent.keyboard('{ArrowUp}');
    expect(field().value).toBe('Where is it?');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(field().value).toBe('');
    await userEvent.type(field(), 'own words{ArrowUp}');
    expect(field().value).toBe('own words');
  });
});

describe('keyboard', () => {
  it('? shows the shortcuts outside of text fields, Escape ends it and gives the focus back', async () => {
    await opened();
    await userEvent.type(field(), '?');
    expect(field().value).toBe('?');
    expect(screen.queryByRole('dialog')).toBeNull();
    const button = screen.getByRole('button', { name: 'Conversation menu' });
    button.focus();
    await userEvent.keyboard('?');
    expect((await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).textContent).toContain('Send the message');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(button);
    await userEvent.keyboard('/');
    expect(document.activeElement).toBe(field());
  });
  it('the focus is never lost: what goes away under it hands it to the composer, a sheet to what opened it', async () => {
    const { backend } = openChat();
    await userEvent.click(await screen.findByRole('button', { name: 'Where is order 1042?' }));
    await waitFor(() => expect(log()).toContain('You asked'));
    await waitFor(() => expect(document.activeElement).toBe(field()));
    backend.faults.refuseNext = { code: 'FORBIDDEN', message: 'No.', retryable: false, retryAfterMs: null };
    await userEvent.click(await menu('Close conversation'));
    await userEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(document.activeElement).toBe(field()));
    await userEvent.click(screen.getByRole('button', { name: 'Talk to a person' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Talk to a person' })));
  });
  it('a person who went elsewhere on the page is not called back', async () => {
    const { backend } = await opened();
    const outside = document.body.appendChild(document.createElement('button'));
    await userEvent.click(await menu('Close conversation'));
    outside.focus();
    await screen.findByRole('button', { name: 'Reopen' });
    act(() => void backend.addMessage(backend.conversation('c1'), { author: BOT, text: 'More.' }));
    await waitFor(() => expect(log()).toContain('More.'));
    expect(document.activeElement).toBe(outside);
    outside.remove();
  });
});

describe('while the page is hidden', () => {
  it('counts new messages in its title, and gives the title back', async () => {
    const { backend } = await opened();
    expect(document.title).toBe('Orders');
    show('hidden');
    says(backend, 'One.');
    await waitFor(() => expect(document.title).toBe('(1) Orders'));
    document.title = 'Orders (filtered)';
    says(backend, 'Two.');
    await waitFor(() => expect(document.title).toBe('(2) Orders (filtered)'));
    show('visible');
    expect(document.title).toBe('Orders (filtered)');
  });
  it('counts an answer that was being written when the conversation was opened, once it is over', async () => {
    let finish: (() => unknown) | undefined;
    const seed = (made: MemoryBackend): void => {
      seeded(made);
      const answer = made.beginAnswer('c1');
      answer.write('Still being');
      finish = () => answer.finish('COMPLETED');
    };
    const { backend } = openChat({ props: { conversationId: 'c1' }, seed });
    await waitFor(() => expect(log()).toContain('Still being'));
    show('hidden');
    await act(async () => backend.addMessage(backend.conversation('c1'), { author: ADA, text: 'My own, from elsewhere.' }));
    await waitFor(() => expect(log()).toContain('My own, from elsewhere.'));
    expect(document.title).toBe('Orders');
    await act(async () => void finish?.());
    await waitFor(() => expect(document.title).toBe('(1) Orders'));
  });
  it('does not count pages of history that are read meanwhile', async () => {
    const messages = Array.from({ length: 50 }, (_, index) => ({ author: BOT, text: `Message ${index + 1}.`, runId: `run-${index}` }));
    show('hidden');
    openChat({ props: { conversationId: 'c1' }, seed: (made) => void made.create({ id: 'c1', customer: ADA, title: 'Long', messages }) });
    await waitFor(() => expect(log()).toContain('Message 50.'));
    fireEvent.scroll(screen.getByRole('log'));
    await waitFor(() => expect(log()).toContain('Message 1.'));
    expect(document.title).toBe('Orders');
  });
  it('leaves the title alone where the host wants that', async () => {
    const { backend } = await opened({ props: { titleBadge: false } });
    show('hidden');
    says(backend, 'One.');
    await waitFor(() => expect(log()).toContain('One.'));
    expect(document.title).toBe('Orders');
  });
  it('notifies once the person turned it on and the browser agreed, and never tells what was said', async () => {
    const shown = vi.fn();
    const ask = vi.fn(async () => 'granted');
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal(
      'Notification',
      Object.assign(
        class {
          constructor(...given: unknown[]) {
            shown(...given);
          }
          close() {}
        },
        { permission: 'default', requestPermission: ask },
      ),
    );
    const { backend } = await opened();
    show('hidden');
    says(backend, 'One.');
    await waitFor(() => expect(log()).toContain('One.'));
    expect(shown).not.toHaveBeenCalled();
    expect(ask).not.toHaveBeenCalled();
    show('visible');
    await userEvent.click(await menu('Notify me in the background', 'menuitemcheckbox'));
    expect(ask).toHaveBeenCalledOnce();
    Object.assign(Notification, { permission: 'granted' });
    expect((await menu('Notify me in the background', 'menuitemcheckbox')).getAttribute('aria-checked')).toBe('true');
    show('hidden');
    says(backend, 'The secret is 42.');
    await waitFor(() => expect(shown).toHaveBeenCalledOnce());
    expect(JSON.stringify(shown.mock.calls)).not.toContain('secret');
    expect(shown.mock.calls[0]).toEqual(['Order 1042', { body: 'Assistant wrote to you.', tag: 'c1' }]);
  });
  it('says so when the browser does not agree, and stays off', async () => {
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('Notification', Object.assign(class {}, { permission: 'default', requestPermission: async () => 'denied' }));
    await opened();
    await userEvent.click(await menu('Notify me in the background', 'menuitemcheckbox'));
    expect((await screen.findByRole('alert')).textContent).toContain('does not allow notifications');
    expect((await menu('Notify me in the background', 'menuitemcheckbox')).getAttribute('aria-checked')).toBe('false');
  });
});

describe('the end of a conversation', () => {
  it('is rated at once, and commented if one likes', async () => {
    const { backend } = await opened();
    await userEvent.click(await menu('Close conversation'));
    await userEvent.click(await screen.findByRole('button', { name: '2 of 5' }));
    const comment = await screen.findByRole('textbox', { name: /made it better/u });
    await waitFor(() => expect(document.activeElement).toBe(comment));
    await userEvent.type(comment, 'Too slow.');
    await userEvent.click(screen.getByRole('button', { name: 'Send comment' }));
    await screen.findByText(/Thank you/u);
    const rated = backend.commands.filter((command) => command.type === 'rateConversation');
    expect(rated.map((command) => [command.score, command.comment])).toEqual([
      [2, undefined],
      [2, 'Too slow.'],
    ]);
  });
  it('keeps the transcript as a file, whose address ends with the chat', async () => {
    const blobs: Blob[] = [];
    const names: string[] = [];
    const ended: string[] = [];
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
        revokeObjectURL: (address: string) => void ended.push(address),
      }),
    );
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      names.push(this.download);
    });
    const { unmount } = await opened();
    await userEvent.click(await menu('Download as Markdown'));
    await waitFor(() => expect(names).toEqual(['order-1042.md']));
    expect(await blobs[0]?.text()).toContain('On its way.');
    expect(ended).toEqual([]);
    unmount();
    expect(ended).toEqual(['blob:1']);
  });
});

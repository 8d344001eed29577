// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatProvider } from '../queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../queries/chat-runtime.ts';
import { stubLayout } from '../transcript/layout.testing.ts';
import { createMemoryTransport, MemoryBackend } from '../transports/memory.ts';
import { ScopedRoot } from '../ui/index.ts';
import { DemoPage } from './demo-page.tsx';
import { fill } from './states/list-scenes.ts';
import { createStageEnvironment } from './states/stage-environment.ts';

let runtime: ChatRuntime;
let backend: MemoryBackend;
let width = 360;
beforeEach(() => {
  stubLayout();
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => width);
  Element.prototype.scrollTo = () => undefined;
  backend = new MemoryBackend();
  fill(backend, 10);
  runtime = createChatRuntime({ transport: createMemoryTransport(backend), environment: createStageEnvironment('on'), scope: 'test' });
});
afterEach(() => {
  cleanup();
  runtime.dispose(true);
  vi.restoreAllMocks();
});

const show = (props: Parameters<typeof DemoPage>[0] = {}) =>
  render(
    <ScopedRoot>
      <ChatProvider runtime={runtime}>
        <DemoPage {...props} />
      </ChatProvider>
    </ScopedRoot>,
  );
const row = (name: RegExp) => screen.findByRole('button', { name });

describe('demo page', () => {
  it('below 640 px shows the list, then the chat with a way back', async () => {
    width = 360;
    const user = userEvent.setup();
    show();
    await user.click(await row(/^Reorder points/));
    expect(screen.queryByRole('list', { name: 'Conversations' })).toBeNull();
    expect(await screen.findByRole('heading', { name: 'Reorder points' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Back to conversations' }));
    expect(await screen.findByRole('list', { name: 'Conversations' })).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('from 640 px shows both, selects the open conversation and tells the host of every change', async () => {
    width = 900;
    const user = userEvent.setup();
    const onConversationChange = vi.fn();
    show({ initialConversationId: 'talk-2', onConversationChange });
    expect((await row(/^Charged twice/)).getAttribute('aria-current')).toBe('true');
    expect(screen.queryByRole('button', { name: 'Back to conversations' })).toBeNull();
    await user.click(await row(/^Create an API key/));
    expect(onConversationChange).toHaveBeenLastCalledWith('talk-4');
    await user.click(screen.getAllByRole('button', { name: 'New conversation' })[0] as HTMLElement);
    expect(onConversationChange).toHaveBeenLastCalledWith(null);
    expect(await screen.findByText(/^Hello, Ada/)).toBeTruthy();
  });

  it('moves a conversation to the top of the list when something is said in it', async () => {
    width = 900;
    show();
    await row(/^Create an API key/);
    await waitFor(() => expect(backend.openFeeds).toBeGreaterThan(0));
    act(
      () =>
        void backend.addMessage(backend.conversation('talk-4'), {
          author: { id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null },
          text: 'One more thing.',
        }),
    );
    await waitFor(() => {
      const first = screen.getByRole('list', { name: 'Conversations' }).querySelector('[data-conversation]');
      expect((first as HTMLElement).dataset.conversation).toBe('talk-4');
    });
  });

  it('from 1,080 px shows the sources of the newest answer, and those of the one whose chip is pressed', async () => {
    width = 1200;
    const author = { id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null } as const;
    const source = (title: string, at: string) => ({ title, url: `https://help.fluxori.example/${at}`, kind: 'HELP_ARTICLE' }) as const;
    const talk = backend.conversation('talk-4');
    backend.addMessage(talk, { author, text: 'See there.', sources: [source('API keys', 'keys'), source('Limits', 'limits')] });
    backend.addMessage(talk, { author, text: 'And there.', sources: [source('Webhooks', 'hooks')] });
    show({ initialConversationId: 'talk-4' });
    const region = await screen.findByRole('region', { name: 'Sources' });
    const listed = (): (string | undefined)[] => [...region.querySelectorAll('a')].map((link) => link.href.split('/').at(-1));
    await waitFor(() => expect(listed()).toEqual(['hooks']));
    const chip = await screen.findByRole('link', { name: '2 Limits' });
    await userEvent.click(chip);
    expect(listed()).toEqual(['keys', 'limits']);
    expect(screen.getByRole('article', { name: 'Limits' })).toBe(document.activeElement);
    expect(chip.getAttribute('aria-expanded')).toBe('true');
    // Beside the third pane there is no card over the transcript.
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(chip);
    expect(listed()).toEqual(['hooks']);
  });
});

// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Viewer } from '../protocol/vocabulary.ts';
import { ChatProvider } from '../queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../queries/chat-runtime.ts';
import { stubLayout } from '../transcript/layout.testing.ts';
import { createMemoryTransport, escalate, MemoryBackend } from '../transports/memory.ts';
import { ScopedRoot } from '../ui/index.ts';
import { DeskPage } from './desk-page.tsx';
import { STAFF } from './states/scene.ts';
import { createStageEnvironment } from './states/stage-environment.ts';

const ADA = { id: 'ada', role: 'USER', name: 'Ada Berg', avatarUrl: null } as const;
const JONAS: Viewer = { ...STAFF, id: 'jonas', name: 'Jonas Reuter' };

const runtimes: ChatRuntime[] = [];
let backend: MemoryBackend;
let width = 1_200;
beforeEach(() => {
  width = 1_200;
  stubLayout();
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => width);
  Element.prototype.scrollTo = () => undefined;
  backend = new MemoryBackend({ answer: () => null });
  backend.colleagues = [
    { id: STAFF.id, name: STAFF.name, presence: 'ONLINE' },
    { id: 'jonas', name: 'Jonas Reuter', presence: 'ONLINE' },
  ];
});
afterEach(() => {
  cleanup();
  for (const runtime of runtimes.splice(0)) runtime.dispose(true);
  vi.restoreAllMocks();
});

/** A customer who waits for a person. */
function waits(id: string, name: string = ADA.name): void {
  const customer = { ...ADA, id: `${id}-customer`, name };
  const conversation = backend.create({ id, customer, title: id, messages: [{ author: customer, text: `It is about ${id}.` }] });
  escalate(backend, conversation, customer, 'QUEUED', {
    reason: `Reason of ${id}`,
    requestedBy: 'USER',
    requestedAt: backend.time(),
    handover: { summary: `Approved for ${id}`, items: [] },
  });
}

function show(viewer: Viewer = STAFF, props: Parameters<typeof DeskPage>[0] = {}) {
  const environment = createStageEnvironment('on');
  const runtime = createChatRuntime({ transport: createMemoryTransport(backend, viewer), environment, scope: viewer.id });
  runtimes.push(runtime);
  const { container } = render(
    <ScopedRoot>
      <ChatProvider runtime={runtime}>
        <DeskPage {...props} />
      </ChatProvider>
    </ScopedRoot>,
  );
  return { desk: within(container), runtime };
}

const said = (type: string) => backend.commands.filter((command) => command.type === type);
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

describe('the desk', () => {
  it('is worked by keys alone: take, reply, draft, saved answer, note, pass on', async () => {
    const user = userEvent.setup();
    waits('c1');
    waits('c2', 'Ben Okafor');
    show();
    (await screen.findByRole('button', { name: /Ada Berg/ })).focus();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toContain('Ben Okafor');
    await user.keyboard('{ArrowUp}c');
    await waitFor(() => expect(document.activeElement).toBe(field()));
    expect(said('claim')).toMatchObject([{ conversationId: 'c1' }]);
    await user.keyboard('Hello Ada{Enter}');
    await waitFor(() => expect(backend.conversation('c1').messages.at(-1)).toMatchObject({ text: 'Hello Ada', author: { id: STAFF.id } }));
    await user.keyboard('One moment.{Escape}');
    expect(document.activeElement?.getAttribute('data-conversation')).toBe('c1');
    await user.keyboard('s');
    await waitFor(() => expect(field().value).toBe('One moment.\n\nAbout “It is about c1.”: I have checked this and it is settled.'));
    expect(document.activeElement).toBe(field());
    expect(said('send')).toHaveLength(1);
    await user.clear(field());
    await user.keyboard('{Escape}a');
    await screen.findByText('Looking into it');
    await user.keyboard('looking{Enter}');
    await waitFor(() => expect(field().value).toMatch(/^I am looking into this now/));
    await user.keyboard('{Escape}n');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Write a note' }));
    await user.keyboard('Only for us{Enter}{Escape}p');
    await waitFor(() => expect(backend.conversation('c1-notes').messages.map(({ text }) => text)).toEqual(['Only for us']));
    expect(JSON.stringify(backend.conversation('c1').log)).not.toContain('Only for us');
    await user.selectOptions(await screen.findByRole('combobox', { name: 'To' }), await screen.findByRole('option', { name: /Jonas/ }));
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'He knows it{Enter}');
    await waitFor(() =>
      expect(backend.conversation('c1').escalation).toMatchObject({
        state: 'TRANSFERRING',
        agent: { id: 'jonas' },
        transferReason: 'He knows it',
      }),
    );
    expect(await screen.findByText(/Waiting for Jonas Reuter/)).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
  });

  it('lists every key under "?", and has none of one letter where the page has its own', async () => {
    const user = userEvent.setup();
    waits('c1');
    const { desk } = show();
    (await desk.findByRole('button', { name: /Ada Berg/ })).focus();
    await user.keyboard('?');
    const keys = within(screen.getByRole('dialog')).getAllByText(/^[A-Z?/]$/);
    expect(keys.map((key) => key.textContent)).toEqual(['C', 'R', 'S', 'A', 'P', 'H', 'E', 'N', 'D', '/', '?']);
    await user.keyboard('{Escape}');
    cleanup();
    const plain = show(STAFF, { shortcuts: false });
    (await plain.desk.findByRole('button', { name: /Ada Berg/ })).focus();
    await user.keyboard('c');
    expect(said('claim')).toEqual([]);
  });

  it('X-4 tells who has it when a colleague was faster', async () => {
    const user = userEvent.setup();
    waits('c1');
    const [mine, theirs] = [show(STAFF, { initialConversationId: 'c1' }), show(JONAS, { initialConversationId: 'c1' })];
    await mine.desk.findByRole('button', { name: 'Take this conversation' });
    const late = await theirs.desk.findByRole('button', { name: 'Take this conversation' });
    // Both have it before them; what the first does is not yet told to the second.
    await act(async () => {
      escalate(backend, backend.conversation('c1'), { id: STAFF.id, role: 'AGENT', name: STAFF.name, avatarUrl: null }, 'CONNECTED', {
        agent: { id: STAFF.id, role: 'AGENT', name: STAFF.name, avatarUrl: null },
      });
      late.click();
    });
    expect((await theirs.desk.findByRole('alert')).textContent).toContain(STAFF.name);
    await theirs.desk.findByText(`${STAFF.name} has this conversation. You can read along.`);
    expect(theirs.desk.queryByRole('textbox', { name: 'Message' })).toBeNull();
    await user.click(theirs.desk.getByRole('button', { name: 'Dismiss' }));
    expect(theirs.desk.queryByRole('alert')).toBeNull();
  });

  it('X-9 is on duty again after a lapse and after the line was lost, and stays off duty for whoever chose that', async () => {
    waits('c1');
    show({ ...STAFF, presence: 'AWAY' });
    await waitFor(() => expect(said('setPresence')).toMatchObject([{ presence: 'ONLINE' }]));
    expect((await screen.findByRole('switch', { name: 'On duty' })).getAttribute('aria-checked')).toBe('true');
    act(() => backend.dropFeeds());
    await waitFor(() => expect(said('setPresence').length).toBeGreaterThan(1));
    cleanup();
    backend.commands.splice(0);
    show({ ...STAFF, presence: 'OFFLINE' });
    await screen.findByRole('button', { name: /Ada Berg/ });
    expect(said('setPresence')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Go on duty' }));
    await waitFor(() => expect(said('setPresence')).toMatchObject([{ presence: 'ONLINE' }]));
  });

  it('says aloud who comes into the queue, and nothing of who stood there', async () => {
    waits('c1');
    show();
    await screen.findByRole('button', { name: /Ada Berg/ });
    const voice = () => screen.getAllByRole('status').map((one) => one.textContent);
    expect(voice().join()).not.toContain('Ada Berg');
    act(() => waits('c2', 'Ben Okafor'));
    await waitFor(() => expect(voice()).toContain('Ben Okafor is waiting. Reason of c2'));
  });

  it('hands back only when it was confirmed, and then shows the queue; what went away by itself is said', async () => {
    const user = userEvent.setup();
    waits('c1');
    show(STAFF, { initialConversationId: 'c1' });
    await user.click(await screen.findByRole('button', { name: 'Take this conversation' }));
    await waitFor(() => expect(document.activeElement).toBe(field()));
    await user.keyboard('{Escape}h');
    expect(said('returnToAssistant')).toEqual([]);
    await user.click(
      within(screen.getByRole('region', { name: 'Hand back to the assistant?' })).getByRole('button', { name: 'Hand back' }),
    );
    expect(await screen.findByRole('heading', { name: 'Choose a conversation' })).toBeTruthy();
    expect(backend.conversation('c1').escalation.state).toBe('RETURNED');
    waits('c2', 'Ben Okafor');
    await user.click(await screen.findByRole('button', { name: /Ben Okafor/ }));
    await screen.findByText('It is about c2.');
    act(() => backend.withdraw('c2'));
    expect(await screen.findByRole('heading', { name: 'No longer with the team' })).toBeTruthy();
  });

  it('shows what was approved and the notes in place of the chat where there is no room beside it', async () => {
    width = 360;
    const user = userEvent.setup();
    waits('c1');
    show(STAFF, { initialConversationId: 'c1' });
    await user.click(await screen.findByRole('button', { name: 'Hand-over and notes' }));
    expect(screen.getByText('Approved for c1')).toBeTruthy();
    expect(screen.queryByRole('log', { name: 'Conversation' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Back to the conversation' }));
    expect(await screen.findByRole('log', { name: 'Conversation' })).toBeTruthy();
  });

  it('is for staff', async () => {
    show({ ...STAFF, id: 'ada', role: 'USER', presence: null });
    expect(await screen.findByRole('heading', { name: 'The desk is for staff' })).toBeTruthy();
  });
});

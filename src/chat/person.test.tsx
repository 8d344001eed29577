// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubLayout } from '../transcript/layout.testing.ts';
import type { MemoryBackend } from '../transports/memory.ts';
import { escalate } from '../transports/memory-escalation.ts';
import type { ChatHandle } from './handle.ts';
import { ADA, type BOT, field, log, openChat, seeded } from './open-chat.test.kit.tsx';

const MAYA = { id: 'maya', role: 'AGENT', name: 'Maya', avatarUrl: null } as const;

beforeEach(() => {
  sessionStorage.clear();
  stubLayout();
});
afterEach(cleanup);

async function opened(options: Parameters<typeof openChat>[0] = {}) {
  const ref = createRef<ChatHandle>();
  const chat = openChat({ seed: seeded, ...options, props: { ref, conversationId: 'c1', ...options.props } });
  await waitFor(() => expect(log()).toContain('On its way.'));
  return { ...chat, handle: (): ChatHandle => ref.current as ChatHandle };
}
const step = (backend: MemoryBackend, ...given: [typeof BOT | typeof ADA | typeof MAYA, Parameters<typeof escalate>[3], object?]): void =>
  act(() => void escalate(backend, backend.conversation('c1'), given[0], given[1], (given[2] ?? {}) as Parameters<typeof escalate>[4]));

describe('a reply to a closed conversation (X-11)', () => {
  const closed = async (until: number | null = null) => {
    const chat = await opened({
      ...(until === null ? {} : { now: () => until }),
      props: { conversationId: undefined, initialConversationId: 'c1' },
    });
    await act(async () => void (await chat.handle().closeConversation()));
    await screen.findByText(/You closed this conversation/u);
    return chat;
  };
  it('asks, and reopens only when that is chosen; the reply stays till then, through a reload too', async () => {
    const { backend, unmount } = await closed();
    await userEvent.type(field(), 'One more thing{Enter}');
    await screen.findByRole('region', { name: 'This conversation is closed' });
    expect(backend.conversation('c1').state).toBe('CLOSED');
    unmount();
    openChat({ backend, props: { initialConversationId: 'c1' } });
    await waitFor(() => expect(field().value).toBe('One more thing'));
    await userEvent.type(field(), '{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Reopen and send' }));
    await waitFor(() => expect(log()).toContain('You asked: One more thing'));
    expect(log()).toContain('You reopened the conversation');
    expect(field().value).toBe('');
    expect([...backend.conversations.keys()]).toEqual(['c1']);
  });
  it('or starts a new conversation, and the closed one stays closed', async () => {
    const { backend } = await closed();
    await userEvent.type(field(), 'Something else{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Start a new one' }));
    await waitFor(() => expect(log()).toContain('You asked: Something else'));
    expect(log()).not.toContain('On its way.');
    expect(backend.conversation('c1').state).toBe('CLOSED');
    expect(backend.conversations.size).toBe(2);
  });
  it('is given back when it is called off', async () => {
    const { backend } = await closed();
    await userEvent.type(field(), 'Hm{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(field().value).toBe('Hm'));
    expect(backend.commands.filter((command) => command.type === 'reopen')).toEqual([]);
  });
  it('starts a new one without asking once it can no longer be reopened, and says so before', async () => {
    const { backend } = await closed(Date.parse('2020-01-01T00:00:00.000Z'));
    expect(field().placeholder).toBe('Your reply starts a new conversation');
    await userEvent.type(field(), 'Late{Enter}');
    await waitFor(() => expect(log()).toContain('You asked: Late'));
    expect(backend.conversations.size).toBe(2);
    expect(backend.conversation('c1').state).toBe('CLOSED');
  });
  it('from the page is not sent either: the person is asked', async () => {
    const { backend, handle } = await closed();
    await act(async () => {
      await expect(handle().sendMessage('From the page')).rejects.toThrow(/closed/u);
    });
    await screen.findByRole('region', { name: 'This conversation is closed' });
    expect(backend.commands.filter((command) => command.type === 'send')).toEqual([]);
  });
});

describe('the page drives the way to a person', () => {
  it('requestHuman() opens the consent, and resolves with whether it was given', async () => {
    const onEscalation = vi.fn();
    const { backend, handle } = await opened({ props: { onEscalation } });
    const declined = handle().requestHuman();
    await screen.findByRole('button', { name: 'Ask for a person' });
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await expect(declined).resolves.toBe(false);
    expect(backend.conversation('c1').escalation.state).toBe('AI');
    const given = handle().requestHuman('Wants a refund');
    await userEvent.click(await screen.findByRole('button', { name: 'Ask for a person' }));
    await expect(given).resolves.toBe(true);
    await waitFor(() => expect(onEscalation.mock.calls).toEqual([['Wants a refund', 'c1']]));
    await expect(handle().requestHuman()).resolves.toBe(false);
  });
  it('cancelEscalation() ends the waiting and no talk; returnToAssistant() ends the talk', async () => {
    const { backend, handle } = await opened();
    await expect(handle().cancelEscalation()).resolves.toBe(false);
    step(backend, ADA, 'QUEUED');
    await screen.findByText(/waiting for a person/u);
    await act(async () => expect(await handle().cancelEscalation()).toBe(true));
    await waitFor(() => expect(log()).toContain('You stopped waiting: back with the assistant'));
    step(backend, ADA, 'QUEUED');
    step(backend, MAYA, 'CONNECTED', { agent: MAYA });
    await screen.findByText('Maya is with you now.');
    await expect(handle().cancelEscalation()).resolves.toBe(false);
    await act(async () => expect(await handle().returnToAssistant()).toBe(true));
    await waitFor(() => expect(backend.conversation('c1').escalation.state).toBe('RETURNED'));
  });
  it('is told each change, and of one that was there at the beginning nothing', async () => {
    const onEscalation = vi.fn();
    const onEscalationChange = vi.fn();
    const { backend } = await opened({
      seed: (made) => {
        seeded(made);
        escalate(made, made.conversation('c1'), ADA, 'QUEUED', { reason: 'Before' });
      },
      props: { onEscalation, onEscalationChange },
    });
    await screen.findByText(/waiting for a person/u);
    step(backend, MAYA, 'CONNECTED', { agent: MAYA });
    await waitFor(() =>
      expect(onEscalationChange.mock.calls.map(([one, id]) => [one.state, one.agent?.name, id])).toEqual([['CONNECTED', 'Maya', 'c1']]),
    );
    expect(onEscalation).not.toHaveBeenCalled();
  });
});

describe('with a person', () => {
  it('their typing is shown and ends, and what they have seen is marked', async () => {
    const { backend } = await opened();
    step(backend, ADA, 'QUEUED');
    step(backend, MAYA, 'CONNECTED', { agent: MAYA });
    act(() => void backend.addMessage(backend.conversation('c1'), { author: ADA, text: 'Are you there?' }));
    act(() => backend.setLive('c1', { typing: [MAYA] }));
    await screen.findByText('Maya is writing…');
    act(() => backend.setLive('c1', { typing: [] }));
    await waitFor(() => expect(screen.queryByText('Maya is writing…')).toBeNull());
    expect(log()).not.toContain('Seen');
    const conversation = backend.conversation('c1');
    act(() => {
      conversation.read.set(MAYA.id, { participant: MAYA, seq: conversation.log.length });
      backend.setLive('c1', {});
    });
    await waitFor(() => expect(log().match(/Seen/gu)).toHaveLength(1));
  });
});

// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atWork } from '../queries/at-work.ts';
import { stubLayout } from '../transcript/layout.testing.ts';
import type { ChatHandle } from './handle.ts';
import { field, openChat, seeded } from './open-chat.test.kit.tsx';

beforeEach(() => {
  sessionStorage.clear();
  stubLayout();
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

it('is at work while something stands in the field, and while an answer is being written', async () => {
  const ref = createRef<ChatHandle>();
  openChat({ props: { ref }, paceMs: 20, answer: () => [{ say: 'word '.repeat(200) }, { end: 'COMPLETED' }] });
  const chat = await held(ref);
  expect(atWork()).toEqual([]);
  await userEvent.type(field(), 'Hello');
  expect(atWork()).toEqual(['typed']);
  await userEvent.clear(field());
  expect(atWork()).toEqual([]);
  await act(async () => void (await chat.sendMessage('Go')));
  await screen.findByRole('button', { name: 'Stop generating' });
  expect(atWork()).toEqual(['answering']);
  await act(async () => expect(await chat.stop()).toBe(true));
  await waitFor(() => expect(atWork()).toEqual([]));
});

it('is at work while a message was not taken, and not once the chat is gone', async () => {
  const ref = createRef<ChatHandle>();
  const { backend } = openChat({ props: { ref, conversationId: 'c1' }, seed: seeded });
  const chat = await held(ref);
  await screen.findByText(/On its way\./u);
  backend.faults.refuseNext = { code: 'INVALID_INPUT', message: 'Not now.', retryable: false, retryAfterMs: null };
  await act(async () => void chat.sendMessage('Again').catch(() => undefined));
  await screen.findByText(/Your text is kept here/u);
  expect(atWork()).toEqual(['unsent']);
  cleanup();
  expect(atWork()).toEqual([]);
});

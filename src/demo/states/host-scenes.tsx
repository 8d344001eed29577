import type { ReactNode } from 'react';
import { ASSISTANT, type MemoryBackend } from '../../transports/memory.ts';
import { styled } from '../../ui/index.ts';
import { STOCK, talk } from './answer-scenes.ts';
import { SHORT, SOURCES } from './answers.ts';
import { ago, CUSTOMER, type Scene, type Stage, TALK } from './scene.ts';

const base = { show: 'chat', conversationId: TALK } as const;
function said(backend: MemoryBackend): void {
  talk(
    backend,
    STOCK,
    { author: CUSTOMER, text: 'Where is order 1042?', at: ago(6) },
    { author: ASSISTANT, text: SHORT, at: ago(5), sources: SOURCES.slice(1, 2) },
  );
}
function closed(backend: MemoryBackend): void {
  said(backend);
  const change = { type: 'ConversationChanged', title: STOCK, reason: null, satisfaction: null, actor: CUSTOMER } as const;
  backend.append(backend.conversation(TALK), { ...change, state: 'CLOSED', reopenableUntil: ago(-7 * 1_440) }, ago(3));
}

/** Presses what has this name, or this text, in the stage. */
function press(name: string): void {
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-stage] button')];
  buttons.find((button) => button.getAttribute('aria-label') === name || button.textContent === name)?.click();
}
/** Presses one after the other, each when the page stands still. */
export const pressing =
  (...names: readonly string[]): NonNullable<Scene['act']> =>
  async ({ settled }: Stage) => {
    for (const name of names) {
      await settled();
      press(name);
    }
    await settled();
  };

const Own = styled('div', {
  base: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '3',
    px: '4',
    py: '3',
    bg: 'canvas',
    color: 'text',
    textStyle: 'sm',
  },
});
const Plain = styled('p', {
  base: { margin: '0', px: '3', py: '2', borderRadius: 'control', bg: 'canvas', color: 'text', textStyle: 'md' },
});

/** Parts as a page might bring them. */
const components = {
  Header: ({ title }: { readonly title: string }): ReactNode => <Own>{title}, drawn by the page</Own>,
  Message: ({ message, own }: { readonly message: { readonly text: string }; readonly own: boolean }): ReactNode => (
    <Plain>{`${own ? 'You' : 'Them'}: ${message.text}`}</Plain>
  ),
};

/** What the page around the chat can make of it, and what lies around the messages. */
export const hostScenes: readonly Scene[] = [
  {
    name: 'start-screen',
    group: 'Beginning',
    title: 'Greeting and questions of the page',
    show: 'chat',
    conversationId: null,
    chat: {
      startScreen: {
        greeting: 'Good to see you, {name}',
        prompts: ['Where is order 1077?', 'What is running low this week?', 'How do returns work?'],
      },
      disclaimer: 'Answers about prices are not binding.',
    },
  },
  {
    ...base,
    name: 'branded',
    group: 'Frame',
    title: 'Colour, corners and face of the page',
    seed: said,
    look: { brand: '#0A7D4B', radius: 4, font: 'Georgia, serif' },
  },
  { ...base, name: 'compact', group: 'Frame', title: 'Compact', seed: said, look: { density: 'compact' } },
  { ...base, name: 'read-only', group: 'Frame', title: 'Read only', seed: said, chat: { readOnly: true } },
  { ...base, name: 'slots', group: 'Frame', title: 'Header and messages of the page', seed: said, chat: { components } },
  { ...base, name: 'menu', group: 'Frame', title: 'The menu', seed: said, act: pressing('Conversation menu') },
  {
    ...base,
    name: 'shortcuts',
    group: 'Frame',
    title: 'Keyboard shortcuts',
    seed: said,
    act: pressing('Conversation menu', 'Keyboard shortcuts'),
  },
  {
    ...base,
    name: 'eight-lines',
    group: 'Sending',
    title: 'A long draft in the composer',
    seed: said,
    suggestedMessage: Array.from({ length: 11 }, (_, index) => `Line ${index + 1} of what I want to say`).join('\n'),
  },
  { ...base, name: 'rate', group: 'Line', title: 'Closed, to be rated', seed: closed },
  { ...base, name: 'rate-comment', group: 'Line', title: 'Rated, with room for a comment', seed: closed, act: pressing('2 of 5') },
];

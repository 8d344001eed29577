// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stubLayout } from '../transcript/layout.testing.ts';
import { field, log, openChat, seeded } from './open-chat.test.kit.tsx';
import type { Slots } from './slots.ts';

beforeEach(() => {
  sessionStorage.clear();
  stubLayout();
  Element.prototype.scrollTo = () => undefined;
});
afterEach(cleanup);

/** Parts of the host that count how often they are drawn. */
function counting() {
  const drawn = { header: 0, composer: 0, messages: new Map<string, number>() };
  const header: Slots['Header'] = ({ title }) => {
    drawn.header += 1;
    return <h2>{title}</h2>;
  };
  const composer: Slots['Composer'] = ({ value, onChange }) => {
    drawn.composer += 1;
    return <textarea aria-label="Message" value={value} onChange={(event) => onChange(event.target.value)} />;
  };
  const message: Slots['Message'] = ({ message: shown }) => {
    drawn.messages.set(shown.text.slice(0, 12), (drawn.messages.get(shown.text.slice(0, 12)) ?? 0) + 1);
    return <p>{shown.text}</p>;
  };
  return { drawn, components: { Header: header, Composer: composer, Message: message } satisfies Slots };
}

describe('what is drawn again', () => {
  it('K-11 for a letter: the composer, and no message and no header', async () => {
    const { drawn, components } = counting();
    openChat({ props: { conversationId: 'c1', components }, seed: seeded });
    await waitFor(() => expect(log()).toContain('On its way.'));
    // The first letter begins a draft; the ones after it are the rule.
    await userEvent.type(field(), 'W');
    const before = { header: drawn.header, messages: [...drawn.messages.values()].join(), composer: drawn.composer };
    await userEvent.type(field(), 'here is it now?');
    expect(field().value).toBe('Where is it now?');
    expect(drawn.composer - before.composer).toBeGreaterThanOrEqual(15);
    expect(drawn.header).toBe(before.header);
    expect([...drawn.messages.values()].join()).toBe(before.messages);
  });
  it('K-11 for a token: its message, and no other, no composer and no header', async () => {
    const { drawn, components } = counting();
    const { backend } = openChat({ props: { conversationId: 'c1', components }, seed: seeded });
    await waitFor(() => expect(log()).toContain('On its way.'));
    const answer = backend.beginAnswer('c1');
    await act(async () => answer.write('An answer that '));
    await waitFor(() => expect(log()).toContain('An answer that'));
    // Its beginning is drawn by the list, and is told to the server as read.
    await act(async () => new Promise((done) => setTimeout(done, 150)));
    const before = { header: drawn.header, composer: drawn.composer, question: drawn.messages.get('Where is it?') };
    const grown = drawn.messages.get('An answer th') ?? 0;
    for (let at = 0; at < 10; at += 1) await act(async () => answer.write(`grows ${at} `));
    await waitFor(() => expect(log()).toContain('grows 9'));
    expect(drawn.messages.get('An answer th')).toBeGreaterThan(grown);
    expect(drawn.messages.get('Where is it?')).toBe(before.question);
    expect(drawn.header).toBe(before.header);
    expect(drawn.composer).toBe(before.composer);
    expect(screen.getByRole('log').textContent).toContain('On its way.');
  });
  it('K-11 not when the answer is over: what stands there stays, with what is selected in it and what a host keeps in its own', async () => {
    for (const own of [false, true]) {
      const Message: Slots['Message'] = ({ message }) => <p>{message.text}</p>;
      const { backend } = openChat({ props: { conversationId: 'c1', ...(own ? { components: { Message } } : {}) }, seed: seeded });
      await waitFor(() => expect(log()).toContain('On its way.'));
      const answer = backend.beginAnswer('c1');
      await act(async () => answer.write('The first paragraph.\n\nThe second'));
      await waitFor(() => expect(log()).toContain('The first paragraph.'));
      const first = () => [...screen.getByRole('log').querySelectorAll('p')].find((one) => one.textContent?.startsWith('The first'));
      const paragraph = first();
      expect(paragraph).toBeDefined();
      await act(async () => answer.write(' goes on to its end.'));
      await act(async () => answer.finish('COMPLETED'));
      await waitFor(() => expect(log()).toContain('goes on to its end.'));
      if (!own) await screen.findAllByRole('group', { name: 'About this answer' });
      expect(first()).toBe(paragraph);
      cleanup();
    }
  });
});

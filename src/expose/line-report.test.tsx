// @vitest-environment jsdom
import { cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatHandle, ChatLine, ChatRecording } from './contract.ts';

/** A server that does not answer: what is told of the line needs none. */
const connection = { endpoint: '/graphql', getAccessToken: () => 'token' };
beforeEach(() => {
  vi.resetModules();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.reject(new TypeError('no network'))),
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

async function mount(props: { recorder?: boolean | 'with-text'; onLineChange?: (line: ChatLine) => void }, configured?: boolean) {
  const { AIChatInterface } = await import('./ai-chat-interface.tsx');
  if (configured !== undefined) (await import('./configure.ts')).configure({ connection, recorder: configured });
  const chat: { current: ChatHandle | null } = { current: null };
  render(<AIChatInterface ref={chat} connection={connection} useWebSocket={false} conversationId="c1" {...props} />);
  await waitFor(() => expect(chat.current).not.toBeNull());
  return { recording: (): ChatRecording | null => chat.current?.exportRecording() ?? null };
}

describe('the line, as the page is told of it', () => {
  it('N-1 exportRecording() is null until the page asks for a record', async () => {
    expect((await mount({})).recording()).toBeNull();
  });

  it('N-1 the prop begins one, without text unless it says so', async () => {
    const { recording } = await mount({ recorder: true });
    await waitFor(() => expect(recording()?.entries.map(({ type }) => type)).toContain('lost'));
    expect(recording()).toMatchObject({ version: 1, mode: 'redacted', dropped: 0 });
    cleanup();
    expect((await mount({ recorder: 'with-text' })).recording()?.mode).toBe('with-text');
  });

  it('N-1 configure() begins one for every instance', async () => {
    expect((await mount({}, true)).recording()?.mode).toBe('redacted');
  });

  it('onLineChange is told at once and of changes, and one that throws breaks nothing', async () => {
    const told: ChatLine[] = [];
    const { recording } = await mount({
      recorder: true,
      onLineChange: (line) => {
        told.push(line);
        throw new Error('the page’s own');
      },
    });
    await waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'reconnecting', conversationId: 'c1', lastRecoveryMs: null }));
    expect(told.length).toBeGreaterThan(1);
    expect(told[0]?.counters.holes).toBe(0);
    expect(recording()).not.toBeNull();
  });
});

// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Door } from './door.tsx';

let OpenedDoor: typeof Door;
let said: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  vi.resetModules();
  OpenedDoor = (await import('./door.tsx')).Door;
  said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
const lines = (): string[] => said.mock.calls.map((call: readonly unknown[]) => String(call[0]));

/** Answers `viewer` as the real server does; `viewer` is what stands under `data` or the errors. */
function server(answer: unknown): void {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify(answer), { status: 200, headers: { 'content-type': 'application/json' } })),
  );
}
const connection = { endpoint: '/graphql', getAccessToken: () => 'token' };

describe('door', () => {
  it('says in one calm line that no server was found, and names the three ways once in the console', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response('<!doctype html>', { status: 404 })),
    );
    render(
      <OpenedDoor name="AIChatInterface" props={{ isolation: 'scoped' }}>
        inside
      </OpenedDoor>,
    );
    expect(await screen.findByText('The chat is not connected to a server yet.')).toBeTruthy();
    expect(screen.queryByText('inside')).toBeNull();
    const told = lines().filter((line) => line.includes('three ways'));
    expect(told).toHaveLength(1);
    for (const way of ['connection={{ endpoint, getAccessToken }}', 'configure(', 'POST /auth/chat-token']) expect(told[0]).toContain(way);
  });

  it('H37 shows nothing of a conversation when the userId disagrees with the token, and tells the developer why', async () => {
    server({ errors: [{ message: 'userId "u2" is not the subject of the token.', extensions: { code: 'FORBIDDEN' } }], data: null });
    render(
      <OpenedDoor name="AIChatInterface" props={{ isolation: 'scoped', connection, userId: 'u2', useWebSocket: false }}>
        inside
      </OpenedDoor>,
    );
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('This account may not open the chat here.'));
    expect(screen.queryByText('inside')).toBeNull();
    expect(lines().some((line) => line.includes('userId "u2" is not the subject of the token.'))).toBe(true);
  });

  it('takes its size and colours from the props', () => {
    server({ data: {} });
    render(
      <OpenedDoor
        name="AIChatInterface"
        props={{ isolation: 'scoped', connection, height: 480, width: '50%', colorScheme: 'dark', useWebSocket: false }}
      >
        inside
      </OpenedDoor>,
    );
    const root = document.querySelector<HTMLElement>('.aics-root');
    expect([root?.style.height, root?.style.width, root?.dataset.aicsScheme]).toEqual(['480px', '50%', 'dark']);
  });

  it('gives what is inside the host’s words, language, colours and density', async () => {
    server({ data: {} });
    const { useLocale, useText } = await import('../i18n/index.ts');
    function Inside() {
      return <p>{`${useText()('chat.new')} ${useLocale()}`}</p>;
    }
    const labels = { 'chat.new': 'Neues Gespräch', 'no.such.key': 'x' };
    const theme = { brand: '#0A7D4B', radius: 4, font: 'Georgia' };
    const props = {
      isolation: 'scoped' as const,
      connection,
      labels,
      theme,
      locale: 'de-CH',
      density: 'compact' as const,
      useWebSocket: false,
    };
    render(
      <OpenedDoor name="AIChatInterface" props={props}>
        <Inside />
      </OpenedDoor>,
    );
    expect(await screen.findByText('Neues Gespräch de-CH')).toBeTruthy();
    const root = document.querySelector<HTMLElement>('.aics-root');
    expect([root?.lang, root?.dataset.aicsDensity, root?.style.fontFamily, root?.style.getPropertyValue('--aics-radii-card')]).toEqual([
      'de-CH',
      'compact',
      'Georgia',
      '6px',
    ]);
    expect(root?.style.getPropertyValue('--aics-colors-accent')).toMatch(/^#[\da-f]{6}$/u);
    expect(lines().filter((line) => line.includes('no.such.key'))).toHaveLength(1);
  });

  it('tells the host of a server that is missing or refuses, and of an error while rendering', async () => {
    const told: string[] = [];
    const onError = ({ code }: { code: string }) => told.push(code);
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response('<!doctype html>', { status: 404 })),
    );
    render(
      <OpenedDoor name="AIChatInterface" props={{ isolation: 'scoped', onError }}>
        inside
      </OpenedDoor>,
    );
    await waitFor(() => expect(told).toEqual(['not-connected']));
    cleanup();
    server({ errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }], data: null });
    render(
      <OpenedDoor name="AIChatInterface" props={{ isolation: 'scoped', onError, connection, userId: 'u3', useWebSocket: false }}>
        inside
      </OpenedDoor>,
    );
    await waitFor(() => expect(told).toEqual(['not-connected', 'refused']));
    cleanup();
    const Broken = (): never => {
      throw new Error('broken');
    };
    server({ data: { viewer: null } });
    render(
      <OpenedDoor name="AIChatInterface" props={{ isolation: 'scoped', onError, connection, userId: 'u4', useWebSocket: false }}>
        <Broken />
      </OpenedDoor>,
    );
    await waitFor(() => expect(told).toEqual(['not-connected', 'refused', 'broken']));
  });
});

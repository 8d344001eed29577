// @vitest-environment jsdom
import { act, cleanup, render, waitFor } from '@testing-library/react';
import { type ReactNode, StrictMode, useEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChatRuntime, useChatRuntime } from './queries/chat-provider.tsx';
import { useCommands, useOutbox } from './queries/commands.ts';
import { useConversations } from './queries/conversations.ts';
import { useViewer } from './queries/viewer.ts';
import { ChatRuntimeProvider, THREE_WAYS } from './runtime.tsx';
import { absoluteEndpoint, resolveConnection, setConnection, socketUrl, subjectOf } from './runtime-connection.ts';
import { uuid } from './runtime-environment.ts';

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const tokenFor = (sub: string): string => `x.${btoa(JSON.stringify({ sub })).replaceAll('=', '')}.y`;
const connectionOf = (sub: () => string, endpoint = '/graphql') => ({ endpoint, getAccessToken: () => tokenFor(sub()) });

beforeEach(() => {
  sessionStorage.clear();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  setConnection(null);
  vi.unstubAllGlobals();
});

function serve(answer: (query: string, token: string) => Response | Promise<Response>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (input: string | URL, init?: RequestInit) => {
    const url = new URL(String(input), location.href);
    asked.push(url.pathname);
    if (url.pathname !== '/graphql') return new Response('Not found', { status: 404, headers: { 'content-type': 'text/html' } });
    return answer(String(init?.body), new Headers(init?.headers).get('authorization') ?? '');
  });
  return asked;
}

const seen: ChatRuntime[] = [];
function Probe({ note }: { note?: (runtime: ChatRuntime) => void }): ReactNode {
  note?.(useChatRuntime());
  return null;
}

describe('runtime', () => {
  it('names the three ways, once in the console, when nothing answers', async () => {
    const asked = serve(() => json({}));
    const Failing = (): ReactNode => {
      const { error } = useViewer();
      const { error: listError } = useConversations();
      return (
        <p>
          {error?.message}
          {listError?.kind}
        </p>
      );
    };
    const view = render(
      <ChatRuntimeProvider useWebSocket={false}>
        <Failing />
      </ChatRuntimeProvider>,
    );
    await waitFor(() => expect(view.container.textContent).toBe(`${THREE_WAYS}refused`));
    expect(asked).toContain('/auth/chat-token');
    expect(vi.mocked(console.error).mock.calls.filter(([text]) => text === THREE_WAYS)).toHaveLength(1);
  });

  it('one runtime per endpoint and subject, through StrictMode and inline connections', () => {
    seen.length = 0;
    const tree = (): ReactNode => (
      <StrictMode>
        <ChatRuntimeProvider connection={connectionOf(() => 'ada')} userId="ada" useWebSocket={false}>
          <Probe note={(runtime) => seen.push(runtime)} />
        </ChatRuntimeProvider>
        <ChatRuntimeProvider connection={connectionOf(() => 'ada')} userId="ada" useWebSocket={false}>
          <Probe note={(runtime) => seen.push(runtime)} />
        </ChatRuntimeProvider>
      </StrictMode>
    );
    const view = render(tree());
    view.rerender(tree());
    expect(new Set(seen).size).toBe(1);
    view.rerender(
      <ChatRuntimeProvider connection={connectionOf(() => 'ben')} userId="ben" useWebSocket={false}>
        <Probe note={(runtime) => seen.push(runtime)} />
      </ChatRuntimeProvider>,
    );
    expect(new Set(seen).size).toBe(2);
    expect(seen.at(-1)?.queryClient).not.toBe(seen[0]?.queryClient);
  });

  it('F41 a switch of identity leaves neither cache nor unsent text of the earlier one', async () => {
    serve(() => new Promise(() => {}));
    let key = '';
    const Sender = (): ReactNode => {
      const commands = useCommands();
      key ||= commands.send(null, 'secret of ada').conversationKey;
      return (
        <p>
          {useOutbox(key)
            .map(({ text }) => text)
            .join()}
        </p>
      );
    };
    const view = render(
      <ChatRuntimeProvider connection={connectionOf(() => 'ada')} userId="ada" useWebSocket={false}>
        <Sender />
      </ChatRuntimeProvider>,
    );
    expect(JSON.stringify({ ...sessionStorage })).toContain('secret of ada');
    expect(view.container.textContent).toBe('secret of ada');
    view.rerender(
      <ChatRuntimeProvider connection={connectionOf(() => 'ben')} userId="ben" useWebSocket={false}>
        <Sender />
      </ChatRuntimeProvider>,
    );
    expect(view.container.textContent).toBe('');
    await waitFor(() => expect(JSON.stringify({ ...sessionStorage })).not.toContain('secret of ada'));
  });

  it('F41 the same when only the token says that somebody else is here now', async () => {
    let who = 'ada';
    let refuse = false;
    serve((_, token) =>
      refuse && token.includes(tokenFor('ada'))
        ? json({ errors: [{ message: 'ended' }] }, 401)
        : json({ data: { viewer: { id: who, role: 'USER', name: who, organizations: [], presence: null, tokenExpiresInSeconds: null } } }),
    );
    const Who = (): ReactNode => {
      const { viewer } = useViewer();
      const runtime = useChatRuntime();
      return (
        <button type="button" onClick={() => void runtime.queryClient.invalidateQueries()}>
          {viewer?.name}
        </button>
      );
    };
    const view = render(
      <ChatRuntimeProvider connection={connectionOf(() => who)} useWebSocket={false}>
        <Who />
      </ChatRuntimeProvider>,
    );
    await waitFor(() => expect(view.container.textContent).toBe('ada'));
    sessionStorage.setItem(
      `ai-cs-agent|${absoluteEndpoint('/graphql')}||outbox|x`,
      '{"id":"x","conversationKey":"c","text":"secret of ada"}',
    );
    who = 'ben';
    refuse = true;
    act(() => view.container.querySelector('button')?.click());
    await waitFor(() => expect(view.container.textContent).toBe('ben'));
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('secret of ada');
  });

  it('F41 the host is told once how many messages were not sent, and nothing is drawn before they are gone', async () => {
    serve(() => new Promise(() => {}));
    const order: string[] = [];
    const Sender = ({ who }: { who: string }): ReactNode => {
      const commands = useCommands();
      const { outbox, drafts } = useChatRuntime();
      if (!order.includes(who))
        order.push(who, JSON.stringify({ ...sessionStorage }).includes(`secret of ${who === 'ben' ? 'ada' : 'cy'}`) ? 'left' : 'clean');
      useEffect(() => {
        if (who !== 'ada' || outbox.unsent > 0) return;
        for (const at of [1, 2]) commands.send(`c${at}`, 'secret of ada');
        drafts.write('ada', '', 'secret of ada');
      }, [who, commands, drafts, outbox]);
      return null;
    };
    const told = vi.fn();
    const also = vi.fn();
    const tree = (who: string): ReactNode => (
      <>
        <ChatRuntimeProvider connection={connectionOf(() => who, '/graphql?one')} userId={who} useWebSocket={false} onIdentityChange={told}>
          <Sender who={who} />
        </ChatRuntimeProvider>
        <ChatRuntimeProvider connection={connectionOf(() => who, '/graphql?one')} userId={who} useWebSocket={false} onIdentityChange={also}>
          <Sender who={who} />
        </ChatRuntimeProvider>
      </>
    );
    const view = render(tree('ada'));
    expect(JSON.stringify({ ...sessionStorage })).toContain('secret of ada');
    expect(told).not.toHaveBeenCalled();
    view.rerender(tree('ben'));
    expect(order).toEqual(['ada', 'clean', 'ben', 'clean']);
    await waitFor(() => expect(told.mock.calls.length + also.mock.calls.length).toBe(1));
    expect(told).toHaveBeenCalledWith({ unsent: 2 });
  });

  it('F41 the same when the page was loaded anew in between', async () => {
    serve(() => new Promise(() => {}));
    const scope = `ai-cs-agent|${absoluteEndpoint('/graphql?two')}|ada`;
    sessionStorage.setItem(
      `ai-cs-agent-identity|${absoluteEndpoint('/graphql?two')}`,
      JSON.stringify({ owner: 'ada', scope, device: null }),
    );
    sessionStorage.setItem(`${scope}|outbox|x`, '{"id":"x","conversationKey":"c","text":"secret of ada"}');
    sessionStorage.setItem(`${scope}|draft|["ada","c"]`, 'secret of ada');
    const told = vi.fn();
    const kept: string[] = [];
    const Note = (): ReactNode => {
      kept.push(JSON.stringify({ ...sessionStorage }));
      return null;
    };
    render(
      <ChatRuntimeProvider
        connection={connectionOf(() => 'dora', '/graphql?two')}
        userId="dora"
        useWebSocket={false}
        onIdentityChange={told}
      >
        <Note />
      </ChatRuntimeProvider>,
    );
    expect(kept.join()).not.toContain('secret of ada');
    await waitFor(() => expect(told.mock.calls).toEqual([[{ unsent: 1 }]]));
  });

  it('F39 a token that is refused: one new one is asked for, then nobody asks again, and what was written is kept', async () => {
    let given = 0;
    const asked = serve(() => json({ errors: [{ message: 'ended' }] }, 401));
    const connection = {
      endpoint: '/graphql',
      getAccessToken: () => {
        given += 1;
        return tokenFor('eve');
      },
    };
    const Writer = (): ReactNode => {
      const commands = useCommands();
      const { outbox } = useChatRuntime();
      const { error } = useViewer();
      useEffect(() => {
        if (outbox.unsent === 0) commands.send('c1', 'kept for later');
      }, [commands, outbox]);
      return (
        <p>
          {error?.kind}
          {useOutbox('c1')
            .map(({ text, state }) => `, ${text} ${state}`)
            .join()}
        </p>
      );
    };
    const view = render(
      <ChatRuntimeProvider connection={connection} userId="eve" useWebSocket={false}>
        <Writer />
      </ChatRuntimeProvider>,
    );
    await waitFor(() => expect(view.container.textContent).toBe('signed-out, kept for later queued'));
    const before = [given, asked.length];
    expect(given).toBeLessThanOrEqual(2);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([given, asked.length]).toEqual(before);
    expect(JSON.stringify({ ...sessionStorage })).toContain('kept for later');
  });

  it("H37 tells the host's developer once why its userId was refused", async () => {
    serve(() => json({ errors: [{ message: 'The userId "x" is not the token\'s subject.', extensions: { code: 'IDENTITY_MISMATCH' } }] }));
    const Wrong = (): ReactNode => <p>{useViewer({ userId: 'x' }).error?.kind}</p>;
    const view = render(
      <ChatRuntimeProvider connection={connectionOf(() => 'ada')} userId="x" useWebSocket={false}>
        <Wrong />
      </ChatRuntimeProvider>,
    );
    await waitFor(() => expect(view.container.textContent).toBe('refused'));
    expect(vi.mocked(console.error).mock.calls.filter(([text]) => String(text).includes("is not the token's subject"))).toHaveLength(1);
  });
});

describe('connection', () => {
  it("is the instance's own, else the configured one, else the page's own origin", () => {
    const own = connectionOf(() => 'own');
    const set = connectionOf(() => 'set');
    expect(resolveConnection().endpoint).toBe('/graphql');
    setConnection(set);
    expect(resolveConnection()).toBe(set);
    expect(resolveConnection(own)).toBe(own);
  });

  it("makes one address of an endpoint, and the WebSocket's of the same path", () => {
    expect(absoluteEndpoint('/graphql')).toBe(new URL('/graphql', location.href).href);
    expect(socketUrl('https://chat.example.com/api/graphql')).toBe('wss://chat.example.com/api/graphql');
    expect(() => absoluteEndpoint('javascript:alert(1)')).toThrow(/no http or https address/u);
  });

  it('reads the subject of a token, and none from what is no JWT', () => {
    expect(subjectOf(tokenFor('ada'))).toBe('ada');
    expect(subjectOf('opaque')).toBeNull();
    expect(subjectOf('a.b.c')).toBeNull();
  });

  it('F62 mints version 4 ids without crypto.randomUUID', () => {
    expect(uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(new Set(Array.from({ length: 100 }, uuid)).size).toBe(100);
  });
});

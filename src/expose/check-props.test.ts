import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AIChatInterfaceProps } from './contract.ts';

async function fresh() {
  vi.resetModules();
  return (await import('./check-props.ts')).checkedProps;
}
let said: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe('H47 props of the host', () => {
  it('lets right ones through as they are', async () => {
    const checked = await fresh();
    const props: AIChatInterfaceProps = {
      userId: 'u1',
      conversationId: null,
      useWebSocket: false,
      height: '100dvh',
      width: 400,
      colorScheme: 'dark',
      title: '<b>Help</b>',
      context: [{ key: 'order', value: '1042' }],
      connection: { endpoint: '/graphql', getAccessToken: () => 't' },
      onEscalation: () => undefined,
      onEscalationChange: () => undefined,
    };
    const more: AIChatInterfaceProps = {
      ref: { current: null },
      theme: { brand: '#0A7D4B', radius: 4, font: 'Inter, "Segoe UI", sans-serif' },
      density: 'compact',
      locale: 'de-CH',
      labels: { 'chat.new': 'Neu', 'list.unread': { one: '1', other: '{count}' } },
      startScreen: { greeting: 'Hi {name}', prompts: ['a'] },
      disclaimer: '',
      readOnly: true,
      announce: 'complete',
      titleBadge: false,
      metadata: { plan: 'pro' },
      components: { Message: () => null },
      onError: () => undefined,
    };
    const handlers = { onEscalation: expect.any(Function), onEscalationChange: expect.any(Function) };
    expect(checked('AIChatInterface', { ...props, ...more })).toEqual({ ...props, ...more, ...handlers, onError: expect.any(Function) });
    expect(checked('AIChatInterface', props)).toEqual({ ...props, ...handlers });
    expect(said).not.toHaveBeenCalled();
  });

  it.each([
    ['height', 'red;} body{display:none'],
    ['height', Number.NaN],
    ['width', 'url("x")'],
    ['colorScheme', 'neon'],
    ['useWebSocket', 'false'],
    ['userId', 42],
    ['userId', 'x'.repeat(257)],
    ['onEscalation', 'alert(1)'],
    ['connection', { endpoint: '/graphql' }],
    ['connection', 'https://evil.example'],
    ['connection', { endpoint: 'javascript:alert(1)', getAccessToken: () => 't' }],
    ['context', [{ key: 1, value: 'x' }]],
    ['context', 'order'],
    ['conversationId', {}],
    ['ref', 'chat'],
    ['theme', { brand: 'red;} body{' }],
    ['theme', { radius: 99 }],
    ['theme', { colour: '#000000' }],
    ['theme', { font: 'x; } body {' }],
    ['density', 'tiny'],
    ['locale', 'not a locale'],
    ['labels', { 'chat.new': 7 }],
    ['startScreen', { prompts: 'one' }],
    ['startScreen', { prompts: ['1', '2', '3', '4', '5'] }],
    ['disclaimer', 1],
    ['readOnly', 'yes'],
    ['announce', 'loudly'],
    ['titleBadge', 0],
    ['metadata', { plan: {} }],
    ['components', { Header: '<h1>' }],
    ['components', { Footer: () => null }],
    ['onError', {}],
    ['onMessageSend', 'x'],
    ['onUnreadChange', 3],
  ])('leaves out %s = %j and says so once', async (prop, value) => {
    const checked = await fresh();
    const given = { title: 'Help', [prop]: value } as AIChatInterfaceProps;
    expect(checked('AIChatInterface', given)).toEqual({ title: 'Help' });
    checked('AIChatInterface', given);
    expect(said).toHaveBeenCalledOnce();
    expect(String(said.mock.calls[0]?.[0])).toContain(`<AIChatInterface>: the prop "${prop}" must be`);
  });

  const ofAll = { locale: 'de', labels: { 'chat.new': 'Neu' }, theme: { brand: '#0A7D4B' }, density: 'compact' };
  const ofChats = { ...ofAll, metadata: { plan: 'pro' }, disclaimer: '', readOnly: true };
  it.each([
    ['AIChatInterface', ofChats],
    ['AICustomerServiceDemo', ofChats],
    ['FloatingChatButton', ofChats],
    ['ConversationList', { ...ofAll, readOnly: true }],
    ['AgentDesk', { ...ofAll, conversationId: 'c1', shortcuts: false }],
    ['ChatHeadlessProvider', { locale: 'de', userId: 'u1' }],
  ] as const)('%s takes what belongs to it, and says of each wrong one once what it should be', async (component, right) => {
    const checked = await fresh();
    expect(checked(component, right)).toEqual(right);
    expect(said).not.toHaveBeenCalled();
    const wrong = Object.fromEntries(Object.keys(right).map((prop) => [prop, Symbol('nonsense')]));
    expect(checked(component, wrong)).toEqual({});
    expect(checked(component, wrong)).toEqual({});
    expect(said.mock.calls.map((call: unknown[]) => String(call[0]).split(' must be ')[0])).toEqual(
      expect.arrayContaining(Object.keys(right).map((prop) => `<${component}>: the prop "${prop}"`)),
    );
    expect(said).toHaveBeenCalledTimes(Object.keys(right).length);
  });

  it('takes null for left out, except where it means a new conversation', async () => {
    const checked = await fresh();
    expect(checked('AIChatInterface', { title: null, conversationId: null } as unknown as AIChatInterfaceProps)).toEqual({
      conversationId: null,
    });
    expect(said).not.toHaveBeenCalled();
  });

  it('passes over what it does not know, inherited properties and __proto__', async () => {
    const checked = await fresh();
    const given = JSON.parse(
      '{"__proto__": {"title": "polluted"}, "dangerouslySetInnerHTML": {"__html": "<script>"}}',
    ) as AIChatInterfaceProps;
    const kept = checked('AIChatInterface', Object.assign(Object.create({ title: 'inherited' }) as AIChatInterfaceProps, given));
    expect(kept).toEqual({});
    expect(kept.title).toBeUndefined();
  });
});

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
    };
    expect(checked('AIChatInterface', props)).toEqual(props);
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
  ])('leaves out %s = %j and says so once', async (prop, value) => {
    const checked = await fresh();
    const given = { title: 'Help', [prop]: value } as AIChatInterfaceProps;
    expect(checked('AIChatInterface', given)).toEqual({ title: 'Help' });
    checked('AIChatInterface', given);
    expect(said).toHaveBeenCalledOnce();
    expect(String(said.mock.calls[0]?.[0])).toContain(`<AIChatInterface>: the prop "${prop}" must be`);
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

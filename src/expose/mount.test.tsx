// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mount } from './mount.ts';
import type { MountModule } from './mount-contract.ts';

const connection = { endpoint: '/graphql', getAccessToken: () => 'token' };
const props = { connection, useWebSocket: false };
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.reject(new TypeError('no network'))),
  );
});
afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const place = (): HTMLElement => {
  const element = document.createElement('div');
  element.innerHTML = '<p>of the page</p>';
  document.body.append(element);
  return element;
};
const hosts = (element: Element): NodeListOf<Element> => element.querySelectorAll('[data-ai-cs-agent]');

describe('mount', () => {
  it('draws into a shadow root beside what is in the element, and takes only its own away', async () => {
    const element = place();
    const before = element.outerHTML;
    const chat = mount(element, props);
    await vi.waitFor(() => expect(hosts(element)[0]?.shadowRoot?.querySelector('textarea')).toBeTruthy(), 10_000);
    expect(element.querySelector('textarea')).toBeNull();
    chat.unmount();
    expect(element.outerHTML).toBe(before);
  });

  it('is one for each element: again with the same module updates it, another module takes its place', () => {
    const element = place();
    const chat = mount(element, props);
    expect(mount(element, { ...props, title: 'Second' })).toBe(chat);
    expect(hosts(element)).toHaveLength(1);
    const list = mount(element, props, { module: 'ConversationList' });
    expect(list).not.toBe(chat);
    expect(hosts(element)).toHaveLength(1);
    expect([chat.handle === null, list.handle]).toEqual([false, null]);
    chat.unmount();
    expect(hosts(element)).toHaveLength(1);
    list.unmount();
    list.unmount();
    expect(hosts(element)).toHaveLength(0);
  });

  it('takes isolation from the props too, from the options first, and keeps it until one of them says otherwise', () => {
    const element = place();
    const isolated = (): boolean => hosts(element)[0]?.shadowRoot !== null;
    const chat = mount(element, { ...props, isolation: 'scoped' });
    expect([isolated(), mount(element, { ...props, title: 'Second' }) === chat, isolated()]).toEqual([false, true, false]);
    expect([mount(element, { ...props, isolation: 'shadow' }) === chat, isolated()]).toEqual([false, true]);
    const last = mount(element, { ...props, isolation: 'shadow' }, { isolation: 'scoped' });
    expect(isolated()).toBe(false);
    last.unmount();
  });

  it('says at once what is wrong with its arguments', () => {
    expect(() => mount(null as unknown as Element)).toThrow(TypeError);
    expect(() => mount(place(), props, { module: 'NoSuch' as MountModule })).toThrow(/there is no module "NoSuch"/);
  });

  it('what is asked of the handle before the chat is there is done when it is', async () => {
    const element = place();
    const chat = mount(element, props);
    chat.handle?.setComposerValue('Where is order 1042?');
    const field = () => hosts(element)[0]?.shadowRoot?.querySelector('textarea');
    await vi.waitFor(() => expect(field()?.value).toBe('Where is order 1042?'), 10_000);
    chat.unmount();
  });
});

// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { datesFor } from '../i18n/dates.ts';
import { english, translator } from '../i18n/index.ts';
import type { ConversationView } from '../session/conversation.ts';
import { printText } from './print.ts';

const t = translator(english, 'en');
const author = { id: 'u1', role: 'USER', name: 'Ada', avatarUrl: null };
const view = {
  messages: [{ author, text: '<img src=x onerror=alert(1)> hello', at: '2026-03-02T09:00:00.000Z' }],
} as unknown as ConversationView;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('printing', () => {
  it('H31 puts the conversation as text into a frame of its own, which goes when the paper is out', () => {
    vi.useFakeTimers();
    const print = vi.fn();
    const append = document.body.append.bind(document.body);
    vi.spyOn(document.body, 'append').mockImplementation((...nodes) => {
      append(...nodes);
      const page = document.querySelector('iframe')?.contentWindow;
      if (page) Object.assign(page, { print, focus: () => undefined });
    });
    printText('Order 1042', view, t, datesFor('en', t));
    const frame = document.querySelector('iframe');
    expect(print).toHaveBeenCalledOnce();
    expect(frame?.contentDocument?.querySelector('h1')?.textContent).toBe('Order 1042');
    expect(frame?.contentDocument?.body.textContent).toContain('<img src=x onerror=alert(1)> hello');
    expect(frame?.contentDocument?.querySelector('img')).toBeNull();
    frame?.contentWindow?.dispatchEvent(new Event('afterprint'));
    expect(document.querySelector('iframe')).toBeNull();
  });
});

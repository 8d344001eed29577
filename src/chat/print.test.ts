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

/** Prints as a browser that shows a dialog does; gives the frame and what was called. */
function printed(life: AbortSignal): { frame: HTMLIFrameElement | null; print: ReturnType<typeof vi.fn> } {
  const print = vi.fn();
  const append = document.body.append.bind(document.body);
  vi.spyOn(document.body, 'append').mockImplementation((...nodes) => {
    append(...nodes);
    const page = document.querySelector('iframe')?.contentWindow;
    if (page) Object.assign(page, { print, focus: () => undefined });
  });
  printText('Order 1042', view, t, datesFor('en', t), life);
  return { frame: document.querySelector('iframe'), print };
}

describe('printing', () => {
  it('H31 puts the conversation as text into a frame of its own, which goes when the paper is out', () => {
    vi.useFakeTimers();
    const { frame, print } = printed(new AbortController().signal);
    expect(print).toHaveBeenCalledOnce();
    expect(frame?.contentDocument?.querySelector('h1')?.textContent).toBe('Order 1042');
    expect(frame?.contentDocument?.body.textContent).toContain('<img src=x onerror=alert(1)> hello');
    expect(frame?.contentDocument?.querySelector('img')).toBeNull();
    const waiting = vi.getTimerCount();
    frame?.contentWindow?.dispatchEvent(new Event('afterprint'));
    expect(document.querySelector('iframe')).toBeNull();
    expect(vi.getTimerCount()).toBe(waiting - 1);
  });

  it('leaves neither frame nor timer behind when the chat is gone before the dialog has told of its end', () => {
    vi.useFakeTimers();
    const life = new AbortController();
    printed(life.signal);
    const waiting = vi.getTimerCount();
    expect(document.querySelector('iframe')).not.toBeNull();
    life.abort();
    expect(document.querySelector('iframe')).toBeNull();
    expect(vi.getTimerCount()).toBe(waiting - 1);
  });
});

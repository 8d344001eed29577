// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScopedRoot } from '../ui/index.ts';
import { Panes, paneCount } from './panes.tsx';

let width = 0;
let resized: () => void = () => undefined;
beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => width);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const show = (showing: 'list' | 'chat') =>
  render(
    <ScopedRoot>
      <Panes
        showing={showing}
        list={() => <p>list</p>}
        chat={(panes) => <p>{panes === 1 ? 'chat alone' : 'chat beside'}</p>}
        sources={<p>sources</p>}
      />
    </ScopedRoot>,
  );
const shown = (): string => [...document.querySelectorAll('p')].map((part) => part.textContent).join(', ');

describe('panes by the container’s width', () => {
  it.each([
    [320, 1],
    [639, 1],
    [640, 2],
    [1079, 2],
    [1080, 3],
  ])('%i px hold %i', (pixels, count) => {
    expect(paneCount(pixels)).toBe(count);
  });

  it('mounts one pane below 640 px, so that what is unseen is not read', () => {
    width = 360;
    show('list');
    expect(shown()).toBe('list');
    cleanup();
    show('chat');
    expect(shown()).toBe('chat alone');
  });

  it('keeps the chat mounted while panes come and go around it', () => {
    width = 360;
    show('chat');
    const chat = screen.getByText('chat alone');
    width = 1200;
    act(() => resized());
    expect(shown()).toBe('list, chat beside, sources');
    expect(screen.getByText('chat beside')).toBe(chat);
  });

  it('hands the focus on where one pane takes the other’s place', () => {
    width = 360;
    const panes = (showing: 'list' | 'chat') => (
      <ScopedRoot>
        <Panes
          showing={showing}
          list={() => (
            <button type="button" data-conversation="c1" tabIndex={0}>
              A row
            </button>
          )}
          chat={() => <textarea aria-label="Message" />}
          sources={null}
        />
      </ScopedRoot>
    );
    const { rerender } = render(panes('list'));
    expect(document.activeElement).toBe(document.body);
    rerender(panes('chat'));
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
    rerender(panes('list'));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'A row' }));
  });

  it('told that one pane is left, and of which the focus is in, hands the focus on only where it went with its pane', () => {
    const told: (string | null)[] = [];
    const panes = (showing: 'list' | 'chat') => (
      <ScopedRoot>
        <Panes
          showing={showing}
          onNarrow={(focused) => void told.push(focused)}
          list={() => (
            <button type="button" data-conversation="c1" tabIndex={0}>
              A row
            </button>
          )}
          chat={() => <textarea aria-label="Message" />}
          sources={null}
        />
      </ScopedRoot>
    );
    const resize = (pixels: number) => {
      width = pixels;
      act(() => resized());
    };
    width = 360;
    render(panes('chat'));
    expect(told).toEqual([]);
    resize(900);
    resize(360);
    expect(told).toEqual([null]);
    expect(document.activeElement).toBe(document.body);
    resize(900);
    screen.getByRole('button', { name: 'A row' }).focus();
    resize(360);
    expect(told).toEqual([null, 'list']);
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
    resize(900);
    resize(360);
    expect(told).toEqual([null, 'list', 'chat']);
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
  });
});

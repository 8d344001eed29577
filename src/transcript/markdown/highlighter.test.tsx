// @vitest-environment jsdom
import { cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ScopedRoot } from '../../ui/index.ts';
import { highlight } from './highlighter.ts';
import { Markdown } from './markdown.tsx';

const none: ReadonlySet<string> = new Set();
function draw(text: string, open: boolean): HTMLElement {
  return render(
    <ScopedRoot>
      <Markdown text={text} open={open} sources={[]} origins={none} />
    </ScopedRoot>,
  ).container;
}
afterEach(cleanup);
afterEach(() => vi.unstubAllGlobals());

/** What the browser would tell of where elements are. */
class Sight {
  static watched: Element[] = [];
  static tell: (entries: readonly Partial<IntersectionObserverEntry>[]) => void = () => undefined;
  constructor(tell: typeof Sight.tell) {
    Sight.tell = tell;
  }
  observe(element: Element): void {
    Sight.watched.push(element);
  }
  unobserve(element: Element): void {
    Sight.watched = Sight.watched.filter((one) => one !== element);
  }
}

describe('highlighted code', () => {
  it('H01 tells kinds apart and keeps every sign as text', () => {
    const code = '{ "sku": "<b>x</b>", "count": 12, "on": true }';
    const parts = highlight(code, 'json');
    expect(parts?.map((part) => part.text).join('')).toBe(code);
    expect(parts?.find((part) => part.text.includes('<b>x</b>'))?.kind).toBe('string');
    expect(parts?.find((part) => part.text === '12')?.kind).toBe('number');
    expect(parts?.find((part) => part.text.includes('sku'))?.kind).toBe('name');
    const page = draw(`\`\`\`json\n${code}\n\`\`\``, false);
    expect(page.querySelector('b')).toBeNull();
  });
  it('a language within another keeps its own kinds', () => {
    const code = '<script>let x = "y";</script>';
    const parts = highlight(code, 'xml') ?? [];
    expect(parts.map((part) => part.text).join('')).toBe(code);
    expect(parts.find((part) => part.text.includes('let'))?.kind).toBe('keyword');
  });
  it('an unknown language stays plain', () => {
    expect(highlight('x', 'brainfuck')).toBeNull();
    expect(highlight('x', '__proto__')).toBeNull();
  });
  it('is coloured once its fence is closed, and not before', async () => {
    const page = draw('```json\n{ "a": 1 }\n', true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(page.querySelector('[data-token]')).toBeNull();
    cleanup();
    const closed = draw('```json\n{ "a": 1 }\n```\n', true);
    await waitFor(() => expect(closed.querySelectorAll('[data-token]').length).toBeGreaterThan(0));
    expect(closed.querySelector('code')?.textContent).toBe('{ "a": 1 }');
  });
  it('is coloured once it was near to what is seen, and nothing waits for a block that is gone', async () => {
    vi.stubGlobal('IntersectionObserver', Sight);
    const page = draw('```json\n{ "a": 1 }\n```\n\n```json\n{ "b": 2 }\n```\n', false);
    const [near, far] = page.querySelectorAll('pre');
    expect(Sight.watched).toEqual([near, far]);
    Sight.tell([{ target: near as Element, isIntersecting: true }]);
    Sight.tell([{ target: far as Element, isIntersecting: false }]);
    await waitFor(() => expect(near?.querySelector('[data-token]')).not.toBeNull());
    expect(far?.querySelector('[data-token]')).toBeNull();
    expect(far?.querySelector('code')?.childNodes).toHaveLength(1);
    cleanup();
    expect(Sight.watched).toEqual([]);
  });
});

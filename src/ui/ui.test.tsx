// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Avatar, Button, iconNames, Menu, ScopedRoot, Skeleton, system, useSkeleton } from './index.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Every selector of the style elements that were put into the page, without those of keyframes' steps. */
function selectors(): string[] {
  return [...document.querySelectorAll('style')]
    .flatMap((element) => [...(element.sheet?.cssRules ?? [])])
    .flatMap((rule) => ('selectorText' in rule ? String(rule.selectorText).split(/,(?![^()]*\))/u) : []));
}

describe('the scoped system', () => {
  it('writes no rule that could match an element of the host', () => {
    render(
      <ScopedRoot>
        <Button look="filled">Go</Button>
      </ScopedRoot>,
    );
    const found = selectors();
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((selector) => !/\.aics-/u.test(selector))).toEqual([]);
  });
  it('names variables and keyframes with its prefix, and uses no rem', () => {
    const css = JSON.stringify(system()._global);
    expect([...css.matchAll(/@keyframes ([\w-]+)/gu)].map((match) => match[1]).every((name) => name?.startsWith('aics-'))).toBe(true);
    expect(
      [...css.matchAll(/"(--[\w-]+)":/gu)]
        .map((match) => match[1] ?? '')
        .filter((name) => !/^--(aics|font-fallback|font-mono-fallback|global)/u.test(name)),
    ).toEqual([]);
    expect(css).not.toMatch(/\drem\b/u);
    expect(css).not.toContain('@layer');
  });
  it('is light or dark per instance, with the host’s nonce on its styles', () => {
    render(
      <>
        <ScopedRoot colorScheme="dark" nonce="n1">
          <i>a</i>
        </ScopedRoot>
        <ScopedRoot colorScheme="light" nonce="n1">
          <i>b</i>
        </ScopedRoot>
      </>,
    );
    expect(screen.getByText('a').parentElement?.dataset.aicsScheme).toBe('dark');
    expect(screen.getByText('b').parentElement?.dataset.aicsScheme).toBe('light');
    expect(
      [...document.querySelectorAll<HTMLStyleElement>('style[data-emotion^="aics"]')].filter((style) => style.nonce === 'n1').length,
    ).toBeGreaterThan(0);
  });
  it('H06 takes a brand colour, and nothing else, into its accent', () => {
    render(
      <>
        <ScopedRoot colorScheme="light" brand="#c2185b">
          <i>a</i>
        </ScopedRoot>
        <ScopedRoot colorScheme="light" brand="url(https://evil.example)">
          <i>b</i>
        </ScopedRoot>
      </>,
    );
    expect(screen.getByText('a').parentElement?.style.getPropertyValue('--aics-colors-accent')).toBe('#c2185b');
    expect(screen.getByText('b').parentElement?.getAttribute('style')).not.toContain('evil');
  });
  it('has at most 18 icons', () => expect(iconNames.length).toBeLessThanOrEqual(18));
});

describe('Skeleton', () => {
  function Probe({ waiting }: { waiting: boolean }) {
    return useSkeleton(waiting) ? (
      <div data-testid="bars">
        <Skeleton lines={['50%']} />
      </div>
    ) : null;
  }
  it('waits 150 ms, then stays for at least 300', () => {
    vi.useFakeTimers();
    const { rerender } = render(
      <ScopedRoot>
        <Probe waiting />
      </ScopedRoot>,
    );
    act(() => void vi.advanceTimersByTime(149));
    expect(screen.queryByTestId('bars')).toBeNull();
    act(() => void vi.advanceTimersByTime(1));
    expect(screen.queryByTestId('bars')).not.toBeNull();
    rerender(
      <ScopedRoot>
        <Probe waiting={false} />
      </ScopedRoot>,
    );
    act(() => void vi.advanceTimersByTime(299));
    expect(screen.queryByTestId('bars')).not.toBeNull();
    act(() => void vi.advanceTimersByTime(2));
    expect(screen.queryByTestId('bars')).toBeNull();
  });
  it('is never seen when the answer is fast', () => {
    vi.useFakeTimers();
    const { rerender } = render(
      <ScopedRoot>
        <Probe waiting />
      </ScopedRoot>,
    );
    act(() => void vi.advanceTimersByTime(100));
    rerender(
      <ScopedRoot>
        <Probe waiting={false} />
      </ScopedRoot>,
    );
    act(() => void vi.advanceTimersByTime(1000));
    expect(screen.queryByTestId('bars')).toBeNull();
  });
});

describe('Menu', () => {
  it('opens with the focus on its first item, moves by arrows, and gives the focus back', async () => {
    const onSelect = vi.fn();
    render(
      <ScopedRoot>
        <Menu
          label="More"
          items={[
            { key: 'a', label: 'One', onSelect: vi.fn() },
            { key: 'b', label: 'Two', onSelect },
          ]}
        />
      </ScopedRoot>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    expect(screen.getByRole('menuitem', { name: 'One' })).toBe(document.activeElement);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(onSelect).toHaveBeenCalledOnce();
    expect(screen.getByRole('button', { name: 'More' })).toBe(document.activeElement);
    await userEvent.keyboard('{Enter}{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    // Its button closes it as well; pressing that is no press elsewhere, which would open it once more.
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    expect(screen.getByRole('menu')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    expect(screen.queryByRole('menu')).toBeNull();
    await userEvent.keyboard('{Enter}{Tab}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(screen.getByRole('button', { name: 'More' })).toBe(document.activeElement);
  });
});

describe('Avatar', () => {
  it('H49 loads no picture but over https or from the page’s own origin', () => {
    const { container } = render(
      <ScopedRoot>
        <Avatar name="Maya Okafor" src="javascript:alert(1)" />
        <Avatar name="Ada" src="http://evil.example/a.png" />
      </ScopedRoot>,
    );
    expect(container.querySelector('img')).toBeNull();
    expect(container.textContent).toBe('MOA');
  });
});

// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ScopedRoot } from './scoped-root.tsx';
import { styled } from './styled.tsx';
import { system } from './system.ts';

afterEach(cleanup);

const Label = styled('span', {
  base: { color: 'muted', px: '2' },
  variants: { tone: { loud: { fontWeight: '600' }, quiet: { fontWeight: '400' } }, wide: { true: { width: 'full' }, false: {} } },
  defaultVariants: { tone: 'quiet' },
});

const shown = (name: string): CSSStyleDeclaration => getComputedStyle(screen.getByText(name));

describe('styled', () => {
  it('draws the base, the chosen variants and those of the default', () => {
    render(
      <ScopedRoot>
        <Label>plain</Label>
        <Label tone="loud" wide>
          loud
        </Label>
        <Label as="b">bold</Label>
      </ScopedRoot>,
    );
    expect([shown('plain').fontWeight, shown('plain').width]).toEqual(['400', 'auto']);
    expect([shown('loud').fontWeight, shown('loud').width]).toEqual(['600', 'var(--aics-sizes-full)']);
    expect(screen.getByText('bold').tagName).toBe('B');
    expect(screen.getByText('loud').getAttribute('tone')).toBeNull();
  });

  it('a styled component around another one wins, whichever was drawn first', () => {
    const Outer = styled(Label, { base: { px: '6', fontWeight: '500' } });
    render(
      <ScopedRoot>
        <Outer tone="loud">outer</Outer>
        <Label tone="loud">inner</Label>
        <Outer className="own-name">named</Outer>
      </ScopedRoot>,
    );
    expect(shown('outer').fontWeight).toBe('500');
    expect(shown('inner').fontWeight).toBe('600');
    expect(screen.getByText('named').className).toContain('own-name');
    expect(shown('named').fontWeight).toBe('500');
  });

  it('works out its styles once for each choice, however many there are', () => {
    const resolved = vi.fn();
    const cva = system().cva;
    vi.spyOn(system(), 'cva').mockImplementation(((recipe: Parameters<typeof cva>[0]) => {
      const resolve = cva(recipe);
      return (chosen: Parameters<typeof resolve>[0]) => {
        resolved();
        return resolve(chosen);
      };
    }) as unknown as typeof cva);
    const Item = styled('i', { base: { color: 'text' }, variants: { on: { true: { color: 'accent' }, false: {} } } });
    render(
      <ScopedRoot>
        {Array.from({ length: 50 }, (_, index) => (
          <Item key={index} on={index % 2 === 0} />
        ))}
      </ScopedRoot>,
    );
    expect(resolved).toHaveBeenCalledTimes(2);
  });
});

import { describe, expect, it } from 'vitest';
import { accentFrom, contrast, ownFrom } from './contrast.ts';
import { borderPairs, palette, type Scheme, textPairs } from './palette.ts';

const schemes: readonly Scheme[] = ['light', 'dark'];

describe('contrast', () => {
  it('agrees with the known ratios', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('url(x)', '#ffffff')).toBe(1);
  });
  for (const scheme of schemes) {
    it.each(textPairs)(`${scheme}: %s can be read on %s`, (text, ground) => {
      expect(contrast(palette[scheme][text], palette[scheme][ground])).toBeGreaterThanOrEqual(4.5);
    });
    it.each(borderPairs)(`${scheme}: a border of %s is seen on %s`, (border, ground) => {
      expect(contrast(palette[scheme][border], palette[scheme][ground])).toBeGreaterThanOrEqual(3);
    });
  }
});

describe('accentFrom', () => {
  it.each(['#ffd400', '#00e5ff', '#000000', '#ffffff', '#c2185b'])('keeps %s readable in both schemes', (brand) => {
    for (const scheme of schemes) {
      const made = accentFrom(brand, scheme);
      expect(made).not.toBeNull();
      expect(contrast(made?.accent ?? '', palette[scheme].surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(made?.onAccent ?? '', made?.accent ?? '')).toBeGreaterThanOrEqual(4.5);
    }
  });
  it('H06 lets nothing but a plain colour through', () => {
    for (const hostile of ['url(https://evil.example)', 'red; background: url(x)', '#fff', 'var(--x)'])
      expect(accentFrom(hostile, 'light')).toBeNull();
  });
});

describe('ownFrom', () => {
  it.each(['#ffff00', '#000000', '#ffffff', '#0a7d4b', '#ff0000'])('text and times can be read on own bubbles in %s', (brand) => {
    for (const scheme of ['light', 'dark'] as const) {
      const own = ownFrom(brand, scheme) ?? '';
      expect(contrast(palette[scheme].text, own)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette[scheme].muted, own)).toBeGreaterThanOrEqual(4.5);
    }
  });
  it('H06 takes nothing but a colour', () => {
    expect(ownFrom('red;} body{', 'light')).toBeNull();
  });
});

import { palette, type Scheme } from './palette.ts';

type Rgb = readonly [number, number, number];

function channels(hex: string): Rgb | null {
  const match = /^#([0-9a-f]{6})$/i.exec(hex);
  if (!match?.[1]) return null;
  const value = Number.parseInt(match[1], 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/**
 * Relative luminance (0 to 1) of a computed colour as browsers write it: `rgb()`, or `oklab()`, `oklch()`, `lab()` and `lch()` by
 * their lightness. Null for one that can be seen through by half or more, and for what is none of these.
 */
export function luminanceOf(color: string): number | null {
  const [, name = '', rest = ''] = /^(rgba?|oklab|oklch|lab|lch)\((.+)\)$/u.exec(color) ?? [];
  const [first = Number.NaN, second = 0, third = 0] = (rest.split('/')[0] ?? '').split(/[\s,]+/u).map(Number.parseFloat);
  const alpha = Number.parseFloat(rest.split('/')[1] ?? (name === 'rgba' ? (rest.split(',')[3] ?? '1') : '1'));
  if (Number.isNaN(first) || alpha < 0.5) return null;
  if (name.startsWith('rgb')) return luminance([first, second, third]);
  // Both lightnesses are a cube root of luminance, of 1 and of 100.
  return (name.startsWith('ok') ? first : (first + 16) / 116) ** 3;
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21; 1 when either is not one. */
export function contrast(first: string, second: string): number {
  const a = channels(first);
  const b = channels(second);
  if (!a || !b) return 1;
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const mix = (from: Rgb, to: Rgb, share: number): string =>
  `#${from
    .map((channel, index) =>
      Math.round(channel + ((to[index] ?? 0) - channel) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Own bubbles in a host's colour: so little of it on the surface that text stays as readable as on ours. Null when it is not `#rrggbb`. */
export function ownFrom(brand: string, scheme: Scheme): string | null {
  const surface = channels(palette[scheme].surface);
  const start = channels(brand);
  if (!surface || !start) return null;
  const { text, muted } = palette[scheme];
  for (let share = scheme === 'light' ? 0.12 : 0.24; share > 0; share -= 0.02) {
    const own = mix(surface, start, share);
    if (contrast(text, own) >= 4.5 && contrast(muted, own) >= 4.5) return own;
  }
  return palette[scheme].own;
}

/**
 * A host's brand colour as our accent: moved towards the scheme's ink until links and focus rings can be
 * read on every surface (4.5), with the text colour that is readable on it. Null when it is not `#rrggbb`:
 * nothing else is let through, so no CSS can come in by this way (H06).
 */
export function accentFrom(brand: string, scheme: Scheme): { accent: string; onAccent: string } | null {
  const start = channels(brand);
  if (!start) return null;
  const colors = palette[scheme];
  const target: Rgb = scheme === 'light' ? [0, 0, 0] : [255, 255, 255];
  for (let step = 0; step <= 20; step += 1) {
    const accent = mix(start, target, step / 20);
    if (Math.min(contrast(accent, colors.surface), contrast(accent, colors.canvas), contrast(accent, colors.subtle)) < 4.5) continue;
    return { accent, onAccent: contrast(accent, '#ffffff') >= contrast(accent, '#0b1533') ? '#ffffff' : '#0b1533' };
  }
  return null;
}

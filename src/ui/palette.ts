/** The raw colours, light and dark: the one place that names a hex value. The launcher, which loads no Chakra, reads them too. */
export const palette = {
  light: {
    canvas: '#F5F6F8',
    surface: '#FFFFFF',
    subtle: '#ECEEF2',
    line: '#DFE3E8',
    control: '#7A8392',
    text: '#14171C',
    muted: '#566070',
    accent: '#2858CF',
    onAccent: '#FFFFFF',
    own: '#E6EDFC',
    good: '#176B41',
    goodTint: '#E4F4EB',
    warn: '#7A4E00',
    warnTint: '#FFF3D6',
    bad: '#B3261E',
    badTint: '#FDECEA',
  },
  dark: {
    canvas: '#0E1116',
    surface: '#151920',
    subtle: '#1D222B',
    line: '#2A303A',
    control: '#788292',
    text: '#E7E9ED',
    muted: '#9AA3B2',
    accent: '#8AAAFF',
    onAccent: '#0B1533',
    own: '#23314F',
    good: '#6CD49B',
    goodTint: '#12291E',
    warn: '#F0BF5A',
    warnTint: '#2C2412',
    bad: '#FF9189',
    badTint: '#351A19',
  },
} as const;

export type Scheme = keyof typeof palette;
export type ColorName = keyof (typeof palette)['light'];

/** Every pair in which one colour is text on another. Each must reach 4.5 in both schemes. */
export const textPairs: readonly (readonly [ColorName, ColorName])[] = [
  ['text', 'canvas'],
  ['text', 'surface'],
  ['text', 'subtle'],
  ['text', 'own'],
  ['muted', 'canvas'],
  ['muted', 'surface'],
  ['muted', 'subtle'],
  ['accent', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'subtle'],
  ['onAccent', 'accent'],
  // Strings and numbers in code.
  ['good', 'subtle'],
  ['warn', 'subtle'],
  ['good', 'goodTint'],
  ['warn', 'warnTint'],
  ['bad', 'badTint'],
  ['bad', 'surface'],
  ['text', 'goodTint'],
  ['text', 'warnTint'],
  ['text', 'badTint'],
];

/** Every pair in which a border or a focus ring must be told from what it lies on. Each must reach 3. */
export const borderPairs: readonly (readonly [ColorName, ColorName])[] = [
  ['control', 'canvas'],
  ['control', 'surface'],
  ['control', 'subtle'],
  ['accent', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'subtle'],
];

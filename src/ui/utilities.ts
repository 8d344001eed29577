import type { SystemConfig } from '@chakra-ui/react/styled-system';

type Utilities = NonNullable<SystemConfig['utilities']>;

/** Properties whose values are names of tokens of one kind. */
const named: Readonly<Record<string, readonly string[]>> = {
  colors: ['background', 'backgroundColor', 'color', 'outlineColor', 'textDecorationColor'],
  radii: ['borderRadius', 'borderEndEndRadius'],
  shadows: ['boxShadow'],
  spacing: [
    'borderSpacing',
    'gap',
    'columnGap',
    'rowGap',
    'top',
    'bottom',
    'left',
    'right',
    'inset',
    'insetInline',
    'insetInlineStart',
    'insetInlineEnd',
  ],
};

/** What is written short, as Chakra names it. */
const short: Readonly<Record<string, string>> = {
  bg: 'background',
  w: 'width',
  h: 'height',
  minW: 'minWidth',
  minH: 'minHeight',
  maxW: 'maxWidth',
  maxH: 'maxHeight',
};

const sides = { '': '', x: 'Inline', y: 'Block', t: 'Top', b: 'Bottom', s: 'InlineStart', e: 'InlineEnd' };

function made(): Utilities {
  const config: Record<string, { values: string; shorthand?: string }> = {};
  for (const [values, properties] of Object.entries(named)) for (const property of properties) config[property] = { values };
  for (const edge of ['', 'Bottom', 'InlineStart', 'InlineEnd']) config[`border${edge}Color`] = { values: 'colors' };
  for (const [shorthand, property] of Object.entries(short))
    config[property] = { values: property === 'background' ? 'colors' : 'sizes', shorthand };
  for (const [letter, side] of Object.entries(sides)) {
    config[`padding${side}`] = { values: 'spacing', shorthand: `p${letter}` };
    config[`margin${side}`] = { values: 'spacing', shorthand: `m${letter}` };
  }
  return config as Utilities;
}

/**
 * Of Chakra's utilities those our styles use: all of them are a tenth of the chat. What is no utility is passed on as it is written,
 * so a test holds every style of ours to what the whole set makes of it.
 */
export const utilities: Utilities = made();

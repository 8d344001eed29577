import { createSystem, type SystemStyleObject } from '@chakra-ui/react/styled-system';
import { type ColorName, palette } from './palette.ts';
import { utilities } from './utilities.ts';

/**
 * Our own Chakra system, made so that nothing of it reaches the host's page and as little as possible of
 * the host's reaches us: no layers (unlayered host CSS would beat them), variables and reset only below
 * `.aics-root`, dark and light bound to an attribute of that element, keyframes prefixed, no rem.
 */
export const ROOT_CLASS = 'aics-root';
export const SCHEME_ATTRIBUTE = 'data-aics-scheme';
export const DENSITY_ATTRIBUTE = 'data-aics-density';

/** The widths (px) at which a container becomes two panes and three. */
export const WIDE = '@container aics (min-width: 640px)';
/** So low that little but the log may take room: 400 % zoom, or a phone on its side with the keyboard up. */
export const LOW = '@container aics (max-height: 400px)';
export const WIDEST = '@container aics (min-width: 1080px)';
/** Where the host asked for less room between things. */
export const COMPACT = `.${ROOT_CLASS}[${DENSITY_ATTRIBUTE}=compact] &`;
export const COARSE = '@media (pointer: coarse)';
/** What may become smaller only where no finger presses it. */
export const FINE = '@media not (pointer: coarse)';
/** Where the system's own few colours replace ours, surfaces are told apart by lines. */
export const FORCED = '@media (forced-colors: active)';
export const STILL = '@media (prefers-reduced-motion: reduce)';

const px = (...values: readonly number[]): Record<string, { value: string }> =>
  Object.fromEntries(values.map((value) => [String(value / 4), { value: `${value}px` }]));

const colors = Object.fromEntries(
  (Object.keys(palette.light) as ColorName[]).map((name) => [name, { value: { _light: palette.light[name], _dark: palette.dark[name] } }]),
);

const style = (size: number, line: number): { value: { fontSize: string; lineHeight: string } } => ({
  value: { fontSize: `${size}px`, lineHeight: `${line}px` },
});

const made = () =>
  createSystem({
    utilities,
    cssVarsPrefix: 'aics',
    cssVarsRoot: `.${ROOT_CLASS}`,
    disableLayers: true,
    preflight: { scope: `:where(.${ROOT_CLASS})` },
    conditions: {
      light: `.${ROOT_CLASS}[${SCHEME_ATTRIBUTE}=light] &`,
      dark: `.${ROOT_CLASS}[${SCHEME_ATTRIBUTE}=dark] &`,
    },
    theme: {
      breakpoints: {},
      tokens: {
        spacing: { px: { value: '1px' }, ...px(0, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64) },
        sizes: { full: { value: '100%' }, ...px(0, 4, 8, 12, 16, 20, 24, 32, 36, 40, 44, 48, 56, 64) },
        radii: { control: { value: '8px' }, card: { value: '12px' }, bubble: { value: '16px' }, full: { value: '999px' } },
        shadows: { floating: { value: '0 8px 24px rgb(15 18 23 / .12)' } },
        durations: { short: { value: '160ms' } },
        easings: { standard: { value: 'cubic-bezier(.2, 0, 0, 1)' } },
      },
      semanticTokens: { colors },
      textStyles: { xs: style(12, 16), sm: style(13, 18), md: style(15, 24), lg: style(18, 26), xl: style(22, 30) },
      keyframes: {
        'aics-appear': { from: { opacity: '0', transform: 'translateY(4px)' }, to: { opacity: '1', transform: 'none' } },
        'aics-breathe': { '0%, 100%': { opacity: '1' }, '50%': { opacity: '.25' } },
        'aics-pulse': { '0%, 100%': { opacity: '1' }, '50%': { opacity: '.55' } },
        'aics-turn': { to: { transform: 'rotate(360deg)' } },
      },
    },
  });

let known: ReturnType<typeof made> | null = null;

/** Made when the first of ours is drawn, and not while the chat's file is evaluated: each alone is a short task. */
export function system(): ReturnType<typeof made> {
  known ??= made();
  return known;
}

export type Style = SystemStyleObject;

/** The one focus ring, so far from the edge: whole, since a second `&:focus-visible` beside it would take its place. */
export const focusRingAt = (offset: string): SystemStyleObject => ({
  outline: 'none',
  '&:focus-visible': { outlineWidth: '2px', outlineStyle: 'solid', outlineColor: 'accent', outlineOffset: offset },
});
export const focusRing = focusRingAt('2px');

/** A line that is only there where a tint would be lost. */
export const forcedLine: SystemStyleObject = { [FORCED]: { borderWidth: '1px', borderStyle: 'solid', borderColor: 'CanvasText' } };

/** A tint or a dot that means something, in the system's own colour for what is chosen. */
export const forcedMark: SystemStyleObject = { [FORCED]: { forcedColorAdjust: 'none', bg: 'Highlight' } };

export const transition = (...properties: readonly string[]): SystemStyleObject => ({
  transitionProperty: properties.join(', '),
  transitionDuration: '160ms',
  transitionTimingFunction: 'cubic-bezier(.2, 0, 0, 1)',
  [STILL]: { transitionDuration: '0ms' },
});

/** What is open of several has a bar at its start. */
export const currentMark: SystemStyleObject = {
  position: 'relative',
  '&[aria-current=true]': { bg: 'subtle' },
  '&[aria-current=true]::before': {
    content: '""',
    position: 'absolute',
    insetInlineStart: '0',
    top: '0',
    bottom: '0',
    width: '2px',
    bg: 'accent',
    ...forcedMark,
  },
};

/** A row of a list that opens what it stands for. */
export const listRow: SystemStyleObject = {
  ...focusRingAt('-2px'),
  ...transition('background-color'),
  appearance: 'none',
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'center',
  width: 'full',
  px: '4',
  borderWidth: '0',
  bg: 'transparent',
  color: 'text',
  textAlign: 'start',
  cursor: 'pointer',
  '&:hover': { bg: 'subtle' },
  ...currentMark,
};

export const appear: SystemStyleObject = {
  animation: 'aics-appear 160ms cubic-bezier(.2, 0, 0, 1)',
  [STILL]: { animation: 'none' },
};

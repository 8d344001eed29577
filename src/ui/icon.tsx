import type { ReactNode } from 'react';

/** One set, drawn on 20 × 20 with one stroke. At most 18. */
const paths = {
  send: 'M10 16V4.5M5 9.5l5-5 5 5',
  stop: 'M6 6h8v8H6z',
  plus: 'M10 4.5v11M4.5 10h11',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  back: 'M12 4.5L6.5 10l5.5 5.5',
  person: 'M10 10a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5zM3.75 16.5c.6-2.7 3.1-4.25 6.25-4.25s5.65 1.55 6.25 4.25',
  retry: 'M15.75 8.5A6 6 0 1 0 16 11M16 4.5v4h-4',
  check: 'M4.5 10.5l3.75 3.75L15.5 6.5',
  copy: 'M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3',
  down: 'M10 4v11.5M5 10.5l5 5 5-5',
  warning: 'M10 3.75l7 12.25H3zM10 8.5v3.25M10 13.9h.01',
  clock: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM10 6.5V10l2.25 1.75',
  offline: 'M3 8a10.5 10.5 0 0 1 14 0M5.5 11a6.6 6.6 0 0 1 9 0M8 13.75a3 3 0 0 1 4 0M10 16.25h.01M4 3.5l12 13',
  document: 'M5.5 3.5h6l3 3v10h-9zM11.25 3.75v3h3M8 10h4M8 13h4',
  thumb: 'M6.5 9.5l3-6c1.4 0 2 .9 2 2V8h3.4c.8 0 1.4.8 1.2 1.6l-1.2 5c-.15.6-.6.9-1.2.9H6.5zM6.5 9.5h-3v6h3',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l3.75 3.75',
  chat: 'M3.5 4.5h13v9h-7L6 16.5v-3H3.5z',
} as const;

export type IconName = keyof typeof paths;
export const iconNames = Object.keys(paths) as IconName[];

export interface IconProps {
  readonly name: IconName;
  /** Read aloud; left out, the icon is decoration beside a text. */
  readonly label?: string;
  /** Pixels. 20 where nothing else is said. */
  readonly size?: number;
  readonly flip?: boolean;
}

export function Icon({ name, label, size = 20, flip = false }: IconProps): ReactNode {
  const naming = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      {...naming}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={name === 'stop' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      style={{ flex: 'none', display: 'block', ...(flip ? { transform: 'rotate(180deg)' } : null) }}
    >
      <path d={paths[name]} />
    </svg>
  );
}

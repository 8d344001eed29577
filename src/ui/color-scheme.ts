import { useSyncExternalStore } from 'react';
import type { Scheme } from './palette.ts';

export type ColorScheme = Scheme | 'system';

const query = '(prefers-color-scheme: dark)';

function subscribe(onChange: () => void): () => void {
  if (typeof matchMedia !== 'function') return () => undefined;
  const media = matchMedia(query);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}

const prefersDark = (): boolean => typeof matchMedia === 'function' && matchMedia(query).matches;

/** Light or dark, following the machine's wish while the instance says `system`. */
export function useScheme(wanted: ColorScheme): Scheme {
  const dark = useSyncExternalStore(subscribe, prefersDark, () => false);
  if (wanted !== 'system') return wanted;
  return dark ? 'dark' : 'light';
}

import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import { luminanceOf } from './contrast.ts';
import type { Scheme } from './palette.ts';

export type ColorScheme = Scheme | 'system' | 'host';

const query = '(prefers-color-scheme: dark)';

function subscribe(onChange: () => void): () => void {
  if (typeof matchMedia !== 'function') return () => undefined;
  const media = matchMedia(query);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}

const prefersDark = (): boolean => typeof matchMedia === 'function' && matchMedia(query).matches;

/** Light or dark: as it was said, as the machine wishes (`system`), or as the page around `place` is (`host`); live. */
export function useScheme(wanted: ColorScheme, place?: RefObject<Element | null>): Scheme {
  const dark = useSyncExternalStore(subscribe, prefersDark, () => false);
  const host = useHostScheme(wanted === 'host', place, dark);
  if (wanted === 'host' && host !== null) return host;
  if (wanted === 'light' || wanted === 'dark') return wanted;
  return dark ? 'dark' : 'light';
}

/** Also out of the shadow root of a component of the page's own. */
function above(element: Element): Element | null {
  const parent = element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : element.parentElement;
}

/** From the nearest to the document's own. */
function* around(element: Element | null): Generator<Element> {
  for (let at = element; at; at = above(at)) yield at;
}

/** Null while it is not known or not asked for. */
function useHostScheme(on: boolean, place: RefObject<Element | null> | undefined, dark: boolean): Scheme | null {
  const [found, setFound] = useState<Scheme | null>(null);
  useEffect(() => {
    const element = place?.current;
    const outside = element && above(element);
    if (!on || !outside) return undefined;
    const look = (): void => setFound(schemeAround(outside, dark));
    look();
    // Pages switch by an attribute or a class of the document, its body, or one of the elements between.
    const observer = new MutationObserver(look);
    const meta = metaOf(outside);
    for (const at of [...around(outside), ...(meta ? [meta] : [])]) observer.observe(at, { attributes: true });
    // Colours that fade are looked at once more when they have arrived.
    const { ownerDocument } = outside;
    ownerDocument.addEventListener('transitionend', look);
    return () => {
      observer.disconnect();
      ownerDocument.removeEventListener('transitionend', look);
    };
  }, [on, place, dark]);
  return on ? found : null;
}

/** Of words such as `light dark`; null where they name neither. */
function named(said: string, dark: boolean): Scheme | null {
  const words = said.toLowerCase().split(/\s+/u);
  if (words.includes('dark')) return words.includes('light') && !dark ? 'light' : 'dark';
  return words.includes('light') ? 'light' : null;
}

/** How a page without any background of its own says which the browser shall draw. */
const metaOf = ({ ownerDocument }: Element): HTMLMetaElement | null => ownerDocument.querySelector('meta[name="color-scheme" i]');

/** What the page says by `color-scheme`, else what the nearest opaque background shows, else what the whole page is declared as. */
function schemeAround(outside: Element, dark: boolean): Scheme {
  const said = named(getComputedStyle(outside).colorScheme, dark);
  if (said !== null) return said;
  for (const at of around(outside)) {
    const luminance = luminanceOf(getComputedStyle(at).backgroundColor);
    if (luminance !== null) return luminance < 0.18 ? 'dark' : 'light';
  }
  return named(metaOf(outside)?.content ?? '', dark) ?? 'light';
}

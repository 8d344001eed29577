import { type RefObject, useEffect, useSyncExternalStore } from 'react';

/** Where the chat covers the whole screen whatever was asked for: a phone in either direction. */
export const SMALL = '(max-width: 480px), (max-height: 480px)';

const media = (): MediaQueryList | null => (typeof matchMedia === 'function' ? matchMedia(SMALL) : null);
const isSmall = (): boolean => media()?.matches ?? false;
const onTurn = (listener: () => void): (() => void) => {
  const query = media();
  query?.addEventListener('change', listener);
  return () => query?.removeEventListener('change', listener);
};

export function useSmallScreen(): boolean {
  return useSyncExternalStore(onTurn, isSmall, () => false);
}

/** Less of the window (px) than this is no keyboard but a bar of the browser. */
const KEYBOARD = 120;

const NAMES = ['--l-view-top', '--l-view-height', '--l-view-gap'];

/**
 * Tells the popup's styles what of the window can be seen: on some phones and tablets the on-screen keyboard lies over the
 * page without making it smaller. A page that somebody enlarged with two fingers is left as it is.
 */
export function useVisibleArea(place: RefObject<HTMLElement | null>, on: boolean): void {
  useEffect(() => {
    const element = place.current;
    const view = window.visualViewport;
    if (!on || !element || !view) return undefined;
    const clear = (): void => {
      for (const name of NAMES) element.style.removeProperty(name);
      delete element.dataset.keyboard;
    };
    const follow = (): void => {
      if (view.scale > 1.01) {
        clear();
        return;
      }
      const top = Math.max(0, view.offsetTop);
      element.style.setProperty('--l-view-top', `${top}px`);
      element.style.setProperty('--l-view-height', `${view.height}px`);
      element.style.setProperty('--l-view-gap', `${Math.max(0, window.innerHeight - top - view.height)}px`);
      element.dataset.keyboard = String(window.innerHeight - view.height > KEYBOARD);
    };
    follow();
    view.addEventListener('resize', follow);
    view.addEventListener('scroll', follow);
    return () => {
      view.removeEventListener('resize', follow);
      view.removeEventListener('scroll', follow);
      clear();
    };
  }, [place, on]);
}

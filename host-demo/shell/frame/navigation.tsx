import { type AnchorHTMLAttributes, type MouseEvent, useMemo, useSyncExternalStore } from 'react';

/** Where the shell is: the path's parts and the query, taken from the address and nowhere else. */
export interface Place {
  /** `orders` of `/orders/1042`; empty for `/`. */
  readonly page: string;
  /** `1042` of `/orders/1042`. */
  readonly id: string | null;
  readonly query: URLSearchParams;
}

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', tell);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const address = () => location.pathname + location.search;

export function usePlace(): Place {
  const current = useSyncExternalStore(subscribe, address);
  return useMemo(() => {
    const url = new URL(current, location.origin);
    const [page = '', id] = url.pathname.split('/').slice(1);
    return { page, id: id ? decodeURIComponent(id) : null, query: url.searchParams };
  }, [current]);
}

/** The same address with this tab's identity kept: a link opened in a new tab stays the same person. */
export function within(to: string): string {
  const url = new URL(to, location.origin);
  const as = new URLSearchParams(location.search).get('as');
  if (as && !url.searchParams.has('as')) url.searchParams.set('as', as);
  return url.pathname + url.search;
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const target = within(to);
  if (target === address()) return;
  history[options.replace ? 'replaceState' : 'pushState'](null, '', target);
  tell();
}

/** An ordinary link that changes the page without loading it anew; modified clicks stay the browser's. */
export function Link({ to, onClick, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return <a href={within(to)} onClick={follow} {...rest} />;
}

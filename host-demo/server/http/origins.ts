import { networkInterfaces } from 'node:os';

/**
 * Which pages may use the server. Exact origins only: a suffix or prefix match is how `https://shop.example.evil` gets in.
 * A request without an Origin is no browser's cross-site request and is judged by its token alone.
 */
export interface Origins {
  allows(origin: string | undefined): boolean;
}

export function createOrigins(list: readonly string[]): Origins {
  const allowed = new Set(list);
  return { allows: (origin) => origin === undefined || allowed.has(origin) };
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The names under which a server that listens on `host` can be addressed, as they stand in a URL; the first is the one it calls itself. */
export function hostNames(host: string): string[] {
  if (host === '127.0.0.1' || host === 'localhost' || host === '::1') return LOOPBACK;
  if (host !== '0.0.0.0' && host !== '::') return [inUrl(host)];
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal);
  return [...LOOPBACK, ...own.map(({ address }) => inUrl(address))];
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The origins a server answers to by itself: where it listens, under each of its names, and its public one. */
export function ownOrigins(host: string, port: number, publicUrl: string | null): string[] {
  return [...hostNames(host).map((name) => `http://${name}:${port}`), ...(publicUrl === null ? [] : [publicUrl])];
}

/** The name the caller used, if it is one of ours, else the first: a forged Host header leads nowhere else. */
export function calledName(hostHeader: string | undefined, names: readonly string[]): string {
  const called = (hostHeader ?? '').replace(/:\d+$/, '').toLowerCase();
  return names.includes(called) ? called : (names[0] ?? '127.0.0.1');
}

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

/** The origins a server answers to by itself: where it listens, under both names of the loopback, and its public one. */
export function ownOrigins(host: string, port: number, publicUrl: string | null): string[] {
  const loopback = host === '127.0.0.1' || host === 'localhost' || host === '::1' || host === '0.0.0.0' || host === '::';
  const names = loopback ? ['127.0.0.1', 'localhost', '[::1]'] : [host.includes(':') ? `[${host}]` : host];
  return [...names.map((name) => `http://${name}:${port}`), ...(publicUrl === null ? [] : [publicUrl])];
}

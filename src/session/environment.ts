/** Everything of the outside world the session touches, passed in so that tests own time and chance. */
export interface Environment {
  /** Milliseconds; only differences are used, never compared with the server's clock (F42). */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Calls back once after `ms`; returns its cancellation. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back before the next painting; returns its cancellation. Never called in a hidden tab. */
  frame(callback: () => void): () => void;
  hidden(): boolean;
  /** Only a hint to try sooner or to word a message (F48): nothing stops because of it. */
  online(): boolean;
  /** Calls back when the page becomes visible, comes online or out of the back/forward cache; returns the end of listening. */
  onWake(callback: () => void): () => void;
  /** RFC 4122 v4, from `getRandomValues` (F62). */
  uuid(): string;
  /** Lower-case hex SHA-256 of the UTF-8 bytes; null where the page has no `crypto.subtle` (F62). */
  readonly sha256: ((text: string) => Promise<string>) | null;
  /** Where unsent text is kept; null when the page has none (F49). */
  readonly storage: TextStorage | null;
}

/** The part of `Storage` that is used. Every method may throw: full, corrupt, forbidden. */
export interface TextStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Resolves after `ms`, at once when the signal aborts; never rejects. */
export function sleep(environment: Pick<Environment, 'after'>, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = environment.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}

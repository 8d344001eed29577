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
  /** Calls back when the browser says that the network went away: a hint to ask an open line for a sign of life (F48). */
  onOffline?(callback: () => void): () => void;
  /** RFC 4122 v4, from `getRandomValues` (F62). */
  uuid(): string;
  /** Lower-case hex SHA-256 of the UTF-8 bytes; null where the page has no `crypto.subtle` (F62). */
  readonly sha256: ((text: string) => Promise<string>) | null;
  /** Where unsent text is kept; null when the page has none (F49). */
  readonly storage: TextStorage | null;
  /** Where it is kept when the host chose the device; null or left out when the page has no such storage. */
  readonly device?: DeviceStorage | null;
  /** What pages of one origin agree by; null or left out where there is no such thing (F54, F62). */
  readonly locks?: Locks | null;
  readonly channel?: OpenChannel | null;
}

/** The part of `Storage` that is used. Every method may throw: full, corrupt, forbidden. */
export interface TextStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * Text by key, shared by the pages of one origin, outliving a crash. Every promise settles within `Limits.storageMs` of the
 * moment the storage's owner is known, and rejects when the storage is full, blocked, corrupt, replaced or gone (F49).
 */
export interface DeviceStorage {
  entries(prefix: string): Promise<readonly (readonly [key: string, value: string])[]>;
  /** Resolves once it is on the disk. */
  set(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Everything under the prefix; resolves with how many there were. */
  removeAll(prefix: string): Promise<number>;
}

/** The part of the Web Locks interface that is used. */
export interface Locks {
  /** Does `work` once nobody else holds the name. Rejects when the signal aborts before, and where locks are forbidden. */
  request(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void>;
}

/** What is said to the other pages of the origin; never heard by the one that says it. */
export interface Channel {
  post(message: unknown): void;
  close(): void;
}
export type OpenChannel = (name: string, onMessage: (message: unknown) => void) => Channel | null;

/** Where unsent text is kept: with the tab, on the device, or nowhere. */
export type Persistence = 'session' | 'device' | 'memory';

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

/** What the launcher needs to know of the chat's code while it arrives. */
export type Loading<T> =
  | { readonly status: 'idle' | 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed' };

export interface Loader<T> {
  readonly state: () => Loading<T>;
  /** Starts loading unless it is under way or done; after a failure it tries again. Never rejects. */
  readonly load: () => Promise<void>;
  readonly subscribe: (listener: () => void) => () => void;
}

/** One load shared by every launcher of the page; a failed one is forgotten, so that "Try again" really tries. */
export function createLoader<T>(bring: () => Promise<T>): Loader<T> {
  let state: Loading<T> = { status: 'idle' };
  let under: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const become = (next: Loading<T>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const attempt = async (): Promise<void> => {
    become({ status: 'loading' });
    try {
      become({ status: 'ready', value: await bring() });
    } catch (error) {
      console.error('The chat could not be loaded: check that the remote is reachable from this page.', error);
      become({ status: 'failed' });
    } finally {
      under = null;
    }
  };
  return {
    state: () => state,
    load() {
      if (state.status === 'ready') return Promise.resolve();
      under ??= attempt();
      return under;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Calls back once the page has nothing better to do; not at all for a visitor who asked to save data. Returns its cancellation. */
export function whenIdle(callback: () => void): () => void {
  const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
  if (connection?.saveData) return () => {};
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(callback, { timeout: 5_000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(callback, 2_000);
  return () => clearTimeout(timer);
}

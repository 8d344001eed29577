import type { DeviceStorage, Locks, OpenChannel } from '../../src/session/environment.ts';

/** What the pages of one origin share, in memory: storage, locks and channels. Promises settle by microtasks only. */
export interface FakeOrigin {
  readonly stored: Map<string, string>;
  page(): FakePage;
}

export interface FakePage {
  readonly device: DeviceStorage;
  readonly locks: Locks;
  readonly channel: OpenChannel;
  /** The page dies: its locks are free, nothing reaches it. */
  crash(): void;
  /** The page stands still: its locks stay, what is said to it waits. */
  freeze(): void;
  thaw(): void;
  /** Writing fails from now on. */
  fill(): void;
  /** Writing goes on only when the returned function is called. */
  stall(): () => void;
}

interface Request {
  readonly page: object;
  readonly work: () => Promise<void>;
  readonly resolve: () => void;
}

export function fakeOrigin(): FakeOrigin {
  const stored = new Map<string, string>();
  const queues = new Map<string, Request[]>();
  const listeners = new Set<{ readonly name: string; readonly page: object; readonly hear: (message: unknown) => void }>();
  const next = (name: string): void => {
    const [first] = queues.get(name) ?? [];
    if (!first) return;
    void Promise.resolve()
      .then(first.work)
      .then(() => {
        release(name, first);
        first.resolve();
      });
  };
  const release = (name: string, request: Request): void => {
    const queue = queues.get(name) ?? [];
    const held = queue[0] === request;
    queues.set(
      name,
      queue.filter((other) => other !== request),
    );
    if (held) next(name);
  };
  return {
    stored,
    page() {
      const page = {};
      let [full, frozen] = [false, false];
      let stalled: Promise<void> = Promise.resolve();
      const late: (() => void)[] = [];
      const write = async (action: () => void): Promise<void> => {
        await stalled;
        if (full) throw new DOMException('The device is full.', 'QuotaExceededError');
        action();
      };
      return {
        device: {
          entries: async (prefix) => [...stored].filter(([key]) => key.startsWith(prefix)),
          set: (key, value) => write(() => void stored.set(key, value)),
          remove: (key) => write(() => void stored.delete(key)),
          async removeAll(prefix) {
            const keys = [...stored.keys()].filter((key) => key.startsWith(prefix));
            for (const key of keys) stored.delete(key);
            return keys.length;
          },
        },
        locks: {
          request: (name, signal, work) =>
            new Promise((resolve, reject) => {
              const request: Request = { page, work, resolve };
              const queue = queues.get(name) ?? [];
              queues.set(name, [...queue, request]);
              signal.addEventListener('abort', () => {
                if (queues.get(name)?.[0] === request) return;
                release(name, request);
                reject(new DOMException('Aborted.', 'AbortError'));
              });
              if (queue.length === 0) next(name);
            }),
        },
        channel(name, onMessage) {
          const hear = (message: unknown): void => {
            const copy: unknown = structuredClone(message);
            if (frozen) late.push(() => onMessage(copy));
            else queueMicrotask(() => onMessage(copy));
          };
          const listener = { name, page, hear };
          listeners.add(listener);
          return {
            post(message) {
              for (const other of [...listeners]) if (other.name === name && other !== listener) other.hear(message);
            },
            close: () => void listeners.delete(listener),
          };
        },
        crash() {
          for (const listener of [...listeners]) if (listener.page === page) listeners.delete(listener);
          for (const [name, queue] of [...queues]) for (const request of queue) if (request.page === page) release(name, request);
        },
        freeze() {
          frozen = true;
        },
        thaw() {
          frozen = false;
          for (const deliver of late.splice(0)) deliver();
        },
        fill() {
          full = true;
        },
        stall() {
          let go = (): void => {};
          stalled = new Promise((resolve) => {
            go = resolve;
          });
          return go;
        },
      };
    },
  };
}

import { createHash } from 'node:crypto';
import type { Environment, TextStorage } from '../../src/session/environment.ts';

export interface FakeEnvironment extends Environment {
  /** Lets time pass, timers first in first out, promises between them. */
  pass(ms: number): Promise<void>;
  /** Runs the frames that wait. */
  paint(): void;
  wake(): void;
  isHidden: boolean;
  isOnline: boolean;
  readonly timers: number;
  readonly waits: number[];
}

/** Time, chance, storage and frames under a test's control. `random` is always 0.5. */
export function fakeEnvironment(options: { storage?: TextStorage | null; startMs?: number } = {}): FakeEnvironment {
  let now = options.startMs ?? 0;
  let ids = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();
  const frames = new Map<number, () => void>();
  const wakers = new Set<() => void>();
  const waits: number[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  };
  return {
    isHidden: false,
    isOnline: true,
    waits,
    now: () => now,
    random: () => 0.5,
    after(ms, callback) {
      ids += 1;
      const id = ids;
      waits.push(ms);
      timers.set(id, { at: now + ms, callback });
      return () => void timers.delete(id);
    },
    frame(callback) {
      ids += 1;
      const id = ids;
      frames.set(id, callback);
      return () => void frames.delete(id);
    },
    hidden() {
      return this.isHidden;
    },
    online() {
      return this.isOnline;
    },
    onWake(callback) {
      wakers.add(callback);
      return () => void wakers.delete(callback);
    },
    uuid() {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
    sha256: async (text) => createHash('sha256').update(text).digest('hex'),
    storage: options.storage ?? null,
    get timers() {
      return timers.size;
    },
    paint() {
      const waiting = [...frames.values()];
      frames.clear();
      for (const callback of waiting) callback();
    },
    wake() {
      for (const waker of [...wakers]) waker();
    },
    async pass(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const [id, next] = [...timers].filter(([, timer]) => timer.at <= until).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
        if (id === undefined || !next) break;
        timers.delete(id);
        now = Math.max(now, next.at);
        next.callback();
        await settle();
      }
      now = until;
    },
  };
}

export function memoryStorage(options: { full?: boolean } = {}): TextStorage & { readonly map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem(key, value) {
      if (options.full) throw new Error('QuotaExceededError');
      map.set(key, value);
    },
    removeItem: (key) => void map.delete(key),
  };
}

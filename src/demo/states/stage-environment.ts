import type { Environment, TextStorage } from '../../session/environment.ts';

/** The outside world of one scene: its network can be unplugged, its storage taken away. */
export interface StageEnvironment extends Environment {
  setOnline(online: boolean): void;
}

function shelf(): TextStorage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Nothing of a scene outlives it: text that is not sent is kept in memory only. */
export function createStageEnvironment(storage: 'on' | 'off'): StageEnvironment {
  let online = true;
  const wakers = new Set<() => void>();
  return {
    now: () => Date.now(),
    random: Math.random,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    frame(callback) {
      const handle = requestAnimationFrame(callback);
      return () => cancelAnimationFrame(handle);
    },
    hidden: () => document.hidden,
    online: () => online,
    onWake(callback) {
      wakers.add(callback);
      return () => wakers.delete(callback);
    },
    uuid: () =>
      '10000000-1000-4000-8000-100000000000'.replace(/[018]/gu, (digit) =>
        (Number(digit) ^ ((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & (15 >> (Number(digit) / 4)))).toString(16),
      ),
    sha256: globalThis.crypto?.subtle ? sha256 : null,
    storage: storage === 'on' ? shelf() : null,
    setOnline(next) {
      online = next;
      for (const waker of [...wakers]) waker();
    },
  };
}

import { openDeviceStorage } from './runtime-device.ts';
import type { Channel, DeviceStorage, Environment, Locks, TextStorage } from './session/environment.ts';

/** The browser as the session sees it. Everything is looked up late and guarded: insecure contexts and sandboxed frames lack parts of it (F49, F62). */
export function browserEnvironment(): Environment {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    frame(callback) {
      const frame = requestAnimationFrame(() => callback());
      return () => cancelAnimationFrame(frame);
    },
    hidden: () => document.visibilityState === 'hidden',
    online: () => navigator.onLine !== false,
    onWake,
    onOffline,
    uuid,
    sha256: globalThis.crypto?.subtle ? sha256 : null,
    storage: sessionStore(),
    device: deviceStore(),
    locks: webLocks(),
    channel: openChannel,
  };
}

function onWake(callback: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === 'visible') callback();
  };
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) callback();
  };
  document.addEventListener('visibilitychange', visible);
  addEventListener('online', callback);
  addEventListener('pageshow', shown);
  return () => {
    document.removeEventListener('visibilitychange', visible);
    removeEventListener('online', callback);
    removeEventListener('pageshow', shown);
  };
}

function onOffline(callback: () => void): () => void {
  addEventListener('offline', callback);
  return () => removeEventListener('offline', callback);
}

/** Calls back whenever the page comes into or goes out of sight; returns the end of listening. */
export function onHidden(callback: () => void): () => void {
  document.addEventListener('visibilitychange', callback);
  return () => document.removeEventListener('visibilitychange', callback);
}

/** RFC 4122 v4. `crypto.randomUUID` is missing on `http://` addresses of a LAN (F62). */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The tab's own storage: unsent text outlives a reload or a crash and ends with the tab. */
function sessionStore(): TextStorage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

/** Shared by the tabs of this origin; opened when it is first used. */
function deviceStore(): DeviceStorage | null {
  try {
    return globalThis.indexedDB ? openDeviceStorage() : null;
  } catch {
    return null;
  }
}

function webLocks(): Locks | null {
  const locks = globalThis.navigator?.locks;
  return locks ? { request: async (name, signal, work) => void (await locks.request(name, { signal }, work)) } : null;
}

function openChannel(name: string, onMessage: (message: unknown) => void): Channel | null {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => onMessage(data);
    return { post: (message) => channel.postMessage(message), close: () => channel.close() };
  } catch {
    // Missing, or forbidden as in a sandboxed frame (F54).
    return null;
  }
}

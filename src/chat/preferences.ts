import { useCallback, useState } from 'react';
import { useChatRuntime } from '../queries/chat-provider.tsx';
import type { TextStorage } from '../session/environment.ts';

export interface Preferences {
  readonly sound: boolean;
  readonly notify: boolean;
}

const KEY = 'ai-cs-agent|preferences';
const OFF: Preferences = { sound: false, notify: false };

/** What a person turned on in this tab: nothing, until they do. */
export function usePreferences(): { readonly preferences: Preferences; readonly set: (change: Partial<Preferences>) => void } {
  const { storage } = useChatRuntime().environment;
  const [preferences, setPreferences] = useState(() => read(storage));
  const set = useCallback(
    (change: Partial<Preferences>) =>
      setPreferences((before) => {
        const next = { ...before, ...change };
        write(storage, next);
        return next;
      }),
    [storage],
  );
  return { preferences, set };
}

function read(storage: TextStorage | null): Preferences {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? 'null');
    if (typeof value !== 'object' || value === null) return OFF;
    return { sound: 'sound' in value && value.sound === true, notify: 'notify' in value && value.notify === true };
  } catch {
    return OFF;
  }
}

function write(storage: TextStorage | null, preferences: Preferences): void {
  try {
    storage?.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // It holds until the page is left.
  }
}

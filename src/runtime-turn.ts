import type { TextStorage } from './session/environment.ts';

/** Which copy of the chat was used last in this tab: versions follow each other on a page, and each has a memory of its own. */
export interface Turn {
  /** From now on it is this one that writes what the tab keeps. */
  take(): void;
  /** Another one took its turn since: what this one remembers may be older than what the tab keeps. */
  passed(): boolean;
}

export function openTurn(storage: TextStorage | null, endpoint: string, own: string): Turn {
  const key = `ai-cs-agent-turn|${endpoint}`;
  let taken = false;
  return {
    take() {
      try {
        storage?.setItem(key, own);
        taken = storage !== null;
      } catch {
        // What is not kept lives in this one's memory only: it stays the one to ask (F49).
        taken = false;
      }
    },
    passed() {
      try {
        const last = storage?.getItem(key) ?? own;
        return taken && last !== own;
      } catch {
        return false;
      }
    },
  };
}

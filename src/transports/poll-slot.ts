/** The right to have the server hold a request, shared by the pages of one origin. */
export interface PollSlot {
  /** Whether this page has it; asks for it if not, so that a later call may tell otherwise. */
  take(): boolean;
  /** Gives it back for another page. */
  leave(): void;
}

/** Nobody to share with: every page may hold its request. */
export const OWN_SLOT: PollSlot = { take: () => true, leave() {} };

/** Pages that may hold a request at once: the browser gives one HTTP/1.1 origin six connections over all tabs, and a send needs one (F61). */
const SLOTS = 3;

/** The part of `navigator.locks` that is used. */
interface Locks {
  request(name: string, options: LockOptions, work: (lock: Lock | null) => Promise<void> | undefined): Promise<unknown>;
}

/**
 * A slot is a Web Lock, so it is free again when its page dies, however that happens. Without Web Locks
 * (F54, F62) every page holds its request as before. @param scope the endpoint: slots are counted for each.
 */
export function createPollSlot(locks: Locks | undefined, scope: string): PollSlot {
  if (!locks) return OWN_SLOT;
  let release: (() => void) | null = null;
  let wanted = false;
  let asking = false;
  let unable = false;

  const lock = (slot: number): Promise<boolean> =>
    new Promise((resolve) => {
      const held = (granted: Lock | null): Promise<void> | undefined => {
        resolve(granted !== null);
        if (granted === null || !wanted) return undefined;
        return new Promise((done) => {
          release = done;
        });
      };
      locks.request(`ai-cs-agent|long-poll|${slot}|${scope}`, { ifAvailable: true }, held).catch(() => {
        // Forbidden, as in a sandboxed frame: there is nobody to share with.
        unable = true;
        resolve(true);
      });
    });
  const ask = async (): Promise<void> => {
    asking = true;
    for (let slot = 1; slot <= SLOTS && wanted; slot += 1) if (await lock(slot)) break;
    asking = false;
  };
  return {
    take() {
      wanted = true;
      if (unable || release) return true;
      if (!asking) void ask();
      return false;
    },
    leave() {
      wanted = false;
      release?.();
      release = null;
    },
  };
}

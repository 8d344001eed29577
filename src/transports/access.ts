import { ChatError } from '../protocol/chat-error.ts';

/** Asks the host for a token. `expired`: the last one was refused. An empty answer says that nobody is signed in. */
export type GetAccessToken = (reason: 'initial' | 'expired') => string | Promise<string>;

/** The token of one identity, held in memory only, never in an address or a log (H39). */
export interface Access {
  /** The current token; any number of askers make one call (F39). Throws ChatError `network` or `signed-out`. */
  token(): Promise<string>;
  /** Asks for the next token while the held one still serves; the same single call as `token` (F38, F39). Throws as `token`. */
  renew(): Promise<string>;
  /** The server refused this token; the next asker gets a new one. */
  refuse(token: string): void;
  /** The server took it. */
  accept(token: string): void;
}

/** A second token in a row that is refused means that a third would be too: nobody asks the host for this long, in ms. */
const REFUSED_FOR_MS = 5_000;
/** A token held for this long, in ms, has ended rather than been refused, whatever was refused before it: the machine may have slept in between (F44). */
const OUTLIVED_MS = 20_000;

export function createAccess(getAccessToken: GetAccessToken, options: { timeoutMs: number; now?: () => number }): Access {
  const now = options.now ?? (() => performance.now());
  // The other clock may stand still while a machine sleeps; one that was set wrongly costs one more try.
  const wall = options.now ?? (() => Date.now());
  let heldAt = 0;
  let held: string | null = null;
  let asking: Promise<string> | null = null;
  let asked = false;
  let refusals = 0;
  let refusedUntil = 0;

  const ask = async (): Promise<string> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const reason = asked ? 'expired' : 'initial';
      asked = true;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new ChatError('network', `The host gave no access token within ${options.timeoutMs} ms.`)),
          options.timeoutMs,
        );
      });
      const token = await Promise.race([Promise.resolve().then(() => getAccessToken(reason)), late]);
      if (typeof token !== 'string' || token === '')
        throw new ChatError('signed-out', 'The host has no access token: the person is not signed in.');
      held = token;
      heldAt = wall();
      return token;
    } catch (fault) {
      if (fault instanceof ChatError) throw fault;
      throw new ChatError('network', 'The host failed to give an access token.', { cause: fault });
    } finally {
      clearTimeout(timer);
      asking = null;
    }
  };
  return {
    async token() {
      if (held !== null) return held;
      if (refusals >= 2 && now() < refusedUntil) throw new ChatError('signed-out', 'The server refused two access tokens in a row.');
      asking ??= ask();
      return asking;
    },
    renew() {
      asking ??= ask();
      return asking;
    },
    refuse(token) {
      if (token !== held) return;
      held = null;
      refusals = Math.abs(wall() - heldAt) > OUTLIVED_MS ? 1 : refusals + 1;
      refusedUntil = now() + REFUSED_FOR_MS;
    },
    accept(token) {
      if (token === held) refusals = 0;
    },
  };
}

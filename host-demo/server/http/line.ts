/** The faults that the demo's line panel makes, and what they hit. In memory of the process: they survive a restart of the listener. */
import { AuthError } from '../auth/auth-error.ts';
import type { Verify } from '../auth/verify.ts';
import type { Identity } from '../conversations/api.ts';

/** Longest delay that can be asked for, in ms: below the client's limits for a pong and a request. */
export const LONGEST_LATENCY_MS = 3_000;

export class Line {
  refusesWebSockets = false;
  restarts = 0;
  /** Of the listener now; ms since 1970. */
  startedAt: number;
  private readonly latencies = new Map<string, number>();
  private readonly tokensEnded = new Map<string, number>();

  constructor(now: number) {
    this.startedAt = now;
  }

  /** What frames and responses of this person wait, in ms: the most that any of their organisations was given. */
  latencyMs(who: Pick<Identity, 'organizations'> | null): number {
    if (this.latencies.size === 0) return 0;
    return Math.max(0, ...(who?.organizations ?? []).map(({ id }) => this.latencies.get(id) ?? 0));
  }

  slow(organizationIds: readonly string[], ms: number): void {
    for (const id of organizationIds) this.latencies.set(id, ms);
  }

  /** Tokens issued before `at` (ms since 1970) that name one of the organisations are treated as ended. */
  endTokens(organizationIds: readonly string[], at: number): void {
    for (const id of organizationIds) this.tokensEnded.set(id, at);
  }

  /** Ms since 1970; null when it was never asked for. */
  tokensEndedAt(organizationIds: readonly string[]): number | null {
    return Math.max(0, ...organizationIds.map((id) => this.tokensEnded.get(id) ?? 0)) || null;
  }

  endsTokenOf(who: Identity): boolean {
    return who.issuedAt < (this.tokensEndedAt(who.organizations.map(({ id }) => id)) ?? 0);
  }

  /** `verify`, which refuses what the panel ended as it would a token that ended by itself. */
  guard(verify: Verify): Verify {
    return async (token) => {
      const who = await verify(token);
      if (this.endsTokenOf(who)) throw new AuthError('token-ended', 'The token was ended by the line panel.');
      return who;
    };
  }
}

/** Frames that may wait in a delay before their sender does. */
const MOST_DELAYED = 100;

/** Undefined when there is nothing to wait for. */
export type Send<Data> = (data: Data) => Promise<void> | undefined;

/** Passes on in the order of arrival, each `delayMs()` after it came. Without a delay and with nothing waiting it is `send` itself. */
export function createDelay<Data>(delayMs: () => number, send: Send<Data>): Send<Data> {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  const sendAt = async (due: number, data: Data): Promise<void> => {
    const left = due - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left).unref());
    await send(data);
    waiting -= 1;
  };
  return (data) => {
    const ms = delayMs();
    if (ms === 0 && waiting === 0) return send(data);
    const due = performance.now() + ms;
    waiting += 1;
    last = last.then(() => sendAt(due, data));
    return waiting < MOST_DELAYED ? Promise.resolve() : last;
  };
}

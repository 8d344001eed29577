import type { Clock, Owner, Planned } from './clock.ts';
import type { Random } from './random.ts';

/** What the browser of a tab adds to the time that is the same for all. */
export interface TimeOwner extends Owner {
  /** Timers of a hidden page fire on whole seconds only. */
  hidden: boolean;
  /** Ms by which its monotonic clock is behind, for those that stand still while the machine sleeps. */
  stoodStillMs: number;
}

export interface Virtual {
  readonly clock: Clock;
  readonly random: Random;
  /** Nobody reads traces of this run. */
  readonly quick: boolean;
  /** Whose code runs now. */
  current(): TimeOwner | null;
}

/**
 * Puts virtual time and seeded chance in the place of the globals that carriers, GraphQL clients and the
 * query cache use by themselves. Returns what puts the real ones back. Between the two only
 * microtasks may run, so nothing else of the process can see it.
 */
export function install(virtual: Virtual): () => void {
  const { clock, random } = virtual;
  const real = { setTimeout, clearTimeout, now: performance.now, random: Math.random, date: Date.now, timeout: AbortSignal.timeout };
  // Faults are thrown by the thousand here; walking the stack for each costs more than the client does.
  const { stackTraceLimit } = Error;
  if (virtual.quick) Error.stackTraceLimit = 0;
  const plan = (callback: () => void, ms = 0): Planned => {
    const owner = virtual.current();
    if (!owner) throw new Error('A timer was asked for outside any tab: the storm cannot tell whose it is.');
    const at = clock.now + Math.max(0, Number(ms) || 0);
    return clock.at(owner.hidden ? Math.ceil(at / 1_000) * 1_000 : at, owner, callback);
  };
  const replace = {
    setTimeout: (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => plan(() => callback(...args), ms),
    clearTimeout: (timer: Planned | undefined) => clock.cancel(timer),
  };
  Object.assign(globalThis, replace);
  Math.random = () => random.next();
  Date.now = () => clock.now;
  performance.now = () => clock.now - (virtual.current()?.stoodStillMs ?? 0);
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    plan(() => controller.abort(TIMED_OUT), ms);
    return controller.signal;
  };
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
    Math.random = real.random;
    Date.now = real.date;
    performance.now = real.now;
    AbortSignal.timeout = real.timeout;
  };
}

const TIMED_OUT = new DOMException('The operation timed out.', 'TimeoutError');

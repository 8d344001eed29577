/** When to try again. Knows no framework: a shell shows `state()` and calls `retryNow()`. */
export interface RetryPolicy {
  /** Milliseconds before the first retry; doubled for each further one. Default 1,000. */
  readonly firstDelayMs?: number;
  /** Longest delay in milliseconds. Default 30,000. */
  readonly maxDelayMs?: number;
  /** Share of a delay that is random, so that many open pages do not come back at once. Default 0.25. */
  readonly jitter?: number;
}

export type RetryState<T> =
  | { readonly status: 'working'; readonly attempt: number; readonly error: unknown }
  | { readonly status: 'ready'; readonly value: T }
  /** `retryAt`: clock time in milliseconds. */
  | { readonly status: 'waiting'; readonly attempt: number; readonly error: unknown; readonly retryAt: number };

export interface Retry<T> {
  state(): RetryState<T>;
  /** Told after each change of state; returns how to leave. */
  subscribe(listener: () => void): () => void;
  /** Begins, or begins again after `stop`. */
  start(): void;
  /** Tries at once instead of at `retryAt`. Nothing while an attempt is under way. */
  retryNow(): void;
  /** The value broke in use (e.g. while rendering): waits like after a failed attempt, then tries again. */
  broke(error: unknown): void;
  /** The value has proved itself: the next failure starts with the shortest delay again. */
  settled(): void;
  stop(): void;
}

export interface RetryEnvironment {
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimer: (run: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
}

const page: RetryEnvironment = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** Milliseconds before retry number `attempt` (1 is the first), jitter included. */
export function retryDelay(attempt: number, policy: RetryPolicy, random: () => number): number {
  const { firstDelayMs = 1_000, maxDelayMs = 30_000, jitter = 0.25 } = policy;
  const full = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(full * (1 - jitter * random()));
}

/** Runs `attempt` until it succeeds, with growing delays in between. `attempt` is told its number, 1 for the first. */
export function createRetry<T>(
  attempt: (number: number) => Promise<T>,
  policy: RetryPolicy = {},
  environment: RetryEnvironment = page,
): Retry<T> {
  const listeners = new Set<() => void>();
  let failures = 0;
  let state: RetryState<T> = { status: 'working', attempt: 1, error: null };
  let timer: unknown = null;
  /** Changed by everything that makes an answer under way worthless. */
  let turn = 0;
  let running = false;

  const set = (next: RetryState<T>) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const fail = (error: unknown) => {
    failures += 1;
    const delay = retryDelay(failures, policy, environment.random);
    timer = environment.setTimer(run, delay);
    set({ status: 'waiting', attempt: failures, error, retryAt: environment.now() + delay });
  };
  const run = () => {
    environment.clearTimer(timer);
    const mine = ++turn;
    set({ status: 'working', attempt: failures + 1, error: state.status === 'waiting' ? state.error : null });
    attempt(failures + 1).then(
      (value) => mine === turn && set({ status: 'ready', value }),
      (error: unknown) => mine === turn && fail(error),
    );
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      if (running) return;
      running = true;
      if (state.status !== 'ready') run();
    },
    retryNow: () => {
      if (running && state.status === 'waiting') run();
    },
    broke: (error) => {
      if (running && state.status === 'ready') fail(error);
    },
    settled: () => {
      failures = 0;
    },
    stop: () => {
      running = false;
      turn += 1;
      environment.clearTimer(timer);
    },
  };
}

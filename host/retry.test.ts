import { describe, expect, it } from 'vitest';
import { createRetry, type RetryEnvironment, retryDelay } from './retry.ts';

/** A clock that only moves when told, with at most one timer, which is all a retry needs. */
function clock() {
  let now = 0;
  let timer: { run: () => void; at: number } | null = null;
  const environment: RetryEnvironment = {
    now: () => now,
    random: () => 0,
    setTimer: (run, ms) => {
      timer = { run, at: now + ms };
      return timer;
    },
    clearTimer: (which) => {
      if (timer === which) timer = null;
    },
  };
  const advance = async (ms: number) => {
    now += ms;
    if (timer && timer.at <= now) {
      const { run } = timer;
      timer = null;
      run();
    }
    await settle();
  };
  return { environment, advance, waiting: () => timer !== null };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('createRetry', () => {
  it('tries again after 1, 2 and 4 s until it succeeds', async () => {
    const time = clock();
    const at: number[] = [];
    const retry = createRetry(
      async (number) => {
        at.push(time.environment.now());
        if (number < 4) throw new Error(`no ${number}`);
        return 'chat';
      },
      {},
      time.environment,
    );
    retry.start();
    await settle();
    expect(retry.state()).toMatchObject({ status: 'waiting', attempt: 1, retryAt: 1_000 });
    await time.advance(1_000);
    await time.advance(2_000);
    await time.advance(4_000);
    expect(at).toEqual([0, 1_000, 3_000, 7_000]);
    expect(retry.state()).toEqual({ status: 'ready', value: 'chat' });
  });

  it('tries at once when asked, but never twice at the same time', async () => {
    const time = clock();
    let attempts = 0;
    const retry = createRetry(
      async () => {
        attempts += 1;
        throw new Error('away');
      },
      {},
      time.environment,
    );
    retry.start();
    retry.retryNow();
    await settle();
    retry.retryNow();
    retry.retryNow();
    await settle();
    expect(attempts).toBe(2);
  });

  it('waits longer each time a value breaks in use, and starts over once it has settled', async () => {
    const time = clock();
    const retry = createRetry(async () => 'chat', {}, time.environment);
    retry.start();
    await settle();
    retry.broke(new Error('render'));
    expect(retry.state()).toMatchObject({ status: 'waiting', retryAt: 1_000 });
    await time.advance(1_000);
    retry.broke(new Error('render'));
    expect(retry.state()).toMatchObject({ status: 'waiting', retryAt: 3_000 });
    await time.advance(2_000);
    retry.settled();
    retry.broke(new Error('render'));
    expect(retry.state()).toMatchObject({ status: 'waiting', retryAt: 4_000 });
  });

  it('leaves no timer and ignores the answer under way once stopped, and can begin again', async () => {
    const time = clock();
    let fail = true;
    const retry = createRetry(
      async () => {
        if (fail) throw new Error('away');
        return 'chat';
      },
      {},
      time.environment,
    );
    retry.start();
    retry.stop();
    await settle();
    expect(time.waiting()).toBe(false);
    fail = false;
    retry.start();
    await settle();
    expect(retry.state()).toEqual({ status: 'ready', value: 'chat' });
  });
});

describe('retryDelay', () => {
  it('doubles up to the longest delay and takes off at most the jitter', () => {
    expect([1, 2, 6, 40].map((attempt) => retryDelay(attempt, {}, () => 0))).toEqual([1_000, 2_000, 30_000, 30_000]);
    expect(retryDelay(1, { jitter: 0.25 }, () => 1)).toBe(750);
  });
});

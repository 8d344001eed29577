import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rounds } from './rounds.ts';
import { Watch } from './watch.ts';

describe('L-5 S-4 a reader in its place', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const place = () => {
    const left = vi.fn();
    const watch = new Watch(() => 1, left);
    const woken = vi.fn();
    const wait = async (ms: number) => {
      await watch.wait(performance.now() + ms);
      woken();
    };
    return { watch, left, woken, wait };
  };

  it('a wake-up while it reads ends the wait after it, once', async () => {
    const { watch, wait, woken } = place();
    watch.begin();
    watch.wake();
    await wait(1_000);
    expect(woken).toHaveBeenCalledTimes(1);
    watch.begin();
    void wait(1_000);
    await vi.advanceTimersByTimeAsync(900);
    expect(woken).toHaveBeenCalledTimes(1);
    watch.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(woken).toHaveBeenCalledTimes(2);
  });

  it('waits until it is due, also when the timer was set for a wait before', async () => {
    const { watch, wait, woken } = place();
    watch.begin();
    void wait(1_000);
    await vi.advanceTimersByTimeAsync(600);
    watch.wake();
    watch.begin();
    void wait(1_000);
    await vi.advanceTimersByTimeAsync(950);
    expect(woken).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60);
    expect(woken).toHaveBeenCalledTimes(2);
    void wait(10);
    await vi.advanceTimersByTimeAsync(11);
    expect(woken).toHaveBeenCalledTimes(3);
  });

  it('F37 its end ends the wait, frees the place once and leaves no timer', async () => {
    const { watch, left, wait, woken } = place();
    watch.begin();
    void wait(1_000);
    watch.end();
    watch.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(woken).toHaveBeenCalledTimes(1);
    expect(left).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('questions in rounds', () => {
  const settings = (load = vi.fn(async (asked: readonly string[]) => asked.map((it) => ({ answer: it })))) => ({
    load,
    rounds: new Rounds((question: string) => question, load),
  });

  it('equal ones of one round are asked once and have the same answer, later ones are asked again', async () => {
    const { rounds, load } = settings();
    const [a, b, again] = await Promise.all([rounds.ask('a'), rounds.ask('b'), rounds.ask('a')]);
    expect(load.mock.calls).toEqual([[['a', 'b']]]);
    expect(again).toBe(a);
    expect(b).toEqual({ answer: 'b' });
    expect(await rounds.ask('a')).not.toBe(a);
  });

  it('a failure is that of its round', async () => {
    const { rounds, load } = settings();
    load.mockRejectedValueOnce(new Error('away'));
    await expect(Promise.all([rounds.ask('a'), rounds.ask('a')])).rejects.toThrow('away');
    expect(await rounds.ask('a')).toEqual({ answer: 'a' });
  });
});

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createWatch, deadline } from './deadline.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('deadline', () => {
  it('F05 a request that never gets a byte is given up in time, also when memory was cleaned in between', async () => {
    const waits = Array.from({ length: 200 }, () => {
      const limit = deadline(150, new AbortController().signal);
      return new Promise<unknown>((resolve) => limit.signal.addEventListener('abort', () => resolve(limit.signal.reason)));
    });
    for (let turn = 0; turn < 5; turn += 1) {
      collect();
      await rest(5);
    }
    const reasons = await Promise.race([Promise.all(waits), rest(2_000).then(() => 'some never ended')]);
    expect(reasons).toHaveLength(200);
  });

  it('ends with the signal it was made from, at once if that has ended', () => {
    const outer = new AbortController();
    const limit = deadline(10_000, outer.signal);
    expect(limit.signal.aborted).toBe(false);
    outer.abort();
    expect(limit.signal.aborted).toBe(true);
    const late = deadline(10_000, outer.signal);
    expect(late.signal.aborted).toBe(true);
    limit.clear();
    late.clear();
  });

  it('never ends work that is done', async () => {
    const limit = deadline(20);
    limit.clear();
    await rest(40);
    expect(limit.signal.aborted).toBe(false);
  });
});

describe('watch', () => {
  it('keeps the earliest wait until there is a sign of life', async () => {
    const expired: string[] = [];
    const watch = createWatch((what) => expired.push(what));
    watch.within(20, 'first');
    watch.within(1, 'second');
    await rest(10);
    expect(expired).toEqual([]);
    await rest(30);
    expect(expired).toEqual(['first']);
    watch.alive();
    watch.within(10, 'third');
    watch.alive();
    await rest(30);
    expect(expired).toEqual(['first']);
  });

  it('F06 what was on its way before the link broke puts the end off, an answer to the ping calls it off', async () => {
    const expired: string[] = [];
    const watch = createWatch((what) => expired.push(what));
    watch.within(40, 'pong');
    await rest(25);
    watch.heard({ type: 'next' });
    await rest(25);
    expect(expired).toEqual([]);
    await rest(40);
    expect(expired).toEqual(['pong']);
    watch.alive();
    watch.within(10, 'again');
    watch.heard({ type: 'pong' });
    await rest(30);
    expect(expired).toEqual(['pong']);
  });
});

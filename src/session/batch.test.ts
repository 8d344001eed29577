import { describe, expect, it } from 'vitest';
import { fakeEnvironment } from '../../tests/support/fake-environment.ts';
import { createBackoff } from './backoff.ts';
import { createBatch } from './batch.ts';

const limits = { frameMs: 100, pagesPerFrame: 3, growthMs: 40, closeMs: 30 };

describe('batch', () => {
  it('hands over everything of one frame as one array, in order', () => {
    const environment = fakeEnvironment();
    const applied: number[][] = [];
    const batch = createBatch<number>(environment, limits, (items) => void applied.push([...items]));
    batch.push(1);
    batch.push(2);
    expect(applied).toEqual([]);
    environment.paint();
    expect(applied).toEqual([[1, 2]]);
    expect(environment.timers).toBe(0);
  });

  it('F43 goes by a timer in a hidden tab, where frames stop', async () => {
    const environment = fakeEnvironment();
    environment.isHidden = true;
    const applied: number[][] = [];
    const batch = createBatch<number>(environment, limits, (items) => void applied.push([...items]));
    batch.push(1);
    environment.paint();
    expect(applied).toEqual([]);
    await environment.pass(100);
    expect(applied).toEqual([[1]]);
  });

  it('F15 applies a burst in slices, a frame apart', () => {
    const environment = fakeEnvironment();
    const applied: number[][] = [];
    const batch = createBatch<number>(environment, limits, (items) => void applied.push([...items]));
    for (let item = 0; item < 7; item += 1) batch.push(item);
    environment.paint();
    expect(applied).toEqual([[0, 1, 2]]);
    environment.paint();
    environment.paint();
    expect(applied.flat()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('lets what can wait come together, and what cannot take it along in its frame', async () => {
    const environment = fakeEnvironment();
    const applied: string[][] = [];
    const batch = createBatch<string>(
      environment,
      limits,
      (items) => void applied.push([...items]),
      (item) => item === 'word',
    );
    batch.push('word');
    environment.paint();
    expect(applied, 'the first waits for nothing but its frame').toEqual([['word']]);
    batch.push('word');
    environment.paint();
    expect(applied, 'nor does the second').toEqual([['word'], ['word']]);
    applied.length = 1;
    batch.push('word');
    environment.paint();
    await environment.pass(39);
    environment.paint();
    expect(applied).toHaveLength(1);
    batch.push('word');
    await environment.pass(1);
    environment.paint();
    expect(applied.slice(1)).toEqual([['word', 'word']]);
    batch.push('word');
    batch.push('end');
    environment.paint();
    expect(applied.slice(2)).toEqual([['word', 'end']]);
    batch.push('word');
    environment.paint();
    expect(applied.slice(3), 'nothing rests after what could not wait').toEqual([['word']]);
    await environment.pass(40);
    expect(environment.timers).toBe(0);
    batch.push('word');
    environment.paint();
    expect(applied.slice(4), 'nor after a pause').toEqual([['word']]);
  });

  it('adds nothing to the beat of a source that takes its time', async () => {
    const environment = fakeEnvironment();
    const applied: string[][] = [];
    const batch = createBatch<string>(
      environment,
      limits,
      (items) => void applied.push([...items]),
      () => true,
    );
    for (let at = 0; at < 4; at += 1) {
      batch.push('word');
      await environment.pass(12);
      environment.paint();
      expect(applied).toHaveLength(at + 1);
      await environment.pass(19);
    }
  });

  it('leaves no timer behind when it is cancelled at rest', () => {
    const environment = fakeEnvironment();
    const batch = createBatch<number>(
      environment,
      limits,
      () => {},
      () => true,
    );
    batch.push(1);
    batch.push(2);
    environment.paint();
    expect(environment.timers).toBe(1);
    batch.push(3);
    batch.cancel();
    expect(environment.timers).toBe(0);
  });

  it('forgets what waits when it is cancelled, and flushes at once when asked', async () => {
    const environment = fakeEnvironment();
    const applied: number[][] = [];
    const batch = createBatch<number>(environment, limits, (items) => void applied.push([...items]));
    batch.push(1);
    batch.flush();
    batch.push(2);
    batch.cancel();
    environment.paint();
    await environment.pass(1_000);
    expect(applied).toEqual([[1]]);
  });
});

describe('backoff', () => {
  it('doubles to its ceiling, draws from the upper half and starts over only when told', () => {
    const backoff = createBackoff({ firstMs: 250, maxMs: 10_000, random: () => 1 - Number.EPSILON });
    expect(Array.from({ length: 8 }, () => backoff.next())).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(createBackoff({ firstMs: 250, maxMs: 10_000, random: () => 0 }).next()).toBe(125);
    backoff.reset();
    expect(backoff.next()).toBe(250);
  });

  it('F33 spreads evenly over the time it was given', () => {
    expect(createBackoff({ firstMs: 250, maxMs: 10_000, random: () => 0.25 }).spread(8_000)).toBe(2_000);
  });
});

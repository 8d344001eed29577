import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Beat } from './beat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('R-3 the beat', () => {
  it('calls what came at different times in one turn, once each, within its interval', () => {
    const beat = new Beat(40);
    const turns: number[] = [];
    const first = () => void turns.push(performance.now());
    const second = () => void turns.push(performance.now());
    const began = performance.now();
    beat.next(first);
    beat.next(first);
    vi.advanceTimersByTime(1);
    beat.next(second);
    vi.advanceTimersByTime(40);
    expect(turns).toHaveLength(2);
    expect(turns[0]).toBe(turns[1]);
    expect((turns[0] ?? Infinity) - began).toBeLessThanOrEqual(40);
    vi.advanceTimersByTime(200);
    expect(turns).toHaveLength(2);
  });

  it('forgets what was cancelled, and leaves no timer behind', () => {
    const beat = new Beat(40);
    const called = vi.fn();
    beat.next(called);
    beat.cancel(called);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(100);
    expect(called).not.toHaveBeenCalled();
  });
});

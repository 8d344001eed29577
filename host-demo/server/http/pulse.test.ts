import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pulse } from './pulse.ts';

describe('one timer for all sockets of a door', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('looks after each of them, holds one timer however many there are, and none once they are gone', () => {
    const pulse = new Pulse(500);
    const sockets = Array.from({ length: 3 }, () => ({ beat: vi.fn() }));
    for (const socket of sockets) pulse.add(socket);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1_000);
    for (const { beat } of sockets) expect(beat).toHaveBeenCalledTimes(2);
    for (const socket of sockets) pulse.delete(socket);
    expect(vi.getTimerCount()).toBe(0);
    for (const socket of sockets.slice(0, 1)) pulse.add(socket);
    vi.advanceTimersByTime(500);
    expect(sockets.map(({ beat }) => beat.mock.calls.length)).toEqual([3, 2, 2]);
  });

  it('one that leaves while all are looked after takes nobody with it', () => {
    const pulse = new Pulse(500);
    const last = { beat: vi.fn() };
    const leaving = { beat: () => pulse.delete(leaving) };
    pulse.add(leaving);
    pulse.add(last);
    vi.advanceTimersByTime(1_000);
    expect(last.beat).toHaveBeenCalledTimes(2);
  });
});

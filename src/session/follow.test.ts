import { describe, expect, it } from 'vitest';
import { fakeEnvironment } from '../../tests/support/fake-environment.ts';
import { added, EPOCH, page } from '../../tests/support/log.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import { placeEvents } from './feeds.ts';
import { follow } from './follow.ts';
import type { LinkState } from './link.ts';

const log = Array.from({ length: 20 }, (_, index) => added(index + 1, { id: `m${index + 1}` }));
const limits = { pageMs: 25_000, backoffFirstMs: 250, backoffMaxMs: 10_000 };
type Script = (after: ResumePoint, signal: AbortSignal, opening: number) => AsyncIterable<EventPage | null>;

/** An opening that fails before its first page. */
const failing = (error: ChatError): AsyncIterable<never> => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) });
const forever = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

function run(script: Script, cursor: ResumePoint | null = { epoch: EPOCH, seq: 0 }) {
  const environment = fakeEnvironment();
  const stop = new AbortController();
  const opened: number[] = [];
  const links: LinkState[] = [];
  const delivered: number[] = [];
  const times: number[] = [];
  let snapshots = 0;
  const result = follow<EventPage, ResumePoint>(
    {
      open(after, signal) {
        opened.push(after.seq);
        times.push(environment.now());
        return script(after, signal, opened.length);
      },
      place: placeEvents,
      snapshot: async () => {
        snapshots += 1;
        return { epoch: EPOCH, seq: 10 };
      },
      deliver: (delivery) => void delivered.push(...delivery.events.map((event) => event.seq)),
      reconnectWithinMs: (delivery) => delivery.reconnectWithinMs,
    },
    { cursor, environment, limits, signal: stop.signal, carrier: () => 'memory', onLink: (link) => void links.push(link) },
  );
  const settled = result.catch((error: unknown) => error);
  return { environment, stop, opened, links, delivered, times, settled, snapshots: () => snapshots };
}

describe('follow', () => {
  it('F01 goes on from the cursor after a cut, the first time within 600 ms', async () => {
    const follower = run(async function* (after, signal, opening) {
      if (opening === 1) {
        yield page(log.slice(0, 3));
        await new Promise((resolve) => setTimeout(resolve, 0));
        throw new ChatError('network', 'cut');
      }
      yield page(log.slice(after.seq, 5));
      await forever(signal);
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await follower.environment.pass(1_000);
    expect(follower.opened).toEqual([0, 3]);
    expect(follower.delivered).toEqual([1, 2, 3, 4, 5]);
    follower.stop.abort();
    expect(await follower.settled).toBe('aborted');
  });

  it('F02 never opens more than once a second, whatever each opening achieves', async () => {
    const follower = run(async function* (after) {
      yield page(log.slice(after.seq, after.seq + 1));
    });
    await follower.environment.pass(8_000);
    follower.stop.abort();
    const gaps = follower.times.slice(1).map((time, index) => time - (follower.times[index] ?? 0));
    expect(follower.opened.length).toBeGreaterThan(4);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });

  it('F42 a clock that is set back by hours delays no opening', async () => {
    const follower = run(() => failing(new ChatError('network', 'away')));
    const { now } = follower.environment;
    Object.assign(follower.environment, { now: () => now() - (follower.opened.length > 0 ? 6 * 3_600_000 : 0) });
    await follower.environment.pass(5_000);
    follower.stop.abort();
    expect(follower.opened.length).toBeGreaterThan(2);
  });

  it('F32 tells the carrier why it leaves an opening that brought no page, and nothing when nobody reads any more', async () => {
    const reasons: unknown[] = [];
    const silent: Script = (_, signal) => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => signal.addEventListener('abort', () => reasons.push(signal.reason))),
      }),
    });
    const follower = run(silent);
    await follower.environment.pass(26_500);
    expect(reasons).toEqual([expect.objectContaining({ kind: 'network' })]);
    follower.stop.abort();
    await follower.settled;
    expect(reasons[1]).not.toBeInstanceOf(ChatError);
  });

  it('F10 keeps trying for ten minutes, at most 10 s apart, and backs off when openings bring nothing', async () => {
    const follower = run(() => failing(new ChatError('network', 'away')));
    await follower.environment.pass(600_000);
    follower.stop.abort();
    const gaps = follower.times.slice(1).map((time, index) => time - (follower.times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10_000);
    expect(gaps.length).toBeLessThan(120);
    expect(follower.links.at(-1)).toMatchObject({ status: 'reconnecting', sinceMs: 0 });
  });

  it('F20 opens again from the cursor at a hole, and takes a snapshot at the same hole', async () => {
    const follower = run(async function* (after, signal) {
      if (after.seq < 10) yield page(log.slice(after.seq + 2));
      else {
        yield page(log.slice(10, 12));
        await forever(signal);
      }
    });
    await follower.environment.pass(10_000);
    follower.stop.abort();
    expect(follower.opened).toEqual([0, 0, 10]);
    expect(follower.snapshots()).toBe(1);
    expect(follower.delivered).toEqual([11, 12]);
  });

  it('F32 drops a feed that sends no page for 25 s', async () => {
    const follower = run(async function* (_, signal, opening) {
      if (opening === 1) await forever(signal);
      else {
        yield page(log.slice(0, 1));
        await forever(signal);
      }
    });
    await follower.environment.pass(24_000);
    expect(follower.opened).toHaveLength(1);
    await follower.environment.pass(3_000);
    follower.stop.abort();
    expect(follower.opened).toHaveLength(2);
    expect(follower.delivered).toEqual([1]);
  });

  it('F35 F36 takes a snapshot when the cursor cannot be served', async () => {
    const follower = run(async function* (after, signal) {
      if (after.seq < 10) yield page([], { resync: 'BEFORE_RETENTION' });
      else await forever(signal);
    });
    await follower.environment.pass(2_000);
    follower.stop.abort();
    expect(follower.snapshots()).toBe(1);
    expect(follower.opened).toEqual([0, 10]);
  });

  it('F22 waits at least as long as the server asks, also when the page wakes up', async () => {
    const follower = run(() => failing(new ChatError('overload', 'busy', { retryAfterMs: 5_000 })));
    await follower.environment.pass(100);
    follower.environment.wake();
    await follower.environment.pass(4_800);
    expect(follower.opened).toHaveLength(1);
    await follower.environment.pass(1_500);
    follower.stop.abort();
    expect(follower.opened).toHaveLength(2);
  });

  it('F33 spreads over the time a planned restart allows', async () => {
    const follower = run(async function* () {
      yield page([], { reconnectWithinMs: 8_000 });
    });
    await follower.environment.pass(3_900);
    expect(follower.opened).toHaveLength(1);
    await follower.environment.pass(200);
    follower.stop.abort();
    expect(follower.opened).toHaveLength(2);
  });

  it('F40 ends with `withdrawn` at a null page, and F39 with the error when signed out', async () => {
    const gone = run(async function* () {
      yield null;
    });
    expect(await gone.settled).toBe('withdrawn');
    const out = run(() => failing(new ChatError('signed-out', 'no token')));
    expect(await out.settled).toMatchObject({ kind: 'signed-out' });
    expect(out.links.at(-1)).toEqual({ status: 'signed-out' });
    expect(out.environment.timers).toBe(0);
  });

  it('F18 hears nothing of an opening that was left', async () => {
    const follower = run(async function* (_, signal, opening) {
      if (opening === 1) {
        yield page(log.slice(0, 1));
        yield page([], { resync: 'EPOCH_CHANGED' });
        yield page(log.slice(1, 4));
      }
      await forever(signal);
    });
    await follower.environment.pass(3_000);
    follower.stop.abort();
    expect(follower.delivered).toEqual([1]);
  });

  it('F48 tries at once when the page wakes, and says offline only as a state', async () => {
    const follower = run(() => failing(new ChatError('network', 'cut')));
    follower.environment.isOnline = false;
    await follower.environment.pass(30_000);
    const before = follower.opened.length;
    expect(follower.links.at(-1)).toEqual({ status: 'offline' });
    follower.environment.wake();
    await follower.environment.pass(1);
    expect(follower.opened.length).toBe(before + 1);
    follower.stop.abort();
  });
});

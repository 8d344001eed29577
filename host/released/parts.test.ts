import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RemoteError } from '../remote-error.ts';
import { type Insight, watchParts } from './parts.ts';

const chunkError = (said = 'missing') =>
  Object.assign(new Error(`Loading chunk carriers failed.\n(${said}: http://chat/carriers.js)`), { name: 'ChunkLoadError' });

/** A version that is watched: what it fetches is told by `fetches`. */
function watched(found: RemoteError | null = null, insight?: Insight | null) {
  const listeners = new Set<(part: string, arriving: Promise<unknown>) => void>();
  const told: string[] = [];
  const network = { online: true };
  const own: Insight = {
    onPart: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const watch = watchParts({
    version: '0.2.0',
    insight: Promise.resolve(insight === undefined ? own : insight),
    soundAfterMs: 100,
    reason: async () => found,
    online: () => network.online,
    onSound: () => told.push('sound'),
    onLost: ({ kind }) => told.push(kind),
  });
  const fetches = async (part: string, arriving: Promise<unknown>) => {
    for (const listener of listeners) listener(part, arriving);
    await arriving.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { watch, told, network, listeners, fetches };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('a version that is watched', () => {
  it('is sound once it has run for a while and all it asked for is there, not before', async () => {
    const { told, fetches } = watched();
    await vi.advanceTimersByTimeAsync(50);
    let arrive = (_: unknown): void => {};
    const late = fetches('carriers', new Promise((resolve) => (arrive = resolve)));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([]);
    arrive('code');
    await late;
    expect(told).toEqual(['sound']);
  });

  it.each([
    ['an earlier one, which says nothing of its parts', {}],
    ['one without the module that would say it', null],
  ])('%s: is sound when it has run for a while', async (_, insight) => {
    const { told } = watched(null, insight);
    await vi.advanceTimersByTimeAsync(99);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual(['sound']);
  });

  it.each([
    ['is not there', new RemoteError('missing', 'status 404'), chunkError(), 'missing'],
    ['has other bytes', new RemoteError('tampered', 'hash'), chunkError(), 'tampered'],
    ['does not come in time', null, chunkError('timeout'), 'timeout'],
    ['throws', null, new Error('the code of the part'), 'failed'],
  ])('a part %s: it is lost at once, and never sound', async (_, found, cause, kind) => {
    const { told, fetches } = watched(found);
    await vi.advanceTimersByTimeAsync(0);
    await fetches('carriers', Promise.reject(cause));
    expect(told).toEqual([kind]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([kind]);
  });

  it('F12 a line that is cut is forgiven twice in a row, for each part', async () => {
    const { told, fetches } = watched();
    await vi.advanceTimersByTimeAsync(0);
    for (const part of ['carriers', 'said', 'carriers', 'said']) await fetches(part, Promise.reject(chunkError()));
    await fetches('said', Promise.resolve('code'));
    for (const part of ['said', 'said']) await fetches(part, Promise.reject(chunkError()));
    expect(told).toEqual([]);
    await fetches('carriers', Promise.reject(chunkError()));
    expect(told).toEqual(['missing']);
  });

  it('without a network nothing is held against it, however often it tries', async () => {
    const { told, fetches, network } = watched(new RemoteError('missing', 'status 404'));
    network.online = false;
    await vi.advanceTimersByTimeAsync(0);
    for (let time = 0; time < 10; time++) await fetches('carriers', Promise.reject(chunkError()));
    expect(told).toEqual([]);
    network.online = true;
    await fetches('carriers', Promise.resolve('code'));
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual(['sound']);
  });

  it('broke: it must run as long again; stopped: nothing is told, and nobody listens', async () => {
    const { told, fetches, watch, listeners } = watched();
    await vi.advanceTimersByTimeAsync(90);
    watch.again();
    await vi.advanceTimersByTimeAsync(90);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(10);
    expect(told).toEqual(['sound']);
    watch.again();
    const late = fetches('carriers', new Promise((_, reject) => setTimeout(() => reject(chunkError('timeout')), 50)));
    watch.stop();
    expect(listeners.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    await late;
    expect(told).toEqual(['sound']);
  });
});

import { describe, expect, it } from 'vitest';
import { fakeEnvironment } from '../../tests/support/fake-environment.ts';
import { createRepair } from './repair.ts';

function damagedView(heals: (taken: number) => boolean) {
  const environment = fakeEnvironment();
  const stop = new AbortController();
  const times: number[] = [];
  let damaged = true;
  const repair = createRepair(environment, stop.signal, {
    damaged: () => damaged,
    async takeSnapshot() {
      times.push(environment.now());
      if (!heals(times.length)) throw new Error('lost');
      damaged = false;
    },
  });
  return { environment, stop, times, repair, damage: () => (damaged = true), damaged: () => damaged };
}

describe('repair', () => {
  it('K-4 a snapshot that fails is taken again although no page comes', async () => {
    const view = damagedView((taken) => taken === 2);
    void view.repair();
    await view.environment.pass(3_000);
    expect(view.times).toEqual([0, 3_000]);
    expect(view.damaged()).toBe(false);
  });

  it('K-4 takes at most three in 30 s and goes on after that', async () => {
    const view = damagedView((taken) => taken === 5);
    void view.repair();
    await view.environment.pass(60_000);
    expect(view.damaged()).toBe(false);
    expect(view.times).toHaveLength(5);
    expect(view.times[3]).toBeGreaterThanOrEqual(30_000);
  });

  it('takes one at a time, and none once nobody reads any more', async () => {
    const view = damagedView(() => false);
    void view.repair();
    void view.repair();
    view.stop.abort();
    await view.environment.pass(100_000);
    expect(view.times).toEqual([0]);
  });
});

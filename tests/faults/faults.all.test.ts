import { describe, expect, it } from 'vitest';
import { failureText } from './report.ts';
import { runFaults } from './run.ts';
import { describeSchedule, makeSchedule, TRANSPORTS } from './schedule.ts';

describe('faults', () => {
  it('F01 – F18 holds through random schedules over every transport', { timeout: 600_000 }, async () => {
    const { results, failed } = await runFaults({ seed: 4, count: 160, concurrency: 30 });
    expect(failed.map(({ schedule, played }) => failureText(schedule, played, 10))).toEqual([]);
    expect(results.map(({ transport, count }) => `${transport} ${count}`).sort()).toEqual(TRANSPORTS.map((name) => `${name} 40`).sort());
    for (const { recoveries, faults } of results) {
      expect(faults).toBeGreaterThan(80);
      expect(recoveries.length).toBeGreaterThan(20);
    }
  });

  it('makes the same schedule from the same seed', () => {
    const lines = (seed: number): readonly string[] => TRANSPORTS.map((transport) => describeSchedule(makeSchedule(seed, transport)));
    expect(lines(7)).toEqual(lines(7));
    expect(lines(7)).not.toEqual(lines(8));
  });
});

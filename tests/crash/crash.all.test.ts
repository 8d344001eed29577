import { expect, it } from 'vitest';
import { CRASHES_IN_ROUND, describePlan, makePlan } from './plan.ts';
import { failureText } from './report.ts';
import { crashesOf, runCrash } from './run.ts';

it('F23 F24 F25 F26 F27 F29 L-1 C-2 R-4 R-7: servers, workers and the database die under writers, and the history holds', {
  timeout: 600_000,
}, async () => {
  const report = await runCrash({ seed: 4, count: 6 });
  expect(report.failed.map(failureText)).toEqual([]);
  expect(report.anomalies).toBe(0);
  expect(crashesOf(report)).toBe(6);
  expect(report.struck.pause).toBeGreaterThan(0);
  // 8 writers have been in each of 50 conversations.
  expect(report.sends.ok + report.sends.fail + report.sends.unknown).toBeGreaterThanOrEqual(400);
  expect(report.sends.fail).toBeGreaterThan(0);
  expect(report.sends.unknown).toBeGreaterThan(0);
  expect(report.repeated).toBeGreaterThan(0);
  expect(report.lostAttempts).toBeGreaterThan(0);
});

it('makes the same schedule from the same seed', () => {
  const lines = describePlan(makePlan(7));
  expect(describePlan(makePlan(7))).toBe(lines);
  expect(describePlan(makePlan(8))).not.toBe(lines);
  expect(makePlan(7, 3).strikes).toEqual(makePlan(7).strikes.slice(0, makePlan(7, 3).strikes.length));
  expect(makePlan(7).strikes.filter(({ kind }) => kind !== 'pause')).toHaveLength(CRASHES_IN_ROUND);
});

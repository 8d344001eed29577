import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Found, runStorm } from './run.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { runSchedule } from './world.ts';

const root = path.resolve(import.meta.dirname, '../..');
const storm = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'tests/storm/main.ts', ...args], { cwd: root, encoding: 'utf8', timeout: 60_000 });

describe('the storm', () => {
  it('K-1 K-5 K-6 F01 F17 F20 F24 F47: 80 lives of two or three tabs, and every promise holds', async () => {
    const found: Found[] = [];
    const { medians, violations } = await runStorm({ seed: 1, count: 80, onViolation: (violation) => found.push(violation) });
    expect(found.map((violation) => `${violation.seed}: ${violation.message}`)).toEqual([]);
    expect(violations).toBe(0);
    expect(medians.tabs).toBeGreaterThanOrEqual(2);
    expect(medians.sends).toBeGreaterThanOrEqual(3);
    expect(medians.events).toBeGreaterThanOrEqual(200);
    expect(medians.faults).toBeGreaterThanOrEqual(4);
  }, 180_000);

  it('the same seed gives the same life, step by step', async () => {
    const [first, second, other] = [await traced(7), await traced(7), await traced(8)];
    expect(second).toEqual(first);
    expect(other.hash).not.toBe(first.hash);
  }, 60_000);

  it('sees what a client that forgets does: a message sent twice, a text that is not there', async () => {
    const schedule = createSchedule(3);
    const doubled = await runSchedule({ ...schedule, ops: [send(schedule, 500), send(schedule, 900)] }, { breaks: 'doubles' });
    expect(doubled.violation).toMatchObject({ rule: 'no message twice' });
    const mute = await runSchedule({ ...schedule, ops: [send(schedule, 500)] }, { breaks: 'deaf' });
    expect(mute.violation).toMatchObject({ rule: 'liveness' });
  }, 60_000);

  it('says what is wrong with its arguments', () => {
    for (const [args, said] of [
      [['--seed', 'x'], '--seed takes a whole number'],
      [['--count', '0'], '--count takes a whole number from 1'],
      [['--replay', '1', '--count', '2'], 'neither --seed nor --count'],
      [['--sede', '1'], '--sede'],
    ] as const) {
      const { status, stderr } = storm(...args);
      expect(stderr).toContain(said);
      expect(stderr).toContain('Usage: npm run storm');
      expect(status).toBe(2);
    }
  }, 120_000);
});

const send = (schedule: Schedule, at: number) => ({ ...schedule.ops.find((op) => op.kind === 'send')!, at, tab: 0 });

async function traced(seed: number) {
  const { hash, trace } = await runSchedule(createSchedule(seed), { trace: true });
  return { hash, trace };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cell } from './cells.ts';
import { judge } from './judge.ts';
import { Results } from './results.ts';
import type { Goal, Work } from './works.ts';

const cellOf = (key: string): Cell => ({ key, subject: key, seconds: 1, run: async () => ({}) });
const [ours, peer, empty] = [cellOf('ours'), cellOf('peer'), cellOf('empty')];
const ROUNDS = 5;

function goalOf(goal: Partial<Goal>): Goal {
  return { name: 'peer', ours, other: peer, figure: 'cpu', net: empty, most: 0.5, ...goal };
}

describe('judge', () => {
  let folder = '';
  let results: Results;
  const work: Work = { id: 'S1', title: 'a work', goals: [] };
  const measured = (key: string, values: readonly number[]): void =>
    values.forEach((cpu, round) => {
      results.add(round, key, { cpu });
    });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
    results = new Results(folder, 'one', false);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('compares what is left when the harness is taken off', () => {
    measured('ours', [50, 51, 49, 50, 50]);
    measured('peer', [110, 111, 109, 110, 110]);
    measured('empty', [10, 10, 10, 10, 10]);
    expect(judge(results, work, goalOf({}), ROUNDS)).toMatchObject({ ours: 40, other: 100, verdict: 'met' });
    expect(judge(results, work, goalOf({ most: 0.3 }), ROUNDS).verdict).toBe('missed');
  });

  it('is open while pairs had to be left out, and says how many', () => {
    measured('ours', [5, 51, 49, 50, 50]);
    measured('peer', [110, 111, 109, 110, 110]);
    measured('empty', [10, 10, 10, 10, 10]);
    expect(judge(results, work, goalOf({}), ROUNDS)).toMatchObject({ verdict: 'open', note: expect.stringContaining('1 of 5') });
  });

  it('holds a count against its greatest value', () => {
    measured('ours', [0, 0, 1, 0, 0]);
    const goal = goalOf({ other: null, net: null, most: 0 });
    expect(judge(results, work, goal, ROUNDS).verdict).toBe('open');
    measured('ours', [0, 0, 0, 0, 0]);
    expect(judge(results, work, goal, ROUNDS).verdict).toBe('met');
  });

  it('has no verdict for what failed, and goes on from the file of a run that was stopped', () => {
    measured('ours', [1, 1, 1, 1, 1]);
    results.fail(0, 'peer', 'it threw');
    const again = new Results(folder, 'one', false);
    expect(again.size).toBe(ROUNDS);
    expect(judge(again, work, goalOf({ net: null }), ROUNDS)).toMatchObject({ verdict: 'open', note: 'it threw', estimate: null });
    expect(new Results(folder, 'another', false).size).toBe(0);
  });
});

import type { Session } from './browser.ts';
import type { Cell } from './cells.ts';
import { judge } from './judge.ts';
import type { Results } from './results.ts';
import { FEWEST_PAIRS } from './statistics.ts';
import type { Work } from './works.ts';

export interface Plan {
  readonly works: readonly Work[];
  /** Pairs a goal gets at most, and all of them at least. */
  readonly most: number;
  readonly least: number;
  /** Wall-clock end of measuring, in the time of `Date.now()`. */
  readonly until: number;
  readonly say: (line: string) => void;
}

/** A fresh page, mounted and come to rest. */
const PAGE_SECONDS = 1;

export function cellsOf(work: Work): readonly Cell[] {
  const all = work.goals.flatMap(({ ours, other, net, otherNet }) => [ours, other, net, otherNet ?? null]);
  return [...new Set([...all.filter((cell) => cell !== null), ...(work.beside ?? [])])];
}

/** Seconds so many rounds take about: what is measured, and a page for it. */
export function estimate(works: readonly Work[], rounds: number): number {
  const times = new Map<Cell, number>();
  for (const work of works)
    for (const cell of cellsOf(work)) times.set(cell, Math.max(times.get(cell) ?? 0, Math.min(rounds, work.rounds ?? rounds)));
  return [...times].reduce((sum, [cell, count]) => sum + count * (cell.seconds + PAGE_SECONDS), 0);
}

/**
 * Work after work its first pairs, so that a run which is stopped has whole works; in each round everything once, subjects right
 * after one another and each time in another order. Then more rounds for the works that have a goal which is still open.
 */
export async function measure(session: Session, results: Results, plan: Plan): Promise<void> {
  for (const work of plan.works) {
    const least = Math.min(plan.least, work.rounds ?? plan.least);
    for (let round = 0; round < least; round += 1) if (!(await play(session, results, work, round, plan))) return;
  }
  for (let round = plan.least; round < plan.most; round += 1) {
    for (const work of plan.works) if (undecided(results, work, round) && !(await play(session, results, work, round, plan))) return;
  }
}

/** One round of one work; false when the time is up. */
async function play(session: Session, results: Results, work: Work, round: number, plan: Plan): Promise<boolean> {
  for (const cell of turned(cellsOf(work), round)) {
    if (results.at(cell.key, round) || results.fault(cell.key)) continue;
    if (Date.now() > plan.until) {
      plan.say('The time is up; what is still open stays open.');
      return false;
    }
    await once(session, results, cell, round, plan.say);
  }
  return true;
}

function undecided(results: Results, work: Work, rounds: number): boolean {
  return work.goals.some((goal) => {
    const { estimate: found, verdict } = judge(results, work, goal, rounds);
    return verdict === 'open' && (found !== null || rounds < FEWEST_PAIRS);
  });
}

/** Two tries: a page that dies by accident is not a finding. */
async function once(session: Session, results: Results, cell: Cell, round: number, say: Plan['say']): Promise<void> {
  for (let left = 1; ; left -= 1) {
    try {
      const figures = await session.with(cell.subject, (driven) => cell.run(driven));
      results.add(round, cell.key, figures);
      const shown = Object.entries(figures).map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`);
      return say(`${round + 1}  ${cell.key}: ${shown.join(', ')}`);
    } catch (fault) {
      const message = fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : String(fault);
      if (!session.alive()) throw new Error('The browser was ended; what was measured is kept, and the same command goes on from there.');
      say(`${round + 1}  ${cell.key}: FAILED, ${message}`);
      if (left === 0) return results.fail(round, cell.key, message);
    }
  }
}

function turned<T>(items: readonly T[], by: number): readonly T[] {
  const from = by % Math.max(1, items.length);
  const order = [...items.slice(from), ...items.slice(0, from)];
  return by % 2 === 0 ? order : order.reverse();
}

import { number, type ReportLine } from './report.ts';
import type { Results } from './results.ts';
import { type Estimate, median, type Pair, pairedRatio, spread, type Verdict, verdict } from './statistics.ts';
import type { Goal, Work } from './works.ts';

/** One goal as it stands: what the table shows. */
export interface Judged {
  readonly work: string;
  readonly title: string;
  readonly goal: string;
  readonly figure: string;
  readonly most: number;
  /** Medians, net of the harness where it is taken off; null where nothing was measured. */
  readonly ours: number | null;
  readonly other: number | null;
  /** Half the distance between the quartiles, per cent of the median. */
  readonly oursSpread: number | null;
  readonly otherSpread: number | null;
  readonly estimate: Estimate | null;
  readonly verdict: Verdict;
  /** Why there is no figure, or which pairs were left out. */
  readonly note: string | null;
}

/** What the harness costs is taken off as its median over the run: a single small figure would only add its own noise. */
function netOf(results: Results, cell: Goal['net'] | undefined, figure: string): number {
  const values = cell ? results.all(cell.key, figure) : [];
  return values.length === 0 ? 0 : median(values);
}

function sides(results: Results, goal: Goal, rounds: number): Pair[] {
  const [off, otherOff] = [netOf(results, goal.net, goal.figure), netOf(results, goal.otherNet ?? goal.net, goal.figure)];
  return Array.from({ length: rounds }, (_, round) => round).flatMap((round) => {
    const ours = results.at(goal.ours.key, round)?.[goal.figure];
    const other = goal.other === null ? 1 : results.at(goal.other.key, round)?.[goal.figure];
    if (ours === undefined || other === undefined) return [];
    return [{ ours: ours - off, other: goal.other === null ? 1 : other - otherOff }];
  });
}

export function judge(results: Results, work: Work, goal: Goal, rounds: number): Judged {
  const pairs = sides(results, goal, rounds);
  const good = pairs.filter(({ ours, other }) => ours > 0 && other > 0);
  // A figure that may be nought, such as a count, has no ratio: then its greatest value decides.
  const counted = goal.other === null && pairs.some(({ ours }) => ours <= 0);
  const estimate = counted ? countOf(pairs) : good.length === 0 ? null : pairedRatio(good);
  const fault = results.fault(goal.ours.key) ?? (goal.other ? results.fault(goal.other.key) : undefined);
  const left = counted ? 0 : pairs.length - good.length;
  return {
    ...{ work: work.id, title: work.title, goal: goal.name, figure: goal.figure, most: goal.most },
    ...side('ours', pairs),
    ...(goal.other === null ? { other: null, otherSpread: null } : side('other', pairs)),
    estimate,
    verdict: estimate === null || left > 0 ? 'open' : verdict(estimate, goal.most),
    note: fault ?? (left > 0 ? `${left} of ${pairs.length} pairs cost less than the harness and were left out` : null),
  } as Judged;
}

function countOf(pairs: readonly Pair[]): Estimate {
  const values = pairs.map(({ ours }) => ours);
  return { ratio: median(values), low: Math.min(...values), high: Math.max(...values), pairs: pairs.length };
}

function side(name: 'ours' | 'other', pairs: readonly Pair[]): Record<string, number | null> {
  const values = pairs.map((pair) => pair[name]);
  return {
    [name]: values.length === 0 ? null : median(values),
    [`${name}Spread`]: values.length < 2 || median(values) === 0 ? null : spread(values),
  };
}

/** As the table shows it. */
export function lineOf(judged: Judged): ReportLine {
  const shown = (value: number | null, spread: number | null): string =>
    value === null ? '–' : `${number(value)}${spread === null ? '' : ` ± ${number(spread)} %`}`;
  return { ...judged, ours: shown(judged.ours, judged.oursSpread), other: shown(judged.other, judged.otherSpread) };
}

import { type Estimate, type Pair, pairedRatio, type Verdict, verdict } from '../statistics.ts';

/** One line of the table. */
export interface Row {
  readonly id: string;
  readonly work: string;
  readonly goal: string;
  /** The figure as it is shown. */
  readonly figure: string;
  /** `-` where there is no goal. */
  readonly verdict: Verdict | '-';
  /** What it was worked out from; shown under the table. */
  readonly notes: readonly string[];
  readonly pairs?: readonly Pair[];
}

type Head = Pick<Row, 'id' | 'work' | 'notes'>;

/** @param most the greatest ratio that meets the goal. */
export function ratioRow(head: Head, pairs: readonly Pair[], most: number, of = 'bare'): Row {
  const estimate = pairedRatio(pairs);
  return { ...head, goal: `≤ ${most} × ${of}`, figure: figureOf(estimate), verdict: verdict(estimate, most), pairs };
}

/** One figure against a limit, by the interval of its repeats: the same rule as for ratios, the limit being the other side. */
export function limitRow(head: Head, values: readonly number[], most: number, unit: string): Row {
  const estimate = pairedRatio(values.map((ours) => ({ ours, other: most })));
  const [value, low, high] = [estimate.ratio, estimate.low, estimate.high].map((it) => round(it * most));
  return {
    ...head,
    goal: `≤ ${most} ${unit}`,
    figure: `${value} ${unit} (${low} … ${high}, n ${values.length})`,
    verdict: verdict(estimate, 1),
  };
}

export function figureOf({ ratio, low, high, pairs }: Estimate): string {
  return `${round(ratio)} × (${round(low)} … ${round(high)}, n ${pairs})`;
}

/** Three digits are what a figure on a shared machine can carry. */
export function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}

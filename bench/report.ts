import type { Estimate, Verdict } from './statistics.ts';

/** One line of a table of goals; the measurements of pages and of the server write the same. */
export interface ReportLine {
  readonly work: string;
  readonly title: string;
  readonly goal: string;
  readonly most: number;
  /** As it is shown, with its unit. */
  readonly ours: string;
  readonly other: string;
  readonly estimate: Estimate | null;
  readonly verdict: Verdict;
  readonly note: string | null;
}

export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return size >= 1_000
    ? Math.round(value).toLocaleString('en-GB')
    : size >= 100
      ? value.toFixed(0)
      : size >= 10
        ? value.toFixed(1)
        : value.toFixed(2);
}

/** A Markdown table, a line for each goal. */
export function markdownTable(lines: readonly ReportLine[]): string {
  const head = [
    '| # | Work | Against | Goal | Ours | Other | Ratio (90 % interval) | Pairs | |',
    '| --- | --- | --- | ---: | ---: | ---: | --- | ---: | --- |',
  ];
  let before = '';
  const rows = lines.map((line) => {
    const first = line.work !== before;
    before = line.work;
    const { estimate } = line;
    const ratio = estimate === null ? '–' : `${number(estimate.ratio)} (${number(estimate.low)}–${number(estimate.high)})`;
    const verdict = line.verdict === 'open' ? '*open*' : line.verdict === 'met' ? 'met' : '**missed**';
    const cells = [first ? line.work : '', first ? line.title : '', line.goal, `≤ ${number(line.most)}`, line.ours, line.other, ratio];
    return `| ${[...cells, estimate?.pairs ?? 0, `${verdict}${line.note === null ? '' : ` (${line.note})`}`].join(' | ')} |`;
  });
  return [...head, ...rows].join('\n');
}

/** 0 when every goal is met, 1 when one is missed, 2 when none is missed but one is open. */
export function exitCode(verdicts: readonly Verdict[]): number {
  if (verdicts.includes('missed')) return 1;
  return verdicts.includes('open') ? 2 : 0;
}

import type { Row } from './run.ts';

const HEAD = ['mutant', 'campaign', 'transport', 'caught at', 'seed', 'seconds', 'by'] as const;
const LONGEST = 90;

/** Rows that are wrong: a mutant nobody caught, or the unchanged source caught. */
export function survived(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ mutant, caughtAt }) => (mutant === null) !== (caughtAt === null));
}

/** One line as soon as it is known. */
export function rowText(row: Row): string {
  return cellsOf(row).join('  ');
}

export function summary(rows: readonly Row[], seed: number): string {
  const table = [[...HEAD], ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const mutants = new Set(rows.map(({ mutant }) => mutant).filter((name) => name !== null));
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  const bad = survived(rows).length;
  const verdict = bad > 0 ? `${bad} rows are wrong` : rows.length > 0 ? 'all caught, and the unchanged source holds' : 'nothing was played';
  return [
    '',
    ...lines,
    `${mutants.size} mutants in ${rows.filter(({ mutant }) => mutant !== null).length} trials, seed ${seed}, ${seconds.toFixed(0)} s; ${verdict}`,
  ].join('\n');
}

function cellsOf({ mutant, campaign, transport, caughtAt, played, seed, seconds, what }: Row): string[] {
  const nothing = mutant === null ? `holds for ${played}` : `SURVIVED ${played}`;
  return [
    mutant ?? '(unchanged)',
    campaign,
    transport ?? '-',
    caughtAt === null ? nothing : mutant === null ? `BROKEN at ${caughtAt}` : String(caughtAt),
    String(seed ?? '-'),
    seconds.toFixed(1),
    what.replace(/\s+/gu, ' ').slice(0, LONGEST),
  ];
}

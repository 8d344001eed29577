import type { Row } from './row.ts';

/** The lines as a Markdown table, then what each was worked out from. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ id, work, figure, goal, verdict }) => `| ${id} | ${work} | ${figure} | ${goal} | ${verdict} |`);
  const notes = rows.filter((row) => row.notes.length > 0).map(({ id, notes }) => `${id}\n${notes.map((note) => `- ${note}`).join('\n')}`);
  return ['| # | Work | Figure | Goal | |', '|---|---|---|---|---|', ...lines, '', ...notes].join('\n');
}

import type { Article, Block } from '../knowledge/article.ts';
import type { QueryTerm } from '../knowledge/lexicon.ts';
import { stems } from '../knowledge/words.ts';

type Table = Extract<Block, { kind: 'table' }>;

const SHORT_CELL = 14;

function tablesOf(article: Article): Table[] {
  return article.sections.flatMap((section) => section.blocks).filter((block): block is Table => block.kind === 'table');
}

/** How much of a label the question says, in its own words or words for the same: 0 to 1. */
function said(label: string, terms: readonly QueryTerm[]): number {
  const words = stems(label);
  const meant = words.filter((word) => terms.some((term) => (term.targets.get(word) ?? 0) >= 0.5));
  return words.length === 0 ? 0 : meant.length / words.length;
}

/** One quantity with its value per plan, whichever way round the table is written. */
interface Quantity {
  readonly label: string;
  readonly values: readonly { readonly plan: string; readonly value: string }[];
}

function quantitiesOf(table: Table): Quantity[] {
  const [corner = ''] = table.head;
  if (/^plan$/i.test(corner)) {
    return table.head
      .slice(1)
      .map((label, place) => ({ label, values: table.rows.map((row) => ({ plan: row[0] ?? '', value: row[place + 1] ?? '' })) }));
  }
  if (corner !== '') return [];
  return table.rows.map((row) => ({
    label: row[0] ?? '',
    values: table.head.slice(1).map((plan, place) => ({ plan, value: row[place + 1] ?? '' })),
  }));
}

const isAmount = (value: string): boolean => /^(?:[\d.,]+|unlimited|none)$/i.test(value);
const lowered = (text: string): string => (/^[A-Z][A-Z]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));

/**
 * "10 users on Growth" for "how many users can I have on growth", and every plan's value when none is named. Null when no table of the
 * article has the quantity. @param needsPlan Only when the question names a plan as well.
 */
export function amountAnswer(article: Article, terms: readonly QueryTerm[], needsPlan = false): string | null {
  const found = tablesOf(article)
    .flatMap(quantitiesOf)
    .filter((one) => one.values.length > 1 && one.values.every(({ value }) => isAmount(value)))
    .map((one) => ({ ...one, worth: said(one.label, terms) }))
    .filter((one) => one.worth > 0.3)
    .sort((a, b) => b.worth - a.worth)[0];
  if (found === undefined) return null;
  const label = lowered(found.label).replace(/\bincluded (?=a|each|per)/, '');
  const named = found.values.filter(({ plan }) => stems(plan).length > 0 && terms.some((term) => stems(plan).includes(term.text)));
  const [mine] = named;
  if (mine === undefined || named.length > 1) {
    if (needsPlan) return null;
    const parts = found.values.map(({ plan, value }) => `${value.toLowerCase()} on ${plan}`);
    return `${found.label}: ${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}.`;
  }
  const others = found.values.filter((one) => one !== mine).map(({ plan, value }) => `- ${plan}: ${value}`);
  return `${mine.value} ${mine.value === '1' ? label.replace(/^(\w+)s\b/, '$1') : label} on ${mine.plan}.\n\n${others.join('\n')}`;
}

/** When the question names a table's column ("what can a manager do"), that column, row by row. */
export function columnAnswer(article: Article, terms: readonly QueryTerm[]): string | null {
  for (const table of tablesOf(article)) {
    if (table.head.length < 3) continue;
    const named = table.head.flatMap((cell, place) => (place > 0 && said(cell, terms) > 0.6 ? [place] : []));
    const [column] = named;
    if (column === undefined || named.length > 1) continue;
    const rows = table.rows.slice(0, 8).map((row) => `- ${row[0] ?? ''}: ${row[column] ?? ''}`);
    return `This is what applies to ${table.head[column] ?? ''}:\n\n${rows.join('\n')}`;
  }
  return null;
}

/** The row whose first cell is what the question names ("what does Allocated mean"), as a line. */
export function namedRow(article: Article, terms: readonly QueryTerm[]): string | null {
  for (const table of tablesOf(article)) {
    const row = table.rows.find((cells) => {
      const words = stems(cells[0] ?? '');
      return words.length > 0 && words.length <= 3 && words.every((word) => terms.some((term) => term.text === word));
    });
    if (row !== undefined) return rowText(table, row);
  }
  return null;
}

/** A row as one line: what it is about in bold, then its cells; under their headings when they say nothing alone. */
export function rowText(table: Table, row: readonly string[]): string {
  const [first = '', ...cells] = row;
  const [only = ''] = cells;
  if (cells.length === 1)
    return `**${first}**: ${only}${isAmount(only) && /^plan$/i.test(table.head[0] ?? '') ? ` ${lowered(table.head[1] ?? '')}` : ''}`;
  const bare = cells.every((cell) => cell.length <= SHORT_CELL);
  // Of a wide table the first cell is what the row means; the rest is for the article.
  if (!bare && cells.length > 2) return `**${first}**: ${only}`;
  const parts = cells.map((cell, place) => (place === 0 && !bare ? cell : `${table.head[place + 1] ?? ''}: ${cell}`));
  return `**${first}**: ${parts.join('; ')}`;
}

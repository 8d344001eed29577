import type { Article, Block, Section } from '../knowledge/article.ts';
import { linesOf } from '../knowledge/article.ts';
import type { QueryTerm } from '../knowledge/lexicon.ts';
import { stems } from '../knowledge/words.ts';
import { aspectOf, bestSection, firstSentences, leadOf, linesIn, wordCount, type Aspect, type Line } from './passages.ts';

/** Words an answer may have; the source says the rest. */
export const ANSWER_WORDS = 140;
const CLEAR_FIT = 0.5;

/** "Symptom – cause – remedy" reads as a sentence; the first part is what the reader looks for. */
function emphasised(line: Line): string {
  const [symptom, ...rest] = line.text.split(/ [–—] /);
  if (rest.length === 0 || symptom === undefined) return line.text;
  return `**${symptom.replace(/\*\*/g, '')}**: ${rest.join(' – ')}`;
}

function rowText(block: Extract<Block, { kind: 'table' }>, row: readonly string[]): string {
  const [first = '', second = '', ...rest] = row;
  const more = rest.map((cell, index) => `${block.head[index + 2] ?? ''}: ${cell}`);
  return `**${first}**: ${[second, ...more].join('; ')}`;
}

function shown(line: Line): string {
  const { block } = line;
  if (block.kind !== 'table') return emphasised(line);
  const row = block.rows.find((cells) => cells.join(' – ') === line.text);
  return row === undefined ? line.text : rowText(block, row);
}

function bullets(lines: readonly Line[], budget: number): string {
  const kept: string[] = [];
  let words = 0;
  for (const line of lines) {
    const text = firstSentences(shown(line), 40);
    words += wordCount(text);
    if (kept.length > 0 && words > budget) break;
    kept.push(`- ${text}`);
  }
  return kept.join('\n');
}

function stepsOf(section: Section, budget: number): string {
  const list = section.blocks.find((block) => block.kind === 'list' && block.ordered) ?? section.blocks[0];
  if (list === undefined) return '';
  const steps = linesOf(list);
  const full = wordCount(steps.join(' ')) <= budget;
  const kept: string[] = [];
  let words = 0;
  for (const [index, step] of steps.entries()) {
    const text = full ? step : firstSentences(step, 14);
    words += wordCount(text);
    if (words > budget && kept.length > 0) break;
    kept.push(`${index + 1}. ${text}`);
  }
  const rest = steps.length - kept.length;
  return rest === 0 ? kept.join('\n') : `${kept.join('\n')}\n\nThe article has ${rest === 1 ? 'one more step' : `${rest} more steps`}.`;
}

const WANTED: Readonly<Record<Aspect, readonly Line['kind'][]>> = {
  steps: ['steps', 'facts', 'lead'],
  limits: ['limits', 'facts', 'lead'],
  problems: ['problems', 'limits', 'facts', 'requirements'],
  requirements: ['requirements', 'facts', 'limits', 'lead'],
  facts: ['facts', 'limits', 'lead', 'problems'],
};

/** The lines of the kinds the question wants, best first; those that fit it least are left out. */
function fitting(lines: readonly Line[], aspect: Aspect, most: number): Line[] {
  const kinds = WANTED[aspect];
  const worth = (line: Line): number => line.fit + (line.kind === kinds[0] ? 0.25 : 0);
  const wanted = lines.filter((line) => kinds.includes(line.kind) && line.kind !== 'lead').sort((a, b) => worth(b) - worth(a));
  const top = wanted[0];
  if (top === undefined) return [];
  return wanted.filter((line) => worth(line) >= worth(top) * 0.45 && (line.fit > 0 || line.kind === kinds[0])).slice(0, most);
}

/** When the question names a table's column ("what can a manager do"), that column, row by row. */
function columnOf(article: Article, terms: readonly QueryTerm[]): string | null {
  const said = new Set(terms.map((term) => term.text));
  for (const block of article.sections.flatMap((section) => section.blocks)) {
    if (block.kind !== 'table' || block.head.length < 3) continue;
    const named = block.head.flatMap((cell, place) => (place > 0 && stems(cell).some((word) => said.has(word)) ? [place] : []));
    const [column] = named;
    if (column === undefined || named.length > 1) continue;
    const rows = block.rows.slice(0, 8).map((row) => `- ${row[0] ?? ''}: ${row[column] ?? ''}`);
    return `**${block.head[column] ?? ''}**\n\n${rows.join('\n')}`;
  }
  return null;
}

function asSentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

function stepsAnswer(article: Article, terms: readonly QueryTerm[], opening: string): string {
  const steps = bestSection(article, 'steps', terms);
  if (steps !== null) return stepsOf(steps, ANSWER_WORDS - wordCount(opening) - 5);
  return bullets(fitting(linesIn(article, terms), 'facts', 4), ANSWER_WORDS - wordCount(opening));
}

/** One sentence that answers, then the steps or facts that fit the question: Markdown, never the whole article. */
export function composeAnswer(article: Article, question: string, terms: readonly QueryTerm[]): string {
  const aspect = aspectOf(question);
  const lead = asSentence(leadOf(article));
  if (aspect === 'steps') return joined(lead, stepsAnswer(article, terms, lead));
  const column = aspect === 'problems' ? null : columnOf(article, terms);
  if (column !== null) return joined(lead, column);
  const lines = fitting(linesIn(article, terms), aspect, 4);
  const [top] = lines;
  if (top === undefined) return joined(lead, stepsAnswer(article, terms, lead));
  const clear = top.fit >= CLEAR_FIT && top.block.kind !== 'table' && !/ [–—] /.test(top.text) && wordCount(top.text) <= 45;
  const opening = clear ? asSentence(firstSentences(top.text, 40)) : lead;
  const rest = clear ? lines.slice(1) : lines;
  return joined(opening, bullets(rest.slice(0, 3), ANSWER_WORDS - wordCount(opening)));
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

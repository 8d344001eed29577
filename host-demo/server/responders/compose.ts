import type { Article, Section } from '../knowledge/article.ts';
import { linesOf, shortTitle } from '../knowledge/article.ts';
import type { QueryTerm } from '../knowledge/lexicon.ts';
import { speaksOfProblem } from '../knowledge/words.ts';
import {
  type Aspect,
  asksForMeaning,
  aspectOf,
  bestSection,
  beyondTitle,
  firstSentences,
  fitBeyondTitle,
  holdsWhatIsAsked,
  type Line,
  leadOf,
  linesIn,
  onlyAspect,
  wordCount,
} from './passages.ts';
import { amountAnswer, columnAnswer, namedRow, rowText } from './tables.ts';

/** Words an answer may have; the source says the rest. */
export const ANSWER_WORDS = 140;
/** How well a line must fit to stand as the first sentence. */
const CLEAR_FIT = 0.5;
const MOST_BULLETS = 4;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function asSentence(text: string): string {
  return /[.!?:]["”’']?$/.test(text) ? text : `${text}.`;
}

/** "Symptom – cause – remedy" becomes sentences, the symptom in front because that is what a reader looks for. */
function emphasised(text: string, strong: boolean): string {
  const [symptom, ...rest] = text.split(/ [–—] /);
  if (rest.length === 0 || symptom === undefined) return text;
  const plain = symptom.replace(/\*\*/g, '');
  const [cause = '', ...remedy] = rest;
  return `${strong ? `**${plain}**` : plain}: ${[cause, ...remedy.map(capital)].map(asSentence).join(' ')}`;
}

function shown(line: Line, strong = true): string {
  const { block } = line;
  const row = block.kind === 'table' ? block.rows.find((cells) => cells.join(' – ') === line.text) : undefined;
  return block.kind === 'table' && row !== undefined ? rowText(block, row) : emphasised(line.text, strong);
}

function bullets(lines: readonly Line[], budget: number): string {
  const kept: string[] = [];
  let words = 0;
  for (const line of lines.slice(0, MOST_BULLETS)) {
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
  limits: ['limits', 'facts', 'lead', 'requirements'],
  problems: ['problems', 'limits', 'facts'],
  requirements: ['requirements', 'limits', 'facts', 'lead'],
  facts: ['facts', 'limits', 'lead', 'requirements', 'problems'],
};

/** The lines of the kinds the question wants, best first; those that fit it much less than the best are left out. */
function fitting(lines: readonly Line[], aspect: Aspect, most: number): Line[] {
  const kinds = WANTED[aspect];
  const worth = (line: Line): number =>
    line.fit + (line.kind === kinds[0] ? 0.15 : 0) - (line.kind === 'problems' && aspect !== 'problems' ? 0.2 : 0);
  const wanted = lines.filter((line) => kinds.includes(line.kind) && line.fit > 0).sort((a, b) => worth(b) - worth(a));
  const top = wanted[0];
  if (top === undefined) return [];
  return wanted.filter((line) => worth(line) >= worth(top) * 0.55).slice(0, most);
}

function stepsAnswer(article: Article, terms: readonly QueryTerm[], question: string, budget: number): string {
  const steps = bestSection(article, 'steps', terms);
  if (steps !== null) return stepsOf(steps, budget);
  const lines = linesIn(article, terms, question).filter((line) => line.kind !== 'lead');
  const some = fitting(lines, 'facts', MOST_BULLETS);
  return bullets(some.length > 0 ? some : lines.filter((line) => line.kind === 'facts'), budget);
}

const OPENINGS: Partial<Record<Aspect, (title: string) => string>> = {
  limits: (title) => `These limits apply to “${title}”:`,
  problems: () => 'Look for what you see; each has its own cause:',
  requirements: (title) => `This is needed for “${title}”:`,
};

const MORE = /\bmore|\belse\b/i;

/** Everything of one kind, for a question that names the kind alone ("what about the limits?"). */
function wholeAspect(article: Article, aspect: Aspect, question: string, budget: number): string | null {
  const held = (line: Line): number => holdsWhatIsAsked(question, line.text);
  const lines = linesIn(article, [], '')
    .filter((line) => line.kind === aspect)
    .sort((a, b) => held(b) - held(a));
  const title = shortTitle(article.title);
  const opening = aspect === 'limits' && MORE.test(question) ? `Good to know about “${title}”:` : OPENINGS[aspect]?.(title);
  return lines.length === 0 || opening === undefined ? null : joined(opening, bullets(lines, budget - wordCount(opening)));
}

function problemAnswer(article: Article, lines: readonly Line[], terms: readonly QueryTerm[], question: string, budget: number): string {
  const lead = asSentence(leadOf(article));
  const causes = fitting(
    lines.filter((line) => line.kind === 'problems'),
    'problems',
    3,
  );
  const [top] = causes;
  if (top !== undefined && fitBeyondTitle(article, terms, top) >= CLEAR_FIT && !speaksOfProblem(article.title)) {
    const opening = asSentence(firstSentences(shown(top, false), 45));
    return joined(opening, bullets(causes.slice(1), budget - wordCount(opening)));
  }
  if (top !== undefined && top.fit >= 0.3) return joined(lead, bullets(causes, budget - wordCount(lead)));
  return joined(lead, stepsAnswer(article, terms, question, budget - wordCount(lead) - 5));
}

function factsAnswer(article: Article, lines: readonly Line[], aspect: Aspect, question: string, budget: number): string | null {
  const lead = asSentence(leadOf(article));
  const found = fitting(lines, aspect, MOST_BULLETS);
  const [top] = found;
  if (top === undefined) return null;
  const leadFit =
    Math.max(0, ...lines.filter((line) => line.kind === 'lead' && lead.startsWith(line.text)).map((line) => line.fit)) +
    (asksForMeaning(question) ? 0.4 : 0);
  const clear =
    top.fit >= CLEAR_FIT && top.fit > leadFit && (top.block.kind !== 'table' || aspect === 'limits') && wordCount(top.text) <= 45;
  const unanswered = aspect === 'limits' && !/\bwhen\b/i.test(question) && holdsWhatIsAsked(question, lead) === 0;
  const instead = unanswered ? (OPENINGS.limits?.(shortTitle(article.title)) ?? lead) : lead;
  const opening = clear ? asSentence(firstSentences(shown(top, false), 40)) : instead;
  const rest = found.filter(
    (line) =>
      !opening.startsWith(line.text.replace(/[.!?]$/, '')) &&
      line !== (clear ? top : null) &&
      (line.kind !== 'lead' || (aspect === 'facts' && line.fit >= 0.6)),
  );
  return joined(opening, bullets(rest.slice(0, 3), budget - wordCount(opening)));
}

/** One sentence that answers, then the steps or facts that fit the question: Markdown, never the whole article. */
export function composeAnswer(article: Article, question: string, terms: readonly QueryTerm[], budget = ANSWER_WORDS): string {
  const aspect = aspectOf(question);
  const lead = asSentence(leadOf(article));
  const how = (): string => joined(lead, stepsAnswer(article, terms, question, budget - wordCount(lead) - 5));
  if (aspect === 'steps') return how();
  if (onlyAspect(terms)) return wholeAspect(article, aspect, question, budget) ?? how();
  const lines = linesIn(article, terms, question);
  if (aspect === 'problems') return problemAnswer(article, lines, terms, question, budget);
  const amount = aspect === 'limits' ? amountAnswer(article, terms) : null;
  if (amount !== null) return amount;
  const row = asksForMeaning(question) ? namedRow(article, terms) : null;
  if (row !== null) return asSentence(row);
  const column = columnAnswer(article, terms);
  if (column !== null) return column;
  const limits =
    aspect === 'limits' && !/\bwhen\b/i.test(question) && holdsWhatIsAsked(question, lead) === 0
      ? wholeAspect(article, aspect, question, budget)
      : null;
  if (limits !== null && onlyAspect(beyondTitle(article, terms))) return limits;
  return factsAnswer(article, lines, aspect, question, budget) ?? limits ?? how();
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

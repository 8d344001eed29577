import { linesOf, type Article, type Block, type Section, type SectionKind } from '../knowledge/article.ts';
import { coverage, type QueryTerm } from '../knowledge/lexicon.ts';
import { speaksOfProblem, stems } from '../knowledge/words.ts';

/** Which kind of passage a question wants. */
export type Aspect = 'steps' | 'limits' | 'problems' | 'requirements' | 'facts';

const LIMITS = /\b(?:how (?:many|long|much|often|big|large|fast|far|soon|late)|limits?|maximum|minimum number|max|at most|deadline|cost|price of|per (?:day|month|minute)|restrictions?|when (?:does|do|will|is|are))\b/i;
const WHO = /\b(?:who (?:can|may|is allowed)|which role|what role|permissions?|am i allowed|need to be|requirements?|before i)\b/i;
const HOW = /\b(?:how (?:do|can|to|would|should|does one)|where (?:do|can|is|are)|steps?|set ?up|way to|want to|need to|can i|can we|is it possible|show me|help me)\b/i;
const WHAT = /\b(?:what (?:is|are|does|do|happens|counts)|whats|what['’]s|mean(?:s|ing)?|difference|explain|why|which|does|do you|is there|are there)\b/i;

export function aspectOf(question: string): Aspect {
  if (WHO.test(question)) return 'requirements';
  if (LIMITS.test(question)) return 'limits';
  if (speaksOfProblem(question)) return 'problems';
  if (/^\W*what (?:can|may) (?!i\b|we\b)/i.test(question)) return 'facts';
  if (HOW.test(question)) return 'steps';
  return WHAT.test(question) ? 'facts' : 'steps';
}

/** A line of an article with where it stands and how well it fits. */
export interface Line {
  readonly text: string;
  readonly kind: SectionKind;
  readonly block: Block;
  readonly section: Section;
  readonly fit: number;
}

function fitOf(terms: readonly QueryTerm[], text: string): number {
  return coverage(terms, new Set(stems(text)));
}

export function linesIn(article: Article, terms: readonly QueryTerm[]): Line[] {
  return article.sections.flatMap((section) => {
    const heading = fitOf(terms, section.heading);
    return section.blocks.flatMap((block) => linesOf(block).map((text) => ({ text, kind: section.kind, block, section, fit: fitOf(terms, text) + heading * 0.15 })));
  });
}

/** The section of a kind that fits best; the first of equals. */
export function bestSection(article: Article, kind: SectionKind, terms: readonly QueryTerm[]): Section | null {
  let best: { section: Section; fit: number } | null = null;
  for (const section of article.sections) {
    if (section.kind !== kind) continue;
    const fit = 2 * fitOf(terms, section.heading) + fitOf(terms, section.blocks.flatMap(linesOf).join(' '));
    if (best === null || fit > best.fit + 0.001) best = { section, fit };
  }
  return best?.section ?? null;
}

/** As many whole sentences as fit into a number of words; at least the first. */
export function firstSentences(text: string, words: number): string {
  const sentences = text.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*\s*/g) ?? [text];
  let kept = '';
  for (const sentence of sentences) {
    if (kept !== '' && wordCount(kept + sentence) > words) break;
    kept += sentence;
  }
  return kept.trim();
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

/** The article's own first sentence: what its writer would answer. */
export function leadOf(article: Article): string {
  const lead = article.sections.find((section) => section.kind === 'lead') ?? article.sections[0];
  const block = lead?.blocks[0];
  const text = block === undefined ? article.title : (linesOf(block)[0] ?? article.title);
  return firstSentences(text, 0);
}

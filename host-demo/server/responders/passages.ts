import { type Article, type Block, linesOf, type Section, type SectionKind } from '../knowledge/article.ts';
import { coverage, type QueryTerm } from '../knowledge/lexicon.ts';
import { PROBLEM, speaksOfProblem, stem, stems } from '../knowledge/words.ts';

/** Which kind of passage a question wants. */
export type Aspect = 'steps' | 'limits' | 'problems' | 'requirements' | 'facts';

const LIMITS =
  /\b(?:how (?:many|long|much|often|big|large|fast|far|soon|late)|limits?|max(?:imum)?|minimum number|at most|deadline|cost|price of|per (?:day|month|minute)|restrictions?|tell me more|more (?:details?|info(?:rmation)?)|what else|when (?:does|do|will|is|are))\b/i;
const WHO = /\b(?:who (?:can|may|is allowed)|which role|what role|permissions?|am i allowed|need to be|requirements?|before i)\b/i;
const HOW =
  /\b(?:how (?:do|can|to|would|should|does one)|where (?:do|can|is|are)|steps?|set ?up|way to|want to|need to|can i|can we|is it possible|show me|help me)\b/i;
const HOW_DO =
  /^\W*(?:and |so |but |ok |then )?(?:how (?:do|can|to|would|should)|where (?:do|can) (?:i|we)|set|change|edit|adjust|raise|lower|enter)\b/i;
const CLOSED =
  /^\W*(?:and |so |but |ok |then )?(?:do|does|is|are|will|would|has|have|did|was|were|am)\b(?! (?:it|there (?:a|any) way) (?:possible|to)\b)/i;
const WHAT =
  /\b(?:what (?:is|are|does|do|happens|counts)|whats|what['’]s|mean(?:s|ing)?|difference|explain|why|which|does|do you|is there|are there)\b/i;
const DEFINITION = /\b(?:what (?:is|are|does|do)|whats|what['’]s|mean(?:s|ing)?|explain)\b/i;

export function aspectOf(question: string): Aspect {
  if (WHO.test(question)) return 'requirements';
  if (HOW_DO.test(question) && !speaksOfProblem(question)) return 'steps';
  if (LIMITS.test(question)) return 'limits';
  if (speaksOfProblem(question)) return 'problems';
  if (/^\W*what (?:can|may) (?!i\b|we\b)/i.test(question) || CLOSED.test(question)) return 'facts';
  if (HOW.test(question)) return 'steps';
  return WHAT.test(question) ? 'facts' : 'steps';
}

/** Whether the question asks what something is, rather than for one fact about it. */
export function asksForMeaning(question: string): boolean {
  return DEFINITION.test(question) && !/\bhappen/i.test(question);
}

const ASPECTS = new Set(
  'limit maximum max minimum min many long often much cost price free fail error work problem step role permission allow example detail time time-out require requirement need condition exception difference mean back same nothing trouble issue'
    .split(' ')
    .map(stem),
);

/** Whether nothing but a kind of passage is asked for: "what about the limits?", "it does not work". */
export function onlyAspect(terms: readonly QueryTerm[]): boolean {
  return terms.every((term) => term.text === PROBLEM || ASPECTS.has(term.text));
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

const DURATION = /\b(?:how (?:long|often|soon|late|fast)|deadline|when)\b/i;
const AMOUNT = /\b(?:how (?:many|much|big|large)|maximum|limit)\b/i;

/** A line that holds a span of time answers "how long" better than one that does not; a number, "how many". */
export function holdsWhatIsAsked(question: string, text: string): number {
  if (WHO.test(question)) return /\b(?:roles?|owners?|admins?)\b/i.test(text) ? 0.3 : 0;
  if (DURATION.test(question))
    return /\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|every|at once|immediately)\b/i.test(text) ? 0.2 : 0;
  return AMOUNT.test(question) && /\d|\bunlimited\b|\bone\b/i.test(text) ? 0.15 : 0;
}

export function linesIn(article: Article, terms: readonly QueryTerm[], question: string): Line[] {
  return article.sections.flatMap((section) => {
    const heading = fitOf(terms, section.heading);
    return section.blocks.flatMap((block) =>
      linesOf(block).flatMap((text) =>
        (section.kind === 'lead' ? sentencesOf(text) : [text]).map((part) => {
          const own = fitOf(terms, part);
          return {
            text: part,
            kind: section.kind,
            block,
            section,
            fit: own === 0 ? 0 : own + heading * 0.15 + holdsWhatIsAsked(question, part),
          };
        }),
      ),
    );
  });
}

/** What the question says beyond the article's title: what tells one passage of the article from another. */
export function beyondTitle(article: Article, terms: readonly QueryTerm[]): QueryTerm[] {
  const title = new Set(stems(article.title));
  return terms.filter((term) => term.text !== PROBLEM && ![...term.targets].some(([target, weight]) => weight >= 0.8 && title.has(target)));
}

const GENERIC = /^(?:steps?|how|what|which|when|where|if|to|before)\b/i;

/** The section of a kind that fits best, the first of equals; a later one needs a heading that says more of the question. */
export function bestSection(article: Article, kind: SectionKind, terms: readonly QueryTerm[]): Section | null {
  const rest = beyondTitle(article, terms);
  const either = /\b(?:or|and)\b|,/.test(article.title);
  let best: { section: Section; fit: number } | null = null;
  for (const section of article.sections) {
    if (section.kind !== kind) continue;
    const [act] = GENERIC.test(section.heading) ? [] : stems(section.heading);
    // A heading that begins with another action ("Undo a bulk edit") is about that, however many words it shares.
    const other = act !== undefined && !terms.some((term) => (term.targets.get(act) ?? 0) >= 0.5) ? 0.3 : 1;
    const body = 0.3 * fitOf(rest, section.blocks.flatMap(linesOf).join(' '));
    // Of "Steps to add" and "Steps to print" the one whose action was said.
    const named = either && terms.some((term) => term.text === stems(section.heading)[0]) ? 0.3 : 0;
    const fit = named + other * (2 * fitOf(rest, section.heading) + (either ? fitOf(terms, section.heading) : 0) + body);
    if (best === null || fit > best.fit + 0.2) best = { section, fit };
  }
  return best?.section ?? null;
}

/** How well a line fits what the question says beyond the article's title. */
export function fitBeyondTitle(article: Article, terms: readonly QueryTerm[], line: Line): number {
  return fitOf(beyondTitle(article, terms), line.text);
}

function sentencesOf(text: string): string[] {
  return (text.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*\s*/g) ?? [text])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** As many whole sentences as fit into a number of words; at least the first. */
export function firstSentences(text: string, words: number): string {
  let kept = '';
  for (const sentence of sentencesOf(text)) {
    if (kept !== '' && wordCount(`${kept} ${sentence}`) > words) break;
    kept = kept === '' ? sentence : `${kept} ${sentence}`;
  }
  return kept;
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

import type { Article } from './article.ts';
import { judge, thresholds, type Verdict } from './judge.ts';
import type { KnowledgeIndex } from './search.ts';

export interface Expectation {
  readonly question: string;
  /** An article's id, file name, url or title; null when no article answers. */
  readonly article: string | null;
}

export interface Miss {
  readonly question: string;
  readonly expected: string | null;
  readonly found: readonly string[];
  readonly outcome: Verdict['outcome'];
  readonly confidence: number;
}

/** Shares are of the questions inside (or outside, for `heldBack`) the articles' domain; NaN where there are none. */
export interface Figures {
  readonly inside: number;
  readonly outside: number;
  readonly first: number;
  readonly firstThree: number;
  readonly confidentlyWrong: number;
  readonly heldBack: number;
  readonly answered: number;
  /** Asked back, with the likely answer given first; part of `askedBack`. */
  readonly tentative: number;
  readonly askedBack: number;
  readonly escalated: number;
  readonly misses: readonly Miss[];
}

function isMeant(article: Article, name: string): boolean {
  const wanted = name.trim().toLowerCase();
  const file = wanted
    .split('/')
    .at(-1)
    ?.replace(/\.(md|markdown)$/, '');
  return [article.id, article.url, article.title].some((own) => own.toLowerCase() === wanted) || article.id.toLowerCase() === file;
}

/** Asks every question as the first of a conversation. @throws Error when an expected article does not exist. */
export function measure(index: KnowledgeIndex, expectations: readonly Expectation[]): Figures {
  const count = { inside: 0, outside: 0, first: 0, firstThree: 0, wrong: 0, held: 0, answer: 0, tentative: 0, clarify: 0, unknown: 0 };
  const misses: Miss[] = [];
  for (const { question, article } of expectations) {
    const terms = index.terms(question);
    const verdict = judge(index, terms, question);
    const ranking = index.rank(terms).map((one) => one.article);
    const found = verdict.outcome === 'answer' ? [verdict.best.article, ...ranking.filter((one) => one !== verdict.best.article)] : ranking;
    const answered = verdict.outcome === 'answer';
    let right: boolean;
    if (article === null) {
      count.outside += 1;
      right = !answered;
      if (right) count.held += 1;
    } else {
      if (!index.articles.some((one) => isMeant(one, article)))
        throw new Error(`No article is called "${article}" (expected for "${question}").`);
      const place = found.findIndex((one) => isMeant(one, article));
      count.inside += 1;
      count[verdict.outcome] += 1;
      if (verdict.outcome === 'clarify' && verdict.confidence >= thresholds.tentative) count.tentative += 1;
      right = place === 0;
      if (right) count.first += 1;
      if (place >= 0 && place < 3) count.firstThree += 1;
      if (answered && !right) count.wrong += 1;
    }
    if (!right)
      misses.push({
        question,
        expected: article,
        found: found.slice(0, 3).map((one) => one.id),
        outcome: verdict.outcome,
        confidence: verdict.confidence,
      });
  }
  const { inside, outside } = count;
  return {
    inside,
    outside,
    misses,
    first: count.first / inside,
    firstThree: count.firstThree / inside,
    confidentlyWrong: count.wrong / inside,
    heldBack: count.held / outside,
    answered: count.answer / inside,
    tentative: count.tentative / inside,
    askedBack: count.clarify / inside,
    escalated: count.unknown / inside,
  };
}

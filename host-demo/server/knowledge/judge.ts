import type { Article } from './article.ts';
import type { QueryTerm } from './lexicon.ts';
import type { KnowledgeIndex, Ranked } from './search.ts';
import { stems } from './words.ts';

export type Verdict =
  | { readonly outcome: 'answer'; readonly best: Ranked; readonly others: readonly Ranked[]; readonly confidence: number }
  | { readonly outcome: 'clarify'; readonly choices: readonly Ranked[]; readonly confidence: number }
  | { readonly outcome: 'unknown'; readonly confidence: number };

/** What the decision rests on. All but `words` lie between 0 and 1, whatever the number and length of the articles. */
export interface Signals {
  readonly score: number;
  /** By how much the best article leads the second, relative to its own score. */
  readonly margin: number;
  /** How much of the question the best article covers at all. */
  readonly whole: number;
  /** Likeness of the question to the best article's title. */
  readonly title: number;
  /** The share of the question's words that no article knows. */
  readonly unknown: number;
  /** Informative words in the question. */
  readonly words: number;
}

/**
 * From `answer` on the best article is given as the answer; from `tentative` on as the likely one, with the others beside it; below `offer`
 * it is not even offered, unless a word of the question stands in its title.
 */
export const thresholds = { answer: 0.65, tentative: 0.5, offer: 0.15 } as const;

/** A logistic model learnt from the articles' own questions, asked of an index without that question or without that article. */
export const model = {
  bias: -4.74,
  score: 3.52,
  margin: 4.34,
  whole: 1.89,
  title: 1.09,
  unknown: -1.48,
  oneWord: -1.14,
  twoWords: -0.56,
} as const;

export function signals(terms: readonly QueryTerm[], ranked: readonly Ranked[]): Signals {
  const [first, second] = ranked;
  const weight = terms.reduce((sum, term) => sum + term.idf, 0);
  const strange = terms.filter((term) => term.targets.size === 0).reduce((sum, term) => sum + term.idf, 0);
  return {
    score: first?.score ?? 0,
    margin: first === undefined || first.score === 0 ? 0 : (first.score - (second?.score ?? 0)) / first.score,
    whole: first?.evidence.whole ?? 0,
    title: first?.evidence.title ?? 0,
    unknown: weight === 0 ? 1 : strange / weight,
    words: terms.length,
  };
}

/** The probability that the best article answers the question. */
export function confidenceOf(seen: Signals): number {
  if (seen.words === 0 || seen.score === 0) return 0;
  const few = seen.words <= 1 ? model.oneWord : seen.words === 2 ? model.twoWords : 0;
  const sum =
    model.bias +
    model.score * seen.score +
    model.margin * seen.margin +
    model.whole * seen.whole +
    model.title * seen.title +
    model.unknown * seen.unknown +
    few;
  return 1 / (1 + Math.exp(-sum));
}

function inTitle(article: Article, terms: readonly QueryTerm[]): boolean {
  const title = new Set(stems(article.title));
  return terms.some((term) => title.has(term.text));
}

/**
 * Ranks the articles and decides: answer from the first, ask which of the first three is meant, or say that none fits. `text` is the
 * question as written: one of an article's own questions, or its title, word for word, is always answered by it.
 */
export function judge(index: KnowledgeIndex, terms: readonly QueryTerm[], text: string): Verdict {
  const ranked = index.rank(terms);
  const named = index.named(text);
  const exact = ranked.find((one) => one.article === named);
  if (exact !== undefined)
    return { outcome: 'answer', best: exact, others: ranked.filter((one) => one !== exact).slice(0, 3), confidence: 1 };
  const confidence = confidenceOf(signals(terms, ranked));
  const best = ranked[0];
  if (best === undefined || (confidence < thresholds.offer && !inTitle(best.article, terms))) return { outcome: 'unknown', confidence };
  if (confidence >= thresholds.answer) return { outcome: 'answer', best, others: ranked.slice(1, 4), confidence };
  return { outcome: 'clarify', choices: ranked.slice(0, 3), confidence };
}

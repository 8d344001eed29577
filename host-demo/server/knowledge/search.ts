import MiniSearch, { type SearchResult } from 'minisearch';
import type { Article, Section } from './article.ts';
import { shortTitle, textOf } from './article.ts';
import { coverage, Lexicon, precision, type QueryTerm } from './lexicon.ts';
import { PROBLEM, speaksOfProblem, stems } from './words.ts';

/** What speaks for an article, each 0 to 1. */
export interface Evidence {
  /** Likeness to the nearest of its questions; its title is one of them. */
  readonly question: number;
  /** Mean likeness to the three nearest of its questions: one that fits by chance is less. */
  readonly several: number;
  /** Likeness to its title. */
  readonly title: number;
  /** How many neighbouring words of the question are neighbours in its title or questions too. */
  readonly pairs: number;
  /** How much of the question its title, questions and headings cover. */
  readonly names: number;
  /** How much of the question the whole article covers. */
  readonly whole: number;
  /** How much of the question its best section covers. */
  readonly passage: number;
  /** Full-text score relative to the best article's. */
  readonly text: number;
}

export interface Ranked {
  readonly article: Article;
  readonly score: number;
  readonly evidence: Evidence;
}

interface Entry {
  readonly article: Article;
  readonly title: ReadonlySet<string>;
  readonly questions: readonly ReadonlySet<string>[];
  readonly names: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
  readonly whole: ReadonlySet<string>;
  readonly sections: readonly ReadonlySet<string>[];
}

interface Passage {
  readonly id: string;
  readonly article: string;
  readonly title: string;
  readonly questions: string;
  readonly heading: string;
  readonly text: string;
}

/** Learnt from the articles' own questions, each asked of an index that did not hold it. */
export const weights: Readonly<Record<keyof Evidence, number>> = {
  question: 2.4,
  several: 3.2,
  title: 1.8,
  pairs: 1.6,
  names: 2.4,
  whole: 2.6,
  passage: 2.2,
  text: 1.9,
};

const FIELDS = ['title', 'questions', 'heading', 'text'] as const;
const BOOST = { title: 4, questions: 3, heading: 1.5, text: 1 };

function namesOf(text: string): string[] {
  return speaksOfProblem(text) ? [...stems(text), PROBLEM] : stems(text);
}

/** Empty for a text without letters, which is nobody's name. */
function spelled(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

function sectionTerms(section: Section): Set<string> {
  return new Set(stems(`${section.heading}\n${textOf(section)}`));
}

function neighbours(words: readonly string[]): string[] {
  return words.slice(1).map((word, place) => `${words[place] ?? ''} ${word}`);
}

/** Of the question's neighbouring words, those that are neighbours in the article's names, in the words meant there. */
function sharedPairs(terms: readonly QueryTerm[], held: ReadonlySet<string>): number {
  const words = terms.filter((term) => term.text !== PROBLEM);
  let total = 0;
  let shared = 0;
  for (const [place, next] of words.slice(1).entries()) {
    const word = words[place];
    if (word === undefined) continue;
    const weight = word.idf + next.idf;
    total += weight;
    let best = 0;
    for (const [left, leftWeight] of word.targets) {
      for (const [right, rightWeight] of next.targets) {
        if (leftWeight * rightWeight > best && (held.has(`${left} ${right}`) || held.has(`${right} ${left}`)))
          best = leftWeight * rightWeight;
      }
    }
    shared += weight * best;
  }
  return total === 0 ? 0 : shared / total;
}

function entryOf(article: Article): Entry {
  const title = new Set(namesOf(article.title));
  const questions = article.questions.map((question) => new Set(namesOf(question)));
  const sections = article.sections.map(sectionTerms);
  const names = new Set([
    ...title,
    ...questions.flatMap((question) => [...question]),
    ...article.sections.flatMap((section) => stems(section.heading)),
  ]);
  const pairs = new Set([article.title, ...article.questions].flatMap((text) => neighbours(stems(text))));
  return { article, title, questions, names, pairs, sections, whole: new Set([...names, ...sections.flatMap((section) => [...section])]) };
}

function passagesOf(article: Article): Passage[] {
  return article.sections.map((section, index) => ({
    id: `${article.id}#${index}`,
    article: article.id,
    title: article.title,
    questions: article.questions.join('\n'),
    heading: section.heading,
    text: textOf(section),
  }));
}

/** The articles, ready to be searched. Immutable once made. */
export class KnowledgeIndex {
  readonly articles: readonly Article[];
  readonly lexicon: Lexicon;
  /** What the titles begin with: the things one does. */
  readonly actions: ReadonlySet<string>;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #search: MiniSearch<Passage>;
  readonly #byName = new Map<string, Article>();
  readonly #related = new Map<string, readonly Article[]>();

  constructor(articles: readonly Article[]) {
    this.articles = articles;
    this.actions = new Set(articles.flatMap((article) => stems(article.title.split(/\s/)[0] ?? '')));
    this.#entries = new Map(articles.map((article) => [article.id, entryOf(article)]));
    const documents = new Map<string, number>();
    for (const entry of this.#entries.values()) for (const term of entry.whole) documents.set(term, (documents.get(term) ?? 0) + 1);
    const names = new Map<string, number>();
    for (const entry of this.#entries.values()) for (const term of entry.names) names.set(term, (names.get(term) ?? 0) + 1);
    this.lexicon = new Lexicon(documents, names, articles.length);
    this.#search = new MiniSearch<Passage>({
      fields: [...FIELDS],
      storeFields: ['article'],
      tokenize: (text) => stems(text),
      processTerm: (term) => term,
    });
    this.#search.addAll(articles.flatMap(passagesOf));
    for (const article of articles)
      for (const name of [shortTitle(article.title), ...article.questions, article.title]) this.#byName.set(spelled(name), article);
  }

  /** The article that has this text as its title or one of its questions, word for word but for case and punctuation. */
  named(text: string): Article | null {
    return this.#byName.get(spelled(text)) ?? null;
  }

  /** Other articles a reader goes on to: those its writer names, then those that name it, then the likest of the same part of the site. */
  related(article: Article, most: number): Article[] {
    const known = this.#related.get(article.id) ?? this.#nearest(article);
    this.#related.set(article.id, known);
    return known.slice(0, most);
  }

  #nearest(article: Article): Article[] {
    const pointed = article.related.map((title) => this.named(title)).filter((one) => one !== null);
    const pointing = this.articles.filter((one) => one.related.some((title) => this.named(title) === article));
    const part = (one: Article): string => one.url.split('/').slice(0, -1).join('/');
    const like = this.rank(this.lexicon.terms(article.title))
      .filter((one) => one.evidence.names > 0.3 && (part(one.article) === part(article) || one.evidence.names > 0.6))
      .map((one) => one.article);
    const near = pointing.filter((one) => part(one) === part(article));
    return [...new Set([...pointed, ...near, ...like, ...pointing])].filter((one) => one !== article);
  }

  /** The informative words of a question, with the sign of a problem among them. */
  terms(question: string): QueryTerm[] {
    const terms = this.lexicon.terms(question);
    if (!speaksOfProblem(question)) return terms;
    return [...terms, { text: PROBLEM, idf: Math.max(0.5, this.lexicon.idf(PROBLEM)) * 0.6, targets: new Map([[PROBLEM, 1]]) }];
  }

  /** Articles that have anything to do with the terms, best first. */
  rank(terms: readonly QueryTerm[]): Ranked[] {
    const scores = this.#fullText(terms);
    const best = Math.max(0, ...scores.values());
    const idf = (term: string): number => this.lexicon.idf(term);
    const ranked: Ranked[] = [];
    for (const [id, score] of scores) {
      const entry = this.#entries.get(id);
      if (entry === undefined) continue;
      const evidence = evidenceOf(entry, terms, idf, best === 0 ? 0 : score / best);
      ranked.push({ article: entry.article, evidence, score: total(evidence) });
    }
    return ranked.sort((a, b) => b.score - a.score || a.article.id.localeCompare(b.article.id));
  }

  #fullText(terms: readonly QueryTerm[]): Map<string, number> {
    const weightOf = new Map<string, number>();
    for (const term of terms)
      for (const [target, weight] of term.targets) weightOf.set(target, Math.max(weight, weightOf.get(target) ?? 0));
    const scores = new Map<string, number[]>();
    if (weightOf.size === 0) return new Map();
    const found: SearchResult[] = this.#search.search([...weightOf.keys()].join(' '), {
      boost: BOOST,
      tokenize: (text) => text.split(' '),
      boostTerm: (term) => weightOf.get(term) ?? 0,
    });
    for (const hit of found) {
      const id = String(hit.article);
      scores.set(id, [...(scores.get(id) ?? []), hit.score]);
    }
    return new Map([...scores].map(([id, all]) => [id, Math.max(...all)]));
  }
}

function likeness(terms: readonly QueryTerm[], held: ReadonlySet<string>, idf: (term: string) => number): number {
  const recall = coverage(terms, held);
  const exact = precision(terms, held, idf);
  return recall + exact === 0 ? 0 : (2 * recall * exact) / (recall + exact);
}

function evidenceOf(entry: Entry, terms: readonly QueryTerm[], idf: (term: string) => number, text: number): Evidence {
  const bodyTerms = terms.filter((term) => term.text !== PROBLEM);
  const likes = [entry.title, ...entry.questions].map((question) => likeness(terms, question, idf)).sort((a, b) => b - a);
  return {
    question: likes[0] ?? 0,
    several: likes.slice(0, 3).reduce((sum, like) => sum + like, 0) / Math.min(3, likes.length),
    title: likeness(terms, entry.title, idf),
    pairs: sharedPairs(terms, entry.pairs),
    names: coverage(terms, entry.names),
    whole: coverage(bodyTerms, entry.whole),
    passage: Math.max(0, ...entry.sections.map((section) => coverage(bodyTerms, section))),
    text,
  };
}

function total(evidence: Evidence): number {
  let sum = 0;
  let all = 0;
  for (const key of Object.keys(weights) as (keyof Evidence)[]) {
    sum += weights[key] * evidence[key];
    all += weights[key];
  }
  return sum / all;
}

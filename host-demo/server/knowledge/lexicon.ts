import { nameWords, stopWords, synonymGroups } from './vocabulary.ts';
import { distance, rawWords, stem } from './words.ts';

/** One informative word of a question: what in the articles it may stand for, and how well. */
export interface QueryTerm {
  readonly text: string;
  /** Informativeness: rare words weigh more. An unknown word weighs like a rare one. */
  readonly idf: number;
  /** Index terms with a weight in (0, 1]; empty when the articles know nothing like it. */
  readonly targets: ReadonlyMap<string, number>;
}

const SYNONYM = 0.55;
const CORRECTED = 0.85;
/** A short word one slip away is as often another word as a slip. */
const CORRECTED_SHORT = 0.6;
const PREFIX = 0.6;
/** How much a word's commonness in whole articles, and in titles, questions and headings, counts. */
const IN_TEXT = 0.3;
const IN_NAMES = 0.7;
const NAME = 0.3;

const synonymsOf: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const map = new Map<string, Set<string>>();
  for (const group of synonymGroups) {
    const stemmed = group.map(stem);
    for (const word of stemmed) {
      const others = map.get(word) ?? new Set<string>();
      for (const other of stemmed) if (other !== word) others.add(other);
      map.set(word, others);
    }
  }
  return map;
})();

const fillers = [...stopWords].filter((word) => word.length >= 4);

/** "wher" and "waht" say as little as the words they were meant to be. */
function slippedFiller(word: string): boolean {
  return word.length >= 4 && fillers.some((filler) => distance(word, filler, 1) <= 1);
}

/** The words of all articles: how rare each is, and what a word of a question may mean among them. */
export class Lexicon {
  readonly #documents: ReadonlyMap<string, number>;
  readonly #size: number;
  readonly #names: ReadonlyMap<string, number>;
  readonly #byLength = new Map<number, string[]>();

  /** `documents` and `names` count, for each term, the articles that hold it at all and in their names; `size` is the number of articles. */
  constructor(documents: ReadonlyMap<string, number>, names: ReadonlyMap<string, number>, size: number) {
    this.#names = names;
    this.#documents = documents;
    this.#size = size;
    for (const term of documents.keys()) {
      const same = this.#byLength.get(term.length);
      if (same) same.push(term);
      else this.#byLength.set(term.length, [term]);
    }
  }

  idf(term: string): number {
    const count = IN_TEXT * (this.#documents.get(term) ?? 0) + IN_NAMES * (this.#names.get(term) ?? 0);
    return Math.log(1 + (this.#size - count + 0.5) / (count + 0.5));
  }

  knows(term: string): boolean {
    return this.#documents.has(term);
  }

  /** The informative words of a question, each once, in order. */
  terms(question: string): QueryTerm[] {
    const seen = new Set<string>();
    const terms: QueryTerm[] = [];
    for (const word of rawWords(question)) {
      const text = stem(word);
      if (seen.has(text) || (text.length < 2 && !/\d/.test(text))) continue;
      seen.add(text);
      const term = this.#term(text);
      const which = /\d/.test(text) ? !this.knows(text) : nameWords.has(word) && term.targets.size > 0;
      if (term.targets.size === 0 && slippedFiller(word)) continue;
      if (!(which && term.targets.size === 0)) terms.push(which ? { ...term, idf: term.idf * NAME } : term);
    }
    return terms;
  }

  #term(text: string): QueryTerm {
    const targets = new Map<string, number>();
    const add = (target: string, weight: number): void => {
      if (this.knows(target) && (targets.get(target) ?? 0) < weight) targets.set(target, weight);
    };
    add(text, 1);
    const roots = new Map<string, number>(this.knows(text) ? [[text, 1]] : []);
    if (!this.knows(text) && !synonymsOf.has(text)) for (const [near, weight] of this.#near(text)) roots.set(near, weight);
    if (roots.size === 0) roots.set(text, 1);
    for (const [root, weight] of roots) {
      add(root, weight);
      for (const other of synonymsOf.get(root) ?? []) add(other, weight * SYNONYM);
    }
    for (const [longer, weight] of this.#family(text)) add(longer, weight);
    const rarity = [...targets].filter(([, weight]) => weight >= 0.5).map(([target]) => this.idf(target));
    const idf = this.knows(text) ? this.idf(text) : rarity.length > 0 ? Math.min(...rarity, this.idf('')) : this.idf('') * 0.8;
    return { text, idf: Math.max(idf, 0.3), targets };
  }

  /** Terms that begin like this one: "authoris" and "authorisation" are one family. */
  *#family(text: string): Generator<[string, number]> {
    if (text.length < 5 || /\d/.test(text)) return;
    for (const term of this.#documents.keys()) {
      if (term === text || term.length < 5) continue;
      const shorter = Math.min(term.length, text.length);
      if ((term.startsWith(text) || text.startsWith(term)) && Math.abs(term.length - text.length) <= Math.max(3, shorter * 0.5))
        yield [term, PREFIX];
    }
  }

  /** Spellings within one or two slips of a word the articles do not know, the commonest first. */
  #near(text: string): [string, number][] {
    const limit = text.length >= 8 ? 2 : text.length >= 4 ? 1 : 0;
    if (limit === 0 || /\d/.test(text)) return [];
    const found: { term: string; slips: number }[] = [];
    for (let length = text.length - limit; length <= text.length + limit; length += 1) {
      for (const term of this.#byLength.get(length) ?? []) {
        if (/\d/.test(term) || (text.length < 6 && term[0] !== text[0])) continue;
        const slips = distance(text, term, limit);
        if (slips <= limit) found.push({ term, slips });
      }
    }
    const fewest = Math.min(...found.map((one) => one.slips));
    const rank = (term: string): number => (this.#documents.get(term) ?? 0) + (term[0] === text[0] ? 5 : 0);
    return found
      .filter((one) => one.slips === fewest)
      .sort((a, b) => rank(b.term) - rank(a.term))
      .slice(0, 2)
      .map((one, index) => [one.term, (text.length < 6 ? CORRECTED_SHORT : CORRECTED) - index * 0.2 - (one.slips - 1) * 0.1]);
  }
}

/** How much of the question a set of terms covers, by informativeness: 0 to 1. */
export function coverage(terms: readonly QueryTerm[], held: ReadonlySet<string>): number {
  let total = 0;
  let covered = 0;
  for (const term of terms) {
    total += term.idf;
    let best = 0;
    for (const [target, weight] of term.targets) if (weight > best && held.has(target)) best = weight;
    covered += term.idf * best;
  }
  return total === 0 ? 0 : covered / total;
}

/** The share of a short text's informative words that the question speaks of: 0 to 1. */
export function precision(terms: readonly QueryTerm[], held: ReadonlySet<string>, idf: (term: string) => number): number {
  const meant = new Map<string, number>();
  for (const term of terms) for (const [target, weight] of term.targets) meant.set(target, Math.max(weight, meant.get(target) ?? 0));
  let total = 0;
  let covered = 0;
  for (const term of held) {
    const weight = Math.max(idf(term), 0.3);
    total += weight;
    covered += weight * (meant.get(term) ?? 0);
  }
  return total === 0 ? 0 : covered / total;
}

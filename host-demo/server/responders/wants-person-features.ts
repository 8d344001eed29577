/**
 * What the learned rule sees of a message: hashes of its words, of words in a row, of words near each other in a sentence and of pieces of
 * words, so that a word with a letter wrong still shares most of its pieces. Reference: feature hashing, Weinberger et al., ICML 2009.
 */
import { kindOf } from './wants-person-words.ts';

/** Places for the hashes; a power of two. Two features that fall into one place share its weight. */
export const PLACES = 1 << 17;
/** Characters that are looked at together: the texts it learns from are no longer. */
export const LONGEST = 600;
/** How far apart two words of a sentence may be to be seen as a pair. */
const REACH = 6;

/** As it is compared: lower case without accents, numbers alike, what is quoted as one sign; the end of a sentence is a word of its own. */
export function plainWords(text: string): readonly string[] {
  const words = text
    .slice(0, LONGEST)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/["“„«»”][^"“„«»”]{3,}["“„«»”]/g, ' ” ')
    .replace(/[.!;:\n]+/g, ' . ')
    .replace(/\?+/g, ' ? . ')
    .replace(/\p{N}+/gu, ' 0 ')
    .replace(/[^\p{L}0.?”]+/gu, ' ')
    .split(' ')
    .filter((word) => word !== '');
  const marked = ['.'];
  for (const word of words) if (word !== '.' || marked.at(-1) !== '.') marked.push(word);
  if (marked.at(-1) !== '.') marked.push('.');
  return marked;
}

/** FNV-1a over a part of a word. */
function hash(word: string, from: number, to: number, seed: number): number {
  let value = seed;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193);
  return value;
}
const join = (one: number, other: number): number => Math.imul((one ^ (other >>> 15)) + 0x9e3779b9, 0x85ebca6b) ^ other;
function place(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  return (mixed >>> 0) & (PLACES - 1);
}

const WORD = 0x811c9dc5;
const STEM = 0x1b873593;
const PIECE = 0x2545f491;
const PAIR = 0x68e31da4;

const KIND = 0x5bd1e995;
/** Kinds of words in a row, whatever stands between them in the sentence. */
function addKinds(words: readonly string[], found: Set<number>): void {
  let kinds: number[] = [];
  for (const word of words) {
    if (word !== '.') {
      const kind = kindOf(word);
      if (kind > 0) kinds.push(kind);
      continue;
    }
    for (let at = 0; at < kinds.length; at += 1) {
      let row = join(KIND, kinds[at] ?? 0);
      found.add(place(row));
      for (let next = at + 1; next < kinds.length && next < at + 5; next += 1) {
        if (next < at + 4) {
          row = join(row, kinds[next] ?? 0);
          found.add(place(row));
        }
        found.add(place(join(join(PAIR ^ KIND, kinds[at] ?? 0), kinds[next] ?? 0)));
      }
    }
    kinds = [];
  }
}

/** The places of a message's features, each once. */
export function features(words: readonly string[]): readonly number[] {
  const found = new Set<number>();
  const whole = words.map((word) => hash(word, 0, word.length, WORD));
  const stems = words.map((word) => hash(word, 0, Math.min(word.length, 5), STEM));
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const one = whole[at] ?? 0;
    found.add(place(one));
    if (at + 1 < words.length) found.add(place(join(one, whole[at + 1] ?? 0)));
    if (at + 2 < words.length) found.add(place(join(join(one, whole[at + 1] ?? 0), whole[at + 2] ?? 0)));
    if (word === '.') continue;
    for (let next = at + 1; next < Math.min(words.length, at + REACH + 1) && words[next] !== '.'; next += 1)
      found.add(place(join(join(PAIR, stems[at] ?? 0), stems[next] ?? 0)));
    const framed = `_${word}_`;
    for (let length = 3; length <= 5; length += 1)
      for (let from = 0; from + length <= framed.length; from += 1) found.add(place(hash(framed, from, from + length, PIECE)));
  }
  addKinds(words, found);
  found.add(place(join(STEM, Math.min(words.length, 20))));
  return [...found];
}

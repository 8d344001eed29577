import { phrases, stopWords } from './vocabulary.ts';

/** Stands for "something does not work" in titles and questions; no word of a text can be equal to it. */
export const PROBLEM = '~problem';

const PROBLEM_WORDS =
  /\b(?:not|never|no longer|can ?not|\w+n['’]t|(?:do|does|did|is|are|was|were|ca|wo|could|would|should|has|have|had|must)nt|nothing happens|fail\w*|errors?|wrong\w*|stuck|broken|missing|lost|problem\w*|issues?|refus\w*|reject\w*|denied|declin\w*|bounce\w*|disappear\w*|gone|vanish\w*|crash\w*|blocked|trouble\w*|fix\w*|weird|stops?|stopped|incorrect\w*|invalid|expired|late|delayed)\b/i;
const NO_PROBLEM = /\b(?:don['’]?t know|do not know|not sure|why not)\b/gi;

/** Whether the text speaks of something that does not work. */
export function speaksOfProblem(text: string): boolean {
  return PROBLEM_WORDS.test(text.replace(NO_PROBLEM, ' '));
}

const VOWEL = /[aeiouy]/;

function withoutDouble(word: string): string {
  return /([bdfglmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}

function britishToCommon(word: string): string {
  return word
    .replace(/iz(e|es|ed|ing|er|ers|ation|ations)$/, 'is$1')
    .replace(/yz(e|es|ed|ing)$/, 'ys$1')
    .replace(/([a-z]{3})our(s|ed|ing)?$/, '$1or$2')
    .replace(/([a-z]{2})tre(s)?$/, '$1ter$2')
    .replace(/ogue(s)?$/, 'og$1');
}

/** Light stemming: plurals, -ing, -ed, -ation, British and American spelling. Equal stems mean the same word, nothing more. */
export function stem(raw: string): string {
  let word = britishToCommon(raw.replace(/['’]s?$/, ''));
  if (word.length <= 3 || /\d/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) word = `${word.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(word)) word = word.slice(0, -2);
  else if (/[^sui]s$/.test(word)) word = word.slice(0, -1);
  const cut = /^(.{3,})(?:ations?|ators?|ates?|ated|ating)$/.exec(word) ?? /^(.{3,})(?:ings?|ed)$/.exec(word);
  if (cut?.[1] !== undefined && VOWEL.test(cut[1])) word = withoutDouble(cut[1]);
  if (word.endsWith('ied') && word.length > 4) word = `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('e')) word = word.slice(0, -1);
  return word.length > 3 && word.endsWith('y') ? `${word.slice(0, -1)}i` : withoutDouble(word);
}

function normalised(text: string): string {
  let plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/([a-z])n't\b/g, '$1nt')
    .replace(/\be-(mail|commerce)/g, 'e$1');
  for (const [pattern, word] of phrases) plain = plain.replace(pattern, ` ${word} `);
  return plain;
}

/** Words as written, lower case, without stop words; numbers of any length are kept. At most 200, so a giant text stays cheap. */
export function rawWords(text: string): string[] {
  const words = normalised(text.slice(0, 8000)).match(/[a-z][a-z']*\d*|\d[\d.,]*[a-z]*/g) ?? [];
  return words
    .map((word) => word.replace(/^'+|'+$|[.,]+$/g, ''))
    .filter((word) => word !== '' && !stopWords.has(word.replaceAll("'", '')))
    .slice(0, 200);
}

/** Stems of the informative words, repeated as often as they occur. */
export function stems(text: string): string[] {
  return rawWords(text)
    .map(stem)
    .filter((word) => word.length > 1 || /\d/.test(word));
}

/** Edit distance with transpositions, given up beyond `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** Whether two short texts say much the same: at least two thirds of their informative words are shared. */
export function likeWords(one: string, other: string): boolean {
  const left = new Set(stems(one));
  const right = new Set(stems(other));
  const all = new Set([...left, ...right]);
  const shared = [...left].filter((word) => right.has(word)).length;
  return all.size > 0 && shared / all.size >= 0.66;
}

/** How many of a text's words are common English ones that say nothing about the topic. */
export function stopWordsIn(text: string): number {
  return (
    text
      .slice(0, 2000)
      .toLowerCase()
      .match(/[a-z']+/g) ?? []
  ).filter((word) => stopWords.has(word.replaceAll("'", ''))).length;
}

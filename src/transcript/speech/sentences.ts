/** Where each sentence of a text begins, the first included: the last one may still grow, those before are at their end. */
export type SentenceStarts = (text: string) => readonly number[];

/** By the rules of the language where the browser has them (`Intl.Segmenter`), else by a full stop, a space and a capital or digit. */
export function sentenceFinder(locale: string): SentenceStarts {
  if (typeof Intl.Segmenter !== 'function') return startsByPattern;
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  return (text) => Array.from(segmenter.segment(text), ({ index }) => index);
}

export function startsByPattern(text: string): readonly number[] {
  const ends = /[.!?…][)"'”’\]]*\s+(?=[\p{Lu}\p{N}"'“‘(])|[。！？]\s*(?=\S)/gu;
  return [0, ...Array.from(text.matchAll(ends), (match) => match.index + match[0].length)];
}

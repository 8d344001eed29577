/** A stretch of a text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

const WORD = /[\p{L}\p{N}]+/gu;
/** As many as the server looks for. */
const MOST_WORDS = 8;
/** Characters that may stand before the first hit, so that it is seen in a row that shows about forty. */
const BEFORE = 14;

export function wordsOf(search: string): readonly string[] {
  return (search.normalize('NFC').toLowerCase().match(WORD) ?? []).slice(0, MOST_WORDS);
}

interface Hit {
  readonly at: number;
  readonly length: number;
}

/** Where words of the text begin with one of those searched for, which is how the server searches; else where they stand within one. */
function hits(text: string, words: readonly string[]): readonly Hit[] {
  const place = (inside: boolean): readonly Hit[] =>
    [...text.matchAll(WORD)].flatMap((found) => {
      const lower = found[0].toLowerCase();
      const at = words.map((word) => ({ at: inside ? lower.indexOf(word) : lower.startsWith(word) ? 0 : -1, length: word.length }));
      const best = at.filter((hit) => hit.at >= 0).sort((a, b) => b.length - a.length)[0];
      return best ? [{ at: found.index + best.at, length: best.length }] : [];
    });
  const begun = place(false);
  return begun.length > 0 ? begun : place(true);
}

/** The text in pieces, those that were searched for marked. Joined they are the text again. */
export function highlight(text: string, search: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { at, length } of hits(text, wordsOf(search))) {
    if (at > from) pieces.push({ text: text.slice(from, at), hit: false });
    pieces.push({ text: text.slice(at, at + length), hit: true });
    from = at + length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}

/** The text from shortly before its first hit, so that one line shows it; the whole text when it begins early enough. */
export function around(text: string, search: string): string {
  const first = hits(text, wordsOf(search))[0];
  if (!first || first.at <= BEFORE) return text;
  const space = text.indexOf(' ', first.at - BEFORE);
  const from = space >= 0 && space < first.at ? space + 1 : first.at;
  return `… ${text.slice(from)}`;
}

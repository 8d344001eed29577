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

/** Where words of the text begin with one of those searched for: that is how the server searches, too. */
function hits(text: string, words: readonly string[]): readonly { readonly at: number; readonly length: number }[] {
  return [...text.matchAll(WORD)].flatMap((found) => {
    const lower = found[0].toLowerCase();
    const length = Math.max(0, ...words.filter((word) => lower.startsWith(word)).map((word) => word.length));
    return length === 0 ? [] : [{ at: found.index, length }];
  });
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

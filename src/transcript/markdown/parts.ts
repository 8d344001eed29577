import type { Token } from 'marked';
import type { Grammar } from './grammar.ts';
import { LONG } from './limits.ts';

/** A part of a long paragraph: its tokens, or as it is written where it was too wild to be read. */
export interface Part {
  readonly raw: string;
  readonly tokens: readonly Token[] | null;
}

/** How far apart a cut is tried, and where one is made even through an open mark. */
const STEP = 512;
const LONGEST = 16_384;

/**
 * The parts of a long paragraph that are over, from `from` on, and where the rest begins. Whatever the text grows to
 * they stay the same: a part ends between two words where no mark before it is left open.
 */
export function partsOf(grammar: Grammar, text: string, from: number): { readonly parts: readonly Part[]; readonly upTo: number } {
  const parts: Part[] = [];
  let start = from;
  let tried = start + LONG / 2;
  for (;;) {
    const end = gapAfter(text, tried);
    if (end === null) return { parts, upTo: start };
    const raw = text.slice(start, end);
    const tokens = grammar.inline(raw);
    if (end - start < LONGEST && tokens !== null && tokens.some(mayGoOn)) {
      tried = end + STEP;
      continue;
    }
    parts.push({ raw, tokens });
    start = end;
    tried = start + LONG / 2;
  }
}

/** After the first single space at or after `from` that stands between two words. */
function gapAfter(text: string, from: number): number | null {
  const gap = /[^\s\\] (?=[\p{L}\p{N}])/gu;
  gap.lastIndex = from;
  const found = gap.exec(text);
  return found === null ? null : found.index + found[0].length;
}

/** Plain text that holds a sign which a later one could pair with. */
const mayGoOn = (token: Token): boolean => token.type === 'text' && /[*_~`[\]<&\\!]/u.test(token.raw);

import { Lexer, type Token, Tokenizer, type Tokens } from 'marked';
import { isDeep, isWild, LONG } from './limits.ts';

/** What reads a piece of Markdown. Fetched after the first paint: a composer is wanted sooner than an answer. */
export interface Grammar {
  /** The blocks of a text that stands alone; null where it is too wild to be read. `whole`: it does not grow any more. */
  blocks(text: string, whole: boolean): readonly Token[] | null;
  /** The words and marks of one paragraph, or of a part of it; null as above. */
  inline(text: string): readonly Token[] | null;
}

/**
 * Definitions of references stay what they are, visible text, and so does `[label][reference]`: a definition
 * far away may change what a closed block means, and `[//]: # (…)` hides words from the reader (H08, H10).
 *
 * A line of signs beneath a paragraph makes no heading of what was shown as a paragraph already; three dashes are
 * the rule that is nearly always meant.
 */
class SteadyTokenizer extends Tokenizer<string, string> {
  override def(): undefined {
    return undefined;
  }
  /** The end of its last line is no part of code by indentation, as it is none of a fence. */
  override code(src: string): Tokens.Code | undefined {
    const found = super.code(src);
    return found && { ...found, text: found.text.replace(/\n+$/u, '') };
  }
  override lheading(src: string): Tokens.Heading | undefined {
    const found = super.lheading(src);
    if (found === undefined || /\n {0,3}-{3,}[ \t]*\n*$/u.test(found.raw)) return undefined;
    return Object.assign(found, { type: 'paragraph' });
  }
}

const options = { gfm: true, breaks: false, tokenizer: new SteadyTokenizer() };

/** Blocks read lately: the announcer reads the same ones as the row. */
const MOST_KEPT = 256;
const kept = new Map<string, readonly Token[] | null>();

function read(text: string): readonly Token[] | null {
  if (isDeep(text)) return null;
  try {
    const lexer = new Lexer(options);
    lexer.blockTokens(text, lexer.tokens);
    const only = lexer.tokens[0];
    const alone = lexer.tokens.every((token, index) => index === 0 || token.type === 'space');
    // A long paragraph is read in parts.
    if (only?.type === 'paragraph' && alone && only.text.length > LONG) return lexer.tokens;
    if (isWild(text)) return null;
    for (const next of lexer.inlineQueue) lexer.inlineTokens(next.src, next.tokens);
    return lexer.tokens;
  } catch {
    return null;
  }
}

export const markedGrammar: Grammar = {
  blocks(text, whole) {
    if (!whole) return read(text);
    const before = kept.get(text);
    if (before !== undefined) return before;
    const tokens = read(text);
    if (kept.size >= MOST_KEPT) for (const oldest of kept.keys()) if (kept.size >= MOST_KEPT / 2) kept.delete(oldest);
    kept.set(text, tokens);
    return tokens;
  },
  inline(text) {
    if (isWild(text)) return null;
    try {
      return new Lexer(options).inlineTokens(text);
    } catch {
      return null;
    }
  },
};

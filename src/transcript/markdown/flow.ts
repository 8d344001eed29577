import type { MarkedToken, Token, Tokens } from 'marked';
import { cleanLabel, cleanText } from './clean.ts';
import type { Block } from './token-blocks.ts';

/**
 * Words added to words, or code to code: nothing but the last text of what is drawn grows, so neither the lexer nor
 * React has anything to do. `text` is what was added since the block was made, without what waits in `pending`.
 */
export interface Flow {
  readonly kind: 'words' | 'code';
  readonly text: string;
  /** Space or ends of lines that show only once something follows. */
  readonly pending: string;
}

/** Whether a block that was just read can go on by its last text alone; `fence`: it is one that was not closed yet. */
export function flowFrom(block: Block | null, rest: string, fence: boolean): Flow | null {
  const token = block?.token ?? null;
  if (block === null || token === null) return null;
  if (token.type === 'code') return !fence || token.text === '' ? null : { kind: 'code', text: '', pending: rest.slice(token.raw.length) };
  const leaf = block.parts ? leafOf(block.parts.at(-1)?.tokens?.at(-1)) : leafOf(token);
  if (leaf === null) return null;
  const words = rest.trimEnd();
  const pending = rest.slice(words.length);
  const line = leaf.slice(leaf.lastIndexOf('\n') + 1);
  const settled = /\p{L}/u.test(line) && words.endsWith(line.slice(-8)) && !pending.includes('\n');
  return settled ? { kind: 'words', text: '', pending } : null;
}

/** The same flow a little further; null where the text has to be read again. */
export function flowOn(flow: Flow | null, delta: string): Flow | null {
  if (flow === null || delta === '') return flow;
  const all = flow.pending + delta;
  if (flow.kind === 'code') {
    if (/\n {0,3}[`~]/u.test(all) || cleanLabel(delta) !== delta) return null;
    return grown(flow, all, all.replace(/\n+ {0,3}$/u, ''));
  }
  if (/[\\`*_~[\]<>&|#\n\t]/u.test(delta) || cleanText(delta) !== delta) return null;
  return grown(flow, all, all.trimEnd());
}

const grown = (flow: Flow, all: string, shown: string): Flow => ({
  kind: flow.kind,
  text: flow.text + shown,
  pending: all.slice(shown.length),
});

/** The plain text a token ends with; null where it ends otherwise. */
function leafOf(token: Token | undefined): string | null {
  const known = token as MarkedToken | undefined;
  switch (known?.type) {
    case 'text':
      return known.tokens ? leafOf(known.tokens.at(-1)) : known.text;
    case 'paragraph':
    case 'heading':
    case 'strong':
    case 'em':
    case 'del':
    case 'blockquote':
      return leafOf(known.tokens.at(-1));
    case 'list':
      return leafOf((known.items.at(-1) as Tokens.ListItem | undefined)?.tokens.at(-1));
    default:
      return null;
  }
}

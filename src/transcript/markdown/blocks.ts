import { Lexer, type Token, Tokenizer } from 'marked';
import { completeOpen } from './complete.ts';
import { isWild, MOST_NODES } from './limits.ts';

/** One top-level piece of an answer. Frozen once closed, so that its row of elements is never made again. */
export interface Block {
  readonly key: number;
  /** Null: shown as written, since it was too wild to parse or past the budget of nodes. */
  readonly token: Token | null;
  readonly raw: string;
  readonly nodes: number;
}

export interface Parsed {
  readonly text: string;
  readonly closed: readonly Block[];
  /** Length of `text` that the closed blocks cover. */
  readonly closedLength: number;
  readonly nodes: number;
  /** Blocks of the end that may still change. */
  readonly tail: readonly Block[];
}

export const nothing: Parsed = { text: '', closed: [], closedLength: 0, nodes: 0, tail: [] };

/**
 * Definitions of references stay what they are, visible text, and so does `[label][reference]`: a definition
 * far away may change what a closed block means, and `[//]: # (…)` hides words from the reader (H08, H10).
 */
class VisibleTokenizer extends Tokenizer<string, string> {
  override def(): undefined {
    return undefined;
  }
}

const lex = (source: string): readonly Token[] => new Lexer({ gfm: true, breaks: false, tokenizer: new VisibleTokenizer() }).lex(source);

/** The tokens of a text, or null where it is too wild or the lexer gives up on it. */
function tokensOf(source: string): readonly Token[] | null {
  if (isWild(source)) return null;
  try {
    return lex(source);
  } catch {
    return null;
  }
}

/**
 * Goes on from what was parsed before: if the text only grew, closed blocks are kept and only its open end
 * is parsed again. A block is closed once another has begun after it; a list therefore stays open through
 * blank lines.
 */
export function advance(before: Parsed, source: string, open: boolean): Parsed {
  const text = source.includes('\r') ? source.replace(/\r\n?/gu, '\n') : source;
  const base = text.startsWith(before.text) ? before : nothing;
  const rest = text.slice(base.closedLength);
  const tokens = tokensOf(rest);
  if (tokens === null) return { ...base, text, tail: [plain(base.closed.length, rest)] };
  const closed = [...base.closed];
  let { closedLength, nodes } = base;
  const shown = tokens.filter((token) => token.type !== 'space');
  const last = open ? shown.at(-1) : undefined;
  let at = 0;
  let taken = 0;
  for (const token of tokens) {
    if (token === last || !rest.startsWith(token.raw, at)) break;
    at += token.raw.length;
    taken += 1;
    if (token.type === 'space') continue;
    const block = blockOf(closed.length, token, nodes);
    nodes += block.nodes;
    closedLength = base.closedLength + at;
    closed.push(block);
  }
  const kept = closed.length === base.closed.length ? base.closed : closed;
  return {
    text,
    closed: kept,
    closedLength,
    nodes,
    tail: tailOf(text.slice(closedLength), tokens.slice(taken), closed.length, nodes, open),
  };
}

/** `seen`: the tokens of the end as it came; it is parsed again only where it is drawn otherwise. */
function tailOf(rest: string, seen: readonly Token[], firstKey: number, nodes: number, open: boolean): readonly Block[] {
  const drawn = open ? completeOpen(rest) : rest;
  if (drawn.trim() === '') return [];
  const asItCame = seen.map((token) => token.raw).join('') === drawn.trimStart();
  const tokens = asItCame ? seen : tokensOf(drawn);
  if (tokens === null) return [plain(firstKey, drawn)];
  return tokens.filter((token) => token.type !== 'space').map((token, index) => blockOf(firstKey + index, token, nodes));
}

const plain = (key: number, raw: string): Block => ({ key, token: null, raw, nodes: 1 });

function blockOf(key: number, token: Token, before: number): Block {
  const nodes = countNodes(token);
  return before + nodes > MOST_NODES ? plain(key, token.raw) : { key, token, raw: token.raw, nodes };
}

interface Nested {
  readonly tokens?: readonly Token[];
  readonly items?: readonly Token[];
  readonly header?: readonly Cell[];
  readonly rows?: readonly (readonly Cell[])[];
}
interface Cell {
  readonly tokens: readonly Token[];
}

function countNodes(token: Token): number {
  const nested = token as Nested;
  const cells = [...(nested.header ?? []), ...(nested.rows ?? []).flat()];
  const children = [...(nested.tokens ?? []), ...(nested.items ?? []), ...cells.flatMap((cell) => cell.tokens)];
  return children.reduce((sum, child) => sum + countNodes(child), 1 + cells.length);
}

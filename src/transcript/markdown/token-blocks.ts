import type { Token, Tokens } from 'marked';
import type { Grammar } from './grammar.ts';
import { LONG, MOST_NODES } from './limits.ts';
import { type Part, partsOf } from './parts.ts';

/** One top-level piece of an answer. Frozen once closed, so that its row of elements is never made again. */
export interface Block {
  readonly key: number;
  /** Null: shown as written, since it was too wild to read, past the budget of nodes, or there is no grammar yet. */
  readonly token: Token | null;
  readonly raw: string;
  readonly nodes: number;
  /** A long paragraph is drawn by these; those that are over keep their identity. */
  readonly parts?: readonly Part[];
}

/** Blocks in one section: the browser skips those out of sight while the answer grows. Measured best at about 8. */
export const PER_SECTION = 8;

export const shown = (tokens: readonly Token[] | null): readonly Token[] | null =>
  tokens?.filter((token) => token.type !== 'space') ?? null;

export const plain = (key: number, raw: string): Block => ({ key, token: null, raw, nodes: 1 });

function blockOf(key: number, token: Token, before: number): Block {
  const nodes = countNodes(token);
  return before + nodes > MOST_NODES ? plain(key, token.raw) : { key, token, raw: token.raw, nodes };
}

/** Blocks of one piece, the first of which may be further items of the list before it. */
export function withList(list: Block | null, tokens: readonly Token[], firstKey: number, before: number): readonly Block[] {
  const made: Block[] = list === null ? [] : [list];
  let nodes = before;
  for (const token of tokens) {
    const last = made.length === 1 ? list : null;
    const block = blockOf(firstKey + made.length, token, nodes);
    nodes += block.nodes;
    const joined = last === null ? null : join(last, block);
    if (joined === null) made.push(block);
    else made[0] = joined;
  }
  return made;
}

function join(list: Block, item: Block): Block | null {
  const [a, b] = [list.token, item.token];
  if (a?.type !== 'list' || b?.type !== 'list' || a.ordered !== b.ordered) return null;
  const raw = list.raw + item.raw;
  return { key: list.key, token: { ...a, raw, items: [...a.items, ...b.items] }, raw, nodes: list.nodes + item.nodes - 1 };
}

/** What of a long paragraph is over already. */
export interface Done {
  readonly parts: readonly Part[];
  readonly upTo: number;
}

/** Whether a piece is a single paragraph that is read in parts. */
export const isLong = ([token, ...more]: readonly Token[]): boolean =>
  token?.type === 'paragraph' && more.length === 0 && (token as Tokens.Paragraph).text.length > LONG;

/** The only paragraph of its piece in parts, if it is long. */
export function longParagraph(reader: Grammar, tokens: readonly Token[], key: number, done: Done): Block | null {
  const [token] = tokens;
  if (token === undefined || !isLong(tokens)) return null;
  const { text } = token as Tokens.Paragraph;
  const more = partsOf(reader, text, done.upTo);
  const raw = text.slice(more.upTo);
  return paragraphBlock(key, token.raw, [...done.parts, ...more.parts, { raw, tokens: reader.inline(raw) }]);
}

export const paragraphBlock = (key: number, raw: string, parts: readonly Part[]): Block => ({
  ...{ key, raw, parts },
  token: { type: 'paragraph', raw, text: '', tokens: [] },
  nodes: 1 + parts.reduce((sum, part) => sum + (part.tokens?.length ?? 1), 0),
});

/** A fence that is not closed, without the line that may become its end; null before its first line is whole. */
export function openFence(rest: string, sign: string): Tokens.Code | null {
  const begin = rest.startsWith(sign) ? rest.indexOf('\n') : -1;
  if (begin < 0) return null;
  const lang = rest
    .slice(0, begin)
    .replace(/^[`~]+/u, '')
    .trim();
  const last = rest.lastIndexOf('\n');
  const ends = new RegExp(`^ {0,3}${sign}*[ \\t]*$`, 'u').test(rest.slice(last + 1));
  const raw = ends ? rest.slice(0, Math.max(begin + 1, last)) : rest;
  return { type: 'code', raw, lang, text: raw.slice(begin + 1) };
}

/** What reads the same keeps its identity, so that it is not drawn again. */
export function sameBlock(before: Block | undefined, now: Block): Block {
  const same = before?.key === now.key && before.raw === now.raw && before.nodes === now.nodes && before.token?.type === now.token?.type;
  return same && before.parts?.length === now.parts?.length && lastRaw(before) === lastRaw(now) ? before : now;
}
const lastRaw = (block: Block): string | undefined => block.parts?.at(-1)?.raw;

export function inSections(sections: readonly (readonly Block[])[], fresh: readonly Block[]): readonly (readonly Block[])[] {
  const made = [...sections];
  for (const block of fresh) {
    const last = made.at(-1);
    if (last === undefined || last.length === PER_SECTION) made.push([block]);
    else made[made.length - 1] = [...last, block];
  }
  return made;
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

import { completeOpen } from './complete.ts';
import { type Flow, flowFrom, flowOn } from './flow.ts';
import { type Grammar, grammar } from './grammar.ts';
import { partsOf } from './parts.ts';
import { type Cut, cutBy, type Place, START, step } from './split.ts';
import {
  type Block,
  type Done,
  inSections,
  isLong,
  longParagraph,
  openFence,
  paragraphBlock,
  plain,
  sameBlock,
  shown,
  withList,
} from './token-blocks.ts';

export type { Block } from './token-blocks.ts';

export interface Parsed {
  /** The text as it came. */
  readonly source: string;
  readonly open: boolean;
  readonly grammar: Grammar | null;
  readonly closed: readonly Block[];
  /** The closed blocks by eights; the last may have fewer. */
  readonly sections: readonly (readonly Block[])[];
  readonly nodes: number;
  /** Blocks of the end that may still change. */
  readonly tail: readonly Block[];
  /** What was added to the last words of the tail since it was made. */
  readonly flow: Flow | null;
  readonly ground: Ground;
}

/** The end that is not closed: where it stands, and what of it is over already. */
interface Ground extends Done {
  readonly rest: string;
  /** Where its first line begins that was not whole yet. */
  readonly at: number;
  readonly place: Place;
  /** The list whose items before `rest` are over; `rest` is its next item. */
  readonly list: Block | null;
}

const bare: Ground = { rest: '', at: 0, place: START, list: null, parts: [], upTo: 0 };

export const nothing: Parsed = {
  source: '',
  open: true,
  grammar: null,
  closed: [],
  sections: [],
  nodes: 0,
  tail: [],
  flow: null,
  ground: bare,
};

/** How much of the end is compared while a text grows; at its end all of it is. */
const PROBE = 1024;

/**
 * Goes on from what was parsed before: if the text only grew, what is closed is kept and only its open end is read
 * again, or not even that where words were added to words. What a text becomes does not depend on how it came.
 */
export function advance(before: Parsed, source: string, open: boolean, reader: Grammar | null = grammar()): Parsed {
  const base = before.grammar === reader && continues(before, source, open) ? before : { ...nothing, grammar: reader };
  const delta = unixLines(base.source, source.slice(base.source.length));
  if (delta === '' && base === before && base.open && open) return { ...base, source };
  const flow = open ? flowOn(base.flow, delta) : null;
  if (flow !== null) return { ...base, source, flow, ground: { ...base.ground, rest: base.ground.rest + delta } };
  const reading = new Reading(base, reader);
  reading.read(base.ground.rest + delta, open);
  return reading.parsed(source, open);
}

function continues(before: Parsed, source: string, open: boolean): boolean {
  if (!before.open && (open || source.length !== before.source.length)) return false;
  if (!open) return source.startsWith(before.source);
  const from = Math.max(0, before.source.length - PROBE);
  return source.length >= before.source.length && source.startsWith(before.source.slice(from), from);
}

/** A return before a line feed that comes later is one end of a line, not two. */
function unixLines(before: string, delta: string): string {
  if (!delta.includes('\r') && !before.endsWith('\r')) return delta;
  const joined = before.endsWith('\r') && delta.startsWith('\n') ? delta.slice(1) : delta;
  return joined.replace(/\r\n?/gu, '\n');
}

class Reading {
  readonly #reader: Grammar | null;
  #closed: readonly Block[];
  #sections: readonly (readonly Block[])[];
  #nodes: number;
  #ground: Ground;
  readonly #base: Parsed;

  constructor(base: Parsed, reader: Grammar | null) {
    this.#base = base;
    this.#reader = reader;
    this.#closed = base.closed;
    this.#sections = base.sections;
    this.#nodes = base.nodes;
    this.#ground = base.ground;
  }

  read(text: string, open: boolean): void {
    let { at, place, list, parts, upTo } = this.#ground;
    let from = 0;
    const fresh: Block[] = [];
    const cut = (here: number, how: Cut): void => {
      if (how === 'none' || (here === from && (list === null || how === 'item'))) return;
      if (text.slice(from, here).trim() !== '') {
        list = this.#close(text.slice(from, here), list, { parts, upTo }, how === 'item', fresh);
      } else if (list !== null && how === 'before') {
        fresh.push(list);
        list = null;
      }
      [from, parts, upTo] = [here, [], 0];
    };
    for (let end = text.indexOf('\n', at); end >= 0; end = text.indexOf('\n', at)) {
      const next = step(place, text.slice(at, end));
      cut(at, next.cut);
      ({ place } = next);
      at = end + 1;
    }
    if (open) {
      const how = cutBy(place, text.slice(at));
      cut(at, how);
      if (how === 'before') place = START;
    } else {
      if (at < text.length) cut(at, step(place, text.slice(at)).cut);
      cut(text.length, 'before');
      if (list !== null) fresh.push(list);
      list = null;
    }
    this.#keep(fresh);
    this.#ground = { rest: text.slice(from), at: at - from, place, list, parts, upTo };
  }

  /** Reads a piece that is over. Gives back the list that the next one may go on with. */
  #close(piece: string, list: Block | null, done: Done, goesOn: boolean, fresh: Block[]): Block | null {
    const blocks = this.#blocksOf(piece, list, this.#closed.length + fresh.length, done);
    this.#nodes += blocks.reduce((sum, block) => sum + block.nodes, 0) - (list?.nodes ?? 0);
    const last = blocks.at(-1);
    if (goesOn && last?.token?.type === 'list') {
      fresh.push(...blocks.slice(0, -1));
      return last;
    }
    fresh.push(...blocks);
    return null;
  }

  #blocksOf(piece: string, list: Block | null, key: number, done: Done): readonly Block[] {
    const before = list === null ? [] : [list];
    const tokens = shown(this.#reader?.blocks(piece, true) ?? null);
    const [first] = tokens ?? [];
    if (tokens === null || first === undefined) return [...before, plain(key + before.length, piece)];
    const whole = this.#reader && longParagraph(this.#reader, tokens, key + before.length, done);
    return whole ? [...before, whole] : withList(list, tokens, key, this.#nodes);
  }

  #keep(fresh: readonly Block[]): void {
    if (fresh.length === 0) return;
    this.#closed = [...this.#closed, ...fresh];
    this.#sections = inSections(this.#sections, fresh);
  }

  /** The blocks of the end, as far as they can be told. */
  #tail(): readonly Block[] {
    const key = this.#closed.length;
    const { rest, list, place, parts, upTo } = this.#ground;
    const before = list === null ? [] : [list];
    if (this.#reader === null) return rest.trim() === '' ? before : [...before, plain(key + before.length, rest)];
    if (place.kind === 'fence') {
      const token = openFence(rest, place.sign);
      if (token !== null) return [{ key, token, raw: token.raw, nodes: 1 }];
    }
    if (parts.length > 0 && !rest.includes('\n', upTo)) return [this.#growing(key, this.#reader)];
    const drawn = completeOpen(rest);
    if (drawn.trim() === '') return before;
    const tokens = shown(this.#reader.blocks(drawn, false));
    if (tokens === null) return [...before, plain(key + before.length, drawn)];
    if (list === null && isLong(tokens) && tokens[0]?.raw.startsWith(rest.slice(0, 64))) return [this.#growing(key, this.#reader)];
    this.#ground = { ...this.#ground, parts: [], upTo: 0 };
    return withList(list, tokens, key, this.#nodes);
  }

  /** A long paragraph: only what came after its last part is read. */
  #growing(key: number, reader: Grammar): Block {
    const { rest, parts, upTo } = this.#ground;
    const more = partsOf(reader, rest, upTo);
    const over = [...parts, ...more.parts];
    this.#ground = { ...this.#ground, parts: over, upTo: more.upTo };
    const drawn = completeOpen(rest.slice(more.upTo));
    return paragraphBlock(key, rest, [...over, { raw: drawn, tokens: reader.inline(drawn) }]);
  }

  parsed(source: string, open: boolean): Parsed {
    const made = open ? this.#tail() : [];
    const tail = made.map((block, index) => sameBlock(this.#base.tail[index], block));
    return {
      source,
      open,
      grammar: this.#reader,
      closed: this.#closed,
      sections: this.#sections,
      nodes: this.#nodes,
      tail,
      flow: open ? flowFrom(tail.at(-1) ?? null, this.#ground.rest, this.#ground.place.kind === 'fence') : null,
      ground: this.#ground,
    };
  }
}

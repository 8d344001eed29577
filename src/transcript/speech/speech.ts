import type { Translate } from '../../i18n/index.ts';
import { advance, nothing, type Parsed } from '../markdown/blocks.ts';
import type { SentenceStarts } from './sentences.ts';
import { type Unit, unitsOf } from './units.ts';

/** How far one attempt at an answer was said: everything before this place, and nothing after it. */
export interface Said {
  readonly attempt: number;
  readonly parsed: Parsed;
  readonly block: number;
  readonly unit: number;
  /** UTF-16 units into the words of that unit. */
  readonly offset: number;
}

export const unsaid = (attempt: number): Said => ({ attempt, parsed: nothing, block: 0, unit: 0, offset: 0 });

export interface Speaking {
  readonly t: Translate;
  readonly starts: SentenceStarts;
}

/**
 * The sentences that closed since the last time, each exactly once. A sentence is closed when another began
 * after it, or its block or the whole answer ended; the words of a growing text only grow, so the place up
 * to which was said stays true.
 */
export function sayMore(
  before: Said,
  text: string,
  open: boolean,
  { t, starts }: Speaking,
): { readonly said: Said; readonly sentences: readonly string[] } {
  // Without what flowed on: here the words of the tail are wanted, not only shown.
  const parsed = advance({ ...before.parsed, flow: null }, text, open);
  const sentences: string[] = [];
  let { block, unit, offset } = before;
  const { closed } = parsed;
  const pieces = [...closed, ...parsed.tail];
  for (let at = block; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (piece === undefined) break;
    if (at > block) [block, unit, offset] = [at, 0, 0];
    const ended = !open || at < closed.length;
    const units = unitsOf(piece, t);
    const place = sayUnits(units, { unit, offset }, ended, starts, sentences);
    ({ unit, offset } = place);
    if (!ended) break;
    [block, unit, offset] = [at + 1, 0, 0];
  }
  return { said: { attempt: before.attempt, parsed, block, unit, offset }, sentences };
}

interface Place {
  readonly unit: number;
  readonly offset: number;
}

function sayUnits(units: readonly Unit[], from: Place, ended: boolean, starts: SentenceStarts, sentences: string[]): Place {
  let { unit, offset } = from;
  for (; unit < units.length; unit += 1, offset = 0) {
    const one = units[unit];
    if (one === undefined) break;
    const whole = ended || unit < units.length - 1;
    if (one.kind === 'whole') {
      if (!whole) return { unit, offset: 0 };
      sentences.push(one.text);
      continue;
    }
    const cuts = [...starts(one.text), ...(whole ? [one.text.length] : [])];
    for (const end of cuts) {
      const words = one.text.slice(offset, end).trim();
      if (words !== '') sentences.push(offset === 0 ? `${one.lead}${words}` : words);
      offset = Math.max(offset, end);
    }
    if (!whole) return { unit, offset };
  }
  return { unit, offset };
}

import { difference, replaced } from '../session/difference.ts';
import type { TranscriptItem } from '../session/select.ts';
import type { DescribeTransition, StateLineText } from './rows.ts';

/** Items with the words of their transitions, as far as these say anything. */
export interface Described {
  readonly items: readonly TranscriptItem[];
  /** Without the transitions that say nothing. */
  readonly shown: readonly TranscriptItem[];
  /** Indices of all transitions among the items. */
  readonly at: readonly number[];
  /** By transition; null: not drawn. */
  readonly lines: ReadonlyMap<TranscriptItem, StateLineText | null>;
  /** Transitions that stand where they stood and say something else. */
  readonly dirty: readonly TranscriptItem[];
}

export const NOTHING_DESCRIBED: Described = { items: [], shown: [], at: [], lines: new Map(), dirty: [] };

/** The next state from the one before: goes through the stretch that differs and through the transitions, which are few. */
export function describeTransitions(before: Described, items: readonly TranscriptItem[], describe: DescribeTransition): Described {
  const { from, endBefore, endNow } = difference(before.items, items);
  const shift = endNow - endBefore;
  const fresh = indicesOf(items, from, endNow);
  const head = before.at.filter((index) => index < from);
  const tail = before.at.filter((index) => index >= endBefore);
  const at = [...head, ...fresh, ...tail.map((index) => index + shift)];
  // What a transition says depends on the one of its kind before it.
  const same = fresh.length === 0 && head.length + tail.length === before.at.length;
  const lines = same ? before.lines : linesOf(items, at, describe);
  const kept = [...head, ...tail].map((index) => before.items[index] as TranscriptItem);
  const dirty = same ? [] : kept.filter((item) => lines.get(item)?.text !== before.lines.get(item)?.text);
  const turned = dirty.some((item) => (lines.get(item) === null) !== (before.lines.get(item) === null));
  const isShown = (item: TranscriptItem): boolean => lines.get(item) !== null;
  if (turned) return { items, at, lines, dirty, shown: items.filter(isShown) };
  const hidden = (end: number): number =>
    before.at.filter((index) => index < end && before.lines.get(before.items[index] as TranscriptItem) === null).length;
  const middle = items.slice(from, endNow).filter(isShown);
  return { items, at, lines, dirty, shown: replaced(before.shown, from - hidden(from), endBefore - hidden(endBefore), middle) };
}

function indicesOf(items: readonly TranscriptItem[], from: number, end: number): readonly number[] {
  const found: number[] = [];
  for (let index = from; index < end; index += 1) if (items[index]?.kind === 'transition') found.push(index);
  return found;
}

function linesOf(items: readonly TranscriptItem[], at: readonly number[], describe: DescribeTransition): Described['lines'] {
  const latest = new Map<string, Parameters<DescribeTransition>[1]>();
  const lines = new Map<TranscriptItem, StateLineText | null>();
  for (const index of at) {
    const item = items[index];
    if (item?.kind !== 'transition') continue;
    const { transition } = item;
    lines.set(item, describe(transition, latest.get(transition.type) ?? null));
    latest.set(transition.type, transition);
  }
  return lines;
}

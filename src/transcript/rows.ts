import type { Transition } from '../protocol/vocabulary.ts';
import { difference, replaced } from '../session/difference.ts';
import { isOpen, type TranscriptItem } from '../session/select.ts';
import type { IconName } from '../ui/index.ts';
import { type Described, describeTransitions, NOTHING_DESCRIBED } from './described.ts';

export interface StateLineText {
  readonly icon: IconName;
  readonly text: string;
}

/**
 * How a change of state is worded; null: not drawn. `before` is the change of the same kind that came before
 * it, where it is known. Given by the chat, which knows what escalations are.
 */
export type DescribeTransition = (transition: Transition, before: Transition | null) => StateLineText | null;

/** The line before the first message that is new to the reader. */
export interface Unread {
  readonly key: string;
  /** Messages by others from there on, as it was when the reader came. */
  readonly count: number;
}

export interface Row {
  readonly key: string;
  readonly item: TranscriptItem;
  /** The words of a transition. */
  readonly line: StateLineText | null;
  /** Set on the first row of a local day: the instant the pill names. */
  readonly day: string | null;
  /** Starts a group: the speaker's mark is shown. */
  readonly first: boolean;
  /** Starts a group of somebody else than the last one who was not the reader: the speaker's name is shown. */
  readonly named: boolean;
  /** Starts a group at a time that stands nowhere near: the time is shown. */
  readonly timed: boolean;
  /** Ends a group: the state and time of the customer's own are shown. */
  readonly last: boolean;
  /** The row before all others. */
  readonly oldest: boolean;
  /** The newest row. */
  readonly newest: boolean;
  /** No message follows. */
  readonly latest: boolean;
  /** Waits in the outbox for the answer that is being written. */
  readonly waits: boolean;
  readonly unread: Unread | null;
  /** What the rows after it go by: see `Told`. */
  readonly told: Told;
}

/** Who spoke last of those who are not the reader, and when a time was last shown (ms). */
interface Told {
  readonly voice: string;
  readonly at: number;
}

/** Messages of one speaker less than five minutes apart are one group. */
const GROUP_MS = 5 * 60_000;

export interface RowRules {
  readonly dayKey: (iso: string) => string;
  readonly describe: DescribeTransition;
  readonly own: (item: TranscriptItem) => boolean;
}

export type RowsOf = (items: readonly TranscriptItem[], rules: RowRules) => readonly Row[];

interface Made {
  readonly rules: RowRules | null;
  readonly described: Described;
  readonly rows: readonly Row[];
  /** Index of the last row that is no change of state. */
  readonly lastSaid: number;
  /** Answers that are being written. */
  readonly open: number;
}

const NOTHING: Made = { rules: null, described: NOTHING_DESCRIBED, rows: [], lastSaid: -1, open: 0 };

/**
 * The rows of one transcript, from one state to the next: transitions that say nothing are left out, days and groups are marked.
 * Only what changed is worked out, and its neighbours as far as the change is seen in them; all other rows keep their identity.
 */
export function createRows(): RowsOf {
  let made = NOTHING;
  return (items, rules) => {
    if (made.rules === null || !sameRules(made.rules, rules)) made = { ...NOTHING, rules };
    else if (made.described.items === items) return made.rows;
    made = goOn(made, items, rules);
    return made.rows;
  };
}

/** The same made at once. */
export function rowsOf(items: readonly TranscriptItem[], rules: RowRules): readonly Row[] {
  return createRows()(items, rules);
}

const sameRules = (a: RowRules, b: RowRules): boolean => a.dayKey === b.dayKey && a.describe === b.describe && a.own === b.own;

const isAnswering = (item: TranscriptItem): boolean =>
  item.kind === 'message' && item.message.author.role === 'ASSISTANT' && isOpen(item.message);

function goOn(before: Made, items: readonly TranscriptItem[], rules: RowRules): Made {
  const described = describeTransitions(before.described, items, rules.describe);
  const { shown } = described;
  const { from, endBefore, endNow } = difference(before.described.shown, shown);
  const open =
    before.open -
    before.described.shown.slice(from, endBefore).filter(isAnswering).length +
    shown.slice(from, endNow).filter(isAnswering).length;
  const lastSaid = shown.findLastIndex((item) => item.kind !== 'transition');
  const firstUnsent = shown.length - countLast(shown, (item) => item.kind === 'outgoing');
  const turned = open > 0 !== before.open > 0;
  // The row before the change may no longer end its group, and what stood at the end may no longer do so.
  const start = Math.max(0, Math.min(from - 1, before.lastSaid, lastSaid, turned ? firstUnsent : from));
  const shift = endNow - endBefore;
  const dirty = new Set(described.dirty);
  const maker = rowMaker(shown, described, rules, { lastSaid, answering: open > 0 });
  const fresh: Row[] = [];
  let at = start;
  for (; at < shown.length; at += 1) {
    const old = at < from ? before.rows[at] : at < endNow ? undefined : before.rows[at - shift];
    const made = maker(at, fresh.at(-1) ?? before.rows[at - 1]);
    const same = old !== undefined && equal(old, made);
    fresh.push(same ? old : made);
    dirty.delete(made.item);
    const reached = !turned || at >= firstUnsent;
    if (same && at >= endNow && dirty.size === 0 && reached) break;
  }
  const rows = replaced(before.rows, start, at >= shown.length ? before.rows.length : at + 1 - shift, fresh);
  return { rules, described, rows, lastSaid, open };
}

function countLast(items: readonly TranscriptItem[], is: (item: TranscriptItem) => boolean): number {
  let count = 0;
  while (count < items.length && is(items[items.length - 1 - count] as TranscriptItem)) count += 1;
  return count;
}

function equal(a: Row, b: Row): boolean {
  return (
    a.item === b.item &&
    a.line?.text === b.line?.text &&
    a.line?.icon === b.line?.icon &&
    a.day === b.day &&
    a.first === b.first &&
    a.last === b.last &&
    a.named === b.named &&
    a.timed === b.timed &&
    a.oldest === b.oldest &&
    a.newest === b.newest &&
    a.latest === b.latest &&
    a.waits === b.waits &&
    a.told.voice === b.told.voice &&
    a.told.at === b.told.at
  );
}

const instant = (item: TranscriptItem): string =>
  item.kind === 'message'
    ? item.message.at
    : item.kind === 'transition'
      ? item.transition.at
      : new Date(item.entry.createdAt).toISOString();

const speaker = (item: TranscriptItem, own: (item: TranscriptItem) => boolean): string =>
  item.kind === 'transition'
    ? 'line'
    : own(item)
      ? 'own'
      : item.kind === 'message'
        ? `${item.message.author.role} ${item.message.author.id}`
        : 'own';

/** What is asked of an item for its own row and for those beside it. */
interface Facts {
  readonly iso: string;
  readonly at: number;
  readonly day: string;
  readonly speaker: string;
}

/** Every zone's days begin with a quarter of an hour: two instants of one quarter are of one day, which need not be asked for. */
const QUARTER_MS = 15 * 60_000;
const sameQuarter = (a: number, b: number): boolean => Math.floor(a / QUARTER_MS) === Math.floor(b / QUARTER_MS);

const joined = (a: Facts | null, b: Facts | null): boolean =>
  a !== null && b !== null && a.speaker === b.speaker && Math.abs(b.at - a.at) < GROUP_MS && a.day === b.day;

/** Makes rows one after the other, each from the one before it. */
function rowMaker(
  shown: readonly TranscriptItem[],
  { lines }: Described,
  { dayKey, own }: RowRules,
  { lastSaid, answering }: { readonly lastSaid: number; readonly answering: boolean },
): (index: number, before: Row | undefined) => Row {
  // Rows are asked for one after the other: each is next, then now, then last.
  let around: { readonly at: number; readonly now: Facts | null; readonly next: Facts | null } = { at: -2, now: null, next: null };
  const factsOf = (index: number, near: Facts | null): Facts | null => {
    const item = shown[index];
    if (!item) return null;
    const iso = instant(item);
    const at = Date.parse(iso);
    return { iso, at, day: near !== null && sameQuarter(near.at, at) ? near.day : dayKey(iso), speaker: speaker(item, own) };
  };
  return (index, before) => {
    const item = shown[index] as TranscriptItem;
    const follows = index === around.at + 1;
    const last = follows ? around.now : factsOf(index - 1, null);
    const now = (follows ? around.next : factsOf(index, last)) as Facts;
    const next = factsOf(index + 1, now);
    around = { at: index, now, next };
    const newDay = last === null || last.day !== now.day;
    const [first, ends] = [!joined(last, now), !joined(now, next)];
    const mine = own(item);
    return {
      key: item.key,
      item,
      line: lines.get(item) ?? null,
      day: newDay ? now.iso : null,
      first,
      last: ends,
      ...heading(item.kind === 'transition' ? null : mine, now, { first, last: ends, newDay }, before?.told ?? UNTOLD),
      oldest: index === 0,
      newest: index === shown.length - 1,
      latest: index >= lastSaid,
      waits: answering && item.kind === 'outgoing' && item.entry.state === 'queued' && item.entry.retryAt === null,
      unread: null,
    };
  };
}

const UNTOLD: Told = { voice: '', at: Number.NEGATIVE_INFINITY };

/**
 * What is said above a row. A name stands where the one who answers changed, a time where none was shown in the minutes before:
 * to say both with every answer is noise.
 * @param own null: a change of state
 */
function heading(
  own: boolean | null,
  { at, speaker: who }: Facts,
  { first, last, newDay }: Pick<Row, 'first' | 'last'> & { readonly newDay: boolean },
  told: Told,
): Pick<Row, 'named' | 'timed' | 'told'> {
  const voice = newDay || own === null ? '' : told.voice;
  if (own !== false) {
    const since = own && last ? at : told.at;
    return { named: false, timed: false, told: voice === told.voice && since === told.at ? told : { voice, at: since } };
  }
  const timed = first && (newDay || !(at - told.at < GROUP_MS));
  return { named: first && who !== voice, timed, told: { voice: who, at: timed ? at : told.at } };
}

/** Whether rows were put before those of the last time: then the list keeps its place from the end. */
export function wasPrepended(before: readonly Row[], now: readonly Row[]): boolean {
  const first = before[0]?.key;
  return first !== undefined && now.length > before.length && now[0]?.key !== first && now.at(-1)?.key === before.at(-1)?.key;
}

import type { Transition } from '../protocol/vocabulary.ts';
import { isOpen, type TranscriptItem } from '../session/select.ts';
import type { IconName } from '../ui/index.ts';

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
}

/** Messages of one speaker less than five minutes apart are one group. */
const GROUP_MS = 5 * 60_000;

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

export interface RowRules {
  readonly dayKey: (iso: string) => string;
  readonly describe: DescribeTransition;
  readonly own: (item: TranscriptItem) => boolean;
}

/** Items as rows: transitions that say nothing are left out, days and groups are marked. */
export function rowsOf(items: readonly TranscriptItem[], rules: RowRules): readonly Row[] {
  const shown = described(items, rules.describe);
  const joined = (a: TranscriptItem | undefined, b: TranscriptItem | undefined): boolean =>
    a !== undefined &&
    b !== undefined &&
    speaker(a, rules.own) === speaker(b, rules.own) &&
    Math.abs(Date.parse(instant(b)) - Date.parse(instant(a))) < GROUP_MS &&
    rules.dayKey(instant(a)) === rules.dayKey(instant(b));
  const answering = items.some((item) => item.kind === 'message' && item.message.author.role === 'ASSISTANT' && isOpen(item.message));
  const lastSaid = shown.findLastIndex(({ item }) => item.kind !== 'transition');
  const heading = headings(rules);
  return shown.map(({ item, line }, index) => {
    const before = shown[index - 1]?.item;
    const newDay = before === undefined || rules.dayKey(instant(before)) !== rules.dayKey(instant(item));
    const [first, last] = [!joined(before, item), !joined(item, shown[index + 1]?.item)];
    return {
      key: item.key,
      item,
      line,
      day: newDay ? instant(item) : null,
      first,
      last,
      ...heading(item, { first, last, newDay }),
      oldest: index === 0,
      newest: index === shown.length - 1,
      latest: index >= lastSaid,
      waits: answering && item.kind === 'outgoing' && item.entry.state === 'queued' && item.entry.retryAt === null,
      unread: null,
    };
  });
}

type Heading = Pick<Row, 'named' | 'timed'>;

/**
 * What is said above each row, to be asked from the first row to the last. A name stands where the one who answers changed,
 * a time where none was shown in the minutes before: to say both with every answer is noise.
 */
function headings({ own }: RowRules): (item: TranscriptItem, at: Pick<Row, 'first' | 'last'> & { readonly newDay: boolean }) => Heading {
  let voice = '';
  let told = Number.NEGATIVE_INFINITY;
  return (item, { first, last, newDay }) => {
    const now = Date.parse(instant(item));
    if (newDay || item.kind === 'transition') voice = '';
    if (item.kind === 'transition') return { named: false, timed: false };
    if (own(item)) {
      if (last) told = now;
      return { named: false, timed: false };
    }
    const who = speaker(item, own);
    const named = first && who !== voice;
    const timed = first && (newDay || !(now - told < GROUP_MS));
    voice = who;
    if (timed) told = now;
    return { named, timed };
  };
}

function described(
  items: readonly TranscriptItem[],
  describe: DescribeTransition,
): readonly { item: TranscriptItem; line: StateLineText | null }[] {
  const latest = new Map<Transition['type'], Transition>();
  return items.flatMap((item): { item: TranscriptItem; line: StateLineText | null }[] => {
    if (item.kind !== 'transition') return [{ item, line: null }];
    const { transition } = item;
    const line = describe(transition, latest.get(transition.type) ?? null);
    latest.set(transition.type, transition);
    return line === null ? [] : [{ item, line }];
  });
}

/** Whether rows were put before those of the last time: then the list keeps its place from the end. */
export function wasPrepended(before: readonly Row[], now: readonly Row[]): boolean {
  const first = before[0]?.key;
  return first !== undefined && now.length > before.length && now[0]?.key !== first && now.at(-1)?.key === before.at(-1)?.key;
}

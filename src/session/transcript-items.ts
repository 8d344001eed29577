import type { Transition } from '../protocol/vocabulary.ts';
import type { ConversationView, MessageView } from './conversation.ts';
import { difference, replaced } from './difference.ts';
import type { OutboxEntry } from './outbox.ts';

/** One row of the transcript. `key` is the clientMessageId where there is one, so that a sent message keeps its row. */
export type TranscriptItem =
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageView }
  | { readonly kind: 'transition'; readonly key: string; readonly transition: Transition }
  | { readonly kind: 'outgoing'; readonly key: string; readonly entry: OutboxEntry };

/** Rows in the order of the log, then what has not reached it yet. */
export type ItemsOf = (view: ConversationView | null, outbox: readonly OutboxEntry[]) => readonly TranscriptItem[];

interface Logged {
  readonly messages: readonly MessageView[];
  readonly transitions: readonly Transition[];
  readonly items: readonly TranscriptItem[];
  /**
   * Own ids of the messages: what is in the log is no longer in the outbox. Null until something is in the outbox; only ever added
   * to while the log goes on.
   */
  ids: Set<string> | null;
}

interface Whole {
  readonly logged: readonly TranscriptItem[];
  readonly outbox: readonly OutboxEntry[];
  readonly items: readonly TranscriptItem[];
}

/**
 * The rows of one transcript, from one state to the next: a row that did not change keeps its identity, and new ones are made
 * for the changed stretch of the log only.
 */
export function createItems(): ItemsOf {
  let log: Logged = { messages: [], transitions: [], items: [], ids: null };
  let whole: Whole = { logged: [], outbox: [], items: [] };
  return (view, outbox) => {
    log = goOn(log, view?.messages ?? [], view?.transitions ?? []);
    if (whole.logged !== log.items || whole.outbox !== outbox) whole = withOutbox(whole, log, outbox);
    return whole.items;
  };
}

/** The same made at once. */
export function transcriptItems(view: ConversationView | null, outbox: readonly OutboxEntry[]): readonly TranscriptItem[] {
  return createItems()(view, outbox);
}

function withOutbox(before: Whole, log: Logged, outbox: readonly OutboxEntry[]): Whole {
  const { items } = log;
  if (outbox.length === 0) return { logged: items, outbox, items };
  log.ids ??= addIds(new Set(), log.messages);
  const { ids } = log;
  const known = before.items.slice(before.logged.length);
  const unsent = outbox
    .filter(({ id }) => !ids.has(id))
    .map(
      (entry): TranscriptItem =>
        known.find((item) => item.kind === 'outgoing' && item.entry === entry) ?? { kind: 'outgoing', key: entry.id, entry },
    );
  return { logged: items, outbox, items: unsent.length === 0 ? items : items.concat(unsent) };
}

function goOn(before: Logged, messages: readonly MessageView[], transitions: readonly Transition[]): Logged {
  if (before.messages === messages && before.transitions === transitions) return before;
  const said = difference(before.messages, messages);
  const lines = difference(before.transitions, transitions);
  const differ: readonly (readonly Numbered[])[] = [
    before.messages.slice(said.from, said.endBefore),
    messages.slice(said.from, said.endNow),
    before.transitions.slice(lines.from, lines.endBefore),
    transitions.slice(lines.from, lines.endNow),
  ];
  const first = Math.min(...differ.map((stretch) => seqOf(stretch[0], Number.POSITIVE_INFINITY)));
  const last = Math.max(...differ.map((stretch) => seqOf(stretch.at(-1), Number.NEGATIVE_INFINITY)));
  const goesOn = said.from > 0 || said.endBefore < before.messages.length;
  const ids = goesOn && before.ids ? addIds(before.ids, messages.slice(said.from, said.endNow)) : null;
  if (first > last) return { ...before, messages, transitions, ids };
  const from = below(before.messages, first) + below(before.transitions, first);
  const end = below(before.messages, last + 1) + below(before.transitions, last + 1);
  const middle = merge(
    messages.slice(below(messages, first), below(messages, last + 1)),
    transitions.slice(below(transitions, first), below(transitions, last + 1)),
    new Map(before.items.slice(from, end).map((item) => [subjectOf(item), item])),
  );
  return { messages, transitions, ids, items: replaced(before.items, from, end, middle) };
}

function addIds(ids: Set<string>, messages: readonly MessageView[]): Set<string> {
  for (const { clientMessageId } of messages) if (clientMessageId) ids.add(clientMessageId);
  return ids;
}

type Numbered = MessageView | Transition;

const seqOf = (one: Numbered | undefined, otherwise: number): number =>
  one === undefined ? otherwise : 'createdSeq' in one ? one.createdSeq : one.seq;

/** How many of a list in the order of the log come before a seq. */
function below(list: readonly Numbered[], seq: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (seqOf(list[middle], 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a row shows: as long as it is the same object, so is the row. */
export const subjectOf = (item: TranscriptItem): MessageView | Transition | OutboxEntry =>
  item.kind === 'message' ? item.message : item.kind === 'transition' ? item.transition : item.entry;

function merge(
  messages: readonly MessageView[],
  transitions: readonly Transition[],
  known: ReadonlyMap<object, TranscriptItem>,
): readonly TranscriptItem[] {
  const items: TranscriptItem[] = [];
  let next = 0;
  const lines = (upTo: number): void => {
    for (; next < transitions.length && seqOf(transitions[next], 0) <= upTo; next += 1) {
      const transition = transitions[next] as Transition;
      items.push(known.get(transition) ?? { kind: 'transition', key: `seq-${transition.seq}`, transition });
    }
  };
  for (const message of messages) {
    if (next < transitions.length) lines(message.createdSeq);
    items.push(known.get(message) ?? { kind: 'message', key: message.clientMessageId ?? message.id, message });
  }
  lines(Number.POSITIVE_INFINITY);
  return items;
}

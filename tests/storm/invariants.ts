import type { ConversationView, MessageView } from '../../src/session/conversation.ts';
import type { OutboxEntry } from '../../src/session/outbox.ts';
import { transcriptItems } from '../../src/session/select.ts';
import type { Log } from './log.ts';

/** A promise of docs/PROTOCOL.md that did not hold; `rule` names it. */
export class Violation extends Error {
  readonly rule: string;
  constructor(rule: string, message: string) {
    super(`${rule}: ${message}`);
    this.rule = rule;
  }
}

export interface Screen {
  readonly view: ConversationView | null;
  readonly entries: readonly OutboxEntry[];
}

export const BLANK: Screen = { view: null, entries: [] };

/** What a person sees after a step, against the log and against what they saw before it. @param own texts sent from this page. */
export function checkScreen(before: Screen, now: Screen, log: Log, own: ReadonlySet<string>): void {
  const { view, entries } = now;
  if (view !== before.view && view !== null) {
    checkCursor(before.view, view, log);
    if (before.view?.messages !== view.messages) {
      view.messages.forEach((message, at) => {
        // Most stand where they stood.
        const there = before.view?.messages[at];
        if (there === message) return;
        checkMessage(there?.id === message.id ? there : before.view?.messages.find((old) => old.id === message.id), message, log);
      });
      if (before.view?.messages.length !== view.messages.length || before.view.cursor.epoch !== view.cursor.epoch)
        checkOrder(before.view, view, log);
      else if (before.view.messages.some((old, at) => old.id !== view.messages[at]?.id)) checkOrder(before.view, view, log);
      else if (before.entries === entries) return;
    } else if (before.entries === entries) return;
  }
  const keys = new Set<string>();
  const shown = new Map<string, number>();
  for (const item of transcriptItems(view, entries)) {
    if (keys.has(item.key)) throw new Violation('no message twice', `two rows have the key ${item.key}`);
    keys.add(item.key);
    const text =
      item.kind === 'outgoing' ? item.entry.text : item.kind === 'message' && item.message.runId === null ? item.message.text : null;
    if (text !== null) shown.set(text, (shown.get(text) ?? 0) + 1);
    if (item.kind === 'outgoing' && item.entry.state === 'refused')
      throw new Violation('nothing dropped', `"${item.entry.text}" was refused: ${item.entry.error?.code} ${item.entry.error?.message}`);
  }
  for (const text of own) {
    const times = shown.get(text) ?? 0;
    if (times !== 1)
      throw new Violation(
        times === 0 ? 'nothing dropped' : 'no message twice',
        `"${text}", sent from this page, is on screen ${times} times`,
      );
  }
}

function checkCursor(before: ConversationView | null, view: ConversationView, log: Log): void {
  if (view.cursor.epoch === log.epoch && view.cursor.seq > log.head.seq)
    throw new Violation('screen follows log', `the cursor is at ${view.cursor.seq}, the log at ${log.head.seq}`);
  if (before && before.cursor.epoch === view.cursor.epoch && view.cursor.seq < before.cursor.seq)
    throw new Violation('never backwards', `the cursor went from ${before.cursor.seq} to ${view.cursor.seq}`);
}

function checkMessage(old: MessageView | undefined, message: MessageView, log: Log): void {
  const whole = log.texts.get(message.id)?.[message.attempt];
  if (whole === undefined)
    throw new Violation('prefix', `message ${message.id} attempt ${message.attempt} is on screen and not in the log`);
  if (!whole.startsWith(message.text))
    throw new Violation(
      'prefix',
      `message ${message.id} attempt ${message.attempt} shows "${end(message.text)}", the log has "${end(whole)}"`,
    );
  if (message.hash === 'mismatch') throw new Violation('prefix', `the text of ${message.id} differs from its sum`);
  if (old && message.attempt < old.attempt)
    throw new Violation('never backwards', `${message.id} went from attempt ${old.attempt} to ${message.attempt}`);
  if (old && message.attempt === old.attempt && message.text.length < old.text.length)
    throw new Violation('never backwards', `text of ${message.id} shrank from ${old.text.length} to ${message.text.length} characters`);
}

/** What is on screen is a run of the log's messages without a gap. */
function checkOrder(before: ConversationView | null, view: ConversationView, log: Log): void {
  const first = view.messages[0];
  if (!first) {
    if ((before?.messages.length ?? 0) > 0) throw new Violation('nothing dropped', 'the screen is empty again');
    return;
  }
  const from = log.messages.findIndex((message) => message.id === first.id);
  view.messages.forEach((message, at) => {
    const there = log.messages[from + at];
    if (there?.id !== message.id) throw new Violation('order as in the log', `place ${at} shows ${message.id}, the log has ${there?.id}`);
  });
  const last = before?.messages.at(-1);
  if (last && !view.messages.some((message) => message.id === last.id))
    throw new Violation('nothing dropped', `${last.id} left the screen`);
}

/** At rest: screen = log, nothing waits. Null when it is so, else what is missing. */
export function restOf(screen: Screen, log: Log): string | null {
  const { view, entries } = screen;
  if (!view) return 'nothing is on screen';
  if (view.cursor.epoch !== log.epoch) return 'the epoch is an older one';
  if (view.cursor.seq !== log.head.seq) return `the cursor is at ${view.cursor.seq}, the log at ${log.head.seq}`;
  if (entries.length > 0)
    return `${entries.length} messages are unsent: ${entries.map((entry) => `${entry.text} ${entry.state}`).join(', ')}`;
  if (view.damaged) return 'the view is damaged';
  const from = log.messages.length - view.messages.length;
  for (const [at, message] of view.messages.entries()) {
    const there = log.messages[from + at];
    if (there?.id !== message.id || there.text !== message.text || there.state !== message.state || there.attempt !== message.attempt)
      return `message ${message.id} reads ${message.state} attempt ${message.attempt} "${end(message.text)}", the log has ${there?.id} ${there?.state} attempt ${there?.attempt} "${end(there?.text ?? '')}"`;
  }
  return null;
}

/** Every accepted send is in the log exactly once, and a sender's messages are in the order of sending. @param maybe those that a full storage could not keep. */
export function checkSends(log: Log, sent: readonly string[], maybe: ReadonlySet<string>): void {
  const places: number[] = [];
  for (const text of sent) {
    const found = log.messages.filter((message) => message.text === text);
    if (found.length > 1) throw new Violation('exactly once', `"${text}" is in the log ${found.length} times`);
    const [message] = found;
    if (!message && !maybe.has(text)) throw new Violation('exactly once', `"${text}" was sent and is not in the log`);
    if (message && !maybe.has(text)) places.push(message.createdSeq);
  }
  for (let at = 1; at < places.length; at += 1)
    if (places[at]! < places[at - 1]!)
      throw new Violation('order of sending', `one sender's messages are in the log as ${places.join(', ')}`);
}

function end(text: string): string {
  return text.length > 40 ? `…${text.slice(-40)}` : text;
}

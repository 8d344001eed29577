import type { ConversationView, MessageView } from './conversation.ts';

/**
 * The earlier view as long as only the text of open answers grew: a list that takes its rows from here
 * is not drawn again for tokens; the open row follows its own message.
 */
export function steady(before: ConversationView | null, next: ConversationView): ConversationView {
  if (before === null || before === next) return next;
  const same =
    before.id === next.id &&
    before.title === next.title &&
    before.state === next.state &&
    before.escalation === next.escalation &&
    before.reopenableUntil === next.reopenableUntil &&
    before.satisfaction === next.satisfaction &&
    before.transitions === next.transitions &&
    before.hasEarlier === next.hasEarlier &&
    before.live === next.live &&
    before.caughtUp === next.caughtUp &&
    before.readSeq === next.readSeq &&
    before.cursor.epoch === next.cursor.epoch &&
    before.messages.length === next.messages.length;
  if (!same) return next;
  for (let at = next.messages.length - 1; at >= 0; at -= 1) {
    const [a, b] = [before.messages[at], next.messages[at]];
    if (a !== b && (!a || !b || !grewOnly(a, b))) return next;
  }
  return before;
}

function grewOnly(a: MessageView, b: MessageView): boolean {
  const open = b.state === 'STREAMING' || b.state === 'PENDING';
  return (
    open && a.id === b.id && a.state === b.state && a.attempt === b.attempt && a.rating === b.rating && (a.text === '') === (b.text === '')
  );
}

/** Whether two states of an open answer differ by nothing but what was added to its text. */
export function sameButText(a: MessageView | null, b: MessageView | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || (a.text === '') !== (b.text === '') || (b.state !== 'STREAMING' && b.state !== 'PENDING')) return false;
  const names = Object.keys(b) as (keyof MessageView)[];
  return names.every((name) => name === 'text' || a[name] === b[name]);
}

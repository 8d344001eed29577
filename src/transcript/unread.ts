import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { replaced } from '../session/difference.ts';
import type { TranscriptItem } from '../session/select.ts';
import { createFinder } from './place.ts';
import type { Row, Unread } from './rows.ts';

type Own = (item: TranscriptItem) => boolean;

/** The first message by somebody else after a place in the log, and how many there are; null when none or nothing was read before. */
export function unreadAfter(items: readonly TranscriptItem[], readSeq: number, own: Own): Unread | null {
  if (readSeq <= 0) return null;
  return countBack(items, own, (item) => item.kind === 'message' && item.message.createdSeq <= readSeq);
}

/** The same after the row that was the last when the reader went away. */
export function unreadSince(items: readonly TranscriptItem[], lastKey: string, own: Own): Unread | null {
  return items.at(-1)?.key === lastKey ? null : countBack(items, own, (item) => item.key === lastKey, true);
}

/** From the newest back to what was read: what lies before that is not gone through. `sure`: nothing where that is not found. */
function countBack(items: readonly TranscriptItem[], own: Own, wasRead: (item: TranscriptItem) => boolean, sure = false): Unread | null {
  let [key, count, at] = ['', 0, items.length - 1];
  for (; at >= 0; at -= 1) {
    const item = items[at];
    if (!item || wasRead(item)) break;
    if (item.kind !== 'message' || own(item)) continue;
    key = item.key;
    count += 1;
  }
  return count === 0 || (sure && at < 0) ? null : { key, count };
}

/**
 * Where the line "New" stands: fixed when the conversation was opened, and anew when the reader comes back to
 * a page on which something was said meanwhile. Gone once the reader has answered.
 * @param readSeq the reader's mark as it was when the conversation was opened; null while it is not known
 */
export function useUnread(items: readonly TranscriptItem[], readSeq: number | null, own: Own): Unread | null {
  const [unread, setUnread] = useState(() => (readSeq === null ? null : unreadAfter(items, readSeq, own)));
  const begun = useRef(readSeq !== null && items.some((item) => item.kind === 'message'));
  const latest = useRef(items);
  latest.current = items;
  // Before it is painted: a line that came after that would move what stands below it.
  useLayoutEffect(() => {
    if (begun.current || readSeq === null || !items.some((item) => item.kind === 'message')) return;
    begun.current = true;
    setUnread(unreadAfter(items, readSeq, own));
  }, [items, readSeq, own]);
  useEffect(() => {
    let left: string | null = null;
    const onChange = (): void => {
      if (document.visibilityState === 'hidden') left = latest.current.at(-1)?.key ?? null;
      else if (left !== null) {
        const found = unreadSince(latest.current, left, own);
        if (found) setUnread(found);
        left = null;
      }
    };
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, [own]);
  const answered = items.at(-1)?.kind === 'outgoing';
  useEffect(() => {
    if (answered) setUnread(null);
  }, [answered]);
  return unread;
}

/** The rows with the line above its row, from one state to the next. All others keep their identity. */
export function createUnreadRows(): (rows: readonly Row[], unread: Unread | null) => readonly Row[] {
  const finder = createFinder();
  const changed = new WeakMap<Row, Row>();
  let made: { rows: readonly Row[]; unread: Unread | null; result: readonly Row[] } | null = null;
  const change = (row: Row | undefined, how: Partial<Row>): Row[] => {
    if (!row) return [];
    const known = changed.get(row);
    if (known && known.unread === (how.unread ?? null)) return [known];
    const next = { ...row, ...how };
    changed.set(row, next);
    return [next];
  };
  return (rows, unread) => {
    if (made?.rows === rows && made.unread === unread) return made.result;
    const at = unread === null ? -1 : finder(rows, unread.key);
    const before = change(rows[at - 1], { last: true });
    const result =
      at < 0 ? rows : replaced(rows, at - before.length, at + 1, [...before, ...change(rows[at], { first: true, named: true, unread })]);
    made = { rows, unread, result };
    return result;
  };
}

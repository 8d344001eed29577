import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TranscriptItem } from '../session/select.ts';
import type { Row, Unread } from './rows.ts';

type Own = (item: TranscriptItem) => boolean;

/** The first message by somebody else after a place in the log, and how many there are; null when none or nothing was read before. */
export function unreadAfter(items: readonly TranscriptItem[], readSeq: number, own: Own): Unread | null {
  if (readSeq <= 0) return null;
  return countFrom(items, own, (item) => item.kind === 'message' && item.message.createdSeq > readSeq);
}

/** The same after the row that was the last when the reader went away. */
export function unreadSince(items: readonly TranscriptItem[], lastKey: string, own: Own): Unread | null {
  const at = items.findIndex((item) => item.key === lastKey);
  if (at < 0) return null;
  const later = new Set(items.slice(at + 1).map((item) => item.key));
  return countFrom(items, own, (item) => later.has(item.key));
}

function countFrom(items: readonly TranscriptItem[], own: Own, isNew: (item: TranscriptItem) => boolean): Unread | null {
  const fresh = items.filter((item) => item.kind === 'message' && !own(item) && isNew(item));
  const first = fresh[0];
  return first ? { key: first.key, count: fresh.length } : null;
}

/**
 * Where the line "New" stands: fixed when the conversation was opened, and anew when the reader comes back to
 * a page on which something was said meanwhile. Gone once the reader has answered.
 * @param readSeq the reader's mark as it was when the conversation was opened; null while it is not known
 */
export function useUnread(items: readonly TranscriptItem[], readSeq: number | null, own: Own): Unread | null {
  const [unread, setUnread] = useState<Unread | null>(null);
  const begun = useRef(false);
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

/** The rows with the line above its row. Rows keep their identity where nothing is to be told. */
export function withUnread(rows: readonly Row[], unread: Unread | null): readonly Row[] {
  const at = unread === null ? -1 : rows.findIndex((row) => row.key === unread.key);
  if (at < 0) return rows;
  return rows.map((row, index) => {
    if (index === at) return { ...row, first: true, named: true, unread };
    return index === at - 1 ? { ...row, last: true } : row;
  });
}

import { useEffect, useRef, useState } from 'react';
import type { ConversationsResult } from '../queries/conversations.ts';

/** Ms without a further letter after which the server is asked. */
const PAUSE_MS = 200;

/** The text once nobody has written for a moment; emptied at once. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text.trim() === '' ? '' : settled.trim();
}

interface Searched {
  readonly result: ConversationsResult;
  readonly searched: string;
  readonly filter: string;
}

/** What was found last stays until the next answer is there: a list that empties at each letter cannot be read. */
export function useLastFound(result: ConversationsResult, searched: string, filter: string): Pick<Searched, 'result' | 'searched'> {
  const last = useRef<Searched | null>(null);
  useEffect(() => {
    if (result.status !== 'loading') last.current = { result, searched, filter };
  });
  const before = last.current;
  return result.status === 'loading' && before?.filter === filter ? before : { result, searched };
}

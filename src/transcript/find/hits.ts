import { useEffect, useRef, useState } from 'react';
import type { TranscriptItem } from '../../session/select.ts';
import { search, wanted } from './match.ts';

/** Ms without a further letter before anything is looked for. */
const PAUSE_MS = 150;

export interface Hits {
  /** What was looked for, as it is compared; '' while nothing is. */
  readonly words: string;
  /** Of messages, from the newest. */
  readonly keys: readonly string[];
  /** The messages that were looked through to the last; null while that goes on. */
  readonly of: readonly TranscriptItem[] | null;
}

const NONE: Hits = { words: '', keys: [], of: null };

/** The loaded messages in which the text stands: looked for slice by slice, and again as messages come. */
export function useHits(items: readonly TranscriptItem[], text: string): Hits {
  const [hits, setHits] = useState(NONE);
  const before = useRef('');
  useEffect(() => {
    const words = wanted(text);
    let gone = false;
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
    const run = async (): Promise<void> => {
      before.current = words;
      let last: readonly string[] = [];
      for await (const keys of search(items, words, pause)) {
        if (gone) return;
        setHits((found) => (found.words === words && found.keys.length >= keys.length ? found : { words, keys, of: null }));
        last = keys;
      }
      if (!gone) setHits({ words, keys: last, of: items });
    };
    // Only a new text waits for the hand to rest; messages that came are looked through at once.
    const timer = setTimeout(() => (words === '' ? setHits(NONE) : void run()), words === before.current ? 0 : PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [items, text]);
  return hits.words === wanted(text) ? hits : NONE;
}

import { useEffect, useRef, useState } from 'react';
import type { TranscriptItem } from '../../session/select.ts';
import type { Hits } from './hits.ts';

/** Pages of history read in one go before it is asked whether to go on. */
const PAGES = 20;
/** Ms after a page was asked for and nothing is being read, within which it shows. */
const PATIENCE_MS = 1_000;

export interface History {
  readonly items: readonly TranscriptItem[];
  readonly hasEarlier: boolean;
  readonly loadingEarlier: boolean;
  readonly onEarlier?: (() => void) | undefined;
}

export interface Reach {
  /** `looking`: what is loaded is not looked through yet. */
  readonly state: 'rest' | 'looking' | 'reading' | 'limit' | 'failed';
  /** One more hit than there are: reads history until it is found. */
  further(): void;
}

/**
 * Beyond what is loaded: reads page after page of history until there is a first hit, or one more than there were, so far as one
 * go leads. The pages become part of the conversation, and what is found in them is where it was said.
 */
export function useReach(hits: Hits, { items, hasEarlier, loadingEarlier, onEarlier }: History): Reach {
  const [go, setGo] = useState({ words: '', wanted: 1, pages: 0, failed: false });
  const asked = useRef(0);
  const current = go.words === hits.words ? go : { words: hits.words, wanted: 1, pages: 0, failed: false };
  const missing = hits.words !== '' && hits.keys.length < current.wanted && hasEarlier && onEarlier !== undefined;
  const short = missing && hits.of === items;
  const ended = stateOf(missing, current) === 'limit' || current.failed;
  useEffect(() => {
    if (!short || ended || loadingEarlier) return undefined;
    const failed = asked.current > 0 && asked.current === items.length;
    const timer = setTimeout(
      () => {
        asked.current = failed ? 0 : items.length;
        setGo({ ...current, pages: current.pages + 1, failed });
        if (!failed) onEarlier?.();
      },
      failed ? PATIENCE_MS : 0,
    );
    return () => clearTimeout(timer);
  });
  return {
    state: stateOf(missing, current),
    further() {
      asked.current = 0;
      setGo({ words: hits.words, wanted: hits.keys.length + 1, pages: 0, failed: false });
    },
  };
}

function stateOf(missing: boolean, { pages, failed }: { readonly pages: number; readonly failed: boolean }): Reach['state'] {
  if (!missing) return 'rest';
  if (failed) return 'failed';
  if (pages === 0) return 'looking';
  return pages >= PAGES ? 'limit' : 'reading';
}

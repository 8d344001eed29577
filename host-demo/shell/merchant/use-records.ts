import { useCallback, useEffect, useMemo, useState } from 'react';
import { getAs } from '../identity/session.ts';
import type { OverviewPage } from './records.ts';

export type Loaded<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly data: T }
  | { readonly status: 'failed'; readonly problem: string };

/** What was read last, shown at once when a page is opened again while it is read anew. */
const seen = new Map<string, unknown>();

/** Reads `path` as this tab's person. `again` reads it anew after a failure. */
export function useRecords<T>(path: string): Loaded<T> & { again: () => void } {
  const [state, setState] = useState<Loaded<T>>(() =>
    seen.has(path) ? { status: 'ready', data: seen.get(path) as T } : { status: 'loading' },
  );
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    getAs<T>(path, leaving.signal).then(
      (data) => {
        seen.set(path, data);
        if (!leaving.signal.aborted) setState({ status: 'ready', data });
      },
      (error: unknown) => {
        // What was read before is better than nothing, unless the person has just asked for it anew.
        if (leaving.signal.aborted || (turn === 0 && seen.has(path))) return;
        setState({ status: 'failed', problem: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => leaving.abort();
  }, [path, turn]);
  const again = useCallback(() => {
    setState({ status: 'loading' });
    setTurn((value) => value + 1);
  }, []);
  return { ...state, again };
}

/** What the chat offers to ask first; the chat's own questions until the merchant's are known. */
export function useStartScreen(): { readonly prompts: readonly string[] } | undefined {
  const overview = useRecords<OverviewPage>('/demo/overview');
  const prompts = overview.status === 'ready' ? overview.data.starters : undefined;
  return useMemo(() => (prompts?.length ? { prompts } : undefined), [prompts]);
}

import { useEffect, useRef } from 'react';

/** In the state of the history entry that the way back from the chat is. */
const MARK = 'aicsChat';

const marked = (state: unknown): unknown =>
  typeof state === 'object' && state !== null ? (state as Record<string, unknown>)[MARK] : undefined;

/**
 * While `on`, the browser's way back closes the chat instead of leaving the page. The entry it takes keeps the host's own
 * state, and is taken away again when the chat closes otherwise, unless the host went on from it.
 */
export function useBackCloses(on: boolean, id: string, onBack: () => void): void {
  const leaving = useRef<ReturnType<typeof setTimeout> | null>(null);
  const back = useRef(onBack);
  useEffect(() => {
    back.current = onBack;
  }, [onBack]);
  useEffect(() => {
    if (!on) return undefined;
    // Left and wanted again within one turn, as when React runs effects twice: the entry is still there.
    if (leaving.current !== null) clearTimeout(leaving.current);
    leaving.current = null;
    if (marked(history.state) !== id) history.pushState({ ...(history.state as object | null), [MARK]: id }, '');
    const onPop = (event: PopStateEvent): void => {
      if (marked(event.state) !== id) back.current();
    };
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
      leaving.current = setTimeout(() => {
        leaving.current = null;
        if (marked(history.state) === id) history.back();
      });
    };
  }, [on, id]);
}

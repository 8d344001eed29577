import { useCallback, useEffect, useRef, useState } from 'react';

const NEW = '';

/** What was begun to be written, for each conversation of its own, kept while the chat is open. */
export function useDrafts(
  key: string | null,
  suggested: string | undefined,
): { readonly text: string; readonly set: (text: string) => void } {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(() => new Map(suggested ? [[key ?? NEW, suggested]] : []));
  const at = key ?? NEW;
  const set = useCallback((text: string) => setDrafts((before) => new Map(before).set(at, text)), [at]);
  const filled = useRef(suggested);
  useEffect(() => {
    if (filled.current === suggested) return;
    filled.current = suggested;
    // Only an empty field is filled: nothing a person wrote is overwritten.
    if (suggested) setDrafts((before) => ((before.get(at) ?? '').trim() === '' ? new Map(before).set(at, suggested) : before));
  }, [suggested, at]);
  return { text: drafts.get(at) ?? '', set };
}

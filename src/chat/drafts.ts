import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useDraftStore } from '../queries/drafts.ts';

const NEW = '';

export interface Drafts {
  readonly text: string;
  readonly set: (text: string) => void;
}

/**
 * What was begun to be written, for each conversation of its own, kept across a reload. What was kept is shown once it is known
 * who looks, and never over something a person has already begun to write.
 */
export function useDrafts(
  key: string | null,
  suggested: string | undefined,
  viewerId: string | null,
  field: RefObject<HTMLTextAreaElement | null>,
): Drafts {
  const store = useDraftStore();
  const at = key ?? NEW;
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(() => new Map());
  const [offered, setOffered] = useState<ReadonlyMap<string, string>>(() => new Map(suggested ? [[at, suggested]] : []));
  const [owner, setOwner] = useState<string | null>(null);
  const kept = owner === null ? '' : store.read(owner, at);
  const text = typed.get(at) ?? (kept === '' ? (offered.get(at) ?? '') : kept);
  const set = useCallback(
    (next: string) => {
      setTyped((before) => new Map(before).set(at, next));
      if (owner !== null) store.write(owner, at, next);
    },
    [at, owner, store],
  );
  const latest = useRef({ text, typed });
  latest.current = { text, typed };
  const adopted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (viewerId === null || adopted.current === viewerId) return;
    adopted.current = viewerId;
    const { text: shown, typed: before } = latest.current;
    const focused = field.current !== null && (field.current.getRootNode() as Document | ShadowRoot).activeElement === field.current;
    if (focused && shown !== '') setTyped((now) => new Map(now).set(at, shown));
    for (const [conversation, begun] of before) store.write(viewerId, conversation, begun);
    setOwner(viewerId);
  }, [viewerId, store, field, at]);
  const filled = useRef(suggested);
  useEffect(() => {
    if (filled.current === suggested) return;
    filled.current = suggested;
    // Only an empty field is filled: nothing a person wrote is overwritten.
    if (!suggested || latest.current.text.trim() !== '') return;
    setTyped((before) => new Map([...before].filter(([conversation]) => conversation !== at)));
    setOffered((before) => new Map(before).set(at, suggested));
  }, [suggested, at]);
  return { text, set };
}

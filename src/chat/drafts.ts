import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useDraftStore } from '../queries/drafts.ts';
import type { DraftStore } from '../session/draft-store.ts';

const NEW = '';

/** What stands in the field. Who draws it listens to it: a letter is drawn again there and nowhere else. */
export interface Draft {
  readonly get: () => string;
  readonly subscribe: (listener: () => void) => () => void;
  readonly set: (text: string) => void;
}

/** What was begun to be written, for each conversation of its own, kept across a reload. */
class DraftBook {
  readonly #store: DraftStore;
  readonly #typed = new Map<string, string>();
  readonly #offered = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  #owner: string | null = null;

  constructor(store: DraftStore, conversation: string, suggested: string | undefined) {
    this.#store = store;
    if (suggested) this.#offered.set(conversation, suggested);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  text(conversation: string): string {
    const kept = this.#owner === null ? '' : this.#store.read(this.#owner, conversation);
    return this.#typed.get(conversation) ?? (kept === '' ? (this.#offered.get(conversation) ?? '') : kept);
  }

  type(conversation: string, text: string): void {
    this.#typed.set(conversation, text);
    if (this.#owner !== null) this.#store.write(this.#owner, conversation, text);
    this.#tell();
  }

  /** Only an empty field is filled: nothing a person wrote is overwritten. */
  offer(conversation: string, text: string): void {
    if (this.text(conversation).trim() !== '') return;
    this.#typed.delete(conversation);
    this.#offered.set(conversation, text);
    this.#tell();
  }

  /**
   * What was kept is shown once it is known who looks, and never over something a person has already begun to write:
   * `writing` keeps what stands in the field although it is only offered.
   */
  adopt(owner: string, conversation: string, writing: boolean): void {
    if (this.#owner === owner) return;
    const shown = this.text(conversation);
    for (const [at, begun] of this.#typed) this.#store.write(owner, at, begun);
    if (writing && shown !== '') this.#typed.set(conversation, shown);
    this.#owner = owner;
    this.#tell();
  }

  /** Written in another page of this person: shown here too, unless somebody writes in it, who keeps what stands there (F55). */
  heard(owner: string, conversation: string, before: string, focused: boolean): void {
    if (this.#owner !== owner) return;
    const shown = this.#typed.get(conversation) ?? before;
    if (focused && shown !== '') this.#typed.set(conversation, shown);
    else this.#typed.delete(conversation);
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The draft of the conversation that is open; the same object until another one is. */
export function useDrafts(
  key: string | null,
  suggested: string | undefined,
  viewerId: string | null,
  field: RefObject<HTMLTextAreaElement | null>,
): Draft {
  const store = useDraftStore();
  const at = key ?? NEW;
  const [book] = useState(() => new DraftBook(store, at, suggested));
  const draft = useMemo<Draft>(
    () => ({ get: () => book.text(at), subscribe: book.subscribe, set: (text) => book.type(at, text) }),
    [book, at],
  );
  useLayoutEffect(() => {
    if (viewerId !== null) book.adopt(viewerId, at, hasFocus(field.current));
  }, [viewerId, book, field, at]);
  useEffect(
    () => store.onElsewhere((owner, place, before) => book.heard(owner, place, before, place === at && hasFocus(field.current))),
    [store, book, field, at],
  );
  const filled = useRef(suggested);
  useEffect(() => {
    if (filled.current === suggested) return;
    filled.current = suggested;
    if (suggested) book.offer(at, suggested);
  }, [suggested, book, at]);
  return draft;
}

/** What stands in the field now, drawn again with every letter. */
export function useDraftText(draft: Draft): string {
  return useSyncExternalStore(draft.subscribe, draft.get, draft.get);
}

function hasFocus(field: HTMLElement | null): boolean {
  return field !== null && (field.getRootNode() as Document | ShadowRoot).activeElement === field;
}

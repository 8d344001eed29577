import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type Dates, type Translate, useDates, useText } from '../i18n/index.ts';
import type { TranscriptItem } from '../session/select.ts';
import { cleanLabel, cleanText } from './markdown/clean.ts';
import { plainText } from './markdown/plain-text.ts';
import { createFinder } from './place.ts';
import { ROW_ATTRIBUTE } from './roving.ts';
import type { Row } from './rows.ts';

type Own = (item: TranscriptItem) => boolean;

interface Words {
  readonly t: Translate;
  readonly dates: Pick<Dates, 'full'>;
}

/** Messages as a text: who and when, and what they said. `marks`: answers as they were written, in Markdown. */
export function textOf(items: readonly TranscriptItem[], own: Own, { t, dates }: Words, marks: boolean): string {
  const parts = items.flatMap((item) => {
    if (item.kind === 'transition') return [];
    if (item.kind === 'outgoing')
      return [`${t('transcript.you')}, ${dates.full(new Date(item.entry.createdAt).toISOString())}\n${cleanText(item.entry.text)}`];
    const { author, at, text } = item.message;
    const answer = author.role === 'ASSISTANT';
    const name = own(item) ? t('transcript.you') : answer ? t('chat.assistant') : cleanLabel(author.name);
    return [`${name}, ${dates.full(at)}\n${answer && !marks ? plainText(text) : cleanText(text)}`];
  });
  return parts.join('\n\n');
}

export interface Copy {
  /** Index of the row where a selection begins: it stays drawn however far the selection is drawn on. */
  readonly held: number | null;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  onCopy(event: ClipboardEvent): void;
}

/**
 * What is selected over several messages is copied from what is known of them, not from what is drawn: rows between that are
 * not drawn are there as well. Within one message the browser copies what is seen. Ctrl-A or Cmd-A in the log is all that is loaded.
 */
export function useCopy(items: readonly TranscriptItem[], rows: readonly Row[], scroller: RefObject<HTMLElement | null>, own: Own): Copy {
  const words = { t: useText(), dates: useDates() };
  const [find] = useState(createFinder);
  const [key, setKey] = useState<string | null>(null);
  const all = useRef(false);
  useEffect(() => {
    const onChange = (): void => {
      const ends = endsOf(scroller.current);
      if (all.current && ends === null) all.current = false;
      setKey((before) => (ends === null ? null : (ends[0] ?? before)));
    };
    const end = (): void => {
      all.current = false;
    };
    const log = scroller.current;
    document.addEventListener('selectionchange', onChange);
    log?.addEventListener('pointerdown', end);
    return () => {
      document.removeEventListener('selectionchange', onChange);
      log?.removeEventListener('pointerdown', end);
    };
  }, [scroller]);
  const held = key === null ? -1 : find(rows, key);
  return {
    held: held < 0 ? null : held,
    onKeyDown(event) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'a' || !scroller.current)
        return;
      if (event.target instanceof Element && event.target.matches('input, textarea')) return;
      event.preventDefault();
      selectionIn(scroller.current)?.selectAllChildren(scroller.current);
      all.current = true;
    },
    onCopy(event) {
      const chosen = all.current ? items : between(items, endsOf(scroller.current), key);
      if (chosen.length < 2) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', textOf(chosen, own, words, false));
      event.clipboardData.setData('text/markdown', textOf(chosen, own, words, true));
    },
  };
}

/** The items from one end of a selection to the other. @param begun where it began, should that row be gone */
function between(items: readonly TranscriptItem[], ends: Ends | null, begun: string | null): readonly TranscriptItem[] {
  if (ends === null) return [];
  const [one, other] = [ends[0] ?? begun, ends[1]].map((key) => items.findLastIndex((item) => item.key === key));
  if (one === undefined || other === undefined || one < 0 || other < 0) return [];
  return items.slice(Math.min(one, other), Math.max(one, other) + 1);
}

/** Keys of the rows where a selection begins and ends. */
type Ends = readonly [anchor: string | null, focus: string | null];

/** Chromium tells of a selection in a shadow root by the root, others by the document. */
function selectionIn(element: HTMLElement): Selection | null {
  const root = element.getRootNode() as Document & { getSelection?: () => Selection | null };
  return root.getSelection?.() ?? element.ownerDocument.getSelection();
}

function endsOf(log: HTMLElement | null): Ends | null {
  const selection = log && selectionIn(log);
  if (!selection || selection.isCollapsed || !log.contains(selection.focusNode)) return null;
  return [rowOf(selection.anchorNode), rowOf(selection.focusNode)];
}

function rowOf(node: Node | null): string | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  return element?.closest(`[${ROW_ATTRIBUTE}]`)?.getAttribute(ROW_ATTRIBUTE) ?? null;
}

import { type RefObject, useEffect } from 'react';
import { ROW_ATTRIBUTE } from '../roving.ts';

/** Names of the highlights (CSS Custom Highlight API), and what they look like below a scroller. */
const ALL = 'aics-find';
const CURRENT = 'aics-find-current';
export const markStyle = {
  [`& ::highlight(${ALL})`]: {
    textDecorationLine: 'underline',
    textDecorationThickness: '2px',
    textDecorationColor: 'accent',
    backgroundColor: 'subtle',
  },
  [`& ::highlight(${CURRENT})`]: { backgroundColor: 'accent', color: 'onAccent' },
} as const;

/** Text that belongs to what was said, not to what can be done with it. */
const NOT_SAID = 'button, time, [aria-hidden=true], [role=group]';

/** Ranges of the words within an element, also where bold or a link begins or ends among them. */
export function rangesOf(element: Element, words: string): readonly Range[] {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const pieces: { node: Text; from: number }[] = [];
  let text = '';
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (node.parentElement?.closest(NOT_SAID)) continue;
    pieces.push({ node, from: text.length });
    // A letter that becomes two when it is made small would shift all after it: such a text is compared as it stands.
    const small = node.data.replaceAll(/\s/gu, ' ').toLowerCase();
    text += small.length === node.data.length ? small : node.data;
  }
  const place = (offset: number): [Text, number] => {
    const piece = pieces.findLast(({ from }) => from <= offset) ?? pieces[0];
    return [piece?.node as Text, offset - (piece?.from ?? 0)];
  };
  const ranges: Range[] = [];
  for (let at = text.indexOf(words); at >= 0 && words !== ''; at = text.indexOf(words, at + words.length)) {
    const range = element.ownerDocument.createRange();
    range.setStart(...place(at));
    const [node, offset] = place(at + words.length - 1);
    range.setEnd(node, offset + 1);
    ranges.push(range);
  }
  return ranges;
}

function highlight(name: string): Highlight | null {
  if (typeof Highlight === 'undefined' || typeof CSS === 'undefined' || !('highlights' in CSS)) return null;
  const found = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, found);
  return found;
}

/** Marks the words in the rows that are drawn, those of the current one apart; nothing of the rows themselves is changed. */
export function useMarks(scroller: RefObject<HTMLElement | null>, words: string, current: string | null): void {
  useEffect(() => {
    const log = scroller.current;
    const [all, one] = [highlight(ALL), highlight(CURRENT)];
    if (!log || !all || !one || words === '') return undefined;
    let mine: (readonly [Highlight, Range])[] = [];
    let frame = 0;
    const clear = (): void => {
      for (const [where, range] of mine) where.delete(range);
      mine = [];
    };
    const mark = (): void => {
      frame = 0;
      clear();
      for (const row of log.querySelectorAll(`[${ROW_ATTRIBUTE}]`)) {
        const where = row.getAttribute(ROW_ATTRIBUTE) === current ? one : all;
        for (const range of rangesOf(row, words)) mine.push([where, range]);
      }
      for (const [where, range] of mine) where.add(range);
    };
    const observer = new MutationObserver(() => {
      if (frame === 0) frame = requestAnimationFrame(mark);
    });
    observer.observe(log, { childList: true, subtree: true, characterData: true });
    mark();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      clear();
    };
  }, [scroller, words, current]);
}

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { styled } from '../ui/index.ts';

/** Container widths (px) from which there are two panes, and three. */
const TWO = 640;
const THREE = 1080;

export type PaneCount = 1 | 2 | 3;

export function paneCount(width: number): PaneCount {
  if (width >= THREE) return 3;
  return width >= TWO ? 2 : 1;
}

const Frame = styled('div', {
  base: { display: 'flex', flex: '1 1 auto', minWidth: '0', minHeight: '0', height: 'full', width: 'full', bg: 'surface' },
});
/** Each pane is a container of its own, so that what lies in it is laid out by the pane's width. */
const Pane = styled('div', {
  base: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 0',
    minWidth: '0',
    minHeight: '0',
    containerType: 'inline-size',
    containerName: 'aics',
  },
  variants: {
    side: {
      list: { flex: '0 0 300px', borderInlineEndWidth: '1px', borderInlineEndStyle: 'solid', borderInlineEndColor: 'line' },
      sources: { flex: '0 0 280px', borderInlineStartWidth: '1px', borderInlineStartStyle: 'solid', borderInlineStartColor: 'line' },
    },
  },
});

/** How many panes fit, measured before the first painting so that nothing jumps. */
function usePaneCount(): readonly [PaneCount, { readonly current: HTMLDivElement | null }] {
  const box = useRef<HTMLDivElement>(null);
  const [count, setCount] = useState<PaneCount>(2);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => setCount(paneCount(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [count, box];
}

export interface PanesProps {
  /** Told how many panes there are: alone, nothing of the chat is to be seen. */
  readonly list: (panes: PaneCount) => ReactNode;
  /** Told how many panes there are: alone it needs a way back to the list, beside the third it opens sources there. */
  readonly chat: (panes: PaneCount) => ReactNode;
  readonly sources: ReactNode;
  /** The pane shown where only one fits. The other is not mounted: nothing unseen counts as read. */
  readonly showing: 'list' | 'chat';
}

export function Panes({ list, chat, sources, showing }: PanesProps): ReactNode {
  const [count, box] = usePaneCount();
  const alone = count === 1;
  useLanding(alone, showing, box);
  return (
    <Frame ref={box as never}>
      {alone && showing === 'chat' ? null : <Pane side={alone ? undefined : 'list'}>{list(count)}</Pane>}
      {alone && showing === 'list' ? null : <Pane key="chat">{chat(count)}</Pane>}
      {count === 3 ? <Pane side="sources">{sources}</Pane> : null}
    </Frame>
  );
}

/** Where one alone was, the other is now, and what had the focus went with it: it goes to the row that was left, or into the chat. */
function useLanding(alone: boolean, showing: PanesProps['showing'], box: { readonly current: HTMLElement | null }): void {
  const before = useRef(showing);
  useEffect(() => {
    const moved = before.current !== showing;
    before.current = showing;
    if (!moved || !alone) return;
    // A finger that came to read is not shown a keyboard.
    const field = typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches ? 'section' : 'textarea';
    const place = showing === 'list' ? '[data-conversation][tabindex="0"]' : field;
    box.current?.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
  }, [alone, showing, box]);
}

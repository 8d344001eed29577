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

/** Which of the panes side by side has the focus. */
type FocusedPane = 'list' | 'chat' | null;

function focusedPane(box: HTMLElement): FocusedPane {
  const { activeElement } = box.getRootNode() as Document | ShadowRoot;
  const [list, chat] = box.children;
  if (list?.contains(activeElement)) return 'list';
  return chat?.contains(activeElement) ? 'chat' : null;
}

/** How many panes fit, measured before the first painting so that nothing jumps. `onNarrow` comes before there is one alone. */
function usePaneCount(
  box: { readonly current: HTMLDivElement | null },
  onNarrow: ((focused: FocusedPane) => void) | undefined,
): readonly [PaneCount, { readonly current: FocusedPane }] {
  const [count, setCount] = useState<PaneCount>(2);
  const focused = useRef<FocusedPane>(null);
  const tell = useRef(onNarrow);
  useEffect(() => {
    tell.current = onNarrow;
  }, [onNarrow]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let before: PaneCount | null = null;
    const measure = (): void => {
      const now = paneCount(element.clientWidth);
      const narrowed = now === 1 && before !== null && before > 1;
      before = now;
      if (narrowed) {
        focused.current = focusedPane(element);
        tell.current?.(focused.current);
      }
      setCount(now);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return [count, focused];
}

export interface PanesProps {
  /** Told how many panes there are: alone, nothing of the chat is to be seen. */
  readonly list: (panes: PaneCount) => ReactNode;
  /** Told how many panes there are: alone it needs a way back to the list, beside the third it opens sources there. */
  readonly chat: (panes: PaneCount) => ReactNode;
  readonly sources: ReactNode;
  /** The pane shown where only one fits. The other is not mounted: nothing unseen counts as read. */
  readonly showing: 'list' | 'chat';
  /** There is room for one pane only from now on: told which of those that were to be seen has the focus. */
  readonly onNarrow?: (focused: FocusedPane) => void;
}

export function Panes({ list, chat, sources, showing, onNarrow }: PanesProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [count, focused] = usePaneCount(box, onNarrow);
  const alone = count === 1;
  useLanding(alone, showing, box, focused);
  return (
    <Frame ref={box as never}>
      {alone && showing === 'chat' ? null : <Pane side={alone ? undefined : 'list'}>{list(count)}</Pane>}
      {alone && showing === 'list' ? null : <Pane key="chat">{chat(count)}</Pane>}
      {count === 3 ? <Pane side="sources">{sources}</Pane> : null}
    </Frame>
  );
}

/**
 * Where one alone was, the other is now, and what had the focus went with it: it goes to the row that was left, or into the chat.
 * Where a pane went because there is no more room for it, only if it took the focus along.
 */
function useLanding(
  alone: boolean,
  showing: PanesProps['showing'],
  box: { readonly current: HTMLElement | null },
  focused: { readonly current: FocusedPane },
): void {
  const before = useRef({ alone, showing });
  useEffect(() => {
    const narrowed = alone && !before.current.alone;
    const moved = narrowed ? focused.current !== null && focused.current !== showing : before.current.showing !== showing;
    before.current = { alone, showing };
    if (!moved || !alone) return;
    // A finger that came to read is not shown a keyboard.
    const field = typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches ? 'section' : 'textarea';
    const place = showing === 'list' ? '[data-conversation][tabindex="0"]' : field;
    box.current?.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
  }, [alone, showing, box, focused]);
}

import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { type CustomContainerComponentProps, type CustomItemComponentProps, Virtualizer, type VirtualizerHandle } from 'virtua';
import { useText } from '../i18n/index.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import { Skeleton, styled } from '../ui/index.ts';
import { ConversationRow, ROW_HEIGHT } from './conversation-row.tsx';

const Scroller = styled('div', {
  base: { flex: '1 1 0', minHeight: '0', overflowY: 'auto', overscrollBehavior: 'contain', scrollbarWidth: 'thin' },
});
const More = styled('div', { base: { px: '4', py: '3' } });

/** Distance (px) from the end of what is loaded at which the next page is asked for: about six rows. */
const AHEAD = 6 * ROW_HEIGHT;

function ListElement({ style, children, ref }: CustomContainerComponentProps): ReactNode {
  const t = useText();
  return (
    <div ref={ref as Ref<HTMLDivElement>} role="list" aria-label={t('list.label')} style={style}>
      {children}
    </div>
  );
}

function ItemElement({ style, children, ref }: CustomItemComponentProps): ReactNode {
  return (
    <div ref={ref as Ref<HTMLDivElement>} role="listitem" style={style}>
      {children}
    </div>
  );
}

export interface ConversationRowsProps {
  readonly conversations: readonly ConversationSummary[];
  readonly selectedId: string | null;
  readonly staff: boolean;
  readonly viewerId: string | null;
  readonly now: number;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onLoadMore: () => void;
  readonly onSelect: (conversationId: string) => void;
}

/** Where a key leads from row `at` of `count`; null for any other key. */
export function targetRow(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}

/** Frames after which a row that cannot take the focus is given up. */
const PATIENCE = 30;

/** A row that just came into the list is hidden until it was measured, and a hidden one takes no focus: tried once a frame. Returns its end. */
function focusOnceShown(box: HTMLElement | null, id: string, onDone: () => void): () => void {
  let frame = 0;
  const attempt = (left: number): void => {
    const row = [...(box?.querySelectorAll<HTMLElement>('[data-conversation]') ?? [])].find(
      (element) => element.dataset.conversation === id,
    );
    row?.focus({ preventScroll: true });
    const root = row?.getRootNode() as Document | ShadowRoot | undefined;
    if (left === 0 || (row && root?.activeElement === row)) onDone();
    else frame = requestAnimationFrame(() => attempt(left - 1));
  };
  attempt(PATIENCE);
  return () => cancelAnimationFrame(frame);
}

/** The arrows move a single tab stop; the row is brought into view first, because only rows in view exist. */
function useRovingRow(
  ids: readonly string[],
  selectedId: string | null,
  list: { current: VirtualizerHandle | null },
  box: { current: HTMLElement | null },
) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const found = [activeId, selectedId].map((id) => (id === null ? -1 : ids.indexOf(id))).find((index) => index >= 0);
  const active = found ?? 0;
  useEffect(() => {
    const id = wanted.current;
    if (id === null) return undefined;
    return focusOnceShown(box.current, id, () => {
      wanted.current = null;
    });
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = event.altKey || event.ctrlKey || event.metaKey ? null : targetRow(event.key, active, ids.length);
    const id = to === null ? undefined : ids[to];
    if (to === null || id === undefined) return;
    event.preventDefault();
    wanted.current = id;
    list.current?.scrollToIndex(to, { align: 'nearest' });
    setActiveId(id);
  };
  return { active, onKeyDown, onFocusRow: setActiveId };
}

/** The virtual list of rows: pages come while one scrolls, the keyboard moves by rows. */
export function ConversationRows(props: ConversationRowsProps): ReactNode {
  const { conversations, selectedId, hasMore, loadingMore, onLoadMore, onSelect, ...row } = props;
  const t = useText();
  const list = useRef<VirtualizerHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const ids = conversations.map((summary) => summary.id);
  const { active, onKeyDown, onFocusRow } = useRovingRow(ids, selectedId, list, box);
  const wantMore = (): void => {
    const handle = list.current;
    if (!hasMore || loadingMore || !handle) return;
    if (handle.scrollOffset + handle.viewportSize + AHEAD >= handle.scrollSize) onLoadMore();
  };
  useEffect(wantMore);
  return (
    <Scroller
      ref={box}
      onKeyDown={onKeyDown}
      onFocus={(event) => onFocusRow(event.target.closest<HTMLElement>('[data-conversation]')?.dataset.conversation ?? null)}
    >
      <Virtualizer
        ref={list}
        as={ListElement}
        item={ItemElement}
        scrollRef={box}
        data={conversations}
        itemSize={ROW_HEIGHT}
        bufferSize={400}
        keepMounted={[active]}
        onScroll={wantMore}
      >
        {(summary, index) => (
          <ConversationRow
            key={summary.id}
            summary={summary}
            selected={summary.id === selectedId}
            tabStop={index === active}
            onSelect={onSelect}
            {...row}
          />
        )}
      </Virtualizer>
      {loadingMore ? (
        <More role="status" aria-label={t('list.loading')}>
          <Skeleton lines={['60%', '85%']} />
        </More>
      ) : null}
    </Scroller>
  );
}

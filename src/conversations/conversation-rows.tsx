import { type ReactNode, type Ref, useEffect, useMemo, useRef } from 'react';
import { type CustomContainerComponentProps, type CustomItemComponentProps, Virtualizer, type VirtualizerHandle } from 'virtua';
import { type TextKey, useText } from '../i18n/index.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import { COMPACT, MenuList, Skeleton, styled, useDensity } from '../ui/index.ts';
import { ConversationRow, rowHeight } from './conversation-row.tsx';
import { type DateGroup, headingAt } from './date-groups.ts';
import { titleOf } from './preview.ts';
import { RenameRow } from './rename-row.tsx';
import { useRovingRow } from './roving.ts';
import { type RowActions, type RowTools, useRowTools } from './row-tools.ts';

const Holder = styled('div', { base: { position: 'relative', display: 'flex', flexDirection: 'column', flex: '1 1 0', minHeight: '0' } });
const Scroller = styled('div', {
  base: { flex: '1 1 0', minHeight: '0', overflowY: 'auto', overscrollBehavior: 'contain', scrollbarWidth: 'thin' },
});
const More = styled('div', { base: { px: '4', py: '3' } });
const Heading = styled('h3', {
  base: { margin: '0', px: '4', pt: '3', pb: '1', textStyle: 'xs', fontWeight: '600', color: 'muted', [COMPACT]: { pt: '2' } },
});

/** Rows before the end of what is loaded at which the next page is asked for. */
const AHEAD = 6;

const groupNames: Record<DateGroup, TextKey> = {
  today: 'list.group.today',
  yesterday: 'list.group.yesterday',
  week: 'list.group.week',
  earlier: 'list.group.earlier',
};

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

export interface ConversationRowsProps extends RowActions {
  readonly conversations: readonly ConversationSummary[];
  readonly selectedId: string | null;
  readonly staff: boolean;
  readonly viewerId: string | null;
  readonly now: number;
  /** What the rows were searched for; '' for nothing. */
  readonly search: string;
  readonly draftOf: (conversationId: string) => string;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onLoadMore: () => void;
  readonly onSelect: (conversationId: string) => void;
}

interface ItemProps extends ConversationRowsProps {
  readonly summary: ConversationSummary;
  readonly group: DateGroup | null;
  readonly tabStop: boolean;
  readonly tools: RowTools;
  /** Pixels. */
  readonly height: number;
}

/** A row, or the field for its new title, under the heading that begins with it. */
function Item({ summary, group, tabStop, tools, height, ...props }: ItemProps): ReactNode {
  const { staff, viewerId, now, search, onSelect } = props;
  const t = useText();
  return (
    <>
      {group === null ? null : <Heading>{t(groupNames[group])}</Heading>}
      {tools.renaming === summary.id ? (
        <RenameRow
          title={summary.title ?? ''}
          height={height}
          onSave={(title) => props.onRename?.(summary, title)}
          onDone={(byKey) => tools.endRenaming(summary.id, byKey)}
        />
      ) : (
        <ConversationRow
          {...{ summary, tabStop, staff, viewerId, now, search, height, onSelect }}
          selected={summary.id === props.selectedId}
          draft={props.draftOf(summary.id)}
          menu={tools.actionsOf(summary).length === 0 ? null : summary.id === tools.menu.place?.id}
          onMenu={tools.menu.open}
        />
      )}
    </>
  );
}

/** The virtual list of rows under their dates: pages come while one scrolls, the keyboard moves by rows. */
export function ConversationRows(props: ConversationRowsProps): ReactNode {
  const { conversations, hasMore, loadingMore, onLoadMore, staff, now } = props;
  const t = useText();
  const list = useRef<VirtualizerHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => conversations.map((summary) => summary.id), [conversations]);
  const height = rowHeight(useDensity());
  const roving = useRovingRow(ids, props.selectedId, list, box);
  const tools = useRowTools(props, box, roving);
  const { place, close } = tools.menu;
  const opened = place && conversations.find((summary) => summary.id === place.id);
  const wantMore = (): void => {
    const handle = list.current;
    if (!hasMore || loadingMore || !handle) return;
    if (handle.scrollOffset + handle.viewportSize + AHEAD * height >= handle.scrollSize) onLoadMore();
  };
  const onScroll = (): void => {
    close();
    wantMore();
  };
  useEffect(wantMore);
  return (
    <Holder>
      <Scroller ref={box} {...tools.events}>
        <Virtualizer
          ref={list}
          as={ListElement}
          item={ItemElement}
          scrollRef={box}
          data={conversations}
          itemSize={height}
          bufferSize={400}
          keepMounted={[roving.active]}
          onScroll={onScroll}
        >
          {(summary, index) => (
            <Item
              key={summary.id}
              {...props}
              {...{ summary, tools, height }}
              group={headingAt(conversations, index, now)}
              tabStop={index === roving.active}
            />
          )}
        </Virtualizer>
        {loadingMore ? (
          <More role="status" aria-label={t('list.loading')}>
            <Skeleton lines={['60%', '85%']} />
          </More>
        ) : null}
      </Scroller>
      {opened && place ? (
        // Beside the scrolling rows, not in one, so that none of them cuts it off.
        <MenuList
          key={opened.id}
          label={t('list.actions', { title: titleOf(opened, staff, t) })}
          items={tools.actionsOf(opened)}
          style={{ top: place.top, insetInlineEnd: 8 }}
          opener={tools.menu.opener}
          onLeave={tools.leaveMenu}
        />
      ) : null}
    </Holder>
  );
}

import { memo, type ReactNode } from 'react';
import { useDates, useText } from '../i18n/index.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import {
  Chip,
  COARSE,
  COMPACT,
  type Density,
  FINE,
  forcedMark,
  IconButton,
  listRow,
  styled,
  transition,
  VisuallyHidden,
} from '../ui/index.ts';
import { Marked } from './marked.tsx';
import { chipOf, plainLine, previewOf, titleOf } from './preview.ts';
import { rowTime } from './row-time.ts';

/** Pixels; the virtual list is told the same number. */
export const rowHeight = (density: Density): number => (density === 'compact' ? 52 : 68);

const Box = styled('div', {
  base: {
    position: 'relative',
    '& [data-row-menu]': { ...transition('opacity'), position: 'absolute', top: '4px', insetInlineEnd: '8px', opacity: '0', bg: 'subtle' },
    '&:hover [data-row-menu], &:focus-within [data-row-menu], & [data-row-menu][aria-expanded=true]': { opacity: '1' },
    '&[data-menu=closed]:hover time, &[data-menu=closed]:focus-within time, &[data-menu=open] time': { visibility: 'hidden' },
    [FINE]: { [COMPACT]: { '& [data-row-menu]': { top: '0' } } },
    [COARSE]: {
      '& [data-row-menu]': { top: 'calc(50% - 22px)', insetInlineEnd: '4px', opacity: '1', bg: 'transparent' },
      '&:not([data-menu=none]) > [data-conversation]': { paddingInlineEnd: '52px' },
      '&[data-menu=closed]:hover time, &[data-menu=closed]:focus-within time, &[data-menu=open] time': { visibility: 'visible' },
    },
  },
});
const Button = styled('button', { base: { ...listRow, py: '0' } });
const Line = styled('span', { base: { display: 'flex', alignItems: 'baseline', gap: '2', minWidth: '0', width: 'full' } });
const Clipped = styled('span', {
  base: { flex: '1 1 auto', minWidth: '0', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  variants: {
    part: { title: { textStyle: 'md', fontWeight: '500' }, preview: { textStyle: 'sm', color: 'muted' } },
    unread: { true: {}, false: {} },
  },
  compoundVariants: [
    { part: 'title', unread: true, css: { fontWeight: '600' } },
    { part: 'preview', unread: true, css: { color: 'text' } },
  ],
});
const Draft = styled('span', { base: { fontWeight: '500', color: 'text' } });
const Time = styled('time', { base: { flex: 'none', textStyle: 'xs', color: 'muted', fontVariantNumeric: 'tabular-nums' } });
const Unread = styled('span', {
  base: {
    flex: 'none',
    display: 'inline-flex',
    alignItems: 'center',
    gap: '1',
    textStyle: 'xs',
    fontWeight: '600',
    color: 'accent',
    fontVariantNumeric: 'tabular-nums',
  },
});
const Dot = styled('span', { base: { width: '8px', height: '8px', borderRadius: 'full', bg: 'accent', ...forcedMark } });

export interface ConversationRowProps {
  readonly summary: ConversationSummary;
  readonly selected: boolean;
  /** The one row that Tab reaches; the arrows move among the others. */
  readonly tabStop: boolean;
  readonly staff: boolean;
  readonly viewerId: string | null;
  /** Milliseconds since 1970; decides whether a time or a date is shown. */
  readonly now: number;
  /** What is searched for, marked where the row shows it. */
  readonly search: string;
  /** What was begun to be written in it; empty for nothing. */
  readonly draft: string;
  /** Whether the row's menu is open; null: it has none. */
  readonly menu: boolean | null;
  /** Pixels. */
  readonly height: number;
  readonly onSelect: (conversationId: string) => void;
  readonly onMenu: (conversationId: string) => void;
}

function Preview({ summary, viewerId, search, draft }: Pick<ConversationRowProps, 'summary' | 'viewerId' | 'search' | 'draft'>): ReactNode {
  const t = useText();
  const begun = plainLine(draft);
  const found = search !== '' && summary.hit !== null;
  if (begun !== '' && !found) {
    return (
      <>
        <Draft>{t('list.draft')}</Draft> {begun}
      </>
    );
  }
  return <Marked text={previewOf(summary, viewerId, t)} search={search} cut={found} />;
}

function Row(props: ConversationRowProps): ReactNode {
  const { summary, selected, tabStop, staff, viewerId, now, search, draft, menu, height, onSelect, onMenu } = props;
  const t = useText();
  const dates = useDates();
  const chip = chipOf(summary, viewerId, t);
  const unread = summary.unreadCount > 0;
  const title = titleOf(summary, staff, t);
  return (
    <Box data-row={summary.id} data-menu={menu === null ? 'none' : menu ? 'open' : 'closed'}>
      <Button
        type="button"
        style={{ height }}
        aria-current={selected}
        tabIndex={tabStop ? 0 : -1}
        data-conversation={summary.id}
        onClick={() => onSelect(summary.id)}
      >
        <Line>
          <Clipped part="title" unread={unread}>
            <Marked text={title} search={search} cut={false} />
          </Clipped>
          <Time dateTime={summary.lastActivityAt} title={dates.full(summary.lastActivityAt)}>
            {rowTime(summary.lastActivityAt, now, dates.locale)}
          </Time>
        </Line>
        <Line style={{ alignItems: 'center', minHeight: 20 }}>
          <Clipped part="preview" unread={unread}>
            <Preview {...{ summary, viewerId, search, draft }} />
          </Clipped>
          {chip === null ? null : <Chip tone={chip.tone}>{chip.text}</Chip>}
          {unread ? (
            <Unread>
              <Dot aria-hidden="true" />
              <span aria-hidden="true">{summary.unreadCount > 99 ? '99+' : summary.unreadCount}</span>
              <VisuallyHidden>{t('list.unread', { count: summary.unreadCount })}</VisuallyHidden>
            </Unread>
          ) : null}
        </Line>
      </Button>
      {menu === null ? null : (
        <IconButton
          icon="more"
          label={t('list.actions', { title })}
          data-row-menu=""
          aria-haspopup="menu"
          aria-expanded={menu}
          tabIndex={tabStop ? 0 : -1}
          onClick={() => onMenu(summary.id)}
        />
      )}
    </Box>
  );
}

/** One conversation in the list; drawn again only when its summary or its selection changed. */
export const ConversationRow = memo(Row);

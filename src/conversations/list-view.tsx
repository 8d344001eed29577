import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { ConversationsResult } from '../queries/conversations.ts';
import { COMPACT, IconButton, Notice, Skeleton, styled, useSkeleton, VisuallyHidden } from '../ui/index.ts';
import { ConversationRows } from './conversation-rows.tsx';
import { EmptyList, NothingFound } from './empty-list.tsx';
import type { ListFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import type { RowCommands } from './row-commands.ts';
import { RowNoticeBar } from './row-notice.tsx';
import type { RowActions } from './row-tools.ts';
import { SearchField } from './search-field.tsx';

const Frame = styled('div', {
  base: { position: 'relative', display: 'flex', flexDirection: 'column', flex: '1 1 auto', minHeight: '0', height: 'full', bg: 'surface' },
});
const Head = styled('div', {
  base: { display: 'flex', alignItems: 'center', gap: '2', flex: 'none', minH: '14', ps: '4', pe: '3', [COMPACT]: { minH: '12' } },
});
const Heading = styled('h2', { base: { margin: '0', textStyle: 'md', fontWeight: '600' } });
const Count = styled('span', {
  base: { flex: '1 1 auto', textStyle: 'xs', fontWeight: '600', color: 'accent', fontVariantNumeric: 'tabular-nums' },
});
const Waiting = styled('div', { base: { display: 'grid', gap: '6', px: '4', py: '4' } });
const Said = styled('div', { base: { flex: 'none', px: '3', pt: '3' } });

export interface ListViewProps extends ConversationsResult, RowActions {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
  /** What the search field begins with. */
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** What the rows shown were searched for: the field is ahead of it while somebody writes. */
  readonly searched: string;
  readonly selectedId: string | null;
  readonly onSelect: (conversationId: string) => void;
  /** Left out, there is no button for a new conversation: staff do not start any. */
  readonly onNew?: (() => void) | undefined;
  readonly staff: boolean;
  readonly viewerId: string | null;
  /** What was begun to be written in a conversation; '' for nothing. */
  readonly draftOf: (conversationId: string) => string;
  readonly said: Pick<RowCommands, 'notice' | 'undo' | 'dismiss' | 'hold'>;
}

const MINUTE = 60_000;

/** The clock of the rows: "today" ends while a list stays open. */
function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Trouble({ error, stale, onRetry }: { error: ChatError; stale: boolean; onRetry: () => void }): ReactNode {
  const t = useText();
  const said = error.kind === 'signed-out' || error.kind === 'expired' ? 'list.signed-out' : stale ? 'list.stale' : 'list.failed';
  return (
    <Said>
      <Notice tone={stale ? 'neutral' : 'warn'} role="status" action={{ label: t('list.retry'), onPress: onRetry }}>
        {t(said)}
      </Notice>
    </Said>
  );
}

function Bones(): ReactNode {
  const t = useText();
  return (
    <Waiting role="status" aria-label={t('list.loading')}>
      {['70%', '50%', '80%', '60%', '75%'].map((width) => (
        <Skeleton key={width} lines={[width, '90%']} />
      ))}
    </Waiting>
  );
}

function ListHead({ totalUnread, onNew }: Pick<ListViewProps, 'totalUnread' | 'onNew'>): ReactNode {
  const t = useText();
  return (
    <Head>
      <Heading>{t('list.title')}</Heading>
      <Count>
        {totalUnread === 0 ? null : (
          <>
            <span aria-hidden="true">{totalUnread > 99 ? '99+' : totalUnread}</span>
            <VisuallyHidden>{t('list.unread.all', { count: totalUnread })}</VisuallyHidden>
          </>
        )}
      </Count>
      {onNew === undefined ? null : <IconButton icon="plus" label={t('chat.new')} onClick={onNew} />}
    </Head>
  );
}

/** Tells a reader what a search came to; the rows themselves tell everyone else. */
function Found({ searched, count, hasMore }: { searched: string; count: number; hasMore: boolean }): ReactNode {
  const t = useText();
  return (
    <VisuallyHidden>
      <span role="status">{searched === '' || count === 0 ? '' : t(hasMore ? 'list.found.more' : 'list.found', { count })}</span>
    </VisuallyHidden>
  );
}

/** The list as it looks; everything it shows is passed in. */
export function ListView(props: ListViewProps): ReactNode {
  const {
    status,
    conversations,
    error,
    retry,
    filter,
    onFilter,
    search,
    onSearch,
    searched,
    onNew,
    staff,
    viewerId,
    selectedId,
    onSelect,
  } = props;
  const now = useMinute();
  const frame = useRef<HTMLDivElement>(null);
  const empty = conversations.length === 0;
  const bones = useSkeleton(status === 'loading' && empty);
  const nothing = empty && !bones && status === 'ready';
  const toRows = (): void => frame.current?.querySelector<HTMLElement>('[data-conversation][tabindex="0"]')?.focus();
  return (
    <Frame ref={frame} data-part="list">
      <ListHead totalUnread={props.totalUnread} onNew={onNew} />
      <SearchField initial={search} onChange={onSearch} onDown={toRows} />
      <FilterBar filter={filter} staff={staff} onFilter={onFilter} />
      <Found searched={searched} count={conversations.length} hasMore={props.hasMore} />
      {error === null ? null : <Trouble error={error} stale={!empty} onRetry={retry} />}
      {bones && empty ? <Bones /> : null}
      {nothing && searched === '' ? <EmptyList filter={filter} onNew={onNew} /> : null}
      {nothing && searched !== '' ? (
        <NothingFound searched={searched} onAll={filter === 'all' ? undefined : () => onFilter('all')} />
      ) : null}
      {empty ? null : (
        <ConversationRows
          conversations={conversations}
          selectedId={selectedId}
          staff={staff}
          viewerId={viewerId}
          now={now}
          search={searched}
          draftOf={props.draftOf}
          hasMore={props.hasMore}
          loadingMore={props.loadingMore}
          onLoadMore={props.loadMore}
          onSelect={onSelect}
          onRename={props.onRename}
          onClose={props.onClose}
          onReopen={props.onReopen}
        />
      )}
      <RowNoticeBar {...props.said} staff={staff} />
    </Frame>
  );
}

import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { ConversationsResult } from '../queries/conversations.ts';
import { IconButton, Notice, Skeleton, styled, useSkeleton } from '../ui/index.ts';
import { ConversationRows } from './conversation-rows.tsx';
import { EmptyList } from './empty-list.tsx';
import type { ListFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';

const Frame = styled('div', {
  base: { display: 'flex', flexDirection: 'column', flex: '1 1 auto', minHeight: '0', height: 'full', bg: 'surface' },
});
const Head = styled('div', {
  base: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', flex: 'none', minH: '14', ps: '4', pe: '3' },
});
const Heading = styled('h2', { base: { margin: '0', textStyle: 'md', fontWeight: '600' } });
const Waiting = styled('div', { base: { display: 'grid', gap: '6', px: '4', py: '4' } });
const Said = styled('div', { base: { flex: 'none', px: '3', pt: '3' } });

export interface ListViewProps extends Omit<ConversationsResult, 'totalUnread'> {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
  readonly selectedId: string | null;
  readonly onSelect: (conversationId: string) => void;
  /** Left out, there is no button for a new conversation: staff do not start any. */
  readonly onNew?: (() => void) | undefined;
  readonly staff: boolean;
  readonly viewerId: string | null;
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

/** The list as it looks; everything it shows is passed in. */
export function ListView(props: ListViewProps): ReactNode {
  const { status, conversations, error, retry, filter, onFilter, onNew, staff, viewerId, selectedId, onSelect } = props;
  const t = useText();
  const now = useMinute();
  const empty = conversations.length === 0;
  const bones = useSkeleton(status === 'loading' && empty);
  return (
    <Frame data-part="list">
      <Head>
        <Heading>{t('list.title')}</Heading>
        {onNew === undefined ? null : <IconButton icon="plus" label={t('chat.new')} onClick={onNew} />}
      </Head>
      <FilterBar filter={filter} staff={staff} onFilter={onFilter} />
      {error === null ? null : <Trouble error={error} stale={!empty} onRetry={retry} />}
      {bones && empty ? <Bones /> : null}
      {empty && !bones && status === 'ready' ? <EmptyList filter={filter} onNew={onNew} /> : null}
      {empty ? null : (
        <ConversationRows
          conversations={conversations}
          selectedId={selectedId}
          staff={staff}
          viewerId={viewerId}
          now={now}
          hasMore={props.hasMore}
          loadingMore={props.loadingMore}
          onLoadMore={props.loadMore}
          onSelect={onSelect}
        />
      )}
    </Frame>
  );
}

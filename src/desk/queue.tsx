import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import type { ConversationsResult } from '../queries/conversations.ts';
import type { LinkState } from '../session/link.ts';
import { cleanLabel } from '../transcript/index.ts';
import { Button, Notice, Skeleton, styled, useSkeleton, VisuallyHidden } from '../ui/index.ts';
import { type Group, groupsOf } from './cases.ts';
import { useMinute } from './minute.ts';
import type { Duty } from './presence.ts';
import { QueueRow } from './queue-row.tsx';
import { step } from './step.ts';
import { Switch } from './switch.tsx';

const Frame = styled('section', {
  base: { position: 'relative', display: 'flex', flexDirection: 'column', flex: '1 1 auto', minHeight: '0', bg: 'surface' },
});
const Head = styled('header', {
  base: { display: 'flex', alignItems: 'center', gap: '2', flex: 'none', minH: '14', ps: '4', pe: '3' },
});
const Heading = styled('h2', { base: { margin: '0', textStyle: 'md', fontWeight: '600' } });
const Count = styled('span', {
  base: { flex: '1 1 auto', textStyle: 'xs', fontWeight: '500', color: 'muted', fontVariantNumeric: 'tabular-nums' },
});
const Scroller = styled('div', { base: { flex: '1 1 0', minHeight: '0', overflowY: 'auto', scrollbarWidth: 'thin', pb: '4' } });
const Said = styled('div', { base: { flex: 'none', px: '3', pb: '3' } });
const GroupHeading = styled('h3', { base: { margin: '0', px: '4', pt: '3', pb: '1', textStyle: 'xs', fontWeight: '600', color: 'muted' } });
const Rows = styled('ul', { base: { margin: '0', padding: '0', listStyleType: 'none' } });
const Groups = styled('div', { base: {} });
const Empty = styled('div', { base: { px: '4', py: '6', textAlign: 'center' } });
const EmptyTitle = styled('p', { base: { margin: '0', textStyle: 'md', fontWeight: '500' } });
const EmptyLine = styled('p', { base: { margin: '0', pt: '1', textStyle: 'sm', color: 'muted' } });
const Waiting = styled('div', { base: { display: 'grid', gap: '6', px: '4', py: '4' } });
const More = styled('div', { base: { display: 'flex', justifyContent: 'center', pt: '3' } });

export interface QueueProps extends ConversationsResult {
  readonly viewerId: string;
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  readonly duty: Duty;
  readonly link: LinkState;
}

/** Who waits for a person and who is with one, live, the longest waiting first. */
export function Queue(props: QueueProps): ReactNode {
  const t = useText();
  const { conversations, viewerId, duty, status } = props;
  const groups = groupsOf(conversations, viewerId);
  const waiting = groups.filter(({ name }) => name === 'waiting' || name === 'passed').flatMap(({ cases }) => cases);
  return (
    <Frame aria-label={t('desk.queue')}>
      <Head>
        <Heading>{t('desk.queue')}</Heading>
        <Count>{waiting.length === 0 ? null : t('desk.queue.count', { count: waiting.length })}</Count>
        <Switch label={t('desk.duty')} on={duty.on} onChange={(on) => void duty.set(on).catch(() => undefined)} />
      </Head>
      <Arrivals waiting={waiting} known={status === 'ready'} />
      <Trouble {...props} />
      <Scroller>
        <Listed {...props} groups={groups} />
      </Scroller>
    </Frame>
  );
}

/** What stands between the reader and a queue that can be trusted. */
function Trouble({ error, status, retry, link, duty }: QueueProps): ReactNode {
  const t = useText();
  const action = { label: t('list.retry'), onPress: retry };
  if (error !== null || link.status === 'offline') {
    const said =
      error?.kind === 'signed-out' || error?.kind === 'expired' ? 'list.signed-out' : status === 'ready' ? 'list.stale' : 'list.failed';
    return (
      <Said>
        <Notice tone={status === 'ready' ? 'neutral' : 'warn'} role="status" action={action}>
          {t(said)}
        </Notice>
      </Said>
    );
  }
  if (duty.on || status !== 'ready') return null;
  return (
    <Said>
      <Notice
        tone="neutral"
        icon="person"
        action={{ label: t('desk.duty.begin'), onPress: () => void duty.set(true).catch(() => undefined), look: 'filled' }}
      >
        {t('desk.duty.off')}
      </Notice>
    </Said>
  );
}

function Listed(props: QueueProps & { readonly groups: readonly Group[] }): ReactNode {
  const t = useText();
  const now = useMinute();
  const { groups, status, viewerId, selectedId, onSelect, hasMore, loadMore, loadingMore } = props;
  const bones = useSkeleton(status === 'loading');
  if (status === 'loading' || bones) {
    return bones ? (
      <Waiting role="status" aria-label={t('list.loading')}>
        {['60%', '45%', '70%'].map((width) => (
          <Skeleton key={width} lines={[width, '90%']} />
        ))}
      </Waiting>
    ) : null;
  }
  if (status === 'failed') return null;
  if (groups.length === 0) {
    return (
      <Empty>
        <EmptyTitle>{t('desk.empty.title')}</EmptyTitle>
        <EmptyLine>{t('desk.empty.line')}</EmptyLine>
      </Empty>
    );
  }
  const cases = groups.flatMap((group) => group.cases);
  const reachable = cases.some(({ id }) => id === selectedId) ? selectedId : (cases[0]?.id ?? null);
  return (
    <Groups onKeyDown={(event) => step(event, '[data-conversation]', { home: true })}>
      {groups.map((group) => (
        <Grouped key={group.name} name={t(`desk.group.${group.name}`)}>
          {group.cases.map((summary) => (
            <li key={summary.id}>
              <QueueRow
                summary={summary}
                viewerId={viewerId}
                selected={summary.id === selectedId}
                reachable={summary.id === reachable}
                now={now}
                onSelect={onSelect}
              />
            </li>
          ))}
        </Grouped>
      ))}
      {hasMore ? (
        <More>
          <Button look="quiet" aria-disabled={loadingMore} onClick={loadMore}>
            {t('list.more')}
          </Button>
        </More>
      ) : null}
    </Groups>
  );
}

function Grouped({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <>
      <GroupHeading id={id}>{name}</GroupHeading>
      <Rows aria-labelledby={id}>{children}</Rows>
    </>
  );
}

/** Says aloud who came into the queue since it was first read. */
function Arrivals({ waiting, known }: { readonly waiting: readonly ConversationSummary[]; readonly known: boolean }): ReactNode {
  const t = useText();
  const seen = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!known) return;
    const before = seen.current;
    seen.current = new Set(waiting.map(({ id }) => id));
    const fresh = before === null ? undefined : waiting.find(({ id }) => !before.has(id));
    if (fresh)
      setSaid(t('desk.queue.arrived', { name: cleanLabel(fresh.customer.name), reason: cleanLabel(fresh.escalation.reason ?? '') }));
  }, [waiting, known, t]);
  return (
    <VisuallyHidden>
      <span role="status">{said}</span>
    </VisuallyHidden>
  );
}

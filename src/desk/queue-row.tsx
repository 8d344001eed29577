import { memo, type ReactNode } from 'react';
import { useText } from '../i18n/index.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import { cleanLabel } from '../transcript/index.ts';
import { Chip, forcedMark, listRow, styled, VisuallyHidden } from '../ui/index.ts';
import { type Standing, standingOf, waited, waitedSaid } from './cases.ts';

const Button = styled('button', { base: { ...listRow, minH: '68px', py: '2' } });
const Line = styled('span', { base: { display: 'flex', alignItems: 'baseline', gap: '2', minWidth: '0', width: 'full' } });
const Clipped = styled('span', {
  base: { flex: '1 1 auto', minWidth: '0', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', unicodeBidi: 'plaintext' },
  variants: { part: { name: { textStyle: 'md', fontWeight: '500' }, reason: { textStyle: 'sm', color: 'muted' } } },
});
const Waited = styled('span', {
  base: { flex: 'none', textStyle: 'xs', color: 'muted', fontVariantNumeric: 'tabular-nums' },
});
const Unread = styled('span', {
  base: {
    ...forcedMark,
    flex: 'none',
    minW: '5',
    px: '1',
    borderRadius: 'full',
    bg: 'accent',
    color: 'onAccent',
    textStyle: 'xs',
    fontWeight: '600',
    textAlign: 'center',
    fontVariantNumeric: 'tabular-nums',
    alignSelf: 'center',
    lineHeight: '20px',
  },
});

export interface QueueRowProps {
  readonly summary: ConversationSummary;
  readonly viewerId: string;
  readonly selected: boolean;
  /** Whether Tab reaches it. */
  readonly reachable: boolean;
  readonly now: number;
  readonly onSelect: (id: string) => void;
}

/** Who waits or is talked to, since when and why. */
export const QueueRow = memo(function QueueRow({ summary, viewerId, selected, reachable, now, onSelect }: QueueRowProps): ReactNode {
  const t = useText();
  const { escalation } = summary;
  const standing = standingOf(summary, viewerId);
  const since = escalation.requestedAt;
  return (
    <Button
      type="button"
      data-conversation={summary.id}
      aria-current={selected || undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onSelect(summary.id)}
    >
      <Line>
        <Clipped part="name" dir="auto">
          {cleanLabel(summary.customer.name)}
        </Clipped>
        <Waited>
          <span aria-hidden="true">{waited(since, now, t)}</span>
          <VisuallyHidden>{waitedSaid(since, now, t)}</VisuallyHidden>
        </Waited>
      </Line>
      <Line>
        <Clipped part="reason" dir="auto">
          {cleanLabel(secondLine(summary, standing) ?? t('desk.reason.none'))}
        </Clipped>
        <Mark summary={summary} standing={standing} />
      </Line>
    </Button>
  );
});

/** Why it is here; once it is talked about, what it is about. */
function secondLine({ escalation, title }: ConversationSummary, standing: Standing): string | null {
  if (standing === 'passed') return escalation.transferReason ?? escalation.reason ?? title;
  return escalation.reason ?? title;
}

function Mark({ summary, standing }: { readonly summary: ConversationSummary; readonly standing: Standing }): ReactNode {
  const t = useText();
  const { escalation, unreadCount } = summary;
  if (standing === 'mine' && unreadCount > 0) {
    return (
      <Unread>
        <span aria-hidden="true">{unreadCount > 99 ? '99+' : unreadCount}</span>
        <VisuallyHidden>{t('list.unread', { count: unreadCount })}</VisuallyHidden>
      </Unread>
    );
  }
  if (escalation.state === 'MESSAGE_LEFT') return <Chip>{t('desk.chip.message-left')}</Chip>;
  if (escalation.state === 'UNAVAILABLE') return <Chip tone="warn">{t('desk.chip.no-one')}</Chip>;
  if (standing === 'passing') return <Chip>{t('desk.chip.passing')}</Chip>;
  if (standing === 'theirs' && escalation.agent) return <Chip>{cleanLabel(escalation.agent.name)}</Chip>;
  return null;
}

import type { ReactNode } from 'react';
import { type Translate, useDates, useText } from '../i18n/index.ts';
import type { Escalation, LiveState } from '../protocol/vocabulary.ts';
import { Notice, type NoticeAction, type NoticeTone } from '../ui/index.ts';
import { nameOf } from './describe.ts';
import { useLate } from './late.ts';

export interface EscalationActions {
  /** Opens the consent panel. */
  readonly onAsk: () => void;
  readonly onReturn: () => void;
  readonly onLeaveMessage: () => void;
  readonly onClaim?: () => void;
}

export interface EscalationBannerProps extends EscalationActions {
  readonly escalation: Escalation;
  readonly live: Pick<LiveState, 'queuePosition' | 'etaSeconds' | 'overdue'>;
  /** Set when the viewer is a member of staff: their own id. */
  readonly staffId: string | null;
}

interface Banner {
  readonly tone: NoticeTone;
  readonly icon?: 'person' | 'clock' | 'check';
  readonly text: string;
  readonly action: NoticeAction | null;
  readonly second?: NoticeAction;
  readonly third?: NoticeAction;
}

/** Where the conversation stands on its way to a person. Nothing while the assistant answers: the line among the messages says it. */
export function EscalationBanner(props: EscalationBannerProps): ReactNode {
  const t = useText();
  const dates = useDates();
  const { opensAt } = props.escalation;
  // A time that has passed promises nothing any more.
  const opens = opensAt === null || Date.parse(opensAt) <= Date.now() ? null : dates.full(opensAt);
  const { late, goOn } = useLate(props.escalation, props.live);
  const banner = props.staffId !== null ? forStaff(props, t) : late ? forLate(props, t, goOn) : forCustomer(props, t, opens);
  if (banner === null) return null;
  return (
    <Notice
      tone={banner.tone}
      icon={banner.icon ?? 'person'}
      action={banner.action}
      second={banner.second ?? null}
      third={banner.third ?? null}
    >
      {banner.text}
    </Notice>
  );
}

function forCustomer(props: EscalationBannerProps, t: Translate, opens: string | null): Banner | null {
  const { escalation } = props;
  const back = (label: string): NoticeAction => ({ label, onPress: props.onReturn });
  switch (escalation.state) {
    case 'REQUESTED':
      return {
        tone: 'neutral',
        text: t('escalation.requested'),
        action: { label: t('escalation.requested.action'), onPress: props.onAsk, look: 'filled' },
        second: back(t('escalation.decline')),
      };
    case 'QUEUED':
      return { tone: 'neutral', icon: 'clock', text: queueText(props.live, t), action: back(t('escalation.queued.action')) };
    case 'CONNECTED':
      return {
        tone: 'neutral',
        text: t('escalation.connected', { name: nameOf(escalation, t) }),
        action: back(t('escalation.connected.action')),
      };
    case 'TRANSFERRING':
      return {
        tone: 'neutral',
        text: escalation.agent === null ? t('escalation.transferring') : t('escalation.transferring.to', { name: escalation.agent.name }),
        action: null,
      };
    case 'UNAVAILABLE':
      return {
        tone: 'warn',
        icon: 'clock',
        text: opens === null ? t('escalation.unavailable') : t('escalation.unavailable.until', { time: opens }),
        action: { label: t('escalation.unavailable.action'), onPress: props.onLeaveMessage },
        second: back(t('escalation.decline')),
      };
    case 'MESSAGE_LEFT':
      return { tone: 'good', icon: 'check', text: t('escalation.message-left'), action: back(t('escalation.message-left.action')) };
    default:
      return null;
  }
}

/** The wait is longer than was said: it goes on only if that is wanted. */
function forLate({ live, onLeaveMessage, onReturn }: EscalationBannerProps, t: Translate, goOn: () => void): Banner {
  const { queuePosition } = live;
  return {
    tone: 'warn',
    icon: 'clock',
    text: queuePosition === null ? t('escalation.queued.late.unplaced') : t('escalation.queued.late', { position: queuePosition }),
    action: { label: t('escalation.late.wait'), onPress: goOn },
    second: { label: t('escalation.unavailable.action'), onPress: onLeaveMessage },
    third: { label: t('escalation.late.return'), onPress: onReturn },
  };
}

function queueText(live: EscalationBannerProps['live'], t: Translate): string {
  if (live.queuePosition === null) return t('escalation.queued');
  if (live.etaSeconds === null) return t('escalation.queued.position', { position: live.queuePosition });
  return t('escalation.queued.eta', { position: live.queuePosition, count: Math.max(1, Math.round(live.etaSeconds / 60)) });
}

function forStaff(props: EscalationBannerProps, t: Translate): Banner | null {
  const { escalation, staffId } = props;
  const reason = escalation.reason ?? t('escalation.reason.none');
  const claim: NoticeAction | null = props.onClaim ? { label: t('escalation.staff.claim'), onPress: props.onClaim, look: 'filled' } : null;
  switch (escalation.state) {
    case 'REQUESTED':
      return { tone: 'neutral', text: t('escalation.staff.requested', { reason }), action: null };
    case 'QUEUED':
      return { tone: 'warn', text: t('escalation.staff.waiting', { reason }), action: claim };
    case 'MESSAGE_LEFT':
    case 'UNAVAILABLE':
      return { tone: 'warn', text: t('escalation.staff.message-left'), action: claim };
    case 'CONNECTED':
      return escalation.agent?.id === staffId
        ? { tone: 'good', text: t('escalation.staff.mine'), action: { label: t('escalation.staff.return'), onPress: props.onReturn } }
        : { tone: 'neutral', text: t('escalation.staff.other', { name: nameOf(escalation, t) }), action: null };
    default:
      return null;
  }
}

import type { TextKey, Translate } from '../i18n/index.ts';
import type { ConversationChanged, Escalation, EscalationChanged, EscalationState, Transition } from '../protocol/vocabulary.ts';
import type { IconName } from '../ui/index.ts';

interface Line { readonly icon: IconName; readonly text: string }

const plain: Partial<Record<EscalationState, { icon: IconName; key: TextKey }>> = {
  TRANSFERRING: { icon: 'retry', key: 'line-item.transferring' },
  RETURNED: { icon: 'back', key: 'line-item.returned' },
  UNAVAILABLE: { icon: 'clock', key: 'line-item.unavailable' },
  MESSAGE_LEFT: { icon: 'check', key: 'line-item.message-left' },
  ENDED: { icon: 'check', key: 'line-item.ended' },
};

/** Words for the lines among the messages; the reason of an escalation is part of them. */
export function transitionLines(t: Translate): (transition: Transition) => Line | null {
  return (transition) => (transition.type === 'EscalationChanged' ? escalationLine(transition, t) : conversationLine(transition, t));
}

function escalationLine({ escalation }: EscalationChanged, t: Translate): Line | null {
  const { state, reason } = escalation;
  const name = nameOf(escalation, t);
  if (state === 'CONNECTED') return { icon: 'person', text: t('line-item.connected', { name }) };
  if (state === 'REQUESTED' || state === 'QUEUED') {
    const key = state === 'REQUESTED' ? 'line-item.requested' : 'line-item.queued';
    return { icon: 'person', text: reason ? t(`${key}.reason`, { reason }) : t(key) };
  }
  const line = plain[state];
  return line ? { icon: line.icon, text: t(line.key, { name }) } : null;
}

function conversationLine(change: ConversationChanged, t: Translate): Line | null {
  if (change.state === 'CLOSED' && change.satisfaction !== null) return { icon: 'check', text: t('line-item.rated', { count: change.satisfaction }) };
  if (change.state === 'CLOSED') return { icon: 'check', text: change.actor && change.actor.role === 'AGENT' ? t('line-item.closed.by', { name: change.actor.name }) : t('line-item.closed') };
  if (change.reason === 'REOPENED' || change.reason === 'reopened') return { icon: 'retry', text: t('line-item.reopened') };
  return null;
}

export const nameOf = (escalation: Escalation, t: Translate): string => escalation.agent?.name ?? t('escalation.someone');

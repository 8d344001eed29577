import type { TextKey, Translate } from '../i18n/index.ts';
import type { ConversationChanged, Escalation, EscalationChanged, EscalationState, Transition } from '../protocol/vocabulary.ts';
import type { IconName } from '../ui/index.ts';

interface Line {
  readonly icon: IconName;
  readonly text: string;
}

const plain: Partial<Record<EscalationState, { icon: IconName; key: TextKey }>> = {
  TRANSFERRING: { icon: 'retry', key: 'line-item.transferring' },
  RETURNED: { icon: 'back', key: 'line-item.returned' },
  UNAVAILABLE: { icon: 'clock', key: 'line-item.unavailable' },
  MESSAGE_LEFT: { icon: 'check', key: 'line-item.message-left' },
  ENDED: { icon: 'check', key: 'line-item.ended' },
};

/** Words for the lines among the messages; the reason of an escalation is part of them. */
export function transitionLines(t: Translate): (transition: Transition, before: Transition | null) => Line | null {
  return (transition, before) => {
    if (transition.type === 'EscalationChanged') return escalationLine(transition, before?.type === 'EscalationChanged' ? before : null, t);
    return conversationLine(transition, before?.type === 'ConversationChanged' ? before : null, t);
  };
}

function escalationLine({ escalation }: EscalationChanged, before: EscalationChanged | null, t: Translate): Line | null {
  const { state } = escalation;
  // The reason is said once: in the first line of this escalation.
  const reason = before?.escalation.id === escalation.id && before?.escalation.reason === escalation.reason ? null : escalation.reason;
  const name = nameOf(escalation, t);
  if (state === 'CONNECTED') return { icon: 'person', text: t('line-item.connected', { name }) };
  if (state === 'REQUESTED' || state === 'QUEUED') {
    const key = state === 'REQUESTED' ? 'line-item.requested' : 'line-item.queued';
    return { icon: 'person', text: reason ? t(`${key}.reason`, { reason }) : t(key) };
  }
  const line = plain[state];
  return line ? { icon: line.icon, text: t(line.key, { name }) } : null;
}

function conversationLine(change: ConversationChanged, before: ConversationChanged | null, t: Translate): Line | null {
  if (change.satisfaction !== null && change.satisfaction !== (before?.satisfaction ?? null))
    return { icon: 'check', text: t('line-item.rated', { count: change.satisfaction }) };
  const wasClosed = before?.state === 'CLOSED';
  if (change.state === 'CLOSED' && !wasClosed) return { icon: 'check', text: closedText(change, t) };
  if (change.state === 'OPEN' && wasClosed) return { icon: 'retry', text: t('line-item.reopened') };
  return null;
}

const closedText = (change: ConversationChanged, t: Translate): string =>
  change.actor !== null && change.actor.role === 'AGENT' ? t('line-item.closed.by', { name: change.actor.name }) : t('line-item.closed');

export const nameOf = (escalation: Escalation, t: Translate): string => escalation.agent?.name ?? t('escalation.someone');

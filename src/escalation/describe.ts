import type { TextKey, Translate } from '../i18n/index.ts';
import type {
  ConversationChanged,
  Escalation,
  EscalationChanged,
  EscalationState,
  Participant,
  Transition,
} from '../protocol/vocabulary.ts';
import type { IconName } from '../ui/index.ts';

interface Line {
  readonly icon: IconName;
  readonly text: string;
}

interface Wording {
  readonly t: Translate;
  /** Who did it: "You", the assistant, or a name. */
  readonly name: string;
}

/**
 * Words for the lines among the messages: what happened, by whom and why. `viewerId` is who reads them, and is "You" in them. The reason of an
 * escalation is part of its first line, that of a transfer of the transfer's.
 */
export function transitionLines(
  t: Translate,
  viewerId: string | null = null,
): (transition: Transition, before: Transition | null) => Line | null {
  return (transition, before) => {
    const wording = { t, name: actorName(transition.actor, viewerId, t) };
    if (transition.type === 'EscalationChanged')
      return escalationLine(transition, before?.type === 'EscalationChanged' ? before.escalation : null, wording);
    return conversationLine(transition, before?.type === 'ConversationChanged' ? before : null, wording);
  };
}

function actorName(actor: Participant | null, viewerId: string | null, t: Translate): string {
  if (actor === null || actor.role === 'SYSTEM') return t('escalation.someone');
  if (actor.id === viewerId) return t('line-item.you');
  return actor.role === 'ASSISTANT' ? t('chat.assistant') : actor.name;
}

const icons: Readonly<Record<EscalationState, IconName>> = {
  AI: 'person',
  REQUESTED: 'person',
  QUEUED: 'person',
  CONNECTED: 'person',
  TRANSFERRING: 'retry',
  RETURNED: 'back',
  UNAVAILABLE: 'clock',
  MESSAGE_LEFT: 'check',
  ENDED: 'check',
};

function escalationLine({ escalation, actor }: EscalationChanged, before: Escalation | null, { t, name }: Wording): Line | null {
  const { state } = escalation;
  if (state === 'AI') return null;
  const earlier = before?.id === escalation.id ? before : null;
  const words = (key: TextKey): string => t(key, { name, colleague: nameOf(escalation, t) });
  const [text, reason] = saying(escalation, actor, earlier, words, t);
  return { icon: icons[state], text: reason === null ? text : t('line-item.reason', { text, reason }) };
}

/** @param before where this escalation stood; null when it begins here, or that is not known. */
function saying(
  escalation: Escalation,
  actor: Participant,
  before: Escalation | null,
  words: (key: TextKey) => string,
  t: Translate,
): readonly [text: string, reason: string | null] {
  const { state, transferReason } = escalation;
  const reason = before?.reason === escalation.reason ? null : escalation.reason;
  switch (state) {
    case 'REQUESTED':
      return [words('line-item.requested'), reason];
    case 'QUEUED':
      if (before?.state === 'UNAVAILABLE') return [words('line-item.queued.duty'), null];
      if (before?.state !== 'CONNECTED' && before?.state !== 'TRANSFERRING') return [words('line-item.queued'), reason];
      if (actor.role !== 'SYSTEM') return [words('line-item.queued.back'), transferReason];
      return [t(before.state === 'CONNECTED' ? 'line-item.queued.gone' : 'line-item.queued.late', { name: nameOf(before, t) }), null];
    case 'TRANSFERRING':
      return [words('line-item.transferring'), transferReason];
    case 'UNAVAILABLE':
      return actor.role === 'USER' ? [words('line-item.unavailable.by'), reason] : [words('line-item.unavailable'), null];
    case 'RETURNED':
      return [words(returned(actor, before)), null];
    case 'CONNECTED':
      return [words('line-item.connected'), null];
    case 'MESSAGE_LEFT':
      return [words('line-item.message-left'), null];
    default:
      return [words('line-item.ended'), null];
  }
}

function returned(actor: Participant, before: Escalation | null): TextKey {
  if (before === null || actor.role === 'SYSTEM') return 'line-item.returned';
  if (before.state === 'REQUESTED') return 'line-item.returned.declined';
  return before.state === 'CONNECTED' ? 'line-item.returned.by' : 'line-item.returned.waiting';
}

function conversationLine(change: ConversationChanged, before: ConversationChanged | null, { t, name }: Wording): Line | null {
  if (change.satisfaction !== null && change.satisfaction !== (before?.satisfaction ?? null))
    return { icon: 'check', text: t('line-item.rated', { count: change.satisfaction }) };
  const wasClosed = before?.state === 'CLOSED';
  const by = (key: 'line-item.closed' | 'line-item.reopened'): string => (change.actor === null ? t(key) : t(`${key}.by`, { name }));
  if (change.state === 'CLOSED' && !wasClosed) {
    const text = by('line-item.closed');
    return { icon: 'check', text: change.reason === null ? text : t('line-item.reason', { text, reason: change.reason }) };
  }
  if (change.state === 'OPEN' && wasClosed) return { icon: 'retry', text: by('line-item.reopened') };
  return null;
}

export const nameOf = (escalation: Escalation, t: Translate): string => escalation.agent?.name ?? t('escalation.someone');

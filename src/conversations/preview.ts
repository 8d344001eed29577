import type { Translate } from '../i18n/index.ts';
import type { ConversationSummary, Message } from '../protocol/vocabulary.ts';

/** Answers are Markdown; a preview is one plain line of it. Longer text is cut before the work, not after. */
export function plainLine(markdown: string): string {
  return markdown
    .slice(0, 400)
    .replace(/```[^\n]*\n?/gu, ' ')
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/gu, '$1')
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gmu, '')
    .replace(/^\s*\|?[\s:|-]{3,}\|?\s*$/gmu, ' ')
    .replace(/[*_~`|]+/gu, (marks) => (marks === '_' ? '_' : ' '))
    .replace(/\s+/gu, ' ')
    .replace(/ ([,.;:!?])/gu, '$1')
    .trim()
    .slice(0, 160);
}

function spoken(message: Message, viewerId: string | null, t: Translate): string {
  if ((message.state === 'PENDING' || message.state === 'STREAMING') && message.text === '') return t('message.writing');
  const text = plainLine(message.text);
  if (message.state === 'FAILED' && text === '') return t('list.no-answer');
  if (message.author.id === viewerId) return t('list.you', { text });
  return message.author.role === 'AGENT' ? t('list.said', { name: message.author.name, text }) : text;
}

/** The second line of a row: what was found by a search, else what was said last. */
export function previewOf(summary: ConversationSummary, viewerId: string | null, t: Translate): string {
  if (summary.hit) return plainLine(summary.hit);
  return summary.lastMessage ? spoken(summary.lastMessage, viewerId, t) : t('list.no-message');
}

/** The first line of a row: staff look for a customer, a customer for a subject. */
export function titleOf(summary: ConversationSummary, staff: boolean, t: Translate): string {
  const subject = summary.title?.trim() || t('list.untitled');
  return staff ? `${summary.customer.name} · ${subject}` : subject;
}

export interface StateChip {
  readonly tone: 'neutral' | 'good' | 'warn';
  readonly text: string;
}

/** Only what is unusual gets a chip: an open conversation with the assistant has none. */
export function chipOf(summary: ConversationSummary, viewerId: string | null, t: Translate): StateChip | null {
  if (summary.state === 'CLOSED') return { tone: 'neutral', text: t('list.chip.closed') };
  const { state, agent } = summary.escalation;
  switch (state) {
    case 'QUEUED':
    case 'TRANSFERRING':
      return { tone: 'warn', text: t('list.chip.waiting') };
    case 'CONNECTED':
      if (!agent) return { tone: 'good', text: t('list.person.unnamed') };
      return { tone: 'good', text: agent.id === viewerId ? t('list.person.you') : t('list.person', { name: firstName(agent.name) }) };
    case 'MESSAGE_LEFT':
      return { tone: 'warn', text: t('list.message-left') };
    case 'UNAVAILABLE':
      return { tone: 'neutral', text: t('list.no-one') };
    default:
      return null;
  }
}

function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}

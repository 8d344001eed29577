import type { StaffTransport } from '../protocol/staff.ts';
import type { EscalationState, Participant, Viewer } from '../protocol/vocabulary.ts';
import type { MemoryBackend } from './memory-backend.ts';
import { type MemoryConversation, summaryOf, unreadOf } from './memory-log.ts';

const WITH_STAFF: readonly EscalationState[] = ['QUEUED', 'CONNECTED', 'TRANSFERRING', 'UNAVAILABLE', 'MESSAGE_LEFT'];

const SAVED = [
  {
    id: 'greeting',
    title: 'Greeting',
    text: 'Hello, thank you for waiting. I have read the conversation so far and will take it from here.',
  },
  { id: 'looking', title: 'Looking into it', text: 'I am looking into this now and will be back with you in a few minutes.' },
  { id: 'refund', title: 'Refund started', text: 'I have started the refund. It reaches you within 3 to 5 working days.' },
] as const;

/** What only staff are given, from the backend within the page. */
export function memoryStaff(
  backend: MemoryBackend,
  viewer: Viewer,
  visible: () => readonly MemoryConversation[],
  travel: (signal?: AbortSignal) => Promise<void>,
): StaffTransport {
  const isStaff = viewer.role === 'AGENT';
  return {
    async escalations({ first, after }, signal) {
      await travel(signal);
      const all = visible()
        .filter((conversation) => isStaff && WITH_STAFF.includes(conversation.escalation.state))
        .map((conversation) => summaryOf(conversation, viewer.id, null))
        .sort((a, b) => (a.escalation.requestedAt ?? '').localeCompare(b.escalation.requestedAt ?? '') || a.id.localeCompare(b.id));
      const from = after ? all.findIndex((summary) => summary.id === after) + 1 : 0;
      const nodes = all.slice(from, from + first);
      return {
        nodes,
        endCursor: nodes.at(-1)?.id ?? null,
        hasNextPage: from + nodes.length < all.length,
        totalUnread: visible().reduce((sum, conversation) => sum + unreadOf(conversation, viewer.id), 0),
      };
    },
    async savedAnswers(search, first, signal) {
      await travel(signal);
      const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
      const fits = (answer: (typeof SAVED)[number]): boolean =>
        words.every((word) => `${answer.title} ${answer.text}`.toLowerCase().includes(word));
      return isStaff ? SAVED.filter(fits).slice(0, first) : [];
    },
    async colleagues(_organizationId, signal) {
      await travel(signal);
      return isStaff ? backend.colleagues.filter(({ id }) => id !== viewer.id) : [];
    },
    async suggestReply({ conversationId }, signal) {
      await travel(signal);
      const question = backend.conversations.get(conversationId)?.messages.findLast(({ author }) => author.role === 'USER');
      const none = {
        code: 'UNAVAILABLE',
        message: 'There is no draft for this. Write the reply yourself.',
        retryable: true,
        retryAfterMs: null,
      } as const;
      if (!isStaff || question === undefined) return { text: null, sources: [], error: none };
      return { text: `About “${question.text.slice(0, 80)}”: I have checked this and it is settled.`, sources: [], error: null };
    },
  };
}

/** The internal notes of a conversation, made when first asked for: a conversation of the same shape that only staff see. */
export function notesOf(backend: MemoryBackend, conversationId: string): MemoryConversation {
  const about = backend.conversation(conversationId);
  const known = about.notesId === null ? undefined : backend.conversations.get(about.notesId);
  if (known) return known;
  const nobody: Participant = { id: '', role: 'USER', name: '', avatarUrl: null };
  const notes = backend.create({ id: `${conversationId}-notes`, customer: nobody, organizationId: about.organizationId, notes: true });
  about.notesId = notes.id;
  return notes;
}

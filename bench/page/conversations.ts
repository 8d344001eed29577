import type { ConversationPage, ConversationSummary } from '../../src/protocol/vocabulary.ts';
import { ADA, BOT } from './our-backend.ts';
import { conversationOf } from './text.ts';

const QUIET = {
  ...{ id: null, state: 'AI' as const, handover: null, reason: null, requestedBy: null, requestedAt: null, agent: null },
  ...{ transferReason: null, opensAt: null },
};

/** A list as the server answers it, newest first, an hour apart; the same each time. */
export function listOf(count: number): ConversationPage {
  const now = Date.UTC(2026, 10, 20, 12);
  const nodes = conversationOf(count).map(({ id, text }, index): ConversationSummary => {
    const at = new Date(now - index * 3_600_000).toISOString();
    return {
      ...{ id: `list-${id}`, version: 1, organizationId: 'org-1', title: text.slice(0, 40), hit: null, state: 'OPEN', escalation: QUIET },
      ...{ customer: ADA, lastActivityAt: at, reopenableUntil: null, unreadCount: 0 },
      lastMessage: {
        ...{ id: `last-${id}`, author: BOT, text: text.slice(0, 120), state: 'COMPLETED', attempt: 1, clientMessageId: null, runId: null },
        ...{ createdSeq: 1, at, sources: [], suggestions: [], rating: null, error: null },
      },
    };
  });
  return { nodes, endCursor: null, hasNextPage: false, totalUnread: 0 };
}

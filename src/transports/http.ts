import { parseConversations, parseHandover, parseSnapshot, parseViewer } from '../protocol/parse.ts';
import { parseAttempts } from '../protocol/parse-message.ts';
import { parseColleagues, parseSavedAnswers, parseSuggestion, type StaffTransport } from '../protocol/staff.ts';
import type { Transport } from '../protocol/transport.ts';
import type { Access } from './access.ts';
import { type Ask, createHttpClient } from './http-client.ts';
import { sendCommand } from './http-commands.ts';
import { Poller } from './http-poll.ts';
import { OWN_SLOT, type PollSlot } from './poll-slot.ts';

export interface HttpTransportOptions {
  /** Absolute URL of the GraphQL endpoint. */
  readonly endpoint: string;
  readonly access: Access;
  readonly limits: { readonly requestMs: number; readonly longPollMs: number; readonly pollMs: number; readonly hiddenPollMs: number };
  readonly fetch?: typeof fetch;
  readonly hidden?: () => boolean;
  /** Calls back whenever the page comes into or goes out of sight; returns the end of listening. */
  readonly onHidden?: (callback: () => void) => () => void;
  /** Shared with other pages: those that get none poll at intervals (F61). */
  readonly slot?: PollSlot;
}

/** Everything over POST: queries, commands, and both feeds by one long poll. */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const ask = createHttpClient({
    endpoint: options.endpoint,
    access: options.access,
    fetch: options.fetch,
    timeoutMs: options.limits.requestMs,
  });
  const slot = options.slot ?? OWN_SLOT;
  const hidden = options.hidden ?? (() => false);
  const poller = new Poller({ ask, limits: options.limits, hidden, slot });
  const stopListening = options.onHidden?.(() => poller.turn());
  return {
    get carrier() {
      return !hidden() && slot.take() ? 'long-poll' : 'poll';
    },
    viewer: async (expected, signal) => parseViewer((await ask('Viewer', expected, signal)).viewer),
    snapshot: async (id, { lastMessages, before }, signal) =>
      parseSnapshot((await ask('Snapshot', { id, lastMessages, before }, signal)).conversation ?? null),
    conversations: async ({ filter, first, after }, signal) => {
      const states = filter?.states && [...filter.states];
      return parseConversations((await ask('Conversations', { filter: { ...filter, states }, first, after }, signal)).conversations);
    },
    handoverDraft: async (conversationId, signal) => parseHandover((await ask('HandoverDraft', { conversationId }, signal)).handoverDraft),
    messageAttempts: async (messageId, signal) =>
      parseAttempts((await ask('MessageAttempts', { messageId }, signal)).messageAttempts ?? null),
    staff: staffOver(ask),
    events: (id, after, signal) => poller.events(id, after, signal),
    changes: (after, signal) => poller.changes(after, signal),
    send: (command, signal) => sendCommand(ask, command, signal),
    wake: () => poller.turn(),
    close() {
      stopListening?.();
      poller.close();
    },
  };
}

function staffOver(ask: Ask): StaffTransport {
  return {
    escalations: async (query, signal) => parseConversations((await ask('Escalations', query, signal)).escalations, 'escalations'),
    savedAnswers: async (search, first, signal) => parseSavedAnswers((await ask('SavedAnswers', { search, first }, signal)).savedAnswers),
    colleagues: async (organizationId, signal) => parseColleagues((await ask('Colleagues', { organizationId }, signal)).colleagues),
    suggestReply: async (input, signal) => parseSuggestion((await ask('SuggestReply', { input }, signal)).suggestReply),
  };
}

import { createHash } from 'node:crypto';
import type {
  ConversationEvent,
  EventPage,
  LiveState,
  Message,
  MessageState,
  Participant,
  Snapshot,
} from '../../src/protocol/vocabulary.ts';

export const ADA: Participant = { id: 'ada', role: 'USER', name: 'Ada', avatarUrl: null };
export const BOT: Participant = { id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null };
export const LIVE: LiveState = { id: 'live-1', typing: [], read: [], queuePosition: null, etaSeconds: null, overdue: false };
export const EPOCH = 'epoch-1';

export function message(change: Partial<Message> & { id: string }): Message {
  return {
    author: ADA,
    text: '',
    state: 'COMPLETED',
    attempt: 1,
    clientMessageId: null,
    runId: null,
    createdSeq: 0,
    at: '2026-01-01T00:00:00Z',
    sources: [],
    suggestions: [],
    rating: null,
    error: null,
    ...change,
  };
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    id: 'c1',
    title: null,
    state: 'OPEN',
    organizationId: 'org-1',
    reopenableUntil: null,
    notesId: null,
    messages: [],
    transitions: [],
    hasEarlier: false,
    head: { epoch: EPOCH, seq: 0 },
    createdAt: '2026-01-01T00:00:00Z',
    satisfaction: null,
    customer: ADA,
    unreadCount: 0,
    readSeq: 0,
    escalation: {
      id: null,
      state: 'AI',
      handover: null,
      reason: null,
      requestedBy: null,
      requestedAt: null,
      agent: null,
      transferReason: null,
      opensAt: null,
    },
    ...change,
  };
}

/** A page of these events; head and caughtUp fit unless given. */
export function page(events: readonly ConversationEvent[], change: Partial<EventPage> = {}): EventPage {
  return {
    events,
    head: { epoch: EPOCH, seq: events.at(-1)?.seq ?? 0 },
    caughtUp: true,
    live: LIVE,
    resync: null,
    reconnectWithinMs: null,
    ...change,
  };
}

const at = '2026-01-01T00:00:00Z';
export const added = (seq: number, change: Partial<Message> & { id: string }): ConversationEvent => ({
  type: 'MessageAdded',
  seq,
  at,
  message: message({ ...change, createdSeq: seq }),
});
export const delta = (seq: number, messageId: string, offset: number, text: string, attempt = 1): ConversationEvent => ({
  type: 'MessageDelta',
  seq,
  at,
  messageId,
  attempt,
  offset,
  text,
});
export const finished = (
  seq: number,
  messageId: string,
  text: string,
  attempt = 1,
  state: MessageState = 'COMPLETED',
): ConversationEvent => ({
  type: 'MessageFinished',
  seq,
  at,
  messageId,
  attempt,
  state,
  length: text.length,
  sha256: createHash('sha256').update(text).digest('hex'),
  sources: [],
  suggestions: [],
  error: null,
});

/** A question and an answer of these pieces, as the log has it: seq 1, 2, 3 … */
export function answerLog(pieces: readonly string[]): ConversationEvent[] {
  const events: ConversationEvent[] = [
    added(1, { id: 'q', text: 'question', clientMessageId: 'sent-1' }),
    added(2, { id: 'a', author: BOT, state: 'PENDING', runId: 'run-1' }),
  ];
  let offset = 0;
  for (const piece of pieces) {
    events.push(delta(events.length + 1, 'a', offset, piece));
    offset += piece.length;
  }
  events.push(finished(events.length + 1, 'a', pieces.join('')));
  return events;
}

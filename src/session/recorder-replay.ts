import type {
  ConversationEvent,
  ErrorCode,
  Escalation,
  EscalationState,
  EventPage,
  LiveState,
  Message,
  Participant,
  ResumePoint,
  Role,
  Snapshot,
  ToolActivity,
  Transition,
  UserError,
} from '../protocol/vocabulary.ts';
import type { ConversationView } from './conversation.ts';
import type { RecordEntry, RecordedEvent, RecordedMessage, RecordedSnapshot, Recording } from './recorder-entries.ts';
import { type ReduceInput, reduce } from './reduce.ts';

export interface Replayed {
  readonly view: ConversationView;
  /** False: entries it needs were dropped, or it was not recorded from its beginning; the view ends where the first is missing. */
  readonly whole: boolean;
}

/**
 * What a recording makes of each conversation in it, through the same `reduce` as on the page (rule N-3). From a redacted one come
 * the same messages in the same order, states and lengths, with a filler for every character and no names.
 */
export function replay(recording: Recording): ReadonlyMap<string, Replayed> {
  const found = new Map<string, Replayed>();
  for (const entry of recording.entries) {
    if (entry.type !== 'snapshot' && entry.type !== 'events' && entry.type !== 'hash') continue;
    const before = found.get(entry.feed);
    const view = reduce(before?.view ?? null, [inputOf(entry)]);
    if (view === null) continue;
    const reached = entry.type !== 'events' || view.cursor.seq >= lastOf(entry);
    found.set(entry.feed, { view, whole: reached && (before?.whole ?? true) });
  }
  return found;
}

type Folded = Extract<RecordEntry, { type: 'snapshot' | 'events' | 'hash' }>;

function inputOf(entry: Folded): ReduceInput {
  if (entry.type === 'hash') {
    const { messageId, attempt, result } = entry;
    return { type: 'hash', messageId, attempt, matches: result === 'skipped' ? null : result === 'ok' };
  }
  if (entry.type === 'snapshot') {
    const snapshot = entry.snapshot ?? snapshotOf(entry.feed, entry.shape);
    return entry.part === 'whole' ? { type: 'snapshot', snapshot } : { type: 'earlier', snapshot };
  }
  const events = entry.whole ?? entry.events.flatMap(eventsOf);
  return { type: 'page', page: pageOf(events, { epoch: entry.epoch, seq: events.at(-1)?.seq ?? 0 }) };
}

function lastOf({ events }: Extract<Folded, { type: 'events' }>): number {
  const last = events.at(-1);
  return last?.type === 'MessageDelta' ? last.until : (last?.seq ?? 0);
}

const FILLER = '·';
/** Times of single events are not recorded. */
const AT = '1970-01-01T00:00:00.000Z';
const NO_LIVE: LiveState = { id: '', typing: [], read: [], queuePosition: null, etaSeconds: null, overdue: false };

function pageOf(events: readonly ConversationEvent[], head: ResumePoint): EventPage {
  return { events, head, caughtUp: true, live: NO_LIVE, resync: null, reconnectWithinMs: null };
}

/** Joined deltas are numbered as before: the first brings the text, the others nothing. */
function eventsOf(event: RecordedEvent): ConversationEvent[] {
  const { seq } = event;
  const base = { seq, at: AT };
  switch (event.type) {
    case 'MessageAdded':
      return [{ ...base, type: 'MessageAdded', message: messageOf(event) }];
    case 'MessageDelta': {
      const { messageId, attempt, offset, length, until } = event;
      const delta = { type: 'MessageDelta', at: AT, messageId, attempt } as const;
      const rest = Array.from({ length: until - seq }, (_, at) => ({ ...delta, seq: seq + 1 + at, offset: offset + length, text: '' }));
      return [{ ...delta, seq, offset, text: FILLER.repeat(length) }, ...rest];
    }
    case 'MessageReset':
      return [
        { ...base, type: 'MessageReset', messageId: event.messageId, attempt: event.attempt, reason: event.reason, runId: event.runId },
      ];
    case 'MessageFinished': {
      const { messageId, attempt, state, length, code } = event;
      const error = errorOf(code);
      return [{ ...base, type: 'MessageFinished', messageId, attempt, state, length, sha256: '', sources: [], suggestions: [], error }];
    }
    case 'ToolActivity':
      return [{ ...base, type: 'ToolActivity', messageId: event.messageId, label: '', state: event.state }];
    case 'MessageRated':
      return [{ ...base, type: 'MessageRated', messageId: event.messageId, rating: event.rating }];
    case 'ConversationChanged': {
      const unsaid = { title: null, satisfaction: null, actor: null, reason: null, reopenableUntil: null };
      return [{ ...base, ...unsaid, type: 'ConversationChanged', state: event.state }];
    }
    case 'EscalationChanged':
      return [{ ...base, type: 'EscalationChanged', escalation: escalationOf(event.state), actor: somebody('SYSTEM') }];
    case 'Unknown':
      return [{ ...base, type: 'Unknown', typename: '' }];
  }
}

function snapshotOf(id: string, shape: RecordedSnapshot): Snapshot {
  const { head, state, hasEarlier } = shape;
  return {
    ...{ id, head, state, hasEarlier, title: null, organizationId: '', reopenableUntil: null, notesId: null, createdAt: AT },
    ...{ satisfaction: null, unreadCount: 0, readSeq: 0 },
    customer: somebody('USER'),
    escalation: escalationOf(shape.escalation),
    messages: shape.messages.map(messageOf),
    transitions: shape.transitions.flatMap(eventsOf).filter(isTransition),
  };
}

function isTransition(event: ConversationEvent): event is Transition | ToolActivity {
  return event.type === 'ConversationChanged' || event.type === 'EscalationChanged' || event.type === 'ToolActivity';
}

function messageOf(message: RecordedMessage): Message {
  const { messageId: id, role, state, attempt, length, createdSeq, runId, clientMessageId, rating, code } = message;
  const unsaid = { at: AT, sources: [], suggestions: [] };
  return {
    ...{ id, state, attempt, createdSeq, runId, clientMessageId, rating },
    ...unsaid,
    author: somebody(role),
    text: FILLER.repeat(length),
    error: errorOf(code),
  };
}

function errorOf(code: ErrorCode | null): UserError | null {
  return code === null ? null : { code, message: '', retryable: false, retryAfterMs: null };
}

function somebody(role: Role): Participant {
  return { id: role, role, name: '', avatarUrl: null };
}

function escalationOf(state: EscalationState): Escalation {
  const nobody = { id: null, handover: null, reason: null, requestedBy: null, requestedAt: null, agent: null };
  return { ...nobody, state, transferReason: null, opensAt: null };
}

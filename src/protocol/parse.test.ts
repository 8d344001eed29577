import { describe, expect, it } from 'vitest';
import { ChatError } from './chat-error.ts';
import { parseChangePage, parseEvent, parseEventPage, parseOutcome, parseSnapshot } from './parse.ts';

const author = { id: 'u', role: 'USER', name: 'Ada', avatarUrl: null };
const message = {
  id: 'm',
  author,
  text: 'hi',
  state: 'COMPLETED',
  attempt: 1,
  clientMessageId: null,
  runId: null,
  createdSeq: 1,
  at: '2026',
  sources: [],
  suggestions: [],
  rating: null,
  error: null,
};
const page = {
  events: [],
  head: { epoch: 'e', seq: 0 },
  caughtUp: true,
  live: { id: 'l', typing: [], read: [], queuePosition: null, etaSeconds: null, overdue: false },
  resync: null,
  reconnectWithinMs: null,
};

const defect = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof ChatError && error.kind === 'defect') return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('parse', () => {
  it('F30 keeps the number of a kind of event it does not know', () => {
    expect(parseEvent({ __typename: 'StickerAdded', seq: 4, at: '2026', sticker: 'x' })).toEqual({
      type: 'Unknown',
      typename: 'StickerAdded',
      seq: 4,
      at: '2026',
    });
    expect(parseEvent({ __typename: 'toString', seq: 4, at: '2026' }).type).toBe('Unknown');
  });

  it('F51 takes values a newer server added to an enumeration, and fields it added anywhere', () => {
    const event = parseEvent({
      __typename: 'MessageAdded',
      seq: 1,
      at: '2026',
      message: { ...message, state: 'ARCHIVED', author: { ...author, role: 'BROKER' }, rating: 'MEH', mood: 1 },
    });
    expect(event).toMatchObject({ message: { state: 'COMPLETED', author: { role: 'SYSTEM' }, rating: null } });
    expect(parseEventPage({ ...page, resync: 'SOMETHING_NEW' })?.resync).toBe('TOO_FAR_BEHIND');
    expect(
      parseOutcome({ deduplicated: false, error: { code: 'NEW_CODE', message: 'no', retryable: false, retryAfterMs: null } }).error,
    ).toMatchObject({ code: 'UNAVAILABLE', message: 'no' });
  });

  it('reads the aliases under which GraphQL gives fields of one name and several types', () => {
    expect(parseEvent({ __typename: 'ToolActivity', seq: 1, at: '', messageId: 'm', label: 'l', toolState: 'DONE' })).toMatchObject({
      state: 'DONE',
    });
    expect(
      parseEvent({
        __typename: 'ConversationChanged',
        seq: 1,
        at: '',
        conversationState: 'CLOSED',
        changedBy: author,
        changeReason: 'done',
      }),
    ).toMatchObject({ state: 'CLOSED', actor: { id: 'u' }, reason: 'done' });
  });

  it('K-9 names the place of what breaks the protocol', () => {
    expect(defect(() => parseEventPage({ ...page, head: { epoch: 'e', seq: -1 } }))).toContain('page.head.seq');
    expect(
      defect(() =>
        parseEventPage({
          ...page,
          events: [{ __typename: 'MessageDelta', seq: 1, at: '', messageId: 'm', attempt: 1, offset: '0', text: '' }],
        }),
      ),
    ).toContain('page.events[0].offset');
    expect(defect(() => parseEventPage('<html>'))).toContain('page');
    expect(defect(() => parseSnapshot([]))).toContain('conversation');
    expect(defect(() => parseChangePage({ changed: 'x' }))).toContain('changes.changed');
  });

  it('H41 refuses values beyond every honest size and never takes a prototype for data', () => {
    expect(defect(() => parseEventPage({ ...page, events: Array.from({ length: 2_001 }, () => 0) }))).toContain('at most 2000');
    expect(
      defect(() =>
        parseEvent({ __typename: 'MessageDelta', seq: 1, at: '', messageId: 'm', attempt: 1, offset: 0, text: 'x'.repeat(1_000_001) }),
      ),
    ).toContain('text');
    expect(defect(() => parseEventPage(Object.create(page)))).toContain('page.events');
    const evil: unknown = JSON.parse(`{"__proto__":{"seq":9},"at":"","__typename":"X"}`);
    expect(defect(() => parseEvent(evil))).toContain('event.seq');
  });

  it('keeps null, which says that access is gone', () => {
    expect(parseEventPage(null)).toBeNull();
    expect(parseSnapshot(null)).toBeNull();
  });
});

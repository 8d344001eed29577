import { describe, expect, it } from 'vitest';
import { ADA, added, answerLog, BOT, page, snapshot } from '../../tests/support/log.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import type { ConversationView } from './conversation.ts';
import { appendPage, applyChanges, type ConversationListView } from './lists.ts';
import type { OutboxEntry } from './outbox.ts';
import { reduce } from './reduce.ts';
import { activeRun, transcriptItems, unreadFrom } from './select.ts';
import { steady } from './steady.ts';

const log = answerLog(['Hello', ' world']);
const view = (upTo: number, from: ConversationView | null = null): ConversationView =>
  reduce(from, [
    ...(from ? [] : [{ type: 'snapshot' as const, snapshot: snapshot() }]),
    { type: 'page', page: page(log.slice(0, upTo)) },
  ]) as ConversationView;
const entry = (id: string): OutboxEntry => ({
  id,
  conversationKey: 'c1',
  text: id,
  state: 'queued',
  error: null,
  createdAt: 0,
  retryAt: null,
  opening: null,
  context: [],
  locale: null,
});

describe('select', () => {
  it('K-7 a message in the log takes the place of its outbox entry, under the same key', () => {
    const before = transcriptItems(null, [entry('sent-1'), entry('sent-2')]);
    expect(before.map(({ kind, key }) => [kind, key])).toEqual([
      ['outgoing', 'sent-1'],
      ['outgoing', 'sent-2'],
    ]);
    const after = transcriptItems(view(2), [entry('sent-1'), entry('sent-2')]);
    expect(after.map(({ kind, key }) => [kind, key])).toEqual([
      ['message', 'sent-1'],
      ['message', 'a'],
      ['outgoing', 'sent-2'],
    ]);
  });

  it('draws transitions where the log has them', () => {
    const closed = {
      type: 'ConversationChanged',
      seq: 2,
      at: '',
      state: 'CLOSED',
      title: null,
      satisfaction: null,
      actor: ADA,
      reason: null,
      reopenableUntil: null,
    } as const;
    const made = reduce(null, [
      { type: 'snapshot', snapshot: snapshot() },
      { type: 'page', page: page([added(1, { id: 'x' }), closed, added(3, { id: 'y' })]) },
    ]);
    expect(transcriptItems(made, []).map(({ key }) => key)).toEqual(['x', 'seq-2', 'y']);
  });

  it('finds the answer being written, and the first unread message of somebody else', () => {
    expect(activeRun(view(3))).toEqual({ runId: 'run-1', messageId: 'a' });
    expect(activeRun(view(log.length))).toBeNull();
    expect(unreadFrom(view(log.length), ADA.id)?.id).toBe('a');
    expect(unreadFrom({ ...view(log.length), readSeq: 2 }, ADA.id)).toBeNull();
  });
});

describe('steady', () => {
  it('K-11 is the same object while only the text of an open answer grows, and changes at its end', () => {
    const writing = view(3);
    const more = view(4, writing);
    expect(more).not.toBe(writing);
    expect(steady(writing, more)).toBe(writing);
    expect(steady(writing, view(log.length, more))).not.toBe(writing);
    expect(steady(view(2), writing)).toBe(writing);
  });
});

const summary = (id: string, at: string, change: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id,
  version: 1,
  organizationId: 'org-1',
  title: id,
  hit: null,
  state: 'OPEN',
  customer: ADA,
  lastMessage: null,
  lastActivityAt: at,
  reopenableUntil: null,
  unreadCount: 0,
  escalation: {
    id: null,
    state: 'AI',
    handover: null,
    reason: null,
    requestedBy: null,
    requestedAt: null,
    agent: BOT,
    transferReason: null,
    opensAt: null,
  },
  ...change,
});
const list: ConversationListView = {
  nodes: [summary('b', '2026-02'), summary('a', '2026-01')],
  endCursor: 'a',
  hasMore: false,
  totalUnread: 0,
};

describe('lists', () => {
  it('moves what changed to the top and keeps the identity of what did not', () => {
    const next = applyChanges(
      list,
      {},
      { changed: [summary('a', '2026-03', { version: 2, unreadCount: 1 })], removed: [], totalUnread: 1 },
    );
    expect(next.nodes.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(next.nodes[1]).toBe(list.nodes[0]);
    expect(next.totalUnread).toBe(1);
    expect(applyChanges(next, {}, { changed: [summary('a', '2026-01', { version: 1 })], removed: [], totalUnread: null })).toBe(next);
  });

  it('takes in and lets go by its filter, and removes what was withdrawn', () => {
    const open = { states: ['OPEN'] } as const;
    expect(
      applyChanges(list, open, { changed: [summary('a', '2026-03', { version: 2, state: 'CLOSED' })], removed: ['b'], totalUnread: null })
        .nodes,
    ).toEqual([]);
    expect(applyChanges(list, open, { changed: [summary('n', '2026-03')], removed: [], totalUnread: null }).nodes[0]?.id).toBe('n');
    expect(applyChanges(list, { search: 'x' }, { changed: [summary('n', '2026-03')], removed: [], totalUnread: null })).toBe(list);
  });

  it('appends a page without repeating what moved in between', () => {
    const next = appendPage(list, {
      nodes: [list.nodes[1] as ConversationSummary, summary('z', '2025-12')],
      endCursor: 'z',
      hasNextPage: true,
      totalUnread: 0,
    });
    expect(next.nodes.map(({ id }) => id)).toEqual(['b', 'a', 'z']);
  });
});

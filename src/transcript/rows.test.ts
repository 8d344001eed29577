import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transition } from '../protocol/vocabulary.ts';
import type { MessageView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import type { TranscriptItem } from '../session/select.ts';
import { createRows, type RowRules, rowsOf } from './rows.ts';
import { createUnreadRows } from './unread.ts';

const ada = { id: 'u', role: 'USER', name: 'Ada', avatarUrl: null } as const;
const bot = { id: 'a', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null } as const;
const maya = { id: 'p', role: 'AGENT', name: 'Maya', avatarUrl: null } as const;
const start = Date.parse('2026-11-22T10:00:00Z');

function message(minute: number, author: MessageView['author'], state: MessageView['state'] = 'COMPLETED'): TranscriptItem {
  const at = new Date(start + minute * 60_000).toISOString();
  const view = { id: `m${minute}`, author, text: '', state, at, createdSeq: minute, clientMessageId: null, runId: 'r' };
  return { kind: 'message', key: view.id, message: view as unknown as MessageView };
}
function transition(minute: number, state: string): TranscriptItem {
  const at = new Date(start + minute * 60_000).toISOString();
  return {
    kind: 'transition',
    key: `seq-${minute}`,
    transition: { type: 'ConversationChanged', seq: minute, at, state } as unknown as Transition,
  };
}
function unsent(minute: number): TranscriptItem {
  const entry = { id: `o${minute}`, state: 'queued', retryAt: null, createdAt: start + minute * 60_000 } as unknown as OutboxEntry;
  return { kind: 'outgoing', key: entry.id, entry };
}

function counting(): { rules: RowRules; asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    rules: {
      dayKey: (iso) => {
        asked += 1;
        return iso.slice(0, 10);
      },
      // As the real one: nothing is said where nothing changed, and what is said depends on the one before.
      describe: (line, before) => {
        const [now, last] = [line, before].map((one) => (one as unknown as { state: string } | null)?.state ?? 'none');
        return now === last ? null : { icon: 'check', text: `${last} to ${now}` };
      },
      own: (item) => item.kind === 'outgoing' || (item.kind === 'message' && item.message.author.role === 'USER'),
    },
  };
}

const authors = [ada, bot, maya] as const;
const long = (count: number): TranscriptItem[] =>
  Array.from({ length: count }, (_, index) => message(index * 2, authors[index % 3] ?? ada));

describe('rows from one state to the next', () => {
  it('are what they would be made at once, after any changes', () => {
    const kinds = fc.constantFrom('append', 'prepend', 'state', 'line', 'old line', 'unsent', 'sent', 'remove', 'turn');
    const steps = fc.array(fc.record({ kind: kinds, n: fc.nat(12) }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (all) => {
        const { rules } = counting();
        const make = createRows();
        let [items, newest, oldest] = [[] as TranscriptItem[], 10_000, 10_000];
        for (const { kind, n } of all) {
          const said = items.filter((item) => item.kind !== 'outgoing');
          const waiting = items.slice(said.length);
          newest += n % 5 === 0 ? 900 : 1;
          oldest -= n % 5 === 0 ? 900 : 2;
          const author = authors[n % 4] ?? ada;
          const open = n % 2 === 0 ? 'STREAMING' : 'COMPLETED';
          if (kind === 'append') items = [...said, message(newest, author, open), ...waiting];
          if (kind === 'prepend') items = [...(n % 3 ? [] : [transition(oldest - 1, 'CLOSED')]), message(oldest, author), ...items];
          if (kind === 'line') items = [...said, transition(newest, n % 2 ? 'OPEN' : 'CLOSED'), ...waiting];
          if (kind === 'old line') items = [transition(oldest, n % 2 ? 'OPEN' : 'CLOSED'), ...items];
          if (kind === 'unsent') items = [...items, unsent(newest)];
          if (kind === 'sent') items = [...said, ...waiting.slice(1)];
          if (kind === 'remove') items = items.filter((_, index) => index !== n);
          if (kind === 'turn')
            items = items.map((item, index) =>
              item.kind === 'message' && index === n ? { ...item, message: { ...item.message, state: open } } : item,
            );
          expect(make(items, rules)).toEqual(rowsOf(items, rules));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('an append to 10,000 makes a handful of rows, all others stay the same objects', () => {
    const { rules, asked } = counting();
    const make = createRows();
    const items = long(10_000);
    const before = make(items, rules);
    expect(asked()).toBeLessThanOrEqual(10_001);
    const base = asked();
    const after = make([...items, message(30_000, bot)], rules);
    expect(asked() - base).toBeLessThanOrEqual(6);
    expect(after.filter((row, index) => row !== before[index])).toHaveLength(2);
  });

  it('a page before 10,000 makes its own rows and one more', () => {
    const { rules, asked } = counting();
    const make = createRows();
    const items = long(10_000);
    const before = make(items, rules);
    const base = asked();
    const page = Array.from({ length: 50 }, (_, index) => message(index * 2 - 200, authors[index % 3] ?? ada));
    const after = make([...page, ...items], rules);
    expect(asked() - base).toBeLessThanOrEqual(60);
    expect(after.slice(50).filter((row, index) => row !== before[index]).length).toBeLessThanOrEqual(3);
  });

  it('the line "New" changes two rows, wherever it stands, also as pages come before it', () => {
    const { rules } = counting();
    const [make, mark] = [createRows(), createUnreadRows()];
    const items = long(1_000);
    const plain = make(items, rules);
    const unread = { key: 'm1800', count: 3 };
    const marked = mark(plain, unread);
    const changed = marked.filter((row, index) => row !== plain[index]);
    expect(changed.map(({ key, unread: line, last }) => [key, line, last])).toEqual([
      ['m1798', null, true],
      ['m1800', unread, expect.any(Boolean)],
    ]);
    const more = mark(make([message(-5, bot), ...items], rules), unread);
    expect(more[901]).toBe(marked[900]);
    expect(more.filter((row) => row.unread !== null)).toHaveLength(1);
  });
});

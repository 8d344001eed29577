import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADA, added, page, snapshot } from '../../tests/support/log.ts';
import type { ConversationEvent } from '../protocol/vocabulary.ts';
import type { ConversationView } from './conversation.ts';
import { difference, replaced } from './difference.ts';
import type { OutboxEntry } from './outbox.ts';
import { reduce } from './reduce.ts';
import { createItems, transcriptItems } from './transcript-items.ts';

const entry = (id: string): OutboxEntry => ({
  ...{ id, conversationKey: 'c1', text: id, state: 'queued', error: null, createdAt: 0 },
  ...{ retryAt: null, opening: null, context: [], locale: null },
});
const closed = (seq: number): ConversationEvent => ({
  ...{ type: 'ConversationChanged', seq, at: '', state: 'CLOSED', title: null, satisfaction: null },
  ...{ actor: ADA, reason: null, reopenableUntil: null },
});
const rated = (seq: number, messageId: string): ConversationEvent =>
  ({ type: 'MessageRated', seq, at: '', messageId, rating: 'UP' }) as ConversationEvent;

const start = reduce(null, [{ type: 'snapshot', snapshot: snapshot() }]) as ConversationView;
const shape = (items: ReturnType<typeof transcriptItems>) => items.map(({ kind, key }) => `${kind} ${key}`);

describe('difference', () => {
  it('names the one stretch that differs, and what is put there gives the other list', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3)), fc.array(fc.nat(3)), (before, now) => {
        const { from, endBefore, endNow } = difference(before, now);
        expect(replaced(before, from, endBefore, now.slice(from, endNow))).toEqual(now);
      }),
    );
  });
});

describe('the rows of a transcript', () => {
  it('are after any changes what they would be made at once, and unchanged ones are the same objects', () => {
    const step = fc.record({ what: fc.constantFrom('message', 'transition', 'rate', 'earlier', 'outbox', 'again'), which: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const itemsOf = createItems();
        let [view, seq, outbox] = [start, 1_000, [] as OutboxEntry[]];
        let low = 1_000;
        for (const { what, which } of steps) {
          const before = itemsOf(view, outbox);
          if (what === 'message' || what === 'transition' || what === 'rate') {
            seq += 1;
            const target = view.messages[which % Math.max(1, view.messages.length)]?.id ?? 'none';
            const id = `m${seq}`;
            const event =
              what === 'message'
                ? added(seq, { id, clientMessageId: which % 2 ? id : null })
                : what === 'transition'
                  ? closed(seq)
                  : rated(seq, target);
            view = { ...view, cursor: { ...view.cursor, seq: seq - 1 } };
            view = reduce(view, [{ type: 'page', page: page([event]) }]) as ConversationView;
          } else if (what === 'earlier') {
            low -= 3;
            const [message] = [added(low, { id: `m${low}` })];
            const older = message.type === 'MessageAdded' ? [message.message] : [];
            const earlier = { ...snapshot(), messages: older, transitions: which % 2 ? [closed(low + 1) as never] : [] };
            view = reduce(view, [{ type: 'earlier', snapshot: earlier }]) as ConversationView;
          } else if (what === 'outbox') outbox = which % 3 === 0 ? outbox.slice(1) : [...outbox, entry(`m${seq + (which % 3)}`)];
          else view = { ...view, messages: [...view.messages] };
          const now = itemsOf(view, outbox);
          expect(shape(now)).toEqual(shape(transcriptItems(view, outbox)));
          const old = new Map(before.map((item) => [item.key, item]));
          const subject = (item: (typeof now)[number]) =>
            'message' in item ? item.message : 'entry' in item ? item.entry : item.transition;
          for (const item of now) {
            const was = old.get(item.key);
            if (was && was.kind === item.kind && subject(was) === subject(item)) expect(item).toBe(was);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { added, answerLog, BOT, delta, EPOCH, finished, message, page, snapshot } from '../../tests/support/log.ts';
import type { ConversationView } from './conversation.ts';
import { type ReduceInput, reduce } from './reduce.ts';

const empty = reduce(null, [{ type: 'snapshot', snapshot: snapshot() }]) as ConversationView;
const apply = (view: ConversationView, ...inputs: ReduceInput[]): ConversationView => reduce(view, inputs) as ConversationView;
const pages = (...events: Parameters<typeof page>[0][]): ReduceInput[] => events.map((list) => ({ type: 'page', page: page(list) }));

describe('reduce', () => {
  const log = answerLog(['Hello', ' ', 'world']);

  it('K-1 folds a log into the text it was made from', () => {
    const view = apply(empty, ...pages(log));
    expect(view.messages.map(({ text, state, hash }) => ({ text, state, hash }))).toEqual([
      { text: 'question', state: 'COMPLETED', hash: 'skipped' },
      { text: 'Hello world', state: 'COMPLETED', hash: 'pending' },
    ]);
    expect(view.cursor).toEqual({ epoch: EPOCH, seq: log.length });
  });

  it('makes no second copy of what a snapshot tells of finished messages', () => {
    const told = snapshot({ messages: [message({ id: 'a', createdSeq: 1 }), message({ id: 'b', createdSeq: 2, state: 'STREAMING' })] });
    const view = reduce(null, [{ type: 'snapshot', snapshot: told }]) as ConversationView;
    expect(view.messages[0]).toBe(told.messages[0]);
    expect(view.messages[1]).toMatchObject({ hash: 'pending', promise: null, asOf: told.head.seq });
    const older = snapshot({ head: told.head, messages: [message({ id: 'o', createdSeq: 0 })] });
    expect(apply(view, { type: 'earlier', snapshot: older }).messages[0]).toBe(older.messages[0]);
  });

  it('F17 F19 gives the same view however the log is cut, repeated and interleaved', () => {
    const whole = apply(empty, ...pages(log));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(log.length), fc.nat(log.length)), { maxLength: 12 }), (cuts) => {
        const random = cuts.map(
          ([from, to]): ReduceInput => ({ type: 'page', page: page(log.slice(Math.min(from, to), Math.max(from, to))) }),
        );
        expect(apply(empty, ...random, ...pages(log))).toEqual(whole);
      }),
    );
  });

  it('F20 applies nothing behind a hole', () => {
    const view = apply(empty, ...pages(log.slice(0, 2), log.slice(3)));
    expect(view.cursor.seq).toBe(2);
    expect(view.messages[1]?.text).toBe('');
  });

  it('K-3 gives a new identity only to the message spoken of', () => {
    const before = apply(empty, ...pages(log.slice(0, 3)));
    const after = apply(before, ...pages(log.slice(0, 4)));
    expect(after.messages[0]).toBe(before.messages[0]);
    expect(after.messages[1]).not.toBe(before.messages[1]);
    expect(after.transitions).toBe(before.transitions);
    expect(apply(after, ...pages(log.slice(0, 4)))).toBe(after);
  });

  it('F27 drops text of an older attempt and replaces it at a reset', () => {
    const reset = { type: 'MessageReset', seq: 4, at: '', messageId: 'a', attempt: 2, reason: 'WORKER_LOST', runId: 'run-2' } as const;
    const view = apply(
      empty,
      ...pages([...log.slice(0, 3), reset, delta(5, 'a', 5, 'old', 1), delta(6, 'a', 0, 'new', 2), finished(7, 'a', 'new', 2)]),
    );
    expect(view.messages[1]).toMatchObject({ text: 'new', attempt: 2, state: 'COMPLETED', runId: 'run-2' });
    expect(view.damaged).toBe(false);
  });

  it('R-6 F51 a retry brings the id of its run; an event from before that field calls for a snapshot', () => {
    const retry = { type: 'MessageReset', seq: log.length + 1, at: '', messageId: 'a', attempt: 2, reason: 'USER_RETRY' } as const;
    const told = apply(empty, ...pages([...log, { ...retry, runId: 'run-2' }]));
    expect(told).toMatchObject({ damaged: false, messages: [{}, { runId: 'run-2', text: '', state: 'STREAMING' }] });
    const untold = apply(empty, ...pages([...log, { ...retry, runId: null }]));
    expect(untold).toMatchObject({ damaged: true, messages: [{}, { runId: 'run-1', text: '' }] });
  });

  it('K-4 calls for a snapshot when text does not join, or the promised length or hash is not met', () => {
    expect(apply(empty, ...pages([...log.slice(0, 2), delta(3, 'a', 7, 'x')])).damaged).toBe(true);
    expect(apply(empty, ...pages([...log.slice(0, 3), finished(4, 'a', 'Hello!')]))).toMatchObject({
      damaged: true,
      messages: [{}, { hash: 'mismatch' }],
    });
    const pending = apply(empty, ...pages(log));
    expect(apply(pending, { type: 'hash', messageId: 'a', attempt: 1, matches: false })).toMatchObject({ damaged: true });
    expect(apply(pending, { type: 'hash', messageId: 'a', attempt: 1, matches: true }).messages[1]?.hash).toBe('ok');
    expect(apply(pending, { type: 'hash', messageId: 'a', attempt: 1, matches: null }).messages[1]?.hash).toBe('skipped');
  });

  it('F59 takes no text and no second end after the end', () => {
    const view = apply(empty, ...pages([...log, delta(7, 'a', 11, 'late'), finished(8, 'a', 'Hello worldlate', 1, 'STOPPED')]));
    expect(view.messages[1]).toMatchObject({ text: 'Hello world', state: 'COMPLETED' });
  });

  it('F30 moves the cursor over a kind of event it does not know and shows nothing', () => {
    const view = apply(empty, ...pages([{ type: 'Unknown', typename: 'Sticker', seq: 1, at: '' }, added(2, { id: 'm' })]));
    expect(view).toMatchObject({ cursor: { seq: 2 }, messages: [{ id: 'm' }] });
  });

  it('F36 ignores pages of another epoch and a snapshot that pages have overtaken', () => {
    const view = apply(empty, ...pages(log));
    expect(apply(view, { type: 'page', page: page([added(7, { id: 'x' })], { head: { epoch: 'other', seq: 7 } }) })).toBe(view);
    expect(apply(view, { type: 'snapshot', snapshot: snapshot({ head: { epoch: EPOCH, seq: 2 } }) })).toBe(view);
    expect(apply(view, { type: 'snapshot', snapshot: snapshot({ head: { epoch: 'other', seq: 1 } }) }).cursor).toEqual({
      epoch: 'other',
      seq: 1,
    });
  });

  it('F46 goes on with an answer that a snapshot shows half written', () => {
    const half = snapshot({
      head: { epoch: EPOCH, seq: 3 },
      messages: [message({ id: 'a', author: BOT, text: 'Hello', state: 'STREAMING', createdSeq: 2 })],
    });
    const view = reduce(null, [{ type: 'snapshot', snapshot: half }, ...pages(log)]);
    expect(view?.messages[0]?.text).toBe('Hello world');
    expect(view?.damaged).toBe(false);
  });

  it('K-2 prepends earlier messages once, and events they already hold are not applied again', () => {
    const late = snapshot({ head: { epoch: EPOCH, seq: 9 }, messages: [message({ id: 'b', createdSeq: 8 })], hasEarlier: true });
    const view = reduce(null, [{ type: 'snapshot', snapshot: late }]) as ConversationView;
    const earlier = snapshot({ head: { epoch: EPOCH, seq: 11 }, messages: [message({ id: 'a', createdSeq: 2, rating: 'DOWN' })] });
    const joined = apply(view, { type: 'earlier', snapshot: earlier }, { type: 'earlier', snapshot: earlier });
    expect(joined.messages.map(({ id }) => id)).toEqual(['a', 'b']);
    const rated = apply(joined, { type: 'page', page: page([{ type: 'MessageRated', seq: 10, at: '', messageId: 'a', rating: 'UP' }]) });
    expect(rated.messages[0]?.rating).toBe('DOWN');
  });
});

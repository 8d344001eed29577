import { describe, expect, it } from 'vitest';
import { fakeEnvironment } from '../../tests/support/fake-environment.ts';
import { ADA, added, answerLog, BOT, delta, EPOCH, finished, message, page, snapshot } from '../../tests/support/log.ts';
import type { EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import { placeEvents } from './feeds.ts';
import { Recorder } from './recorder.ts';

const at = (seq: number): ResumePoint => ({ epoch: EPOCH, seq });

function setUp(mode: 'off' | 'redacted' | 'with-text' = 'redacted', limits?: ConstructorParameters<typeof Recorder>[1]) {
  const environment = fakeEnvironment({ startMs: 5_000 });
  const recorder = new Recorder(environment, limits);
  recorder.start(mode);
  const feed = recorder.conversation('c1');
  const read = (cursor: number, arrived: EventPage): void =>
    feed.note({ type: 'page', page: arrived, cursor: at(cursor), placed: placeEvents(arrived, at(cursor)).kind, carrier: 'websocket' });
  return { environment, recorder, feed, read, types: () => recorder.export()?.entries.map(({ type }) => type) };
}

describe('Recorder', () => {
  it('N-1 keeps no record until it is asked to, but counts', () => {
    const { recorder, read } = setUp('off');
    read(0, page(answerLog(['Hello'])));
    recorder.hash('c1', { messageId: 'a', attempt: 1, length: 5, result: 'mismatch' });
    expect(recorder.export()).toBeNull();
    expect(recorder.figures().counters).toMatchObject({ hashMismatch: 1, hashOk: 0 });
  });

  it('N-1 is not turned down by one who asks for less', () => {
    const { recorder } = setUp('with-text');
    recorder.start('redacted');
    recorder.start('off');
    expect(recorder.export()?.mode).toBe('with-text');
  });

  it('N-2 H39 a redacted record holds no word, no name and no digest of a text', () => {
    const { recorder, read } = setUp();
    const secret = 'sesame-4711';
    recorder.snapshot(
      'c1',
      snapshot({ title: secret, customer: { ...ADA, name: secret }, messages: [message({ id: 'm0', text: secret })] }),
    );
    read(
      0,
      page([added(1, { id: 'q', text: secret, author: { ...ADA, name: secret } }), added(2, { id: 'a', author: BOT, state: 'PENDING' })]),
    );
    read(2, page([delta(3, 'a', 0, secret), finished(4, 'a', secret)]));
    read(4, page([{ type: 'ToolActivity', seq: 5, at: '', messageId: 'a', label: secret, state: 'DONE' }]));
    const changed = { title: secret, satisfaction: null, actor: null, reason: secret, reopenableUntil: null };
    read(5, page([{ type: 'ConversationChanged', seq: 6, at: '', state: 'CLOSED', ...changed }]));
    const text = JSON.stringify(recorder.export());
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{64}/u);
    expect(text).toContain(`"length":${secret.length}`);
  });

  it('N-1 joins the deltas of one answer, so that a long one is one entry', () => {
    const { recorder, read } = setUp();
    const log = answerLog(Array.from({ length: 900 }, (_, piece) => `piece ${piece} `));
    for (const event of log) read(event.seq - 1, page([event], { head: at(log.length), caughtUp: false }));
    const entries = recorder.export()?.entries.filter(({ type }) => type === 'events') ?? [];
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      events: [{ type: 'MessageAdded' }, { type: 'MessageAdded' }, { seq: 3, until: 902 }, { type: 'MessageFinished', seq: 903 }],
    });
  });

  it('N-1 is bounded: the newest 500 entries and about a megabyte stay, the rest is counted', () => {
    const { recorder, feed } = setUp();
    for (let turn = 0; turn < 600; turn += 1) feed.note({ type: 'opening', after: at(turn) });
    expect(recorder.export()).toMatchObject({ dropped: 100 });
    expect(recorder.export()?.entries).toHaveLength(500);
    const heavy = setUp('with-text', { entries: 500, weight: 10_000, eventsPerEntry: 100 });
    for (let seq = 1; seq <= 20; seq += 1) heavy.read(seq - 1, page([added(seq, { id: `m${seq}`, text: 'x'.repeat(2_000) })]));
    expect(JSON.stringify(heavy.recorder.export()).length).toBeLessThan(14_000);
    expect(heavy.recorder.export()?.entries.at(-1)).toMatchObject({ events: [{ seq: 20 }] });
  });

  it('N-1 notes losses, gaps, resumes with their cursor, duplicates and the way pages come', async () => {
    const { environment, recorder, feed, read, types } = setUp();
    recorder.carrier({ type: 'connect', expiresInMs: 600_000 });
    feed.note({ type: 'opening', after: at(0) });
    read(0, page([added(1, { id: 'm1' })]));
    recorder.carrier({ type: 'disconnect', opened: true, code: 1006, kind: 'network' });
    feed.note({ type: 'lost', why: 'network' });
    await environment.pass(310);
    feed.note({ type: 'opening', after: at(1) });
    read(1, page([added(1, { id: 'm1' }), added(2, { id: 'm2' })]));
    feed.note({ type: 'recovered', ms: 310 });
    read(2, page([added(4, { id: 'm4' })]));
    recorder.carrier({ type: 'rotation', outcome: 'moved' });
    feed.note({ type: 'page', page: page([], { head: at(2) }), cursor: at(2), placed: 'continues', carrier: 'long-poll' });
    const seen = ['connect', 'open', 'carrier', 'events', 'disconnect', 'lost', 'open', 'duplicates', 'events', 'resume', 'gap'];
    expect(types()).toEqual([...seen, 'rotation', 'carrier']);
    expect(recorder.export()?.entries).toContainEqual({ at: 310, type: 'resume', feed: 'c1', after: 1, ms: 310 });
    expect(recorder.export()?.entries).toContainEqual({ at: 310, type: 'gap', feed: 'c1', after: 2, first: 4 });
    expect(recorder.figures()).toMatchObject({
      transport: 'long-poll',
      cursor: at(2),
      lastRecoveryMs: 310,
      counters: { connects: 1, disconnects: 1, rotations: 1, carrierChanges: 1, resumes: 1, duplicates: 1, holes: 1 },
    });
  });

  it('tells of the answers of the conversation that was opened last and is still open', () => {
    const { recorder, feed, read } = setUp('off');
    read(0, page(answerLog(['Hel', 'lo'])));
    expect(recorder.figures().answers).toEqual([{ messageId: 'a', attempt: 1, length: 5, hash: 'pending', sha256: null }]);
    recorder.hash('c1', { messageId: 'a', attempt: 1, length: 5, result: 'ok', sha256: 'abc' });
    expect(recorder.figures().answers).toMatchObject([{ hash: 'ok', sha256: 'abc' }]);
    const other = recorder.conversation('c2');
    expect(recorder.figures()).toMatchObject({ conversationId: 'c2', answers: [] });
    other.closed();
    expect(recorder.figures().conversationId).toBe('c1');
    const again = recorder.conversation('c1');
    feed.closed();
    expect(recorder.figures().conversationId).toBe('c1');
    again.closed();
    expect(recorder.figures().conversationId).toBeNull();
  });

  it('F23 a new attempt starts the answer’s numbers over; a snapshot that brings an end leaves nothing to compare', () => {
    const { recorder, read } = setUp('off');
    read(0, page([added(1, { id: 'a', author: BOT, state: 'PENDING' }), delta(2, 'a', 0, 'half')]));
    read(2, page([{ type: 'MessageReset', seq: 3, at: '', messageId: 'a', attempt: 2, reason: 'WORKER_LOST', runId: 'r2' }]));
    expect(recorder.figures().answers).toEqual([{ messageId: 'a', attempt: 2, length: 0, hash: 'pending', sha256: null }]);
    const whole = message({ id: 'a', author: BOT, attempt: 2, text: 'whole', createdSeq: 1 });
    recorder.snapshot('c1', snapshot({ head: at(9), messages: [whole] }));
    expect(recorder.figures().answers).toEqual([{ messageId: 'a', attempt: 2, length: 5, hash: 'skipped', sha256: null }]);
  });

  it('tells listeners at most once in 100 ms, and nobody after the last has left', async () => {
    const { environment, recorder, feed } = setUp('off');
    let told = 0;
    const stop = recorder.subscribe(() => {
      told += 1;
    });
    for (let turn = 0; turn < 50; turn += 1) feed.note({ type: 'opening', after: at(turn) });
    expect(told).toBe(0);
    await environment.pass(100);
    expect(told).toBe(1);
    feed.note({ type: 'opening', after: at(1) });
    stop();
    await environment.pass(1_000);
    expect([told, environment.timers]).toEqual([1, 0]);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ConversationEvent, Message } from '../../src/protocol/vocabulary.ts';
import { faultOfAnswer, piecesOf } from './answer.ts';
import { check } from './check.ts';
import type { History, Intent, RunRow, Send } from './history.ts';

const conversationId = 'conversation-1';
const at = '2026-01-01T00:00:00.000Z';

type Body = ConversationEvent extends infer Event ? (Event extends ConversationEvent ? Omit<Event, 'seq' | 'at'> : never) : never;

/** Numbered from 1. */
function numbered(bodies: readonly Body[]): ConversationEvent[] {
  return bodies.map((body, index) => ({ ...body, seq: index + 1, at })) as ConversationEvent[];
}

function message(id: string, role: 'USER' | 'ASSISTANT', text: string): Message {
  return {
    id,
    author: { id: role, role, name: role, avatarUrl: null },
    text,
    state: role === 'USER' ? 'COMPLETED' : 'PENDING',
    attempt: 1,
    clientMessageId: role === 'USER' ? `client-${id}` : null,
    runId: null,
    createdSeq: 0,
    at,
    sources: [],
    suggestions: [],
    rating: null,
    error: null,
  };
}

const said = (id: string): Body => ({ type: 'MessageAdded', message: message(id, 'USER', `${id} please`) });
const opened: Body = { type: 'MessageAdded', message: message('answer', 'ASSISTANT', '') };
const delta = (attempt: number, offset: number, text: string): Body => ({
  type: 'MessageDelta',
  messageId: 'answer',
  attempt,
  offset,
  text,
});
const reset: Body = { type: 'MessageReset', messageId: 'answer', attempt: 2, reason: 'WORKER_LOST', runId: 'run-2' };
function ended(attempt: number, text: string, state: Message['state'] = 'COMPLETED'): Body {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return {
    type: 'MessageFinished',
    messageId: 'answer',
    attempt,
    state,
    length: text.length,
    sha256,
    sources: [],
    suggestions: [],
    error: null,
  };
}

const whole = piecesOf('third please', 2).join('');
const beginning = piecesOf('third please', 1).slice(0, 2).join('');
/** Three messages, an answer whose first worker is lost, and the whole of it from the second. */
const bodies: readonly Body[] = [
  said('first'),
  opened,
  said('second'),
  delta(1, 0, beginning),
  said('third'),
  reset,
  delta(2, 0, whole),
  ended(2, whole),
];

let clock = 0;
function send(id: string, seq: number | null, more: Partial<Send> = {}): Send {
  const begun = clock++;
  return {
    writer: 1,
    intent: 'plain',
    conversationId,
    clientMessageId: `client-${id}`,
    text: `${id} please`,
    attempts: [],
    begun,
    ended: clock++,
    outcome: seq === null ? 'unknown' : 'ok',
    message: seq === null ? null : { id, seq },
    runId: null,
    deduplicated: false,
    code: null,
    ...more,
  };
}

function sends(): Send[] {
  clock = 0;
  return [send('first', 1), send('second', 3), send('third', 5)];
}

const runs: readonly RunRow[] = [1, 2].map((attempt) => ({
  id: `run-${attempt}`,
  conversationId,
  messageId: 'answer',
  attempt,
  state: attempt === 1 ? 'INTERRUPTED' : 'COMPLETED',
}));

/** A history without a fault, but for what is put in its place. */
function history(more: Partial<History> & { readonly bodies?: readonly Body[]; readonly snapshot?: readonly Message[] } = {}): History {
  const events = numbered(more.bodies ?? bodies);
  const messages = more.snapshot ?? [
    ...['first', 'second', 'third'].map((id) => message(id, 'USER', `${id} please`)),
    { ...message('answer', 'ASSISTANT', whole), state: 'COMPLETED' as const, attempt: 2 },
  ];
  return {
    sends: sends(),
    runs,
    seen: [{ reader: 0, conversationId, events, faults: [] }],
    told: [{ conversationId, events, again: events, messages }],
    ...more,
  };
}

const whats = (of: History): readonly string[] => check(of).map(({ what }) => what);
const refused = (intent: Intent, text: string): Send => ({ ...send('first', null), intent, text, outcome: 'fail', code: 'TOO_LARGE' });

describe('the judge of crashes: sends', () => {
  it('finds nothing in a history in which everything held', () => {
    expect(check(history())).toEqual([]);
    expect(check(history({ sends: [...sends(), send('lost', null), send('first', 1, { intent: 'again', deduplicated: true })] }))).toEqual(
      [],
    );
  });

  it('C-2: an acknowledged message that is in the log twice', () => {
    const twice = [...bodies.slice(0, 3), said('second'), ...bodies.slice(3)];
    expect(whats(history({ bodies: twice }))).toContainEqual(expect.stringContaining('acknowledged once and is in the log 2 times'));
  });

  it('C-1: an acknowledged message that is not in the log', () => {
    const without = bodies.filter((body) => body !== bodies[2]);
    expect(whats(history({ bodies: without }))).toContainEqual(expect.stringContaining('was acknowledged and is not in the log'));
  });

  it('C-4: a refused message that is in the log, and an honest one that was refused', () => {
    expect(whats(history({ sends: [...sends(), refused('large', 'third please')] }))).toContainEqual(
      expect.stringContaining('was refused and is in the log'),
    );
    expect(whats(history({ sends: [...sends(), refused('plain', 'nowhere')] }))).toContainEqual(
      expect.stringContaining('although nothing was wrong'),
    );
    const accepted = { ...refused('conflict', 'nowhere'), outcome: 'ok' as const };
    expect(whats(history({ sends: [...sends(), accepted] }))).toContainEqual(
      expect.stringContaining('accepted although it had to be refused'),
    );
  });

  it('an unknown message may be there once, and not twice', () => {
    const [first, second, third] = sends();
    const unknown = [first, { ...second, outcome: 'unknown', message: null }, third] as Send[];
    expect(check(history({ sends: unknown }))).toEqual([]);
    const twice = [...bodies.slice(0, 3), said('second'), ...bodies.slice(3)];
    expect(whats(history({ sends: unknown, bodies: twice }))).toContainEqual(
      expect.stringContaining('sent once and is in the log 2 times'),
    );
  });

  it('L-1: two messages of a sender that changed places, but not one nobody heard of that came late', () => {
    const [first, second, third] = sends();
    if (!first || !second || !third) throw new Error('Three were made.');
    const [early, late] = [
      { ...first, message: third.message, text: third.text, clientMessageId: third.clientMessageId },
      { ...third, message: first.message, text: first.text, clientMessageId: first.clientMessageId },
    ];
    const [what, ...others] = whats(history({ sends: [early, second, late] }));
    expect(what).toContain('was acknowledged before');
    expect(others).toHaveLength(2);
    expect(check(history({ sends: [{ ...early, outcome: 'unknown' }, second, { ...late, begun: second.begun }] }))).toEqual([]);
  });

  it('a message nobody sent, one with other words, other numbers than acknowledged, a repeat that is not recognised', () => {
    expect(whats(history({ sends: sends().slice(1) }))).toContainEqual(expect.stringContaining('was never sent'));
    const other = sends().map((each, index) => (index === 0 ? { ...each, message: { id: 'first', seq: 9 } } : each));
    expect(whats(history({ sends: other }))).toContainEqual(expect.stringContaining('the log has first with 1'));
    expect(whats(history({ sends: [...sends(), send('first', 1, { intent: 'again' })] }))).toContainEqual(
      expect.stringContaining('not recognised'),
    );
  });
});

describe('the judge of crashes: logs and answers', () => {
  it('L-1: a hole in the numbers', () => {
    const events = numbered(bodies).map((event) => ({ ...event, seq: event.seq > 4 ? event.seq + 1 : event.seq }));
    const [told] = history().told;
    if (!told) throw new Error('There is one.');
    expect(whats(history({ told: [{ ...told, events }] }))).toContainEqual('the log has number 6 after 4');
  });

  it('S-1: two servers that tell different logs, and a reader who was given what the log does not have, or too little', () => {
    const [told] = history().told;
    if (!told) throw new Error('There is one.');
    expect(whats(history({ told: [{ ...told, again: told.events.slice(1) }] }))).toContainEqual('the two servers tell different logs');
    const changed = told.events.map((event) => (event.type === 'MessageReset' ? { ...event, attempt: 3 } : event));
    const seen = { reader: 4, conversationId, faults: [] };
    expect(whats(history({ seen: [{ ...seen, events: changed }] }))).toContainEqual(
      expect.stringContaining('reader 4 was given {"type":"MessageReset"'),
    );
    expect(whats(history({ seen: [{ ...seen, events: told.events.slice(0, 2) }] }))).toContainEqual(
      "reader 4 was given 2 of the log's 8 events",
    );
  });

  it.each<[string, readonly Body[], string]>([
    ['R-4: an attempt with two ends', [...bodies, ended(2, whole, 'STOPPED')], 'ended twice'],
    ['R-4: text whose hash is another', [...bodies.slice(0, -1), ended(2, `${whole}x`)], 'its text has'],
    [
      'R-7: a late delta of a lost worker',
      [...bodies.slice(0, 6), delta(1, beginning.length, 'late'), ...bodies.slice(6)],
      'not the open one',
    ],
    ['R-3: a delta that does not join', [...bodies.slice(0, 6), delta(2, 3, whole), ended(2, whole)], 'starts at 3'],
    ['R-7: an answer that never ended', bodies.slice(0, -1), 'the answer answer never ended'],
    ['R-2: a message nothing answered', [...bodies, said('fourth')], 'nothing answered the message with number 9'],
    [
      'R-7: half an answer that ends as a whole one',
      [...bodies.slice(0, 6), delta(2, 0, beginning), ended(2, beginning)],
      'the answer should be',
    ],
  ])('%s', (_, broken, what) => {
    expect(whats(history({ bodies: broken }))).toContainEqual(expect.stringContaining(what));
  });

  it('R-1: a run that never ended, one the log does not have, and a snapshot that is not the log', () => {
    const open = runs.map((run) => (run.attempt === 2 ? { ...run, state: 'STREAMING' } : run));
    expect(whats(history({ runs: open }))).toEqual(['the run run-2 never ended']);
    expect(whats(history({ runs: runs.slice(1) }))).toEqual(['the answer answer has 2 attempts in the log and the runs 2']);
    const snapshot = history().told[0]?.messages.map((each) => ({ ...each, text: `${each.text}.` })) ?? [];
    expect(whats(history({ snapshot }))).toHaveLength(4);
  });

  it('tells an answer of one worker from one of two', () => {
    expect(faultOfAnswer(whole)).toBeNull();
    expect(faultOfAnswer(whole.replace('p2.3', 'p1.3'))).toContain('should be');
    expect(faultOfAnswer('Hello.')).toContain('does not begin');
  });
});

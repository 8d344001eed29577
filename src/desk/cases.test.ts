import { describe, expect, it } from 'vitest';
import { english, translator } from '../i18n/index.ts';
import type { ConversationSummary, EscalationState, Participant } from '../protocol/vocabulary.ts';
import { groupsOf, standingOf, waited } from './cases.ts';

const person = (id: string): Participant => ({ id, role: 'AGENT', name: id, avatarUrl: null });
const one = (id: string, state: EscalationState, agent: string | null = null): ConversationSummary =>
  ({ id, state: 'OPEN', escalation: { state, agent: agent && person(agent) } }) as unknown as ConversationSummary;

describe('how a conversation stands to who looks', () => {
  it.each([
    ['QUEUED', null, 'waiting'],
    ['UNAVAILABLE', null, 'waiting'],
    ['MESSAGE_LEFT', null, 'waiting'],
    ['CONNECTED', 'me', 'mine'],
    ['CONNECTED', 'other', 'theirs'],
    ['TRANSFERRING', 'me', 'passed'],
    ['TRANSFERRING', 'other', 'passing'],
    ['RETURNED', null, 'back'],
    ['AI', null, 'back'],
    ['REQUESTED', null, 'back'],
    ['ENDED', 'me', 'back'],
  ] as const)('%s with %s is %s', (state, agent, standing) => {
    expect(standingOf(one('c', state, agent), 'me')).toBe(standing);
  });
  it('is closed once it is, whatever went before', () => {
    expect(standingOf({ ...one('c', 'ENDED', 'me'), state: 'CLOSED' }, 'me')).toBe('closed');
  });
});

describe('the queue', () => {
  it('puts what is passed to one’s own name first, then who waits, one’s own, and what colleagues have', () => {
    const cases = [
      one('theirs', 'CONNECTED', 'other'),
      one('a', 'QUEUED'),
      one('mine', 'CONNECTED', 'me'),
      one('p', 'TRANSFERRING', 'me'),
      one('b', 'MESSAGE_LEFT'),
    ];
    expect(groupsOf(cases, 'me').map(({ name, cases: of }) => [name, of.map(({ id }) => id)])).toEqual([
      ['passed', ['p']],
      ['waiting', ['a', 'b']],
      ['mine', ['mine']],
      ['others', ['theirs']],
    ]);
    expect(groupsOf([], 'me')).toEqual([]);
  });
  it.each([
    [-5_000, 'now'],
    [59_000, 'now'],
    [60_000, '1 min'],
    [59 * 60_000, '59 min'],
    [61 * 60_000, '1 h 1 min'],
    [49 * 3_600_000, '2 days'],
  ])('tells how long %i ms are', (ms, words) => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    expect(waited(new Date(now - ms).toISOString(), now, translator(english, 'en'))).toBe(words);
  });
});

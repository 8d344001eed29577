import { describe, expect, it } from 'vitest';
import type { ChatLine } from '../../../src/expose/contract.ts';
import { narrate } from './narrate.ts';

const counters = {
  ...{ connects: 1, disconnects: 0, rotations: 0, carrierChanges: 0, resumes: 0, duplicates: 0, holes: 0, snapshots: 1 },
  ...{ hashOk: 0, hashMismatch: 0, hashSkipped: 0 },
};
const answer = { messageId: 'a', attempt: 1, length: 9, hash: 'pending', sha256: null } as const;
const line: ChatLine = {
  state: 'live',
  transport: 'websocket',
  conversationId: 'c1',
  cursor: { epoch: 'e', seq: 7 },
  lastRecoveryMs: null,
  counters,
  answers: [answer],
};

describe('narrate', () => {
  it('says nothing of a line on which nothing happened, or of another conversation', () => {
    expect(narrate(null, line)).toBeNull();
    expect(narrate(line, { ...line, cursor: { epoch: 'e', seq: 8 } })).toBeNull();
    expect(narrate(line, { ...line, conversationId: 'c2', counters: { ...counters, resumes: 1 }, lastRecoveryMs: 5 })).toBeNull();
  });

  it('says how long it took to read on, by which way, and who goes on writing', () => {
    const resumed = { ...line, lastRecoveryMs: 1_204, counters: { ...counters, resumes: 1 } };
    expect(narrate(line, resumed)).toBe('Reading again after 1,204 ms, from the same cursor.');
    expect(narrate(line, { ...resumed, answers: [{ ...answer, attempt: 2 }] })).toBe(
      'Reading again after 1,204 ms, from the same cursor. Another worker took over: attempt 2.',
    );
    const fell = { ...resumed, transport: 'long-poll' as const, counters: { ...counters, resumes: 1, carrierChanges: 1 } };
    expect(narrate(line, fell)).toBe('Long poll now, from the same cursor.');
  });

  it('says of each answer once whether its hash agrees', () => {
    const ended = (hash: 'ok' | 'mismatch' | 'skipped') => ({ ...line, answers: [{ ...answer, hash }] });
    expect(narrate(line, ended('ok'))).toContain('hash agrees');
    expect(narrate(line, ended('mismatch'))).toContain('differs');
    expect(narrate(line, ended('skipped'))).toContain('nothing to compare');
    expect(narrate(ended('ok'), ended('ok'))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { LIVE } from '../../tests/support/log.ts';
import type { Participant } from '../protocol/vocabulary.ts';
import type { MessageView } from './conversation.ts';
import { seenMessage } from './seen.ts';

const person = (id: string, role: Participant['role']): Participant => ({ id, role, name: id, avatarUrl: null });
const cara = person('cara', 'USER');
const maya = person('maya', 'AGENT');
const said = (id: string, author: Participant, createdSeq: number) => ({ id, author, createdSeq }) as MessageView;
const messages = [said('1', cara, 1), said('2', maya, 2), said('3', cara, 3), said('4', cara, 4)];
const read = (...marks: [Participant, number][]) => ({
  messages,
  live: { ...LIVE, read: marks.map(([participant, seq]) => ({ participant, seq })) },
});

describe('what the other side has seen', () => {
  it('is the newest own message up to their mark', () => {
    expect(seenMessage(read([maya, 3]), 'cara')).toBe('3');
    expect(seenMessage(read([maya, 2]), 'cara')).toBe('1');
    expect(seenMessage(read([cara, 4]), 'maya')).toBe('2');
  });
  it("is not told by one's own mark, nor without any", () => {
    expect(seenMessage(read([cara, 4]), 'cara')).toBeNull();
    expect(seenMessage(read(), 'cara')).toBeNull();
  });
});

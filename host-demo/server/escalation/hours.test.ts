import { describe, expect, it } from 'vitest';
import { opensAt } from './hours.ts';

const next = (at: string) => {
  const opening = opensAt(Date.parse(at));
  return opening === null ? null : new Date(opening).toISOString();
};

describe('X-9 when the desk opens', () => {
  it.each([
    ['Monday before eight', '2026-11-23T07:59:59.999Z', '2026-11-23T08:00:00.000Z'],
    ['Monday at eight', '2026-11-23T08:00:00Z', null],
    ['Friday just before six', '2026-11-27T17:59:59Z', null],
    ['Friday at six', '2026-11-27T18:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['Saturday noon', '2026-11-28T12:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['Tuesday night, over the end of a year', '2026-12-31T22:00:00Z', '2027-01-01T08:00:00.000Z'],
  ])('%s', (_, at, opening) => expect(next(at)).toBe(opening));
});

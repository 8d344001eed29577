import { expect, it } from 'vitest';
import { inSequence } from './sequence.ts';

it('counts the longest chain of files of which each was asked for after the one before had come', () => {
  expect(inSequence([])).toBe(0);
  const manifest = { from: 0, to: 500 };
  const entry = { from: 510, to: 1_010 };
  const beside = { from: 20, to: 1_100 };
  const chunks = [
    { from: 1_020, to: 1_520 },
    { from: 1_200, to: 1_700 },
  ];
  expect(inSequence([manifest, beside])).toBe(1);
  expect(inSequence([...chunks, entry, beside, manifest])).toBe(3);
  expect(inSequence([manifest, entry, ...chunks, { from: 1_520, to: 1_600 }])).toBe(4);
});

import { expect, it } from 'vitest';
import { type Found, runStorm } from './run.ts';

it('1,000 lives of two or three tabs, and every promise holds', async () => {
  const found: Found[] = [];
  await runStorm({ seed: 100_000, count: 1_000, onViolation: (violation) => found.push(violation) });
  expect(found.map((violation) => `${violation.seed}: ${violation.message}`)).toEqual([]);
}, 600_000);

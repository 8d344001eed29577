import { expect, it } from 'vitest';
import { runEscalation } from './run.ts';

/** A few of the lives that `npm run escalation` plays by the ten thousand. */
it.each([
  ['at the backend', 60, false],
  ['over sockets, by the product’s own carriers', 25, true],
])(
  'X-1 … X-12: whatever customer, assistant, two members of staff and the clock do, each rule holds and every line arrives, %s',
  async (_, count, wire) => {
    const seed = Math.floor(Math.random() * 0x7fff_ffff);
    console.log(`npm run escalation -- --seed ${seed}${wire ? ' --wire' : ''}`);
    const { found, played } = await runEscalation({ seed, count, wire });
    expect(found).toBeNull();
    expect(played).toBe(count);
  },
  600_000,
);

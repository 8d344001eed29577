import { expect, it } from 'vitest';
import { runEscalation } from './run.ts';

/** A few of the lives that `npm run escalation` plays by the ten thousand. */
it('X-1 … X-11: whatever customer, assistant, two members of staff and the clock do, each rule holds and every line arrives', async () => {
  const seed = Math.floor(Math.random() * 0x7fff_ffff);
  console.log(`npm run escalation -- --seed ${seed}`);
  const { found, played } = await runEscalation({ seed, count: 60 });
  expect(found).toBeNull();
  expect(played).toBe(60);
}, 600_000);

import { describe, expect, it } from 'vitest';
import type { Mutant } from './mutant.ts';
import { MUTANTS, type Row, runMutants } from './run.ts';
import { survived } from './table.ts';

/** Those that their campaign sees within seconds; `npm run mutants` runs all of them. */
const QUICK = ['no-idempotency-key', 'outbox-in-memory', 'hole-passed-on', 'reset-keeps-text', 'back-off-reset-at-ack'];
const named = (names: readonly string[]): readonly Mutant[] => MUTANTS.filter(({ name }) => names.includes(name));
const told = ({ mutant, campaign, transport, caughtAt, what }: Row): string =>
  `${mutant ?? 'the unchanged source'}, ${campaign}, ${transport}: ${caughtAt === null ? 'not caught' : what}`;

describe('mutants', () => {
  it('K-1 K-5 K-6: bugs of the client are caught by the storm on each transport alone, the unchanged source is not', async () => {
    const rows = await runMutants({ seed: 1, count: 300, mutants: named(QUICK) });
    expect(survived(rows).map(told)).toEqual([]);
    expect(rows.filter(({ mutant }) => mutant !== null)).toHaveLength(QUICK.length * 3);
    expect(rows.filter(({ mutant }) => mutant === null).map(({ transport }) => transport)).toEqual(['websocket', 'long-poll', 'poll']);
  }, 300_000);

  it('C-2: a server that takes a message twice is caught by the faults', async () => {
    const [mutant] = named(['no-dedupe-of-sends']);
    if (!mutant) throw new Error('There is no mutant no-dedupe-of-sends any more.');
    const rows = await runMutants({
      ...{ seed: 1, count: 300, control: false },
      mutants: [{ ...mutant, trials: [{ campaign: 'faults', transports: ['poll'] }] }],
    });
    expect(survived(rows).map(told)).toEqual([]);
    expect(rows.map(({ what }) => what).join()).toContain('twice');
  }, 300_000);

  it('one that changes nothing a reader can see survives, and says so', async () => {
    const harmless: Mutant = {
      name: 'harmless',
      bug: 'none: repeats are dropped once more behind this line',
      patches: [
        { file: 'src/session/feeds.ts', find: 'if (event.seq <= cursor.seq) continue;', replace: 'if (event.seq <= seq) continue;' },
      ],
      trials: [{ campaign: 'storm', transports: ['websocket'] }],
    };
    const rows = await runMutants({ seed: 1, count: 40, mutants: [harmless], control: false });
    expect(survived(rows)).toHaveLength(1);
    expect(rows[0]).toMatchObject({ mutant: 'harmless', caughtAt: null, played: 40 });
  }, 120_000);

  it('one whose file the campaign never loads is an error, not a survivor', async () => {
    const elsewhere: Mutant = {
      name: 'elsewhere',
      bug: 'in the server, which the storm does not run',
      patches: [{ file: 'host-demo/server/log/text.ts', find: 'let text = this.held + piece;', replace: 'let text = piece;' }],
      trials: [{ campaign: 'storm', transports: ['poll'] }],
    };
    await expect(runMutants({ seed: 1, count: 1, mutants: [elsewhere], control: false })).rejects.toThrow(/never loaded that file/u);
  }, 120_000);
});

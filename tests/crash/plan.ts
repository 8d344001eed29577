import { Chance } from '../faults/chance.ts';

/** `pause` is no crash: a worker that stands still until its lease went and then goes on, so that the fence is tried too (F27). */
export type StrikeKind = 'server' | 'worker' | 'database' | 'pause';

export interface Strike {
  readonly kind: StrikeKind;
  /** ms after the one before. */
  readonly restMs: number;
  /** Strikes although the last victim is not back yet. */
  readonly early: boolean;
  /** ms until the database is started again, or the paused process goes on. Servers are replaced at once. */
  readonly downMs: number;
}

/** One round: fresh conversations, crashes while writers send, then rest and judgement. */
export interface Plan {
  readonly seed: number;
  readonly strikes: readonly Strike[];
  /** Seeds of what each writer and reader does. */
  readonly writers: readonly number[];
  readonly readers: readonly number[];
  readonly conversations: number;
}

export const CRASHES_IN_ROUND = 10;
export const WRITERS = 8;
export const READERS = 6;
export const CONVERSATIONS = 50;
const CRASHES_TO_A_PAUSE = 5;

/** The same plan for the same seed, however many crashes of it are wanted. */
export function makePlan(seed: number, crashes: number = CRASHES_IN_ROUND): Plan {
  const chance = new Chance(seed);
  const draw = (): number => chance.whole(0, 4_294_967_295);
  const writers = Array.from({ length: WRITERS }, draw);
  const readers = Array.from({ length: READERS }, draw);
  const strikes: Strike[] = [];
  for (let crash = 0; crash < crashes; crash += 1) {
    if (crash % CRASHES_TO_A_PAUSE === 2) strikes.push({ kind: 'pause', restMs: chance.whole(50, 300), early: false, downMs: 2_000 });
    const which = chance.next();
    const kind = which < 0.35 ? 'server' : which < 0.7 ? 'worker' : 'database';
    strikes.push({ kind, restMs: chance.whole(50, 600), early: chance.happens(0.25), downMs: chance.whole(0, 400) });
  }
  return { seed, strikes, writers, readers, conversations: CONVERSATIONS };
}

export function describePlan({ seed, strikes, writers, readers, conversations }: Plan): string {
  return [
    `round ${seed}: ${writers.length} writers, ${readers.length} readers, ${conversations} conversations`,
    ...strikes.map(({ kind, restMs, early, downMs }) => {
      const down = kind === 'database' || kind === 'pause' ? `, for ${downMs} ms` : '';
      return `  ${String(restMs).padStart(4)} ms later: ${kind}${down}${early ? ', whoever is still down' : ''}`;
    }),
  ].join('\n');
}

import fc from 'fast-check';
import { plans, type Step, wordsFor } from './plan.ts';
import { Play } from './play.ts';
import { World } from './world.ts';

/** Lives that broke a promise. */
export interface Found {
  readonly seed: number;
  /** Of the fast-check run: with the seed it gives the shrunk life again. */
  readonly path: string;
  /** How many lives were played until then. */
  readonly at: number;
  readonly message: string;
  readonly steps: readonly string[];
}

export interface EscalationOptions {
  readonly seed: number;
  readonly count: number;
  /** Exactly the life with this path. */
  readonly path?: string;
  /** Over real sockets, by the product's own carriers, instead of at the backend itself. */
  readonly wire?: boolean;
  /** Default true: makes what was found small. Never over sockets, where what is found once may not be found again. */
  readonly shrinks?: boolean;
  onPlayed?(done: number): void;
}

export interface Outcome {
  readonly played: number;
  readonly steps: number;
  readonly found: Found | null;
}

/** Lives until the database is emptied: what earlier ones left makes every statement slower. */
const LIVES = 50;

/** Plays random lives of a conversation. The same seed gives the same lives. */
export async function runEscalation(options: EscalationOptions): Promise<Outcome> {
  const world = options.wire ? await World.listen() : await World.open();
  let played = 0;
  let steps = 0;
  let failed = false;
  try {
    const property = fc.asyncProperty(plans, async (plan: Step[]) => {
      if (played % LIVES === 0) await world.clear();
      played += 1;
      steps += plan.length;
      try {
        await new Play(world).run(plan);
      } catch (fault) {
        failed = true;
        throw fault;
      }
      if (!failed) options.onPlayed?.(played);
    });
    const details = await fc.check(property, {
      ...{ seed: options.seed, numRuns: options.count, endOnFailure: options.shrinks === false || options.wire === true },
      ...(options.path === undefined ? {} : { path: options.path }),
    });
    if (!details.failed) return { played: details.numRuns, steps, found: null };
    const { counterexample, counterexamplePath, errorInstance, numRuns } = details;
    const found: Found = {
      seed: options.seed,
      path: counterexamplePath ?? '',
      at: numRuns,
      message: errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
      steps: (counterexample?.[0] ?? []).map(wordsFor),
    };
    return { played: numRuns, steps, found };
  } finally {
    await world.close();
  }
}

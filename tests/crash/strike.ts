import { setTimeout as sleep } from 'node:timers/promises';
import type { Slot } from './cluster.ts';
import type { Field } from './field.ts';
import type { Strike, StrikeKind } from './plan.ts';

export interface Struck {
  readonly kind: StrikeKind;
  /** ms of the campaign's clock, and ms since 1970: events carry the latter. */
  readonly at: number;
  readonly date: number;
  readonly victim: string;
  /** Sends that waited for the victim. */
  readonly inFlight: number;
  /** Conversations whose answers the victim was writing. */
  readonly writing: readonly string[];
}

/** For what a strike waits so that it hurts, and for how long at most; a limit, not a measure. */
const AIM_MS = 2_000;
const WHOLE_MS = 120_000;
const LOOK_MS = 5;

/** Carries out the strikes of one round, one after the other. */
export class Striker {
  readonly struck: Struck[] = [];
  readonly #field: Field;
  readonly #mending = new Set<Promise<void>>();
  readonly #faults: string[];

  /** @param faults is told what could not be mended. */
  constructor(field: Field, faults: string[]) {
    this.#field = field;
    this.#faults = faults;
  }

  async strike(strike: Strike): Promise<void> {
    const { cluster } = this.#field;
    await sleep(strike.restMs);
    const acknowledged = this.#field.acknowledged;
    if (!strike.early) await until(() => cluster.whole && this.#field.acknowledged > acknowledged, WHOLE_MS);
    if (strike.kind === 'database') return this.#database(strike);
    const aim = strike.kind === 'server' ? ({ inFlight }: Slot) => inFlight > 0 : ({ process }: Slot) => (process?.writing.size ?? 0) > 0;
    const up = (): Slot[] => cluster.slots.filter((slot) => slot.up);
    await until(() => up().some(aim), AIM_MS);
    await until(() => up().length > 0, WHOLE_MS);
    const victim = most(up(), strike.kind === 'server' ? ({ inFlight }) => inFlight : ({ process }) => process?.writing.size ?? 0);
    if (!victim) return void this.#faults.push(`no server could be struck: none was up within ${WHOLE_MS / 1_000} s`);
    this.#record(strike.kind, victim.name, victim.inFlight, [...(victim.process?.writing ?? [])]);
    if (strike.kind === 'pause') return this.#pause(victim, strike.downMs);
    await cluster.kill(victim);
    this.#mend(cluster.replace(victim));
  }

  /** Everything that was struck is there again. */
  async mended(): Promise<void> {
    while (this.#mending.size > 0) await Promise.all(this.#mending);
  }

  async #database({ downMs }: Strike): Promise<void> {
    const { cluster } = this.#field;
    await until(() => cluster.databaseUp, WHOLE_MS);
    await until(() => cluster.slots.some(({ inFlight }) => inFlight > 0), AIM_MS);
    const writing = cluster.slots.flatMap(({ process }) => [...(process?.writing ?? [])]);
    const inFlight = cluster.slots.reduce((sum, slot) => sum + slot.inFlight, 0);
    this.#record('database', 'database', inFlight, writing);
    await cluster.killDatabase();
    this.#mend(sleep(downMs).then(() => cluster.resumeDatabase()));
  }

  #pause(victim: Slot, downMs: number): void {
    const paused = victim.process;
    paused?.pause();
    this.#mend(sleep(downMs).then(() => paused?.goOn()));
  }

  #record(kind: StrikeKind, victim: string, inFlight: number, writing: readonly string[]): void {
    this.struck.push({ kind, at: this.#field.now(), date: Date.now(), victim, inFlight, writing });
  }

  #mend(work: Promise<void>): void {
    const mending: Promise<void> = work
      .catch(
        (error: unknown) => void this.#faults.push(`what was struck did not come back: ${error instanceof Error ? error.message : error}`),
      )
      .finally(() => this.#mending.delete(mending));
    this.#mending.add(mending);
  }
}

/** Whether it became true in time. */
export async function until(is: () => boolean | Promise<boolean>, withinMs: number, everyMs = LOOK_MS): Promise<boolean> {
  const end = performance.now() + withinMs;
  for (;;) {
    if (await is()) return true;
    if (performance.now() > end) return false;
    await sleep(everyMs);
  }
}

function most(slots: readonly Slot[], of: (slot: Slot) => number): Slot | undefined {
  return [...slots].sort((a, b) => of(b) - of(a))[0];
}

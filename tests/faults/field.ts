import { type Bench, openBench } from './bench.ts';
import { scaleLimits } from './limits.ts';
import { type Played, play } from './play.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';
import type { Schedule } from './schedule.ts';

/** One server and the ways to it: any number of schedules may be played at once. */
export interface Field {
  readonly bench: Bench;
  /** `again`: how often the run was made once more because the machine was too busy for it to tell anything. */
  play(schedule: Schedule): Promise<{ readonly played: Played; readonly again: number }>;
  close(): Promise<void>;
}

/** Of a run that was starved and merely late nothing can be said: it is made again. */
const STARVED = { share: 0.1, attempts: 4 } as const;

/** @param scale the durations of both sides are divided by it. */
export async function openField(scale: number, postgres = false): Promise<Field> {
  const bench = await openBench(scaleLimits(scale), postgres);
  const governor = new Governor(bench);
  const resting: FaultProxy[] = [];
  const all: FaultProxy[] = [];
  const take = async (): Promise<FaultProxy> => {
    const rested = resting.pop();
    if (rested) return rested;
    const fresh = await startFaultProxy(() => bench.port, Math.random);
    all.push(fresh);
    return fresh;
  };
  return {
    bench,
    async play(schedule) {
      const proxies = await Promise.all(Array.from({ length: schedule.clients }, take));
      for (let again = 0; ; again += 1) {
        await governor.enter();
        const played = await play(schedule, bench, proxies);
        governor.leave();
        await settled(proxies);
        if (played.merelyLate && played.starved >= STARVED.share && again + 1 < STARVED.attempts) continue;
        resting.push(...proxies);
        return { played, again };
      }
    },
    async close() {
      await Promise.all(all.map((proxy) => proxy.close()));
      await bench.close();
    },
  };
}

/** Lets a schedule begin only while the process keeps up: what limits mean by a second must be one, however busy the machine is. */
class Governor {
  readonly #bench: Bench;
  #running = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** One after another, a moment apart, so that the load of the last one shows. */
  enter(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      do await new Promise((resolve) => setTimeout(resolve, 40));
      while (this.#running > 0 && !this.#bench.atEase());
      this.#running += 1;
    });
    return this.#turn;
  }

  leave(): void {
    this.#running -= 1;
  }
}

/** The next schedule on these ports begins when the last one's connections are gone. */
async function settled(proxies: readonly FaultProxy[]): Promise<void> {
  for (let turn = 0; turn < 50 && proxies.some(({ open }) => open > 0); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Who a piece of virtual time belongs to: a tab can die, and what it had planned dies with it. */
export interface Owner {
  dead: boolean;
  /** Ms of virtual time until which nothing of it runs. */
  asleepUntil: number;
}

export interface Planned {
  at: number;
  readonly serial: number;
  readonly owner: Owner | null;
  run: (() => void) | null;
}

/** A heap of what is planned, first in first out within one millisecond. */
export class Clock {
  /** Ms of virtual time. */
  now = 0;
  readonly #heap: Planned[] = [];
  #serials = 0;

  at(time: number, owner: Owner | null, run: () => void): Planned {
    this.#serials += 1;
    const planned: Planned = { at: Math.max(time, this.now), serial: this.#serials, owner, run };
    this.#push(planned);
    return planned;
  }

  after(ms: number, owner: Owner | null, run: () => void): Planned {
    return this.at(this.now + ms, owner, run);
  }

  cancel(planned: Planned | null | undefined): void {
    if (planned) planned.run = null;
  }

  /** The next that is to run by `until`, with the time moved on to it; null: nothing is left by then. What sleeps runs late, in its order. */
  take(until: number): Planned | null {
    for (;;) {
      const first = this.#heap[0];
      if (!first || first.at > until) return null;
      this.#pop();
      if (first.run === null || first.owner?.dead) continue;
      if (first.owner && first.owner.asleepUntil > first.at) {
        first.at = first.owner.asleepUntil;
        this.#push(first);
        continue;
      }
      this.now = first.at;
      return first;
    }
  }

  #push(planned: Planned): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(planned);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(planned, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = planned;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: Planned, b: Planned): boolean {
  return a.at < b.at || (a.at === b.at && a.serial < b.serial);
}

/**
 * Resolves when every promise that can settle by itself has settled. Node empties the queue of microtasks
 * before the next tick, so this is exact, and no timer or socket of the process gets a turn in between.
 */
export function drain(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

import type { Bench } from './bench.ts';

/** How long one client took to be current again after one fault, or several that lay over each other. */
export interface Recovery {
  /** In ms of this run, from the later of the faults' end and the limit that detects them. */
  readonly ms: number;
  readonly faults: readonly string[];
}

export interface HealthOptions {
  readonly bench: Bench;
  /** The newest event of the log. */
  readonly head: () => Promise<number>;
  /** What the client shows, and whether its line is up. */
  readonly shown: () => { readonly seq: number; readonly live: boolean } | null;
  readonly recovered: (recovery: Recovery) => void;
}

/** Measures the recoveries of one client. */
export class Health {
  readonly #options: HealthOptions;
  readonly #active = new Set<symbol>();
  #kinds: string[] = [];
  #due = 0;
  #turn = 0;

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  /** @param noticedMs the limit that detects it, from now. */
  begin(kind: string, noticedMs: number): symbol {
    const fault = Symbol(kind);
    this.#turn += 1;
    this.#active.add(fault);
    this.#kinds.push(kind);
    this.#due = Math.max(this.#due, this.#options.bench.now() + noticedMs);
    return fault;
  }

  end(fault: symbol): void {
    if (!this.#active.delete(fault)) return;
    this.#due = Math.max(this.#due, this.#options.bench.now());
    if (this.#active.size === 0) void this.#measure();
  }

  /** Since when, in ms, this client should have been current; null: it is, or a fault lasts. */
  get overdueMs(): number | null {
    return this.#active.size > 0 || this.#kinds.length === 0 ? null : this.#options.bench.now() - this.#due;
  }

  stop(): void {
    this.#turn += 1;
  }

  async #measure(): Promise<void> {
    const { bench, head, shown, recovered } = this.#options;
    this.#turn += 1;
    const turn = this.#turn;
    // Nobody read yet: there is nothing to recover.
    if (shown() === null) {
      this.#kinds = [];
      return;
    }
    const due = await head();
    for (;;) {
      // The client hears of a cut connection a turn of the loop later.
      await new Promise((resolve) => setTimeout(resolve, 8));
      if (turn !== this.#turn) return;
      const now = shown();
      if (now?.live && now.seq >= due) break;
    }
    recovered({ ms: Math.max(0, bench.now() - this.#due), faults: this.#kinds });
    this.#kinds = [];
    this.#due = 0;
  }
}

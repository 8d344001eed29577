import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { Seams } from './readers.ts';
import type { Server } from './server.ts';

/** What may be wrong with the way between one tab and the server, each counted, so that faults may overlap. */
export const WRONGS = [
  /** No network: connections are refused at once. */
  'cut-off',
  /** Bytes towards the server go nowhere. */
  'hole-up',
  /** Bytes towards the tab go nowhere. */
  'hole-down',
  /** A WebSocket's upgrade is refused. */
  'no-upgrade',
  /** A connection opens and the server's first word never comes. */
  'no-ack',
  /** Something in between answers every POST with a page (a captive portal). */
  'html',
  /** Answers break off in the middle. */
  'half',
  /** The server does what is asked and its answer is lost. */
  'no-answer',
  /** A proxy keeps what the server sends until the end of the fault. */
  'buffer',
  /** The first page of each opening arrives, then the connection breaks. */
  'ack-then-die',
  /** Answers to queries take seconds, pages on a socket do not. */
  'slow-queries',
] as const;
export type Wrong = (typeof WRONGS)[number];

/** An open connection, as its line disturbs it. */
export interface Connection {
  /** A black hole ended. */
  release(): void;
  /** Reset: both ends know at once. */
  reset(): void;
  /** It is dead and nobody is told. */
  lose(): void;
  /** Its tab is gone. */
  abandon(): void;
}

/** The way of one tab to the server. It outlives reloads. */
export class Line {
  readonly clock: Clock;
  readonly random: Random;
  readonly server: Server;
  readonly seams: Seams = { overlap: 0, twin: 0, hole: 0 };
  latencyMs: number;
  jitterMs: number;
  /** Sockets asked for, by time: nobody may hammer a server. */
  readonly opened: number[] = [];
  readonly wires = new Set<Connection>();
  /** For the trace of a replay. */
  note: (text: string) => void = () => {};
  readonly #wrong = new Map<Wrong, number>();
  #held: (() => void)[] = [];

  constructor(clock: Clock, random: Random, server: Server, speed: { latencyMs: number; jitterMs: number }) {
    this.clock = clock;
    this.random = random;
    this.server = server;
    this.latencyMs = speed.latencyMs;
    this.jitterMs = speed.jitterMs;
  }

  is(wrong: Wrong): boolean {
    return (this.#wrong.get(wrong) ?? 0) > 0;
  }

  begin(wrong: Wrong): void {
    this.#wrong.set(wrong, (this.#wrong.get(wrong) ?? 0) + 1);
    if (wrong === 'cut-off') this.cut();
  }

  end(wrong: Wrong): void {
    this.#wrong.set(wrong, (this.#wrong.get(wrong) ?? 1) - 1);
    if (this.is(wrong)) return;
    const waiting = this.#held;
    this.#held = [];
    // What went into a black hole is sent again by TCP or never heard of.
    for (const go of waiting) if (wrong === 'buffer' || this.random.chance(0.5)) go();
    for (const wire of [...this.wires]) wire.release();
  }

  /** Every open connection is reset. */
  cut(): void {
    for (const wire of [...this.wires]) wire.reset();
  }

  /** The server's end of every connection goes without a word to the tab. */
  halfOpen(): void {
    for (const wire of [...this.wires]) wire.lose();
  }

  delay(): number {
    return this.latencyMs + (this.jitterMs > 0 ? this.random.whole(0, this.jitterMs) : 0);
  }

  /** Keeps what a black hole has swallowed until it ends. */
  hold(go: () => void): void {
    this.#held.push(go);
  }
}

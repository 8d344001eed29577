/** Where the text of all answers comes from, the same for the server and for what it is compared with. */
import type { Responder, ResponderEvent, ResponderRequest } from '../../host-demo/server/responders/responder.ts';

/** Answers fall on this many moments within one period, as they do when people ask at any time. */
const PHASES = 8;

/** A piece says when it came into being, so that a reader knows how late it is: `|<ms since 1970> and some words `. */
export function pieceAt(now: number): string {
  return `|${now} and some words `;
}

/** When the newest piece of `text` came into being, ms since 1970; undefined when none begins in it. */
export function newestPiece(text: string): number | undefined {
  const from = text.lastIndexOf('|');
  const at = from < 0 ? Number.NaN : Number.parseInt(text.slice(from + 1), 10);
  return Number.isFinite(at) ? at : undefined;
}

/** Gives each of its answers a piece every `everyMs` while it flows. */
export class Source {
  readonly responder: Responder = { name: 'bench', respond: (request) => this.answer(request) };
  pieces = 0;
  private flowing = false;
  private readonly everyMs: number;
  private readonly waiting: (() => void)[][] = Array.from({ length: PHASES }, () => []);
  private answers = 0;
  private step = 0;
  private readonly began = performance.now();

  constructor(everyMs: number) {
    this.everyMs = everyMs;
    this.schedule();
  }

  flow(on: boolean): void {
    this.flowing = on;
  }

  /** Ends when `signal` does. */
  async *stream(signal: AbortSignal): AsyncGenerator<string> {
    const phase = this.waiting[this.answers++ % PHASES] ?? [];
    while (!signal.aborted) {
      await new Promise<void>((resolve) => phase.push(resolve));
      this.pieces++;
      yield pieceAt(Date.now());
    }
  }

  private async *answer(request: ResponderRequest): AsyncGenerator<ResponderEvent> {
    for await (const text of this.stream(request.signal)) yield { type: 'text', text };
  }

  /** By the clock, not by the last step, so that a late step is made good and the rate holds. */
  private schedule(): void {
    const due = this.began + (this.step + 1) * (this.everyMs / PHASES);
    setTimeout(() => {
      const phase = this.step++ % PHASES;
      if (this.flowing) for (const resolve of this.waiting[phase]?.splice(0) ?? []) resolve();
      this.schedule();
    }, due - performance.now()).unref();
  }
}

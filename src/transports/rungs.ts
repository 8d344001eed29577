import type { SocketEvent } from './websocket.ts';

export interface RungLimits {
  readonly handshakesBeforeHttp: number;
  readonly dropsBeforeHttp: number;
  readonly dropsWithinMs: number;
  readonly webSocketAgainMs: number;
}

/** Which rung, from what became of the sockets so far; apart from the feeds so that it can be tried alone. */
export class Rungs {
  readonly #limits: RungLimits;
  #handshakes = 0;
  #drops: number[] = [];
  #slow = 0;
  #downSince: number | null = null;
  #forGood = false;

  constructor(limits: RungLimits) {
    this.#limits = limits;
  }

  get onHttp(): boolean {
    return this.#downSince !== null;
  }

  note(event: SocketEvent, now: number): void {
    if (event.type === 'opened') {
      this.#handshakes = 0;
      return;
    }
    const { kind } = event.error;
    // A token that ended or a planned restart says nothing about the way.
    if (kind === 'expired' || kind === 'signed-out' || kind === 'shutdown') return;
    if (event.httpForGood) this.#forGood = true;
    if (event.opened) this.#drops = [...this.#drops.filter((at) => now - at < this.#limits.dropsWithinMs), now];
    else this.#handshakes += 1;
    this.#slow = event.error.retryAfterMs === null ? 0 : this.#slow + 1;
    const down =
      this.#forGood ||
      this.#handshakes >= this.#limits.handshakesBeforeHttp ||
      this.#drops.length >= this.#limits.dropsBeforeHttp ||
      this.#slow >= 3;
    if (down) this.#downSince ??= now;
  }

  /** Whether a WebSocket should be tried again now. */
  due(now: number): boolean {
    return this.#downSince !== null && !this.#forGood && now - this.#downSince >= this.#limits.webSocketAgainMs;
  }

  /** The try failed: the next one a full pause later. */
  stay(now: number): void {
    if (this.#downSince !== null) this.#downSince = now;
  }

  up(): void {
    this.#downSince = null;
    this.#handshakes = 0;
    this.#slow = 0;
    this.#drops = [];
  }
}

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** Bounded by its callers: each waits for its frame before it makes the next, so what is queued is one page per reader. */
export class Sender {
  private readonly socket: WebSocket;
  private readonly duplex: Duplex;
  private readonly stallMs: number;
  private readonly owner: { stalled(): void };
  /** Frames so far, and those of them that left. */
  private given = 0;
  private gone = 0;
  /** When it last took a frame, or was given one while it had none; of the performance clock, ms. */
  private moved = 0;
  private timer: NodeJS.Timeout | undefined;
  /** Who waits until so many frames are gone, in this order. */
  private waiting: { readonly until: number; readonly resolve: () => void }[] | undefined;
  private readonly took: () => void;

  /** @param owner is told when the peer took nothing for `stallMs` while something waited. */
  constructor(socket: WebSocket, duplex: Duplex, stallMs: number, owner: { stalled(): void }) {
    this.socket = socket;
    this.duplex = duplex;
    this.stallMs = stallMs;
    this.owner = owner;
    this.took = this.left.bind(this);
  }

  send(data: string | Buffer): Promise<void> | undefined {
    const { socket, duplex } = this;
    if (socket.readyState !== socket.OPEN) return undefined;
    if (this.given === this.gone) this.moved = performance.now();
    this.given += 1;
    if (typeof data === 'string') socket.send(data, this.took);
    // Between two frames of `ws`, which without compression writes each of its own at once.
    else duplex.write(data, this.took);
    if (duplex.writableLength === 0) return undefined;
    // One timer for many frames: set anew when it runs out, not for each of them.
    this.timer ??= setTimeout(() => this.check(), this.stallMs);
    const until = this.given;
    return new Promise((resolve) => {
      this.waiting ??= [];
      this.waiting.push({ until, resolve });
    });
  }

  end(): void {
    clearTimeout(this.timer);
    for (const { resolve } of this.waiting?.splice(0) ?? []) resolve();
  }

  /** A failed send means the socket is ending, which `close` tells everyone. */
  private left(): void {
    this.gone += 1;
    this.moved = performance.now();
    while (this.waiting?.[0] !== undefined && this.waiting[0].until <= this.gone) this.waiting.shift()?.resolve();
  }

  private check(): void {
    const pending = this.given > this.gone;
    const left = this.moved + this.stallMs - performance.now();
    this.timer = pending && left > 0 ? setTimeout(() => this.check(), left) : undefined;
    if (pending && left <= 0) this.owner.stalled();
  }
}

/** The life of one socket apart from GraphQL: flood, silence, stalls, the token's end. What graphql-ws's own adapter leaves open. */
import { setMaxListeners } from 'node:events';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { LONGEST_TIMER_MS } from '../auth/claims.ts';
import type { Identity } from '../conversations/api.ts';
import type { DoorLimits } from './limits.ts';
import { createDelay, type Send } from './line.ts';

/** Codes this server closes with, beside those graphql-ws itself uses (DESIGN: the table of close codes). */
export const CLOSE = {
  restart: 1012,
  overload: 1013,
  badRequest: 4400,
  tokenEnded: 4403,
  slowReader: 4413,
  fault: 4500,
} as const;

/** A peer that does not answer our close frame is cut after this long, in ms. */
const CLOSE_GRACE_MS = 1000;

const TOKEN_ENDED = 'Token ended';

export interface Connection {
  readonly id: string;
  readonly socket: WebSocket;
  /** Ends with the socket; every reader of this socket listens to it. */
  readonly signal: AbortSignal;
  identity: Identity | null;
  /** Whole ms since the peer showed life: a message, a ping or the answer to one. */
  silentMs(): number;
  /** By id, those that have not ended. */
  subscriptions: Readonly<Record<string, unknown>>;
  /**
   * A text, or a frame that holds one. Resolves when it has left for the kernel, which holds a reader to the speed of its socket;
   * undefined when it already has.
   */
  readonly send: Send<string | Buffer>;
  close(code: number, reason: string): void;
  /** Cuts the TCP connection (RST), as a network does that loses its state: the peer sees 1006. */
  reset(): void;
  /** Closes as if the identity's token had ended now. */
  endToken(): void;
  /** Closes with 4403 when the identity's token ends. @param now ms since 1970. */
  endWithToken(now: () => number): void;
}

export interface ConnectionOptions {
  readonly id: string;
  readonly socket: WebSocket;
  /** What the socket writes to. */
  readonly duplex: Duplex;
  readonly limits: DoorLimits;
  /** Resets the TCP connection under the socket. */
  readonly reset: () => void;
  /** How long each frame to this peer waits, in ms; asked per frame. */
  readonly delayMs: (who: Identity | null) => number;
  /** Called with each text message that came in within the limits. */
  readonly received: (data: string) => void;
  readonly ended: (code: number, reason: string) => void;
}

export function openConnection(options: ConnectionOptions): Connection {
  const { id, socket, limits } = options;
  const gone = new AbortController();
  // Each reader of the socket listens to its end.
  setMaxListeners(limits.operationsPerSocket + 10, gone.signal);
  const timers = new Set<NodeJS.Timeout>();
  let closing = false;
  let own: { code: number; reason: string } | null = null;

  const sender = new Sender(socket, options.duplex, limits.stallMs, () => connection.close(CLOSE.slowReader, 'Reader too slow'));

  const life = keepAlive(socket, limits);
  const connection: Connection = {
    id,
    silentMs: life.silentMs,
    socket,
    signal: gone.signal,
    identity: null,
    subscriptions: {},
    send: createDelay<string | Buffer>(
      () => options.delayMs(connection.identity),
      (data) => sender.send(data),
    ),
    reset: options.reset,
    endToken() {
      connection.close(CLOSE.tokenEnded, TOKEN_ENDED);
    },
    close(code, reason) {
      if (closing) return;
      closing = true;
      own = { code, reason };
      gone.abort();
      socket.close(code, reason);
      timers.add(setTimeout(() => socket.terminate(), CLOSE_GRACE_MS));
    },
    endWithToken(now) {
      const endsAt = connection.identity?.expiresAt ?? null;
      if (endsAt !== null) armTokenEnd(connection, endsAt, now, timers);
    },
  };

  const count = createFloodGate(limits);
  socket.on('message', (data, binary) => {
    const message = binary ? '' : String(data);
    if (closing) return;
    if (!count(message)) connection.close(CLOSE.overload, 'Too many messages');
    else if (binary) connection.close(CLOSE.badRequest, 'Text messages only');
    else options.received(message);
  });
  socket.on('ping', () => {
    if (!closing && !count('')) connection.close(CLOSE.overload, 'Too many messages');
  });
  // Without a listener a protocol error of the peer would end the process; ws closes the socket by itself.
  socket.on('error', nothing);
  socket.once('close', (code, reason) => {
    closing = true;
    life.stop();
    sender.end();
    for (const timer of timers) clearTimeout(timer);
    gone.abort();
    // A peer that doesn't answer our close frame is cut, which ws calls 1006; what counts is why we closed.
    options.ended(own?.code ?? code, own?.reason ?? String(reason));
  });
  return connection;
}

function nothing(): void {}

/** Bounded by its callers: each waits for its frame before it makes the next, so what is queued is one page per reader. */
class Sender {
  private readonly socket: WebSocket;
  private readonly duplex: Duplex;
  private readonly stallMs: number;
  private readonly stalled: () => void;
  /** Frames so far, and those of them that left. */
  private given = 0;
  private gone = 0;
  /** When it last took a frame, or was given one while it had none; of the performance clock, ms. */
  private moved = 0;
  private timer: NodeJS.Timeout | undefined;
  /** Who waits until so many frames are gone, in this order. */
  private waiting: { readonly until: number; readonly resolve: () => void }[] | undefined;
  private readonly took: () => void;

  constructor(socket: WebSocket, duplex: Duplex, stallMs: number, stalled: () => void) {
    this.socket = socket;
    this.duplex = duplex;
    this.stallMs = stallMs;
    this.stalled = stalled;
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
    if (pending && left <= 0) this.stalled();
  }
}

/** How a message that begins or ends a subscription looks near its start; one that only pretends to is refused as malformed. */
const subscription = /^\s*\{[^{}]*"type"\s*:\s*"(?:subscribe|complete)"/;
const typeWithin = 300;

/** True while the peer stays within its messages per window, of each kind. */
function createFloodGate(limits: DoorLimits): (message: string) => boolean {
  let windowStart = Date.now();
  let others = 0;
  let subscriptions = 0;
  return (message) => {
    const now = Date.now();
    if (now - windowStart >= limits.messageWindowMs) {
      windowStart = now;
      others = 0;
      subscriptions = 0;
    }
    if (subscription.test(message.slice(0, typeWithin))) subscriptions += 1;
    else others += 1;
    return others <= limits.messagesPerWindow && subscriptions <= limits.subscriptionsPerWindow;
  };
}

/**
 * Pings, and cuts a peer that shows no life. While frames wait to be sent the peer is slow rather than dead: its pong can't pass the
 * data in front of our ping, so then only the stall limit judges it.
 */
function keepAlive(socket: WebSocket, limits: DoorLimits): { readonly silentMs: () => number; readonly stop: () => void } {
  let seen = performance.now();
  let deadline: NodeJS.Timeout | undefined;
  const alive = (): void => {
    seen = performance.now();
    clearTimeout(deadline);
    deadline = undefined;
  };
  const interval = setInterval(() => {
    if (socket.readyState !== socket.OPEN || deadline !== undefined) return;
    deadline = setTimeout(() => {
      deadline = undefined;
      if (socket.bufferedAmount === 0) socket.terminate();
    }, limits.pongMs);
    socket.ping();
  }, limits.pingMs);
  for (const sign of ['ping', 'pong', 'message'] as const) socket.on(sign, alive);
  return {
    silentMs() {
      return Math.round(performance.now() - seen);
    },
    stop() {
      clearInterval(interval);
      clearTimeout(deadline);
    },
  };
}

/** Timers end at 24.8 days and fire at once beyond, so a far end is approached in steps. */
function armTokenEnd(connection: Connection, endsAt: number, now: () => number, timers: Set<NodeJS.Timeout>): void {
  const timer = setTimeout(
    () => {
      timers.delete(timer);
      if (now() >= endsAt) connection.endToken();
      else armTokenEnd(connection, endsAt, now, timers);
    },
    Math.min(Math.max(endsAt - now(), 0), LONGEST_TIMER_MS),
  );
  timers.add(timer);
}

/** The life of one socket apart from GraphQL: flood, silence, stalls, the token's end. What graphql-ws's own adapter leaves open. */
import { setMaxListeners } from 'node:events';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Identity } from '../conversations/api.ts';
import { FloodGate } from './flood-gate.ts';
import type { DoorLimits } from './limits.ts';
import { createDelay, type Send } from './line.ts';
import type { Beating, Pulse } from './pulse.ts';
import { Sender } from './sender.ts';

/** Codes this server closes with, beside those graphql-ws itself uses (DESIGN: the table of close codes). */
export const CLOSE = {
  restart: 1012,
  overload: 1013,
  badRequest: 4400,
  tokenEnded: 4403,
  notIntroduced: 4408,
  slowReader: 4413,
  fault: 4500,
} as const;

/** A peer that does not answer our close frame is cut after this long, in ms. */
const CLOSE_GRACE_MS = 1000;
/** The end of a token is waited for to the millisecond once it is so many beats away. */
const BEATS_BEFORE_END = 3;

export interface Connection {
  readonly id: string;
  readonly socket: WebSocket;
  /** True once it is closing. */
  readonly over: boolean;
  /** Ends with the socket; for readers that do not end by themselves when their operation does. */
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
  send(data: string | Buffer): Promise<void> | undefined;
  close(code: number, reason: string): void;
  /** Cuts the TCP connection (RST), as a network does that loses its state: the peer sees 1006. */
  reset(): void;
  /** The peer has said `connection_init`: the time for it no longer runs. */
  introduced(): void;
  /** Closes as if the identity's token had ended now. */
  endToken(): void;
  /** Closes with 4403 when the identity's token ends. */
  endWithToken(): void;
}

/** What all connections of a door share. */
export interface Surroundings {
  readonly limits: DoorLimits;
  readonly pulse: Pulse;
  /** Ms since 1970. */
  readonly clock: () => number;
  /** How long each frame to this peer waits, in ms; asked per frame. Null where none ever does. */
  readonly delayMs: ((who: Identity | null) => number) | null;
}

/** Who is told what comes over a connection. */
export interface Guest {
  /** Each text message that came in within the limits. */
  received(data: string): void;
  ended(code: number, reason: string): void;
}

export interface ConnectionOptions {
  readonly id: string;
  readonly socket: WebSocket;
  /** What the socket writes to. */
  readonly duplex: Duplex;
  readonly surroundings: Surroundings;
  readonly guest: Guest;
}

export function openConnection(options: ConnectionOptions): Connection {
  return new OpenConnection(options);
}

/** How often a door with these limits looks after its sockets, in ms: what a ping or the answer to it may be late by. */
export function beatMs({ pingMs, pongMs }: DoorLimits): number {
  return Math.ceil(Math.min(pingMs, pongMs) / 8);
}

// A class, because what each socket holds is held ten thousand times: methods weigh nothing, closures do, and timers most of all.
class OpenConnection implements Connection, Beating {
  readonly id: string;
  readonly socket: WebSocket;
  identity: Identity | null = null;
  subscriptions: Readonly<Record<string, unknown>> = {};
  over = false;
  private readonly duplex: Duplex;
  private readonly surroundings: Surroundings;
  private readonly guest: Guest;
  private readonly sender: Sender;
  private readonly gate: FloodGate;
  private readonly delayed: Send<string | Buffer> | null;
  private gone: AbortController | null = null;
  private own: { readonly code: number; readonly reason: string } | null = null;
  /** Until the peer has said who it is, then until its token ends, then until it has answered our close frame: never two of them. */
  private timer: NodeJS.Timeout | undefined;
  /** Whether `endWithToken` was called. */
  private endsWithToken = false;
  /** Of the performance clock, ms. */
  private seen = performance.now();
  private nextPing: number;
  /** When the answer to a ping has to be there; 0 while none is awaited. */
  private deadline = 0;

  constructor({ id, socket, duplex, surroundings, guest }: ConnectionOptions) {
    const { limits, delayMs, pulse } = surroundings;
    this.id = id;
    this.socket = socket;
    this.duplex = duplex;
    this.surroundings = surroundings;
    this.guest = guest;
    this.sender = new Sender(socket, duplex, limits.stallMs, this);
    this.gate = new FloodGate(limits);
    this.delayed =
      delayMs === null
        ? null
        : createDelay<string | Buffer>(
            () => delayMs(this.identity),
            (data) => this.sender.send(data),
          );
    this.nextPing = this.seen + limits.pingMs;
    this.timer = setTimeout(() => this.close(CLOSE.notIntroduced, 'Connection initialisation timeout'), limits.initMs);
    socket.on('message', (data, binary) => this.heard(binary ? null : String(data)));
    socket.on('ping', () => this.pinged());
    socket.on('pong', () => this.alive());
    // Without a listener a protocol error of the peer would end the process; ws closes the socket by itself.
    socket.on('error', nothing);
    socket.on('close', (code, reason) => this.closed(code, String(reason)));
    pulse.add(this);
  }

  get signal(): AbortSignal {
    if (this.gone === null) {
      this.gone = new AbortController();
      // Each reader of the socket listens to its end.
      setMaxListeners(this.surroundings.limits.operationsPerSocket + 10, this.gone.signal);
      if (this.over) this.gone.abort();
    }
    return this.gone.signal;
  }

  silentMs(): number {
    return Math.round(performance.now() - this.seen);
  }

  send(data: string | Buffer): Promise<void> | undefined {
    return this.delayed === null ? this.sender.send(data) : this.delayed(data);
  }

  reset(): void {
    if (this.duplex instanceof Socket) this.duplex.resetAndDestroy();
    else this.duplex.destroy();
  }

  introduced(): void {
    if (!this.over) this.stopTimer();
  }

  endToken(): void {
    this.close(CLOSE.tokenEnded, 'Token ended');
  }

  endWithToken(): void {
    this.endsWithToken = true;
    this.watchToken();
  }

  stalled(): void {
    this.close(CLOSE.slowReader, 'Reader too slow');
  }

  close(code: number, reason: string): void {
    if (this.over) return;
    this.over = true;
    this.own = { code, reason };
    this.gone?.abort();
    this.socket.close(code, reason);
    this.stopTimer();
    this.timer = setTimeout(() => this.socket.terminate(), CLOSE_GRACE_MS);
  }

  /**
   * Pings, and cuts a peer that shows no life. While frames wait to be sent the peer is slow rather than dead: its pong can't pass the
   * data in front of our ping, so then only the stall limit judges it.
   */
  beat(now: number): void {
    const { socket, surroundings } = this;
    if (this.endsWithToken && this.timer === undefined) this.watchToken();
    if (this.deadline !== 0) {
      if (now < this.deadline) return;
      this.deadline = 0;
      if (socket.bufferedAmount === 0) socket.terminate();
    } else if (now >= this.nextPing && socket.readyState === socket.OPEN) {
      this.nextPing = now + surroundings.limits.pingMs;
      this.deadline = now + surroundings.limits.pongMs;
      socket.ping();
    }
  }

  private alive(): void {
    this.seen = performance.now();
    this.deadline = 0;
  }

  private heard(message: string | null): void {
    this.alive();
    if (this.over) return;
    if (!this.gate.admits(message ?? '')) this.close(CLOSE.overload, 'Too many messages');
    else if (message === null) this.close(CLOSE.badRequest, 'Text messages only');
    else this.guest.received(message);
  }

  private pinged(): void {
    this.alive();
    if (!this.over && !this.gate.admits('')) this.close(CLOSE.overload, 'Too many messages');
  }

  private closed(code: number, reason: string): void {
    this.over = true;
    this.surroundings.pulse.delete(this);
    this.sender.end();
    this.stopTimer();
    this.gone?.abort();
    // A peer that doesn't answer our close frame is cut, which ws calls 1006; what counts is why we closed.
    this.guest.ended(this.own?.code ?? code, this.own?.reason ?? reason);
  }

  /** Most tokens live for hours: only one that ends soon is given a timer. */
  private watchToken(): void {
    const endsAt = this.identity?.expiresAt ?? null;
    const { pulse, clock } = this.surroundings;
    if (endsAt === null || this.over) return;
    const left = endsAt - clock();
    if (left > BEATS_BEFORE_END * pulse.everyMs) return;
    this.stopTimer();
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        if (clock() >= endsAt) this.endToken();
        else this.watchToken();
      },
      Math.max(left, 0),
    );
  }

  private stopTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

function nothing(): void {}

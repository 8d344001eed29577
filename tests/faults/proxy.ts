/** A way to the server on which everything can go wrong that goes wrong on networks: bytes are real, so are the sockets. */
import type { AddressInfo } from 'node:net';
import { createServer, type Socket, connect as tcp } from 'node:net';
import { clear } from './line.ts';
import { Passage, type Strike, type Ways } from './passage.ts';

/** Ends a fault; calling it again does nothing. */
export type Lift = () => void;

export interface FaultProxy {
  /** Origin, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Connections open on the client's side. */
  readonly open: number;
  /** WebSocket handshakes asked for so far. */
  readonly upgrades: number;
  /** Every connection ends with RST (F01, F04). */
  reset(): void;
  /** Waits for the right place in the bytes, then strikes once (F02, F03, F16); lifting calls off what has not struck. */
  strike(what: Strike, struck: () => void): Lift;
  /**
   * Bytes of these directions do not arrive (F05 – F07). What is under way is held until the fault is lifted, as TCP repeats it;
   * with `forget` WebSockets and requests of that moment never get another byte, as behind a gateway that lost its table.
   */
  blackHole(directions: { readonly up: boolean; readonly down: boolean }, forget: boolean): Lift;
  /** Each way takes so long (F13). */
  slow(delayMs: number, jitterMs: number): Lift;
  /** The next bytes of both ways travel one by one (F13). */
  singles(bytes: number): Lift;
  /** Handshakes are answered with 503 or with a page; open WebSockets end (F11). */
  refuseUpgrades(answer: '503' | 'html'): Lift;
  /** Every request is answered with a page and status 200; what was open ends (F12). */
  portal(): Lift;
  /** The server is gone: what is open ends with RST, and so does every new connection (F10). */
  away(): Lift;
  /** Connections without a byte for so long are cut, as proxies do (F14). */
  cutIdle(ms: number): Lift;
  /** Calls back once when so many bytes more have come down. */
  afterBytes(bytes: number, then: () => void): Lift;
  /** Lifts everything and cuts every connection. */
  calm(): void;
  close(): Promise<void>;
}

type Gate = 'open' | '503' | 'html' | 'portal' | 'away';

const PAGE = '<!doctype html><title>Sign in to the network</title><p>Accept the terms to go on.';
const page = (status: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${PAGE.length}\r\nConnection: close\r\n\r\n${PAGE}`;
const refusal = 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** @param target port of the server. @param random in [0, 1): jitter and the kind of garbage. */
export async function startFaultProxy(target: () => number, random: () => number): Promise<FaultProxy> {
  const proxy = new Proxying(target, random);
  await proxy.listen();
  return proxy;
}

class Proxying implements FaultProxy, Ways {
  readonly up = clear();
  readonly down = clear();
  readonly random: () => number;
  upgrades = 0;
  readonly #target: () => number;
  readonly #passages = new Set<Passage>();
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((near) => this.#accept(near));
  #gate: Gate = 'open';
  #strike: { readonly what: Strike; readonly struck: () => void } | null = null;
  #passed = 0;
  #triggers: { readonly at: number; readonly then: () => void }[] = [];

  constructor(target: () => number, random: () => number) {
    this.#target = target;
    this.random = random;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get open(): number {
    return this.#sockets.size;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  waiting(): Strike | null {
    return this.#strike?.what ?? null;
  }

  strike(what: Strike, struck: () => void): Lift {
    const armed = { what, struck };
    this.#strike = armed;
    for (const passage of [...this.#passages]) if (this.#strike === armed) passage.tryNow();
    return () => {
      if (this.#strike === armed) this.#strike = null;
    };
  }

  struck(): void {
    const { struck } = this.#strike ?? {};
    this.#strike = null;
    struck?.();
  }

  passed(bytes: number): void {
    this.#passed += bytes;
    const due = this.#triggers.filter(({ at }) => at <= this.#passed);
    if (due.length === 0) return;
    this.#triggers = this.#triggers.filter(({ at }) => at > this.#passed);
    for (const { then } of due) then();
  }

  afterBytes(bytes: number, then: () => void): Lift {
    const trigger = { at: this.#passed + bytes, then };
    this.#triggers.push(trigger);
    return () => {
      this.#triggers = this.#triggers.filter((other) => other !== trigger);
    };
  }

  reset(): void {
    for (const passage of [...this.#passages]) passage.destroy(true);
  }

  blackHole(directions: { readonly up: boolean; readonly down: boolean }, forget: boolean): Lift {
    const ways = [directions.up ? this.up : null, directions.down ? this.down : null].filter((way) => way !== null);
    for (const passage of forget ? this.#passages : []) {
      if (!passage.webSocket && !passage.pending) continue;
      if (directions.up) passage.up.close();
      if (directions.down) passage.down.close();
    }
    for (const way of ways) way.holds += 1;
    return once(() => {
      for (const way of ways) way.holds -= 1;
      this.#pump();
    });
  }

  slow(delayMs: number, jitterMs: number): Lift {
    for (const way of [this.up, this.down]) Object.assign(way, { delayMs, jitterMs });
    return once(() => {
      for (const way of [this.up, this.down]) Object.assign(way, { delayMs: 0, jitterMs: 0 });
      for (const { up, down } of this.#passages) {
        up.hurry();
        down.hurry();
      }
    });
  }

  singles(bytes: number): Lift {
    for (const way of [this.up, this.down]) way.singles = bytes;
    return once(() => {
      for (const way of [this.up, this.down]) way.singles = 0;
    });
  }

  refuseUpgrades(answer: '503' | 'html'): Lift {
    for (const passage of [...this.#passages]) if (passage.webSocket) passage.destroy(true);
    return this.#shut(answer);
  }

  portal(): Lift {
    this.reset();
    return this.#shut('portal');
  }

  away(): Lift {
    this.reset();
    return this.#shut('away');
  }

  cutIdle(ms: number): Lift {
    const timer = setInterval(() => {
      for (const passage of [...this.#passages]) if (performance.now() - passage.activeAt >= ms) passage.destroy(true);
    }, ms / 20);
    return once(() => clearInterval(timer));
  }

  calm(): void {
    this.#gate = 'open';
    this.#strike = null;
    this.#triggers = [];
    for (const way of [this.up, this.down]) Object.assign(way, clear());
    for (const passage of [...this.#passages]) passage.destroy(false);
    for (const socket of [...this.#sockets]) socket.destroy();
  }

  close(): Promise<void> {
    this.calm();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #shut(gate: Gate): Lift {
    this.#gate = gate;
    return once(() => {
      if (this.#gate === gate) this.#gate = 'open';
    });
  }

  #pump(): void {
    for (const { up, down } of this.#passages) {
      up.pump();
      down.pump();
    }
  }

  #accept(near: Socket): void {
    near.setNoDelay(true);
    near.on('error', () => {});
    this.#sockets.add(near);
    near.once('close', () => void this.#sockets.delete(near));
    if (this.#gate === 'away') {
      near.resetAndDestroy();
      return;
    }
    near.once('data', (chunk: Buffer) => {
      near.pause();
      const webSocket = /^upgrade: *websocket/imu.test(chunk.toString('latin1'));
      if (webSocket) this.upgrades += 1;
      if (this.#gate === 'portal' || (webSocket && this.#gate === 'html')) return near.end(page('200 OK'));
      if (webSocket && this.#gate === '503') return near.end(refusal);
      this.#pass(near, chunk, webSocket);
    });
  }

  #pass(near: Socket, first: Buffer, webSocket: boolean): void {
    const far = tcp(this.#target(), '127.0.0.1');
    far.setNoDelay(true);
    far.on('error', () => {});
    const passage = new Passage(near, far, this, webSocket);
    this.#passages.add(passage);
    let left = 2;
    const ended = (): void => {
      left -= 1;
      if (left === 0) this.#passages.delete(passage);
    };
    near.once('close', ended);
    far.once('close', ended);
    passage.upward(first);
    near.resume();
  }
}

function once(act: () => void): Lift {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}

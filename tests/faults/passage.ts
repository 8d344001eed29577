import type { Socket } from 'node:net';
import { closeFrame, FrameMarks, textFrame } from './frames.ts';
import { Line, type Weather } from './line.ts';

/** Faults that wait for the right place in the bytes. `half`: what is passing is cut in its middle. */
export type Strike = { readonly type: 'half' } | { readonly type: 'close'; readonly code: number } | { readonly type: 'garbage' };

export interface Ways {
  readonly up: Weather;
  readonly down: Weather;
  readonly random: () => number;
  /** What waits to strike, or null; `struck` once it has. */
  waiting(): Strike | null;
  struck(): void;
  passed(bytes: number): void;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** No UTF-8, and half a message of graphql-ws. */
const GARBAGE = [Buffer.from([0xc3, 0x28, 0xff, 0xfe]), Buffer.from('{"type":"next","id":"1","payl')] as const;

/** One connection through the proxy, from the client (`near`) to the server (`far`). */
export class Passage {
  readonly near: Socket;
  readonly far: Socket;
  readonly up: Line;
  readonly down: Line;
  readonly webSocket: boolean;
  /** A request is under way: bytes went up that nothing came down for. */
  pending = false;
  /** When a byte last came from either side, ms of `performance.now()`. */
  activeAt = performance.now();
  readonly #ways: Ways;
  readonly #frames = new FrameMarks();
  /** The head of the answer to the upgrade has passed. */
  #upgraded = false;
  #ended = false;

  constructor(near: Socket, far: Socket, ways: Ways, webSocket: boolean) {
    this.near = near;
    this.far = far;
    this.webSocket = webSocket;
    this.#ways = ways;
    this.up = new Line(ways.up, far, ways.random);
    this.down = new Line(ways.down, near, ways.random);
    near.on('data', (chunk: Buffer) => this.upward(chunk));
    near.on('close', (failed) => this.up.push(failed ? 'reset' : 'end'));
    far.on('data', (chunk: Buffer) => this.#downward(chunk));
    far.on('close', (failed) => this.down.push(failed ? 'reset' : 'end'));
  }

  upward(chunk: Buffer): void {
    this.pending = true;
    this.activeAt = performance.now();
    this.up.push(chunk);
  }

  /** Strikes now if the place is right: between two frames, or an HTTP connection that is to be closed. */
  tryNow(): void {
    const strike = this.#ways.waiting();
    if (!strike || this.#ended || strike.type === 'half') return;
    if (this.webSocket && this.#upgraded && this.#frames.between) this.#inject(strike);
    else if (!this.webSocket && strike.type === 'close') this.#end(() => this.near.destroySoon());
  }

  destroy(reset: boolean): void {
    this.up.close();
    this.down.close();
    for (const socket of [this.near, this.far]) {
      if (reset) socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  #downward(chunk: Buffer): void {
    if (this.#ended) return;
    this.pending = false;
    this.activeAt = performance.now();
    this.#ways.passed(chunk.length);
    if (this.webSocket) this.#frame(chunk);
    else this.#body(chunk);
  }

  #frame(chunk: Buffer): void {
    let rest = chunk;
    if (!this.#upgraded) {
      const end = chunk.indexOf(END_OF_HEAD);
      if (end < 0) {
        this.down.push(chunk);
        return;
      }
      this.#upgraded = true;
      this.down.push(chunk.subarray(0, end + END_OF_HEAD.length));
      rest = chunk.subarray(end + END_OF_HEAD.length);
    }
    for (const piece of this.#frames.split(rest)) {
      const strike = this.#ways.waiting();
      if (strike?.type === 'half' && piece.bytes.length >= 8) this.#cut(piece.bytes);
      else this.down.push(piece.bytes);
      if (strike && strike.type !== 'half' && piece.ends) this.#inject(strike);
      if (this.#ended) return;
    }
  }

  #body(chunk: Buffer): void {
    const strike = this.#ways.waiting();
    if (strike?.type === 'half') {
      this.#cut(chunk);
      return;
    }
    const end = chunk.indexOf(END_OF_HEAD);
    const start = end < 0 ? 0 : end + END_OF_HEAD.length;
    const passed = Buffer.from(chunk);
    if (strike?.type === 'garbage' && start + 2 <= chunk.length) {
      passed.set([0xc3, 0x28], start);
      this.#ways.struck();
    }
    this.down.push(passed);
  }

  /** Half of it arrives, then the connection is gone. */
  #cut(bytes: Buffer): void {
    this.down.push(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    this.#end(() => this.down.push('reset'));
  }

  #inject(strike: Strike): void {
    if (strike.type === 'close') {
      this.down.push(closeFrame(strike.code));
      this.#end(() => this.down.push('end'));
    } else {
      this.down.push(textFrame(this.#ways.random() < 0.5 ? GARBAGE[0] : GARBAGE[1]));
      this.#ways.struck();
    }
  }

  #end(act: () => void): void {
    this.#ended = true;
    this.#ways.struck();
    act();
    this.far.destroy();
  }
}

import type { TimeOwner } from './globals.ts';
import type { Connection, Line } from './line.ts';
import type { Peer } from './server.ts';

/** A browser may drop an origin's dead connection only after this long, as Chromium does when it is closed by script. */
const CLOSE_MS = 60_000;
/** Without a byte from the client for so long the server gives a connection up. */
const SERVER_PONG_MS = 30_000;

/** A TCP connection with a WebSocket on it: each direction keeps its order. */
class Wire implements Peer, Connection {
  gone = false;
  readonly #line: Line;
  readonly #tab: TimeOwner;
  readonly #socket: VirtualSocket;
  #session: { frame(text: string): void; gone(): void } | null = null;
  #upAt = 0;
  #downAt = 0;
  #lost = false;
  #pages = 0;
  #heardAt = 0;
  readonly #heldUp: (() => void)[] = [];
  readonly #heldDown: (() => void)[] = [];

  constructor(line: Line, tab: TimeOwner, socket: VirtualSocket) {
    this.#line = line;
    this.#tab = tab;
    this.#socket = socket;
    line.opened.push(line.clock.now);
    line.wires.add(this);
    line.note('asks for a socket');
    this.#connect();
  }

  #connect(): void {
    const line = this.#line;
    const { clock, server } = line;
    if (line.is('hole-up') || line.is('hole-down')) return;
    clock.after(2 * line.delay(), this.#tab, () => {
      if (this.gone) return;
      if (line.is('cut-off') || line.is('no-upgrade') || server.down > 0 || server.overloaded > 0) return this.#die(1006);
      this.#session = server.accept(this, line.seams);
      this.#heardAt = clock.now;
      this.#listen();
      this.#socket.opened();
    });
  }

  /** The server's own timer: it frees what belongs to a connection nobody speaks on. */
  #listen(): void {
    const { clock } = this.#line;
    clock.after(SERVER_PONG_MS, null, () => {
      if (!this.#session) return;
      if (clock.now - this.#heardAt < SERVER_PONG_MS) return this.#listen();
      this.#session.gone();
      this.#session = null;
    });
  }

  up(text: string): void {
    this.#carryUp(() => {
      this.#heardAt = this.#line.clock.now;
      if (!(this.#line.is('no-ack') && text.includes('connection_init'))) this.#session?.frame(text);
    });
  }

  #carryUp(go: () => void): void {
    const line = this.#line;
    if (this.#lost || this.gone) return;
    if (line.is('hole-up')) return void this.#heldUp.push(go);
    this.#upAt = Math.max(this.#upAt, line.clock.now + line.delay());
    line.clock.at(this.#upAt, null, () => {
      if (!this.#lost) go();
    });
  }

  send(frame: string): void {
    const line = this.#line;
    const half = line.is('half') && frame.includes('conversationEvents');
    this.#carryDown(() => this.#socket.received(half ? frame.slice(0, frame.length >> 1) : frame));
    if (!frame.includes('conversationEvents')) return;
    this.#pages += 1;
    if (line.is('ack-then-die')) this.close(1000);
  }

  /** The server closes: a frame of its own, behind all that was sent. */
  close(code: number): void {
    this.#session?.gone();
    this.#session = null;
    this.#carryDown(() => this.#die(code));
  }

  #carryDown(go: () => void): void {
    const line = this.#line;
    if (this.#lost) return;
    if (line.is('hole-down') || line.is('buffer')) return void this.#heldDown.push(go);
    this.#downAt = Math.max(this.#downAt, line.clock.now + line.delay());
    line.clock.at(this.#downAt, this.#tab, () => {
      if (!this.#lost) go();
    });
  }

  /** A black hole ended: what it held comes in a burst, or the connection is dead without a word (half-open). */
  release(): void {
    const line = this.#line;
    if (!line.is('hole-up') && this.#heldUp.length > 0) {
      if (line.random.chance(0.5)) for (const go of this.#heldUp.splice(0)) this.#carryUp(go);
      else this.lose();
    }
    if (!line.is('hole-down') && !line.is('buffer') && this.#heldDown.length > 0) {
      if (line.random.chance(0.6)) for (const go of this.#heldDown.splice(0)) this.#carryDown(go);
      else this.lose();
    }
  }

  /** The tab closes by script: its end is told when the server's answer is there, which over a dead way takes a minute. */
  closeByTab(code: number): void {
    const line = this.#line;
    const dead = this.#lost || line.is('hole-up') || line.is('hole-down');
    this.#carryUp(() => {
      this.#session?.gone();
      this.#session = null;
    });
    line.clock.after(dead ? CLOSE_MS : 2 * line.delay(), this.#tab, () => this.#die(dead ? 1006 : code));
  }

  /** The tab is gone with everything in it; the server learns of it when the way carries. */
  abandon(): void {
    this.#carryUp(() => {
      this.#session?.gone();
      this.#session = null;
    });
    this.gone = true;
    this.#line.wires.delete(this);
  }

  reset(): void {
    this.#session?.gone();
    this.#session = null;
    if (!this.#lost) this.#line.clock.after(1, this.#tab, () => this.#die(1006));
    this.#lost = true;
  }

  lose(): void {
    this.#session?.gone();
    this.#session = null;
    this.#lost = true;
  }

  #die(code: number): void {
    if (this.gone) return;
    this.gone = true;
    this.#line.note(`its socket ends with ${code}`);
    this.#line.wires.delete(this);
    this.#session?.gone();
    this.#session = null;
    this.#socket.ended(code);
  }
}

/** The browser's WebSocket as graphql-ws uses it. */
export class VirtualSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = 0;
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  protected wire: Wire | null = null;

  send(text: string): void {
    if (this.readyState === 1) this.wire?.up(text);
  }
  close(code = 1005): void {
    if (this.readyState >= 2) return;
    const connecting = this.readyState === 0;
    this.readyState = 2;
    this.wire?.closeByTab(connecting ? 1006 : code);
  }
  opened(): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.onopen?.({});
  }
  /** Also while it is closing: not every WebSocket drops what comes late (F18). */
  received(data: string): void {
    if (this.readyState === 1 || this.readyState === 2) this.onmessage?.({ data });
  }
  ended(code: number): void {
    const failed = this.readyState === 0;
    this.readyState = 3;
    if (failed) this.onerror?.({ type: 'error' });
    this.onclose?.({ code, reason: '', wasClean: code !== 1006 });
  }
}

/** The WebSocket of one tab on one line. */
export function socketClass(line: Line, tab: TimeOwner): typeof VirtualSocket {
  return class extends VirtualSocket {
    constructor() {
      super();
      this.wire = new Wire(line, tab, this);
    }
  };
}

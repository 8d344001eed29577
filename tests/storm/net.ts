import { documents } from '../../src/transports/documents.ts';
import type { Clock } from './clock.ts';
import type { TimeOwner } from './globals.ts';
import type { Random } from './random.ts';
import type { Answer, Peer, Seams, Server } from './server.ts';

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

/** A browser may drop an origin's dead connection only after this long, as Chromium does when it is closed by script. */
const CLOSE_MS = 60_000;
/** Without a byte from the client for so long the server gives a connection up. */
const SERVER_PONG_MS = 30_000;

const OPERATIONS = new Map<string, string>(Object.entries(documents).map(([name, document]) => [document, name]));
const JSON_TYPE = new Headers({ 'content-type': 'application/json' });
const HTML_TYPE = new Headers({ 'content-type': 'text/html' });
const ABORTED = new DOMException('The operation was aborted.', 'AbortError');

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
  readonly wires = new Set<Wire>();
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

/** A TCP connection with a WebSocket on it: each direction keeps its order. */
export class Wire implements Peer {
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

export interface Post {
  readonly name: string;
  readonly variables: Record<string, unknown>;
}

/** `fetch` of one tab on one line: each request goes its own way, so answers may overtake each other. */
export function virtualFetch(line: Line, tab: TimeOwner, told: (post: Post, ended: Promise<void>) => void): typeof fetch {
  return (_, init) => {
    const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: Record<string, unknown> };
    const name = OPERATIONS.get(query);
    if (!name) throw new Error('The storm met a document that is not in src/transports/documents.ts.');
    const token = (init?.headers as Headers | undefined)?.get('authorization')?.replace('Bearer ', '') ?? '';
    let over = (): void => {};
    line.note(`asks ${name}`);
    told({ name, variables }, new Promise<void>((resolve) => (over = resolve)));
    return new Promise<Response>((resolve, reject) => {
      let answered = false;
      let forget = (): void => {};
      const settle = (act: () => void): void => {
        if (answered) return;
        answered = true;
        init?.signal?.removeEventListener('abort', abandon);
        over();
        act();
      };
      const abandon = (): void => {
        settle(() => reject(ABORTED));
        forget();
      };
      if (init?.signal?.aborted) return abandon();
      init?.signal?.addEventListener('abort', abandon);
      const fail = (): void => settle(() => reject(new TypeError('fetch failed')));
      const back = (answer: Answer, html = false): void =>
        deliver(line, tab, name, answer, html, fail, (response) => settle(() => resolve(response)));
      const arrive = (): void => {
        if (line.server.down > 0) return void line.clock.after(line.delay(), tab, fail);
        if (line.is('html')) return void back({ status: 200, body: '<html>Sign in to the network</html>' }, true);
        const dies = line.is('ack-then-die') && name === 'PollEvents' && variables.liveId !== null;
        if (dies) return void line.clock.after(line.delay(), tab, fail);
        forget = line.server.ask(name, variables, token, line.seams, back);
        if (answered) forget();
      };
      if (line.is('cut-off')) return void line.clock.after(1, tab, fail);
      if (line.is('hole-up')) return line.hold(arrive);
      line.clock.after(line.delay(), null, arrive);
    });
  };
}

function deliver(
  line: Line,
  tab: TimeOwner,
  name: string,
  answer: Answer,
  html: boolean,
  fail: () => void,
  take: (response: Response) => void,
): void {
  if (line.is('cut-off')) return void line.clock.after(1, tab, fail);
  // The answer never comes, or the connection is reset; either way nobody knows what became of the request.
  if (line.is('no-answer') && name !== 'PollEvents') {
    if (line.random.chance(0.6)) line.clock.after(line.delay(), tab, fail);
    return;
  }
  const body = line.is('half') ? answer.body.slice(0, answer.body.length >> 1) : answer.body;
  const retry = answer.retryAfter === undefined ? null : { 'content-type': 'application/json', 'retry-after': String(answer.retryAfter) };
  const headers = html ? HTML_TYPE : retry ? new Headers(retry) : JSON_TYPE;
  const response = { ok: answer.status < 300, status: answer.status, headers, body: null, text: () => Promise.resolve(body) };
  const slow = line.is('slow-queries') && name === 'Snapshot' ? line.random.whole(500, 4_000) : 0;
  const go = (): void => void line.clock.after(line.delay() + slow, tab, () => take(response as unknown as Response));
  if (line.is('hole-down') || line.is('buffer')) line.hold(go);
  else go();
}

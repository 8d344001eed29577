import type { Carrier, Transport } from '../protocol/transport.ts';
import type { ChangePage, EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import type { SocketEvent, SocketFeeds } from './websocket.ts';

export interface LadderOptions {
  /** Queries and commands always, feeds when there is no WebSocket. */
  readonly http: Transport;
  /** Made once; told every event of its sockets through `onSocket`. */
  readonly socket: (onSocket: (event: SocketEvent) => void) => SocketFeeds;
  readonly limits: {
    readonly handshakesBeforeHttp: number;
    readonly dropsBeforeHttp: number;
    readonly dropsWithinMs: number;
    readonly webSocketAgainMs: number;
  };
  readonly now?: () => number;
  /** A protocol fault that moved this page to HTTP for good: for the host's developer. */
  readonly onDefect?: (message: string) => void;
}

/** Which rung, from what became of the sockets so far; apart from the feeds so that it can be tried alone. */
export class Rungs {
  readonly #limits: LadderOptions['limits'];
  #handshakes = 0;
  #drops: number[] = [];
  #slow = 0;
  #downSince: number | null = null;
  #forGood = false;

  constructor(limits: LadderOptions['limits']) {
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

/**
 * WebSocket while it works, else HTTP, and back: a feed changes the way between two pages and goes on
 * from its own cursor, so its reader sees one feed (F11). What breaks is thrown as it is: repeating is
 * the reader's.
 */
export function createLadder(options: LadderOptions): Transport {
  const { http } = options;
  const now = options.now ?? (() => performance.now());
  const rungs = new Rungs(options.limits);
  const listeners = new Set<(carrier: Carrier) => void>();
  const lifetime = new AbortController();
  let probing = false;
  const carrier = (): Carrier => (rungs.onHttp ? http.carrier : 'websocket');
  const socket = options.socket((event) => {
    const before = rungs.onHttp;
    rungs.note(event, now());
    if (event.type === 'ended' && event.httpForGood)
      options.onDefect?.(`The chat's WebSocket is not used on this page any more: ${event.error.message}`);
    if (before !== rungs.onHttp || event.type === 'opened') tell();
  });
  const tell = (): void => {
    for (const listener of [...listeners]) listener(carrier());
  };
  const tryAgain = (): void => {
    if (probing || !rungs.due(now())) return;
    probing = true;
    socket
      .probe(AbortSignal.any([lifetime.signal, AbortSignal.timeout(30_000)]))
      .then(
        () => rungs.up(),
        () => rungs.stay(now()),
      )
      .finally(() => {
        probing = false;
        tell();
      });
  };

  async function* climb<Page, Point>(
    signal: AbortSignal,
    from: Point,
    advance: (page: Page, point: Point) => Point,
    open: (way: 'socket' | 'http', point: Point, signal: AbortSignal) => AsyncIterable<Page>,
  ): AsyncGenerator<Page> {
    let point = from;
    while (!signal.aborted) {
      const onHttp = rungs.onHttp;
      const way = new AbortController();
      let moved = false;
      try {
        for await (const page of open(onHttp ? 'http' : 'socket', point, AbortSignal.any([signal, way.signal]))) {
          point = advance(page, point);
          yield page;
          tryAgain();
          moved = onHttp && !rungs.onHttp;
          if (moved) break;
        }
      } finally {
        way.abort();
      }
      if (!moved) return;
    }
  }
  return {
    get carrier() {
      return carrier();
    },
    viewer: http.viewer,
    snapshot: http.snapshot,
    conversations: http.conversations,
    handoverDraft: http.handoverDraft,
    send: http.send,
    events: (id, after, signal) =>
      climb<EventPage | null, ResumePoint>(
        signal,
        after,
        (page, point) => {
          const last = page?.events.at(-1);
          return last ? { epoch: point.epoch, seq: last.seq } : point;
        },
        (way, point, inner) => (way === 'socket' ? socket : http).events(id, point, inner),
      ),
    changes: (after, signal) =>
      climb<ChangePage, string | null>(
        signal,
        after,
        (page) => page.cursor,
        (way, point, inner) => (way === 'socket' ? socket : http).changes(point, inner),
      ),
    onCarrier(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake() {
      socket.check();
      http.wake?.();
    },
    close() {
      lifetime.abort();
      socket.close();
      http.close();
    },
  };
}

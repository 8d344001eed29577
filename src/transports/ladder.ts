import { ChatError } from '../protocol/chat-error.ts';
import type { Carrier, Transport } from '../protocol/transport.ts';
import type { ChangePage, EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import type { CarrierNote } from '../session/recorder-entries.ts';
import { deadline } from './deadline.ts';
import { type RungLimits, Rungs } from './rungs.ts';
import type { SocketEvent, SocketFeeds } from './websocket.ts';

export interface LadderOptions {
  /** Queries and commands always, feeds when there is no WebSocket. */
  readonly http: Transport;
  /** Made once; told every event of its sockets through `onSocket`. */
  readonly socket: (onSocket: (event: SocketEvent) => void) => SocketFeeds;
  readonly limits: RungLimits;
  readonly now?: () => number;
  /** A protocol fault that moved this page to HTTP for good: for the host's developer. */
  readonly onDefect?: (message: string) => void;
  /** What becomes of the sockets, for the flight recorder. */
  readonly onNote?: (note: CarrierNote) => void;
}

/**
 * WebSocket while it works, else HTTP, and back: a feed changes the way between two pages and goes on
 * from its own cursor, so its reader sees one feed (F11). What breaks is thrown as it is: repeating is
 * the reader's.
 */
export function createLadder(options: LadderOptions): Transport {
  const { http } = options;
  const ladder = new Ladder(options);
  return {
    get carrier() {
      return ladder.carrier;
    },
    viewer: http.viewer,
    snapshot: http.snapshot,
    conversations: http.conversations,
    handoverDraft: http.handoverDraft,
    messageAttempts: http.messageAttempts,
    staff: http.staff,
    send: http.send,
    events: (id, after, signal) =>
      ladder.climb<EventPage | null, ResumePoint>(signal, after, pointAfter, (way, point, inner) => way.events(id, point, inner)),
    changes: (after, signal) =>
      ladder.climb<ChangePage, string | null>(
        signal,
        after,
        (page) => page.cursor,
        (way, point, inner) => way.changes(point, inner),
      ),
    onCarrier: (listener) => ladder.listen(listener),
    wake() {
      ladder.socket.check();
      http.wake?.();
    },
    close() {
      ladder.close();
      http.close();
    },
  };
}

/** Where a feed goes on after this page; a repeat does not move it back. */
export function pointAfter(page: EventPage | null, point: ResumePoint): ResumePoint {
  const last = page?.events.at(-1);
  return last && last.seq > point.seq ? { epoch: point.epoch, seq: last.seq } : point;
}

/** A try that neither opens nor fails by its socket's own limits is given up, ms. */
const PROBE_MS = 30_000;

type Way = Pick<Transport, 'events' | 'changes'>;

class Ladder {
  readonly socket: SocketFeeds;
  readonly #options: LadderOptions;
  readonly #rungs: Rungs;
  readonly #listeners = new Set<(carrier: Carrier) => void>();
  readonly #lifetime = new AbortController();
  readonly #now: () => number;
  /** The openings that go over HTTP: they are left as soon as a WebSocket holds. */
  readonly #onHttp = new Set<AbortController>();
  #probing = false;
  #expired = false;

  constructor(options: LadderOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#rungs = new Rungs(options.limits);
    this.socket = options.socket((event) => this.#note(event));
  }

  get carrier(): Carrier {
    return this.#rungs.onHttp ? this.#options.http.carrier : 'websocket';
  }

  listen(listener: (carrier: Carrier) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#lifetime.abort();
    this.socket.close();
  }

  async *climb<Page, Point>(
    signal: AbortSignal,
    from: Point,
    advance: (page: Page, point: Point) => Point,
    open: (way: Way, point: Point, signal: AbortSignal) => AsyncIterable<Page>,
  ): AsyncGenerator<Page> {
    let point = from;
    while (!signal.aborted) {
      const { onHttp } = this.#rungs;
      const way = new AbortController();
      if (onHttp) this.#onHttp.add(way);
      try {
        for await (const page of open(onHttp ? this.#options.http : this.socket, point, AbortSignal.any([signal, way.signal]))) {
          point = advance(page, point);
          yield page;
          this.#tryAgain();
          if (onHttp && !this.#rungs.onHttp) break;
        }
      } finally {
        this.#onHttp.delete(way);
        way.abort();
      }
      if (!onHttp || this.#rungs.onHttp) return;
    }
  }

  #note(event: SocketEvent): void {
    this.#options.onNote?.(
      event.type === 'opened'
        ? { type: 'connect', expiresInMs: event.expiresInMs }
        : { type: 'disconnect', opened: event.opened, code: event.code ?? null, kind: event.error.kind },
    );
    const before = this.#rungs.onHttp;
    this.#rungs.note(event, this.#now());
    if (event.type === 'ended' && event.httpForGood)
      this.#options.onDefect?.(`The chat's WebSocket is not used on this page any more: ${event.error.message}`);
    if (before !== this.#rungs.onHttp || event.type === 'opened') this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener(this.carrier);
  }

  #tryAgain(): void {
    if (this.#probing || !this.#rungs.due(this.#now())) return;
    this.#probing = true;
    const { signal, clear } = deadline(PROBE_MS, this.#lifetime.signal);
    this.socket
      .probe(signal)
      .then(
        () => this.#up(),
        (fault: unknown) => this.#stay(fault),
      )
      .finally(() => {
        clear();
        this.#probing = false;
        this.#tell();
      });
  }

  /** A held long poll has nothing to bring that the socket would not: nobody waits for its end. */
  #up(): void {
    this.#expired = false;
    this.#rungs.up();
    for (const way of [...this.#onHttp]) way.abort();
  }

  /** A token that ended while pages came over HTTP says nothing about the way: once, the next page tries again with a new one (F38). */
  #stay(fault: unknown): void {
    const expired = fault instanceof ChatError && fault.kind === 'expired';
    if (!expired || this.#expired) this.#rungs.stay(this.#now());
    this.#expired = expired && !this.#expired;
  }
}

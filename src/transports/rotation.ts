import type { ChangePage, EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import { type Channel, createChannel } from './channel.ts';
import { deadline } from './deadline.ts';
import { pointAfter } from './ladder.ts';
import { createSocketFeeds, type SocketEvent, type SocketFeeds, type SocketFeedsOptions } from './websocket.ts';

export interface RotationOptions extends SocketFeedsOptions {
  readonly limits: SocketFeedsOptions['limits'] & {
    /** Ms before a token's end at which the next one is fetched; short lives keep a fifth of theirs. */
    readonly tokenMarginMs: number;
  };
  /** Told of every rotation, for the flight recorder; `kept`: the first socket serves on. */
  readonly onRotation?: (outcome: 'moved' | 'kept') => void;
}

/** One socket with its token. */
interface Lane {
  readonly feeds: SocketFeeds;
  /** One per feed on it: called with the lane that takes its place. */
  readonly movers: Set<(to: Lane) => void>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Feeds that outlive their token (F38): shortly before it ends a second socket is opened with a new one,
 * every feed moves over from its own cursor, and the first socket closes for want of readers. A feed
 * leaves the old socket only when the new one has given it a page, so nothing waits and nothing is lost;
 * what both bring is a repeat, which readers drop. If no new token or socket can be had, the old one
 * stays until the server ends it with 4403, and the reader opens again.
 */
export function createRotatingFeeds(options: RotationOptions): SocketFeeds {
  const rotation = new Rotation(options);
  return {
    events: (conversationId, after, signal) =>
      rotation.carry<EventPage | null, ResumePoint>(signal, after, pointAfter, (feeds, point, inner) =>
        feeds.events(conversationId, point, inner),
      ),
    changes: (after, signal) =>
      rotation.carry<ChangePage, string | null>(
        signal,
        after,
        (page) => page.cursor,
        (feeds, point, inner) => feeds.changes(point, inner),
      ),
    check: () => rotation.current.feeds.check(),
    probe: (signal) => rotation.current.feeds.probe(signal),
    close: () => rotation.close(),
  };
}

/** When to begin, in ms from now, for a token that lives `lifeMs` more. */
export function rotateAfter(lifeMs: number, marginMs: number): number {
  return lifeMs - Math.min(marginMs, lifeMs / 5);
}

class Rotation {
  readonly #options: RotationOptions;
  readonly #lifetime = new AbortController();
  readonly #lanes = new Set<Lane>();
  #current: Lane;
  #readers = 0;

  constructor(options: RotationOptions) {
    this.#options = options;
    this.#current = this.#open();
  }

  get current(): Lane {
    return this.#current;
  }

  close(): void {
    this.#lifetime.abort();
    for (const lane of this.#lanes) this.#drop(lane);
  }

  /** One feed over as many sockets as it takes. */
  async *carry<Page, Point>(
    signal: AbortSignal,
    from: Point,
    advance: (page: Page, point: Point) => Point,
    open: (feeds: SocketFeeds, point: Point, signal: AbortSignal) => AsyncGenerator<Page>,
  ): AsyncGenerator<Page> {
    const pages: Channel<Page> = createChannel();
    const left = new AbortController();
    let point = from;
    let leaveLane = (): void => {};
    const ride = async (lane: Lane, leave: (() => void) | null): Promise<void> => {
      const stop = new AbortController();
      let aboard = leave === null;
      const board = (): void => {
        leave?.();
        aboard = true;
        const move = (to: Lane): void => void ride(to, leaveLane);
        lane.movers.add(move);
        leaveLane = () => {
          lane.movers.delete(move);
          stop.abort();
        };
      };
      if (aboard) board();
      try {
        for await (const page of open(lane.feeds, point, AbortSignal.any([signal, left.signal, stop.signal]))) {
          if (!aboard) board();
          // What still arrives on a socket that was left is in the pages of the one that took over.
          if (stop.signal.aborted) return;
          point = advance(page, point);
          pages.push(page);
        }
        if (aboard && !stop.signal.aborted) pages.end();
      } catch (fault) {
        // A new socket that fails this feed before its first page: the feed stays where it is.
        if (aboard && !stop.signal.aborted) pages.fail(fault instanceof Error ? fault : new Error(String(fault)));
      }
    };
    this.#readers += 1;
    void ride(this.#current, null);
    try {
      yield* pages.read(signal);
    } finally {
      this.#readers -= 1;
      leaveLane();
      left.abort();
    }
  }

  #open(): Lane {
    const lane: Lane = {
      movers: new Set(),
      timer: undefined,
      feeds: createSocketFeeds({ ...this.#options, onSocket: (event) => this.#note(lane, event) }),
    };
    this.#lanes.add(lane);
    return lane;
  }

  #drop(lane: Lane): void {
    clearTimeout(lane.timer);
    lane.feeds.close();
    this.#lanes.delete(lane);
  }

  #note(lane: Lane, event: SocketEvent): void {
    if (event.type === 'ended') {
      clearTimeout(lane.timer);
      // A second socket that could not be had says nothing about the first, which still carries every feed.
      if (lane === this.#current || event.opened) this.#options.onSocket?.(event);
      return;
    }
    this.#options.onSocket?.(event);
    if (event.expiresInMs === null) return;
    clearTimeout(lane.timer);
    lane.timer = setTimeout(() => void this.#rotate(lane), rotateAfter(event.expiresInMs, this.#options.limits.tokenMarginMs));
  }

  async #rotate(lane: Lane): Promise<void> {
    if (lane !== this.#current || this.#readers === 0) return;
    const { access, limits } = this.#options;
    const before = await access.token().catch(() => null);
    const token = await access.renew().catch(() => null);
    if (this.#lifetime.signal.aborted || lane !== this.#current) return;
    // A host that hands out the same token again has no longer life to give.
    if (token === null || token === before) {
      this.#options.onRotation?.('kept');
      return;
    }
    const next = this.#open();
    const limit = deadline(limits.connectMs + limits.ackMs, this.#lifetime.signal);
    try {
      await next.feeds.probe(limit.signal);
    } catch {
      this.#drop(next);
      this.#options.onRotation?.('kept');
      return;
    } finally {
      limit.clear();
    }
    if (this.#lifetime.signal.aborted || lane !== this.#current) return this.#drop(next);
    this.#current = next;
    this.#options.onRotation?.('moved');
    for (const move of [...lane.movers]) move(next);
    // Its socket closes when its last feed has left; one that cannot leave is opened again by its reader.
    lane.timer = setTimeout(() => this.#drop(lane), limits.connectMs + limits.ackMs + limits.socketLingerMs);
  }
}

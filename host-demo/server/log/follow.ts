import { DatabaseUnavailable } from '../db/database.ts';
import type { Wakes } from './wake.ts';
import type { Watch } from './watch.ts';

/** Whether this process is going down, and how long its readers should spread their reconnecting. Readers are woken when it changes. */
export interface Closing {
  reconnectWithinMs: number | null;
}

export interface FollowContext {
  readonly wakes: Wakes;
  readonly limits: { readonly heartbeatMs: number };
  readonly closing: Closing;
}

/** What both kinds of page have; null ends a feed. */
type AnyPage = { reconnectWithinMs: number | null } | null;

export interface Feed<Page extends AnyPage> {
  readonly keys: readonly string[];
  /** Reads after what was last given. */
  read(): Promise<Page>;
  /** False when the page tells nothing the reader does not know. */
  isNews(page: Page): boolean;
  /** Called with each page before it is given: more to read at once, wait for a wake-up, or nothing after it. */
  given(page: Page): 'more' | 'wait' | 'end';
  /** The newest event the reader has, for the net under lost wake-ups. */
  seq?(): number;
}

/** A reader's pages, to be taken one by one or all at once. */
export interface Following<Page> extends AsyncGenerator<Page> {
  /**
   * Gives all pages to come and resolves after the last; the next page waits for what `give` returns. The same as taking them one by one,
   * in fewer turns of promises.
   */
  each(give: (page: Page) => Promise<void> | undefined): Promise<void>;
}

const databaseAwayMs = 1_000;

/**
 * Reads, gives, sleeps until woken or the heartbeat is due, reads again: there is no other path from the log to a subscriber, so
 * catching up is exercised whenever anyone watches (rule S-1). A page without news is the heartbeat.
 */
export function follow<Page extends AnyPage>(context: FollowContext, signal: AbortSignal, feed: Feed<Page>): Following<Page> {
  return new Follower(context, signal, feed);
}

const ended = Symbol('ended');

/**
 * By hand, because `return()` of an async generator waits behind the pending `next()`: a reader that unsubscribes while nothing happens
 * would never be freed (F37).
 */
class Follower<Page extends AnyPage> implements Following<Page> {
  private readonly context: FollowContext;
  private readonly signal: AbortSignal;
  private readonly feed: Feed<Page>;
  private readonly watch: Watch;
  /** What comes after the page that was given last. */
  private onward: ReturnType<Feed<Page>['given']> = 'more';
  private nextHeartbeat = 0;
  private stopped = false;

  constructor(context: FollowContext, signal: AbortSignal, feed: Feed<Page>) {
    this.context = context;
    this.signal = signal;
    this.feed = feed;
    this.watch = context.wakes.watch(feed.keys, () => feed.seq?.());
    if (signal.aborted) this.end();
    else signal.addEventListener('abort', this, { once: true });
  }

  /** The signal's end. */
  handleEvent(): void {
    this.end();
  }

  async next(): Promise<IteratorResult<Page>> {
    const page = await this.take();
    return page === ended ? { done: true, value: undefined } : { done: false, value: page };
  }

  async each(give: (page: Page) => Promise<void> | undefined): Promise<void> {
    for (;;) {
      const page = await this.take();
      if (page === ended) return;
      const taken = give(page);
      if (taken !== undefined) await taken;
    }
  }

  private async take(): Promise<Page | typeof ended> {
    const { feed, watch } = this;
    for (;;) {
      if (this.onward === 'wait') await watch.wait(this.nextHeartbeat);
      if (this.onward === 'end') this.end();
      if (this.stopped) return ended;
      watch.begin();
      let page: Page;
      try {
        page = await feed.read();
      } catch (error) {
        await this.failed(error);
        continue;
      }
      if (this.stopped) return ended;
      if (this.context.closing.reconnectWithinMs !== null || feed.isNews(page) || performance.now() >= this.nextHeartbeat)
        return this.give(page);
      this.onward = 'wait';
    }
  }

  async return(): Promise<IteratorResult<Page>> {
    this.end();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<Page>> {
    this.end();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }

  private give(page: Page): Page {
    const { reconnectWithinMs } = this.context.closing;
    this.nextHeartbeat = performance.now() + this.context.limits.heartbeatMs;
    this.onward = this.feed.given(page);
    if (reconnectWithinMs === null) return page;
    this.onward = 'end';
    // A copy: the readers of one page share it.
    return page === null ? page : { ...page, reconnectWithinMs };
  }

  /** Readers wait for the database (F29): the client's own limit decides when to give up. @throws anything else. */
  private async failed(error: unknown): Promise<void> {
    if (!(error instanceof DatabaseUnavailable)) {
      this.end();
      throw error;
    }
    if (!this.stopped) await this.watch.wait(performance.now() + databaseAwayMs);
    this.onward = 'more';
  }

  private end(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.signal.removeEventListener('abort', this);
    this.watch.end();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable } from '../db/database.ts';
import { stoppable } from './stoppable.ts';
import type { Wakes } from './wake.ts';

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

const databaseAwayMs = 1_000;

/**
 * Reads, gives, sleeps until woken or the heartbeat is due, reads again: there is no other path from the log to a subscriber, so
 * catching up is exercised whenever anyone watches (rule S-1). A page without news is the heartbeat.
 */
export function follow<Page extends AnyPage>(context: FollowContext, signal: AbortSignal, feed: Feed<Page>): AsyncGenerator<Page> {
  return stoppable(signal, (stop) => pages(context, stop, feed));
}

async function* pages<Page extends AnyPage>(context: FollowContext, stop: AbortSignal, feed: Feed<Page>): AsyncGenerator<Page> {
  let nextHeartbeat = 0;
  while (!stop.aborted) {
    const ticket = context.wakes.ticket();
    const page = await readOrAway(feed);
    if (page === away) {
      await sleep(databaseAwayMs, undefined, { signal: stop, ref: false }).catch(() => undefined);
      continue;
    }
    if (stop.aborted) return;
    const { reconnectWithinMs } = context.closing;
    const closing = reconnectWithinMs !== null;
    if (page !== null && closing) page.reconnectWithinMs = reconnectWithinMs;
    let next: ReturnType<Feed<Page>['given']> = 'wait';
    if (closing || feed.isNews(page) || performance.now() >= nextHeartbeat) {
      nextHeartbeat = performance.now() + context.limits.heartbeatMs;
      next = feed.given(page);
      yield page;
    }
    if (closing || next === 'end') return;
    if (next === 'wait') await context.wakes.wait(feed.keys, ticket, stop, nextHeartbeat - performance.now(), feed.seq?.());
  }
}

const away = Symbol('database away');

/** Readers wait for the database (F29): the client's own limit decides when to give up. */
async function readOrAway<Page extends AnyPage>(feed: Feed<Page>): Promise<Page | typeof away> {
  try {
    return await feed.read();
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return away;
    throw error;
  }
}

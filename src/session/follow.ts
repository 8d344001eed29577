import { ChatError, type ChatErrorKind } from '../protocol/chat-error.ts';
import type { Carrier } from '../protocol/transport.ts';
import { type Backoff, createBackoff } from './backoff.ts';
import { type Environment, sleep } from './environment.ts';
import type { LinkState } from './link.ts';

/** How a page stands to the cursor. `gap` also covers a reader that the server skipped. */
export type Placement<Point> =
  | { readonly kind: 'continues'; readonly point: Point; readonly progress: boolean }
  | { readonly kind: 'gap' }
  | { readonly kind: 'resync' };

/** What the loop tells the flight recorder. `lost` precedes an opening that nobody asked for, `recovered` follows its first page. */
export type FollowNote<Page, Point> =
  | { readonly type: 'opening'; readonly after: Point | null }
  | {
      readonly type: 'page';
      readonly page: Page;
      readonly cursor: Point;
      readonly placed: Placement<Point>['kind'];
      readonly carrier: Carrier;
    }
  | { readonly type: 'lost'; readonly why: ChatErrorKind | 'ended' }
  | { readonly type: 'recovered'; readonly ms: number };

/** What one feed has to say to the loop: the conversation's feed and the lists' feed differ only here. */
export interface Feed<Page, Point> {
  /** Opens at the carrier; a null page says that access is gone. */
  open(after: Point, signal: AbortSignal): AsyncIterable<Page | null>;
  place(page: Page, cursor: Point): Placement<Point>;
  /** Takes the state afresh, hands it on, returns where it stands; null when access is gone. Throws ChatError. */
  snapshot(signal: AbortSignal): Promise<Point | null>;
  /** Called for every page that continues the cursor, in order, never after the signal aborted. */
  deliver(page: Page): void;
  reconnectWithinMs(page: Page): number | null;
  note?(note: FollowNote<Page, Point>): void;
}

export interface FollowOptions<Point> {
  /** Where to go on; null begins with a snapshot. */
  readonly cursor: Point | null;
  readonly environment: Environment;
  readonly limits: { readonly pageMs: number; readonly backoffFirstMs: number; readonly backoffMaxMs: number };
  readonly signal: AbortSignal;
  carrier(): Carrier;
  onLink(link: LinkState): void;
}

type Ended = { readonly kind: 'ended' } | { readonly kind: 'withdrawn' } | { readonly kind: 'gap' } | { readonly kind: 'resync' };

interface Line<Point> {
  cursor: Point | null;
  lostAt: number | null;
  spreadMs: number | null;
  progress: boolean;
  openedAt: number;
}

/**
 * The only loop that reconnects (rule K-5), for both feeds. Resolves with `withdrawn` when access is
 * gone and `aborted` when nobody reads any more; rejects with a ChatError that waiting cannot mend:
 * `signed-out`, `refused`, `defect`. Everything else is repeated from the cursor for as long as it takes.
 */
export async function follow<Page, Point>(feed: Feed<Page, Point>, options: FollowOptions<Point>): Promise<'withdrawn' | 'aborted'> {
  const { environment, signal, limits } = options;
  const backoff = createBackoff({ firstMs: limits.backoffFirstMs, maxMs: limits.backoffMaxMs, random: () => environment.random() });
  const line: Line<Point> = { cursor: options.cursor, lostAt: null, spreadMs: null, progress: false, openedAt: environment.now() };
  let gapAt: Point | null = null;
  let defects = 0;
  options.onLink({ status: 'connecting' });

  while (!signal.aborted) {
    line.progress = false;
    line.openedAt = environment.now();
    try {
      const ended = await readOnce(feed, options, line, backoff);
      if (ended.kind === 'withdrawn') {
        options.onLink({ status: 'withdrawn' });
        return 'withdrawn';
      }
      if (signal.aborted) break;
      if (line.progress) defects = 0;
      // A hole is mended from the cursor; the same hole again means that the log cannot serve it (F20).
      if (ended.kind === 'resync' || (ended.kind === 'gap' && gapAt === line.cursor && gapAt !== null)) line.cursor = null;
      gapAt = ended.kind === 'gap' ? line.cursor : null;
      if (ended.kind === 'ended') feed.note?.({ type: 'lost', why: 'ended' });
      await pause(options, line, backoff, null);
    } catch (fault) {
      if (signal.aborted) break;
      const error = asChatError(fault);
      if (error.kind === 'withdrawn') {
        options.onLink({ status: 'withdrawn' });
        return 'withdrawn';
      }
      feed.note?.({ type: 'lost', why: error.kind });
      if (error.kind === 'defect') defects += 1;
      if (error.kind === 'signed-out') options.onLink({ status: 'signed-out' });
      // A page that cannot be read is asked for again; a server that keeps breaking the protocol is not hammered.
      if (error.kind === 'signed-out' || error.kind === 'refused' || defects >= 3) throw error;
      await pause(options, line, backoff, error);
    }
  }
  return 'aborted';
}

/** One opening: snapshot if there is no cursor, then pages until the feed ends, breaks or leaves the cursor. */
async function readOnce<Page, Point>(
  feed: Feed<Page, Point>,
  options: FollowOptions<Point>,
  line: Line<Point>,
  backoff: Backoff,
): Promise<Ended> {
  const { signal, limits } = options;
  // Each opening has its own controller: bytes of an older one cannot reach `deliver` (F18).
  const opening = new AbortController();
  const abort = (): void => opening.abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    feed.note?.({ type: 'opening', after: line.cursor });
    if (line.cursor === null) {
      const point = await feed.snapshot(opening.signal);
      if (signal.aborted) return { kind: 'ended' };
      if (point === null) return { kind: 'withdrawn' };
      line.cursor = point;
    }
    const pages = feed.open(line.cursor, opening.signal)[Symbol.asyncIterator]();
    for (;;) {
      const next = await nextPage(pages, options, opening);
      if (signal.aborted || next.done) return { kind: 'ended' };
      if (next.value === null) return { kind: 'withdrawn' };
      const placed = feed.place(next.value, line.cursor);
      feed.note?.({ type: 'page', page: next.value, cursor: line.cursor, placed: placed.kind, carrier: options.carrier() });
      line.spreadMs = feed.reconnectWithinMs(next.value) ?? line.spreadMs;
      if (placed.kind !== 'continues') return placed;
      line.cursor = placed.point;
      line.progress = true;
      if (line.lostAt !== null) feed.note?.({ type: 'recovered', ms: options.environment.now() - line.lostAt });
      line.lostAt = null;
      // A first page alone proves little: ack-then-die must slow down, so only events or a life of some length count.
      if (placed.progress || options.environment.now() - line.openedAt > limits.backoffMaxMs) backoff.reset();
      options.onLink({ status: 'live', carrier: options.carrier() });
      feed.deliver(next.value);
    }
  } finally {
    signal.removeEventListener('abort', abort);
    opening.abort();
  }
}

/** The next page, or a `network` ChatError after `pageMs` without one: pings prove nothing about the reader behind them (F32). */
async function nextPage<Page, Point>(
  pages: AsyncIterator<Page | null>,
  options: FollowOptions<Point>,
  opening: AbortController,
): Promise<IteratorResult<Page | null>> {
  let cancel = (): void => {};
  const watchdog = new Promise<never>((_, reject) => {
    cancel = options.environment.after(options.limits.pageMs, () => {
      const late = new ChatError('network', `No page arrived for ${options.limits.pageMs} ms; the feed is opened again from its cursor.`);
      reject(late);
      // The reason tells the carrier that its connection is in doubt, not merely that nobody reads any more.
      opening.abort(late);
    });
  });
  let onAbort = (): void => {};
  const aborted = new Promise<IteratorResult<Page | null>>((resolve) => {
    onAbort = () => resolve({ done: true, value: undefined });
    options.signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([pages.next(), watchdog, aborted]);
  } finally {
    cancel();
    options.signal.removeEventListener('abort', onAbort);
  }
}

/** Waits before the next opening and says so. Waking up ends the wait (F43, F48): it is a hint to try sooner. */
async function pause<Point>(options: FollowOptions<Point>, line: Line<Point>, backoff: Backoff, error: ChatError | null): Promise<void> {
  const { environment, signal, limits } = options;
  line.lostAt ??= environment.now();
  const asked = error?.retryAfterMs ?? null;
  const spread = line.spreadMs ?? (error?.kind === 'shutdown' ? asked : null);
  line.spreadMs = null;
  // Openings that follow each other closely are kept apart by four first steps, whatever they achieved (F02).
  // A clock that was set back in between must not make that hours (F42).
  const apart = Math.min(0, line.openedAt - environment.now()) + 4 * limits.backoffFirstMs;
  const own = Math.max(apart, spread === null ? backoff.next() : backoff.spread(spread));
  // What the server asked for is the least; our own draw on top keeps its clients from coming back as one (F22).
  const ms = asked === null || spread !== null ? own : asked + own;
  options.onLink(environment.online() ? { status: 'reconnecting', sinceMs: line.lostAt, attempt: backoff.attempt } : { status: 'offline' });
  const awake = new AbortController();
  const wake = (): void => awake.abort();
  signal.addEventListener('abort', wake, { once: true });
  const stop = asked === null && spread === null ? environment.onWake(wake) : undefined;
  await sleep(environment, ms, awake.signal);
  stop?.();
  signal.removeEventListener('abort', wake);
}

function asChatError(fault: unknown): ChatError {
  return fault instanceof ChatError ? fault : new ChatError('defect', 'Reading a feed failed in an unforeseen way.', { cause: fault });
}

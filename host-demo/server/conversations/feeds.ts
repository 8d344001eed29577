import { scopesOf, type Viewing } from '../authorisation.ts';
import type { ChangePage, EventPage, PollPage } from '../generated/schema.ts';
import { type Feed, type Following, follow } from '../log/follow.ts';
import { readPage } from '../log/read.ts';
import { conversationKey } from '../log/wake.ts';
import type { EventsRequest, Point } from './api.ts';
import { mostChanges, readChanges } from './changes.ts';
import type { Context } from './context.ts';

export function readEvents(context: Context, who: Viewing, request: EventsRequest): Promise<EventPage | null> {
  const { conversationId, after } = request;
  return readPage(context, who, { conversationId, after, limit: request.limit ?? context.limits.pageEvents });
}

/** The subscription of one conversation. After a null page (not or no longer the viewer's) or a resync there is nothing to follow. */
export function followEvents(context: Context, who: Viewing, id: string, after: Point, signal: AbortSignal): Following<EventPage | null> {
  return follow(context, signal, new EventFeed(context, who, id, after));
}

/** A class, because there may be ten thousand. */
class EventFeed implements Feed<EventPage | null> {
  readonly keys: readonly string[];
  private readonly context: Context;
  private readonly who: Viewing;
  private readonly conversationId: string;
  private epoch: string;
  private newest: number;
  private liveId: string | undefined;

  constructor(context: Context, who: Viewing, id: string, after: Point) {
    this.keys = [conversationKey(id)];
    this.context = context;
    this.who = who;
    this.conversationId = id;
    this.epoch = after.epoch;
    this.newest = after.seq;
  }

  read(): Promise<EventPage | null> {
    const { context, who, conversationId, epoch, newest } = this;
    return readEvents(context, who, { conversationId, after: { epoch, seq: newest } });
  }

  isNews(page: EventPage | null): boolean {
    return page === null || page.events.length > 0 || page.resync !== null || page.live.id !== this.liveId;
  }

  given(page: EventPage | null): 'more' | 'wait' | 'end' {
    if (page === null || page.resync !== null) return 'end';
    this.epoch = page.head.epoch;
    this.newest = page.events.at(-1)?.seq ?? this.newest;
    this.liveId = page.live.id;
    return page.caughtUp ? 'wait' : 'more';
  }

  seq(): number {
    return this.newest;
  }
}

/** `reading` is told before each read. */
export function followChanges(
  context: Context,
  who: Viewing,
  after: string | null,
  signal: AbortSignal,
  reading: () => Promise<void>,
): Following<ChangePage> {
  let cursor = after;
  const feed: Feed<ChangePage> = {
    keys: scopesOf(who),
    async read() {
      await reading();
      return readChanges(context, who, cursor);
    },
    isNews(page) {
      return page.cursor !== cursor || page.resync;
    },
    given(page) {
      cursor = page.cursor;
      return page.changed.length + page.removed.length >= mostChanges ? 'more' : 'wait';
    },
  };
  return follow(context, signal, feed);
}

/** Reads until there is news, time is up or the caller leaves; what was read last is the answer. */
async function poll<Page>(
  context: Context,
  keys: string[],
  waitMs: number,
  signal: AbortSignal,
  read: () => Promise<Page>,
  isNews: (page: Page) => boolean,
  seq?: number,
): Promise<Page> {
  const end = performance.now() + Math.min(Math.max(0, waitMs), context.limits.longPollMs);
  for (;;) {
    const ticket = context.wakes.ticket();
    const page = await read();
    const left = end - performance.now();
    if (left <= 0 || signal.aborted || context.closing.reconnectWithinMs !== null || isNews(page)) return page;
    // What time alone changes (a wait that got too long) wakes nobody: it is found out as often as a subscriber would.
    await context.wakes.wait(keys, ticket, signal, Math.min(left, context.limits.heartbeatMs), seq);
  }
}

export async function pollEvents(
  context: Context,
  who: Viewing,
  request: EventsRequest,
  waitMs: number,
  signal: AbortSignal,
): Promise<EventPage | null> {
  return hold(context, who, request.conversationId, waitMs, async (ms) => {
    const read = () => readEvents(context, who, request);
    const page = await poll(
      context,
      [conversationKey(request.conversationId)],
      ms,
      signal,
      read,
      (it) => eventNews(it, request),
      request.after.seq,
    );
    return withClosing(context, page);
  });
}

export async function pollChanges(
  context: Context,
  who: Viewing,
  after: string | null,
  waitMs: number,
  signal: AbortSignal,
): Promise<ChangePage> {
  return hold(context, who, 'changes', waitMs, async (ms) => {
    const page = await poll(
      context,
      scopesOf(who),
      ms,
      signal,
      () => readChanges(context, who, after),
      (it) => changeNews(it, after),
    );
    return withClosing(context, page);
  });
}

/** One wait for both feeds (F61). */
export async function pollBoth(
  context: Context,
  who: Viewing,
  request: { readonly conversation?: EventsRequest | null; readonly changesAfter?: string | null },
  waitMs: number,
  signal: AbortSignal,
): Promise<PollPage> {
  const { conversation } = request;
  const wantsChanges = request.changesAfter !== undefined || !conversation;
  const after = request.changesAfter ?? null;
  const keys = [...(conversation ? [conversationKey(conversation.conversationId)] : []), ...(wantsChanges ? scopesOf(who) : [])];
  const read = async (): Promise<PollPage> => ({
    __typename: 'PollPage',
    conversation: conversation ? await readEvents(context, who, conversation) : null,
    changes: wantsChanges ? await readChanges(context, who, after) : null,
  });
  const isNews = (page: PollPage) =>
    (conversation ? eventNews(page.conversation, conversation) : false) || (page.changes !== null && changeNews(page.changes, after));
  return hold(context, who, conversation?.conversationId ?? 'changes', waitMs, async (ms) => {
    const page = await poll(context, keys, ms, signal, read, isNews, conversation?.after.seq);
    return { ...page, conversation: withClosing(context, page.conversation), changes: withClosing(context, page.changes) };
  });
}

function eventNews(page: EventPage | null, request: EventsRequest): boolean {
  return page === null || page.events.length > 0 || page.resync !== null || (request.liveId != null && page.live.id !== request.liveId);
}

function changeNews(page: ChangePage, after: string | null): boolean {
  return page.resync || page.cursor !== after;
}

function withClosing<Page extends { reconnectWithinMs: number | null } | null>(context: Context, page: Page): Page {
  const { reconnectWithinMs } = context.closing;
  if (page !== null && reconnectWithinMs !== null) page.reconnectWithinMs = reconnectWithinMs;
  return page;
}

/** Beyond the allowed number of held polls of one identity on one thing the answer comes at once: never refused, never waiting (H46). */
async function hold<Page>(
  context: Context,
  who: Viewing,
  what: string,
  waitMs: number,
  work: (waitMs: number) => Promise<Page>,
): Promise<Page> {
  if (waitMs <= 0) return work(0);
  const key = JSON.stringify([who.role, who.subject, what]);
  const held = context.held.get(key) ?? 0;
  if (held >= context.limits.longPollsHeld) return work(0);
  context.held.set(key, held + 1);
  try {
    return await work(waitMs);
  } finally {
    const left = (context.held.get(key) ?? 1) - 1;
    if (left === 0) context.held.delete(key);
    else context.held.set(key, left);
  }
}

import { ChatError } from '../protocol/chat-error.ts';
import { parseChangePage, parseEventPage } from '../protocol/parse.ts';
import type { ChangePage, EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import { type Channel, createChannel } from './channel.ts';
import type { Ask } from './http-client.ts';
import type { PollSlot } from './poll-slot.ts';

export interface PollOptions {
  readonly ask: Ask;
  readonly limits: { readonly longPollMs: number; readonly pollMs: number; readonly hiddenPollMs: number };
  readonly hidden: () => boolean;
  /** Without it the server is asked at intervals instead of holding the request. */
  readonly slot: PollSlot;
}

interface EventReader {
  readonly id: string;
  point: ResumePoint;
  liveId: string | null;
  fresh: boolean;
  readonly channel: Channel<EventPage | null>;
}
interface ChangeReader {
  cursor: string | null;
  fresh: boolean;
  readonly channel: Channel<ChangePage>;
}

/**
 * Both feeds over HTTP with one request at a time: a page's long poll takes one of the browser's six
 * connections to an origin, so a second would soon stand in a send's way (F61). With one conversation
 * and one list the server holds the request; with more, or in a hidden tab, it is asked at intervals.
 */
export class Poller {
  readonly #options: PollOptions;
  readonly #events = new Set<EventReader>();
  readonly #changes = new Set<ChangeReader>();
  #request: AbortController | null = null;
  #rest: (() => void) | null = null;
  #running = false;
  /** Rises when a reader comes or goes. */
  #version = 0;

  constructor(options: PollOptions) {
    this.#options = options;
  }

  async *events(id: string, after: ResumePoint, signal: AbortSignal): AsyncGenerator<EventPage | null> {
    const reader: EventReader = { id, point: after, liveId: null, fresh: true, channel: createChannel(() => this.#stir()) };
    this.#events.add(reader);
    this.#moved();
    try {
      yield* reader.channel.read(signal);
    } finally {
      this.#events.delete(reader);
      this.#moved();
    }
  }

  async *changes(after: string | null, signal: AbortSignal): AsyncGenerator<ChangePage> {
    const reader: ChangeReader = { cursor: after, fresh: true, channel: createChannel(() => this.#stir()) };
    this.#changes.add(reader);
    this.#moved();
    try {
      yield* reader.channel.read(signal);
    } finally {
      this.#changes.delete(reader);
      this.#moved();
    }
  }

  /** The page woke up or went out of sight. A request held over a sleep may never be answered, and a hidden page holds none: it is made again. */
  turn(): void {
    this.#moved();
  }

  /** Ends every feed and the request under way. */
  close(): void {
    for (const reader of [...this.#events, ...this.#changes]) reader.channel.end();
    this.#options.slot.leave();
    this.#moved();
  }

  #moved(): void {
    this.#version += 1;
    this.#request?.abort();
    this.#rest?.();
  }

  #stir(): void {
    this.#rest?.();
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Readers that got a page together come back together: one turn of the event loop gathers them.
    await new Promise((resolve) => setTimeout(resolve, 0));
    for (;;) {
      const events = [...this.#events].filter((reader) => reader.channel.wanted);
      const changes = [...this.#changes].filter((reader) => reader.channel.wanted);
      const rounds = Math.max(events.length, changes.length);
      if (rounds === 0) break;
      const all =
        this.#events.size <= 1 && this.#changes.size <= 1 && events.length === this.#events.size && changes.length === this.#changes.size;
      const fresh = [...events, ...changes].some((reader) => reader.fresh);
      const hold = this.#mayHold() && all && !fresh;
      const since = performance.now();
      let news = fresh;
      for (let round = 0; round < rounds; round += 1) news = (await this.#ask(events[round], changes[round], hold)) || news;
      // A server that was told to hold the request and did not is not asked in a tight loop.
      if (!news && (!hold || performance.now() - since < 1_000)) await this.#pause();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    this.#running = false;
    if (this.#events.size + this.#changes.size === 0) this.#options.slot.leave();
  }

  /** A hidden page leaves its place to one that is looked at (F61). */
  #mayHold(): boolean {
    if (!this.#options.hidden()) return this.#options.slot.take();
    this.#options.slot.leave();
    return false;
  }

  /** One request for one conversation and one list. Returns whether it brought anything new. */
  async #ask(events: EventReader | undefined, changes: ChangeReader | undefined, hold: boolean): Promise<boolean> {
    const request = new AbortController();
    this.#request = request;
    const waitMs = hold ? this.#options.limits.longPollMs : 0;
    try {
      const conversation = events && { conversationId: events.id, after: events.point, liveId: events.liveId };
      if (!changes) {
        if (!events || !conversation) return false;
        return this.#deliverEvents(
          events,
          (await this.#options.ask('PollEvents', { ...conversation, waitMs }, request.signal, waitMs)).conversationEvents,
        );
      }
      if (!events || !conversation) {
        return this.#deliverChanges(
          changes,
          (await this.#options.ask('Changes', { after: changes.cursor, waitMs }, request.signal, waitMs)).conversationChanges,
        );
      }
      const { poll } = await this.#options.ask('Poll', { conversation, changesAfter: changes.cursor, waitMs }, request.signal, waitMs);
      if (typeof poll !== 'object' || poll === null) throw new ChatError('defect', 'The answer to a poll holds no page.');
      const page = poll as Readonly<Record<string, unknown>>;
      const spoken = this.#deliverEvents(events, page.conversation);
      return this.#deliverChanges(changes, page.changes) || spoken;
    } catch (fault) {
      // A reader came or went: the request is made again for those who are there now.
      if (request.signal.aborted) return true;
      const error = fault instanceof ChatError ? fault : new ChatError('defect', 'Polling failed in an unforeseen way.', { cause: fault });
      events?.channel.fail(error);
      changes?.channel.fail(error);
      return true;
    } finally {
      if (this.#request === request) this.#request = null;
    }
  }

  #deliverEvents(reader: EventReader, value: unknown): boolean {
    const page = parseEventPage(value ?? null);
    const last = page?.events.at(-1);
    const news = page === null || last !== undefined || page.resync !== null || page.live.id !== reader.liveId;
    if (last) reader.point = { epoch: reader.point.epoch, seq: last.seq };
    reader.liveId = page?.live.id ?? null;
    reader.fresh = false;
    reader.channel.push(page);
    if (page === null || page.resync) reader.channel.end();
    return news;
  }

  #deliverChanges(reader: ChangeReader, value: unknown): boolean {
    // A server may leave out what has no news.
    if (value === null || value === undefined) return false;
    const page = parseChangePage(value);
    const news = page.cursor !== reader.cursor || page.resync;
    reader.cursor = page.cursor;
    reader.fresh = false;
    reader.channel.push(page);
    return news;
  }

  async #pause(): Promise<void> {
    const ms = this.#options.hidden() ? this.#options.limits.hiddenPollMs : this.#options.limits.pollMs;
    const version = this.#version;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#rest = () => {
        // Readers asking for their next page are no reason to hurry; one that came or went is.
        if (this.#version === version) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.#rest = null;
  }
}

import type { Carrier } from '../protocol/transport.ts';
import type { EventPage, ResumePoint, Snapshot } from '../protocol/vocabulary.ts';
import type { HashState } from './conversation.ts';
import type { Environment } from './environment.ts';
import type { FollowNote } from './follow.ts';
import type { LinkState } from './link.ts';
import type { CarrierNote, EntryWithoutTime, LineCounters, LineFigures, RecorderMode, Recording } from './recorder-entries.ts';
import { FeedFigures } from './recorder-figures.ts';
import { redactEvent, redactSnapshot } from './recorder-redact.ts';
import { RECORDER_LIMITS, type RecorderLimits, RecorderRing } from './recorder-ring.ts';

/** The feed of the lists among the feeds; every other name is a conversation's id. */
export const LISTS_FEED = 'lists';

/** At most this often a listener is told, in ms: a number that changes faster can't be read. */
const TELL_MS = 100;
/** Conversations whose numbers are kept after their feed ended. */
const FEEDS_KEPT = 20;

type Counts = { -readonly [Name in keyof LineCounters]: number };
const ORDER: Readonly<Record<RecorderMode, number>> = { off: 0, redacted: 1, 'with-text': 2 };

/** What is noted of one feed; made for each time it is followed. */
export interface FeedRecorder<Page, Point> {
  note(note: FollowNote<Page, Point>): void;
  link(link: LinkState): void;
  /** Nobody reads it any more. */
  closed(): void;
}

/**
 * The flight recorder (rules N-1 to N-3): numbers of the line, always, and a bounded record of what happened
 * to it, once someone asked. It only listens: nothing here may change what is read or shown.
 */
export class Recorder {
  readonly #environment: Pick<Environment, 'now' | 'after'>;
  readonly #ring: RecorderRing;
  readonly #feeds = new Map<string, FeedFigures>();
  readonly #listeners = new Set<() => void>();
  readonly #counts: Counts = {
    ...{ connects: 0, disconnects: 0, rotations: 0, carrierChanges: 0, resumes: 0, duplicates: 0, holes: 0, snapshots: 0 },
    ...{ hashOk: 0, hashMismatch: 0, hashSkipped: 0 },
  };
  #mode: RecorderMode = 'off';
  #startedAt = 0;
  #carrier: Carrier | null = null;
  #lastRecoveryMs: number | null = null;
  #telling: (() => void) | null = null;

  constructor(environment: Pick<Environment, 'now' | 'after'>, limits: RecorderLimits = RECORDER_LIMITS) {
    this.#environment = environment;
    this.#ring = new RecorderRing(limits);
  }

  /** Begins a record, or one that holds more; what is on is not turned off by another instance that asks for less. */
  start(mode: RecorderMode): void {
    if (ORDER[mode] <= ORDER[this.#mode]) return;
    this.#mode = mode;
    this.#ring.clear();
    this.#startedAt = this.#environment.now();
  }

  /** A copy of the record so far; null when nobody asked for one. */
  export(): Recording | null {
    if (this.#mode === 'off') return null;
    return {
      version: 1,
      mode: this.#mode,
      startedAt: this.#startedAt,
      endedAt: this.#environment.now(),
      dropped: this.#ring.dropped,
      counters: { ...this.#counts },
      entries: this.#ring.entries(),
    };
  }

  /** The numbers now, of the conversation that was opened last and is still followed. */
  figures(): LineFigures {
    const feeds = [...this.#feeds.values()].filter((feed) => feed.open);
    const feed = feeds.findLast(({ name }) => name !== LISTS_FEED) ?? feeds.at(-1) ?? null;
    return {
      state: feed?.status ?? 'idle',
      transport: this.#carrier,
      conversationId: feed === null || feed.name === LISTS_FEED ? null : feed.name,
      cursor: feed?.cursor ?? null,
      lastRecoveryMs: this.#lastRecoveryMs,
      counters: { ...this.#counts },
      answers: feed?.answers() ?? [],
    };
  }

  /** Told within 100 ms of a change; returns the end of listening. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#telling?.();
      this.#telling = null;
    };
  }

  carrier(note: CarrierNote): void {
    if (note.type === 'connect') this.#counts.connects += 1;
    else if (note.type === 'disconnect') this.#counts.disconnects += 1;
    else if (note.outcome === 'moved') this.#counts.rotations += 1;
    this.#record(note);
  }

  snapshot(conversationId: string, snapshot: Snapshot, part: 'whole' | 'earlier' = 'whole'): void {
    if (part === 'whole') {
      this.#counts.snapshots += 1;
      this.#feed(conversationId).start(snapshot);
    }
    this.#record(() => {
      const entry = { type: 'snapshot', feed: conversationId, part, head: snapshot.head.seq, shape: redactSnapshot(snapshot) } as const;
      return this.#mode === 'with-text' ? { ...entry, snapshot } : entry;
    });
  }

  /** One answer was compared with what its end promised, or could not be. */
  hash(
    conversationId: string,
    answer: { messageId: string; attempt: number; length: number; result: Exclude<HashState, 'pending'>; sha256?: string },
  ): void {
    const { messageId, attempt, length, result, sha256 = null } = answer;
    if (result === 'ok') this.#counts.hashOk += 1;
    else if (result === 'mismatch') this.#counts.hashMismatch += 1;
    else this.#counts.hashSkipped += 1;
    this.#feed(conversationId).hash(messageId, attempt, result, result === 'ok' ? sha256 : null);
    this.#record({ type: 'hash', feed: conversationId, messageId, attempt, length, result });
  }

  conversation(id: string): FeedRecorder<EventPage, ResumePoint> {
    return this.#follow<EventPage, ResumePoint>(
      id,
      (point) => point,
      (note) => this.#page(id, note),
    );
  }

  lists(): FeedRecorder<unknown, unknown> {
    return this.#follow(
      LISTS_FEED,
      () => null,
      () => {},
    );
  }

  #follow<Page, Point>(
    name: string,
    place: (point: Point) => ResumePoint | null,
    onPage: (note: Extract<FollowNote<Page, Point>, { type: 'page' }>) => void,
  ): FeedRecorder<Page, Point> {
    const feed = this.#feed(name);
    // Put last: what was opened last is what the numbers are about.
    this.#feeds.delete(name);
    this.#feeds.set(name, feed);
    feed.open = true;
    feed.followed += 1;
    const own = feed.followed;
    const counted = name !== LISTS_FEED;
    let after: ResumePoint | null = null;
    return {
      note: (note) => {
        if (note.type === 'opening') {
          after = note.after === null ? null : place(note.after);
          this.#record({ type: 'open', feed: name, after: after?.seq ?? null });
          if (after) feed.cursor = after;
        } else if (note.type === 'lost') this.#record({ type: 'lost', feed: name, why: note.why });
        else if (note.type === 'recovered') {
          if (counted) this.#lastRecoveryMs = note.ms;
          if (after) this.#counts.resumes += 1;
          this.#record({ type: 'resume', feed: name, after: after?.seq ?? null, ms: note.ms });
        } else {
          this.#way(note.carrier);
          onPage(note);
        }
      },
      link: (link) => {
        if (feed.status === link.status) return;
        feed.status = link.status;
        this.#record({ type: 'link', feed: name, status: link.status });
      },
      closed: () => {
        // A reader that came back in the meantime opened it again.
        if (feed.followed !== own) return;
        feed.open = false;
        feed.status = 'idle';
        this.#forgetOld();
      },
    };
  }

  #page(id: string, { page, cursor, placed }: Extract<FollowNote<EventPage, ResumePoint>, { type: 'page' }>): void {
    if (placed === 'resync') {
      this.#record({ type: 'resync', feed: id, reason: page.resync });
      return;
    }
    const fresh = page.events.filter((event) => event.seq > cursor.seq);
    const repeats = page.events.length - fresh.length;
    if (repeats > 0) {
      this.#counts.duplicates += repeats;
      this.#record({ type: 'duplicates', feed: id, count: repeats, cursor: cursor.seq });
    }
    if (placed === 'gap') {
      this.#counts.holes += 1;
      this.#record({ type: 'gap', feed: id, after: cursor.seq, first: fresh[0]?.seq ?? null });
      return;
    }
    const last = fresh.at(-1);
    if (!last) return;
    const feed = this.#feed(id);
    feed.read(fresh, { epoch: cursor.epoch, seq: last.seq });
    this.#record(() => {
      const entry = { type: 'events', feed: id, epoch: cursor.epoch, events: fresh.map(redactEvent) } as const;
      return this.#mode === 'with-text' ? { ...entry, whole: fresh } : entry;
    });
  }

  #way(carrier: Carrier): void {
    if (carrier === this.#carrier) return;
    if (this.#carrier !== null) this.#counts.carrierChanges += 1;
    this.#record({ type: 'carrier', from: this.#carrier, to: carrier });
    this.#carrier = carrier;
  }

  #feed(name: string): FeedFigures {
    const known = this.#feeds.get(name) ?? new FeedFigures(name);
    this.#feeds.set(name, known);
    return known;
  }

  #forgetOld(): void {
    const closed = [...this.#feeds.values()].filter((feed) => !feed.open);
    for (const feed of closed.slice(0, Math.max(0, closed.length - FEEDS_KEPT))) this.#feeds.delete(feed.name);
    this.#changed();
  }

  /** A function is called only while a record is kept: redacting costs something. */
  #record(entry: EntryWithoutTime | (() => EntryWithoutTime)): void {
    if (this.#mode !== 'off') this.#ring.add(this.#environment.now() - this.#startedAt, typeof entry === 'function' ? entry() : entry);
    this.#changed();
  }

  #changed(): void {
    if (this.#listeners.size === 0) return;
    this.#telling ??= this.#environment.after(TELL_MS, () => {
      this.#telling = null;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}

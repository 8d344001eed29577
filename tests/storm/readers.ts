import type { Clock } from './clock.ts';
import type { Log, Point } from './log.ts';
import type { Random } from './random.ts';

/** A feed that is open: it reads the log after its point, sleeps until woken, reads again. */
export interface Reader {
  readonly log: Log;
  seq: number;
  epoch: string;
  /** Reads nothing any more although its connection is in order (F32). */
  stuck: boolean;
  gone: boolean;
  push(json: string): void;
  end(): void;
  heartbeatAt: number;
  readonly once: boolean;
}

/** Faults of pages at the seam between two openings, one each. */
export interface Seams {
  overlap: number;
  twin: number;
  hole: number;
}

const HEARTBEAT_MS = 10_000;
const HEADS_MS = 5_000;

/** Every feed that is open at the server, and what wakes it. */
export class Readers {
  /** Writers wake nobody. */
  silent = 0;
  /** More events than this behind, and a reader is told to take a snapshot. */
  mostBehind = 5_000;
  /** Nobody is ever given a page: a bug put in on purpose. */
  deaf = false;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #wakeMs: number;
  readonly #readers = new Set<Reader>();
  readonly #woken = new Set<Log>();
  #headsPlanned = false;
  /** When a page last lay wrongly: it waits for a reader, perhaps until long after it was planned. */
  misplacedAt = 0;

  /** @param wakeMs between a writer and its readers. */
  constructor(clock: Clock, random: Random, wakeMs: number) {
    this.#clock = clock;
    this.#random = random;
    this.#wakeMs = wakeMs;
  }

  all(): readonly Reader[] {
    return [...this.#readers];
  }

  /** Feeds open for one conversation. */
  of(log: Log): number {
    let count = 0;
    for (const reader of this.#readers) if (reader.log === log && !reader.stuck) count += 1;
    return count;
  }

  open(log: Log, after: Point, once: boolean, out: Pick<Reader, 'push' | 'end'>): Reader {
    const reader: Reader = { log, seq: after.seq, epoch: after.epoch, stuck: false, gone: false, heartbeatAt: 0, once, ...out };
    this.#readers.add(reader);
    if (!once) this.#beat(reader);
    return reader;
  }

  /** One page that lies wrongly against the point: repeated events, a page twice, a page that begins at cursor + 2 (F17, F20). */
  seam(reader: Reader, after: Point, seams: Seams): boolean {
    const { log } = reader;
    if (log.resyncFor(after, this.mostBehind) !== null) return false;
    const shift =
      seams.overlap > 0 && after.seq > 0
        ? -this.#random.whole(1, Math.min(5, after.seq))
        : seams.hole > 0 && log.head.seq > after.seq + 1
          ? 1
          : 0;
    const twin = shift === 0 && seams.twin > 0;
    if (shift === 0 && !twin) return false;
    if (twin) seams.twin -= 1;
    else if (shift < 0) seams.overlap -= 1;
    else seams.hole -= 1;
    this.misplacedAt = this.#clock.now;
    const page = log.page(after, 1 + shift);
    reader.push(page.json);
    reader.heartbeatAt = this.#clock.now;
    if (reader.once) this.drop(reader);
    // A page twice: this one, and the same by the reading that follows.
    else if (!twin) reader.seq = page.last;
    return reader.once;
  }

  /** @param always also a page without events. */
  read(reader: Reader, always: boolean): void {
    if (reader.gone || reader.stuck || this.deaf) return;
    const { log } = reader;
    let due = always;
    for (;;) {
      const after = { epoch: reader.epoch, seq: reader.seq };
      const resync = log.resyncFor(after, this.mostBehind);
      if (resync) {
        reader.push(log.page(after, 1, { resync }).json);
        this.drop(reader);
        reader.end();
        return;
      }
      if (!due && log.head.seq === reader.seq) return;
      const page = log.page(after);
      reader.push(page.json);
      reader.seq = page.last;
      reader.heartbeatAt = this.#clock.now;
      due = false;
      if (reader.once) return void this.drop(reader);
      if (page.whole) return;
    }
  }

  wake(log: Log): void {
    if (this.silent > 0) return void this.#planHeads();
    if (this.#woken.has(log)) return;
    this.#woken.add(log);
    this.#clock.after(this.#wakeMs, null, () => {
      this.#woken.delete(log);
      for (const reader of [...this.#readers]) if (reader.log === log) this.read(reader, false);
    });
  }

  farewell(reader: Reader, reconnectWithinMs: number): void {
    if (reader.gone || reader.stuck) return;
    reader.push(reader.log.page({ epoch: reader.epoch, seq: reader.seq }, 1, { reconnectWithinMs }).json);
    this.drop(reader);
    reader.end();
  }

  /** It reads no more. */
  drop(reader: Reader): void {
    reader.gone = true;
    this.#readers.delete(reader);
  }

  #beat(reader: Reader): void {
    const wait = reader.heartbeatAt === 0 ? HEARTBEAT_MS : Math.max(1, reader.heartbeatAt + HEARTBEAT_MS - this.#clock.now);
    this.#clock.after(wait, null, () => {
      if (reader.gone || reader.stuck) return;
      if (this.#clock.now - reader.heartbeatAt >= HEARTBEAT_MS) this.read(reader, true);
      this.#beat(reader);
    });
  }

  /** What was committed without a wake-up is found when the heads are read again. */
  #planHeads(): void {
    if (this.#headsPlanned) return;
    this.#headsPlanned = true;
    const { now } = this.#clock;
    this.#clock.at((Math.floor(now / HEADS_MS) + 1) * HEADS_MS, null, () => {
      this.#headsPlanned = false;
      for (const reader of [...this.#readers]) this.read(reader, false);
    });
  }
}

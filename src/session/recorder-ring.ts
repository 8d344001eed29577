import type { EntryWithoutTime, RecordEntry } from './recorder-entries.ts';
import { joinDeltas } from './recorder-redact.ts';

/** What a record may hold. `weight` is about bytes: an entry counts 100, each message or event in it 100, text its length. */
export interface RecorderLimits {
  readonly entries: number;
  readonly weight: number;
  readonly eventsPerEntry: number;
}

export const RECORDER_LIMITS: RecorderLimits = { entries: 500, weight: 1_000_000, eventsPerEntry: 100 };

/** The newest entries within the limits; older ones give way and are counted. */
export class RecorderRing {
  readonly #limits: RecorderLimits;
  #entries: { entry: RecordEntry; weight: number }[] = [];
  #weight = 0;
  #dropped = 0;

  constructor(limits: RecorderLimits) {
    this.#limits = limits;
  }

  get dropped(): number {
    return this.#dropped;
  }

  entries(): readonly RecordEntry[] {
    return this.#entries.map(({ entry }) => entry);
  }

  clear(): void {
    this.#entries = [];
    this.#weight = 0;
    this.#dropped = 0;
  }

  add(at: number, body: EntryWithoutTime): void {
    const last = this.#entries.at(-1);
    const joined = last && this.#join(last.entry, body);
    if (joined) {
      this.#entries.pop();
      this.#weight -= last.weight;
    }
    const entry: RecordEntry = joined ?? { at, ...body };
    const weight = weigh(entry);
    this.#entries.push({ entry, weight });
    this.#weight += weight;
    while (this.#entries.length > 1 && (this.#entries.length > this.#limits.entries || this.#weight > this.#limits.weight)) {
      this.#weight -= this.#entries.shift()?.weight ?? 0;
      this.#dropped += 1;
    }
  }

  /** Pages without text of one feed that follow each other are one entry. */
  #join(last: RecordEntry, next: EntryWithoutTime): RecordEntry | null {
    if (last.type !== 'events' || next.type !== 'events' || last.feed !== next.feed || last.epoch !== next.epoch) return null;
    if (last.whole || next.whole) return null;
    const events = [...last.events];
    for (const event of next.events) {
      const joined = joinDeltas(events.at(-1), event);
      if (joined) events[events.length - 1] = joined;
      else events.push(event);
    }
    return events.length > this.#limits.eventsPerEntry ? null : { ...last, events };
  }
}

function weigh(entry: RecordEntry): number {
  if (entry.type === 'events') return 100 + 100 * entry.events.length + (entry.whole ? JSON.stringify(entry.whole).length : 0);
  if (entry.type !== 'snapshot') return 100;
  const { messages, transitions } = entry.shape;
  return 100 + 100 * (messages.length + transitions.length) + (entry.snapshot ? JSON.stringify(entry.snapshot).length : 0);
}

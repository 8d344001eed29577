import type { Database } from '../db/database.ts';
import type { EventRow } from './event.ts';
import { type LiveRow, liveColumns } from './live.ts';
import type { ConversationRow } from './row.ts';

export type HeadRow = ConversationRow & LiveRow;

interface Range {
  readonly id: string;
  readonly after: number;
  /** Nothing beyond it, so that a page is never ahead of its own head. */
  readonly upTo: number;
  readonly limit: number;
}

/** One round takes at most this many readers. */
const roundSize = 500;

/**
 * The counterpart of group commit: readers that are woken together read together, one statement for all heads and one for all events,
 * because one commit usually wakes the readers of many conversations.
 */
export class GroupRead {
  private readonly heads: Rounds<string, HeadRow | undefined>;
  private readonly ranges: Rounds<Range, EventRow[]>;

  constructor(database: Database, clock: () => number) {
    this.heads = new Rounds((ids) => readHeads(database, clock(), ids));
    this.ranges = new Rounds((ranges) => readRanges(database, ranges));
  }

  /** The conversation's row with its live state, from one moment. */
  head(id: string): Promise<HeadRow | undefined> {
    return this.heads.ask(id);
  }

  events(range: Range): Promise<EventRow[]> {
    return this.ranges.ask(range);
  }
}

async function readHeads(database: Database, now: number, ids: readonly string[]): Promise<(HeadRow | undefined)[]> {
  const rows = await database.query<HeadRow>(`SELECT c.*, ${liveColumns('$2::bigint')} FROM conversations c WHERE c.id = ANY($1::text[])`, [
    [...new Set(ids)],
    now,
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  // A copy each: readers may set the epoch of theirs.
  return ids.map((id) => {
    const row = byId.get(id);
    return row === undefined ? undefined : { ...row };
  });
}

async function readRanges(database: Database, ranges: readonly Range[]): Promise<EventRow[][]> {
  const rows = await database.query<EventRow & { index: number }>(
    `SELECT r.index, e.seq, e.at, e.type, e.body
     FROM unnest($1::text[], $2::int[], $3::int[], $4::int[]) WITH ORDINALITY AS r (id, after, up_to, most, index)
     CROSS JOIN LATERAL (SELECT seq, at, type, body FROM events WHERE conversation_id = r.id AND seq > r.after AND seq <= r.up_to
       ORDER BY seq LIMIT r.most) e
     ORDER BY r.index, e.seq`,
    [
      ranges.map((range) => range.id),
      ranges.map((range) => range.after),
      ranges.map((range) => range.upTo),
      ranges.map((range) => range.limit),
    ],
  );
  const result: EventRow[][] = ranges.map(() => []);
  for (const row of rows) result[Number(row.index) - 1]?.push(row);
  return result;
}

/** Gathers questions while a round is on its way and asks them together in the next. */
class Rounds<Question, Answer> {
  private readonly load: (questions: readonly Question[]) => Promise<Answer[]>;
  private waiting: { question: Question; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  private running = false;

  constructor(load: (questions: readonly Question[]) => Promise<Answer[]>) {
    this.load = load;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (this.running) return;
      this.running = true;
      // All readers that one commit woke ask within this turn of the event loop.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const round = this.waiting.splice(0, roundSize);
      try {
        const answers = await this.load(round.map((entry) => entry.question));
        for (const [index, entry] of round.entries()) entry.resolve(answers[index] as Answer);
      } catch (error) {
        for (const entry of round) entry.reject(error);
      }
    }
    this.running = false;
  }
}

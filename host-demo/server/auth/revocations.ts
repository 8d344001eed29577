import type { Database } from '../db/database.ts';
import { announce, type Wakes } from '../log/wake.ts';

/** Woken when the table of revocations changed. */
const revocationsKey = 'revocations';

/** Whose access ended; in all organisations when `organizationId` is null. */
export interface Revoked {
  readonly subject: string;
  readonly organizationId: string | null;
}

interface Row {
  readonly subject: string;
  readonly organization_id: string | null;
  readonly at: number;
}

/**
 * Ends the access that tokens issued before `at` give. Every server knows within `revocationsMs`, at once where the database can tell it.
 * @param at ms since 1970. A token whose `iat` is in whole seconds counts as issued at the beginning of its second.
 */
export async function revoke(database: Database, { subject, organizationId }: Revoked, at: number): Promise<void> {
  await database.query(
    `INSERT INTO revocations (subject, organization_id, at) VALUES ($1, $2, $3)
     ON CONFLICT (subject, coalesce(organization_id, '')) DO UPDATE SET at = greatest(revocations.at, $3)`,
    [subject, organizationId, at],
  );
  await announce(database, [revocationsKey]);
}

/** Takes back what was revoked; without an organisation all of it. How many revocations there were. */
export async function unrevoke(database: Database, { subject, organizationId }: Revoked): Promise<number> {
  const rows = await database.query(
    'DELETE FROM revocations WHERE subject = $1 AND ($2::text IS NULL OR organization_id = $2) RETURNING subject',
    [subject, organizationId],
  );
  await announce(database, [revocationsKey]);
  return rows.length;
}

export interface RevocationsOptions {
  readonly database: Database;
  readonly wakes: Wakes;
  /** How often the table is read again, in ms: the longest that a revocation can go unnoticed. */
  readonly everyMs: number;
}

/** What of the table this process knows. */
export class Revocations {
  private readonly options: RevocationsOptions;
  private readonly stopped = new AbortController();
  private bySubject = new Map<string, Row[]>();
  private known = '[]';
  private loop: Promise<void> = Promise.resolve();

  constructor(options: RevocationsOptions) {
    this.options = options;
  }

  /** Reads, and goes on reading. Throws `DatabaseUnavailable`. */
  async start(): Promise<void> {
    const ticket = this.options.wakes.ticket();
    await this.read();
    this.loop = this.follow(ticket);
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.loop;
  }

  /** Whether a token of this subject, issued then (ms since 1970), still opens the organisation. */
  holds(subject: string, issuedAt: number, organizationId: string): boolean {
    const rows = this.bySubject.get(subject);
    if (rows === undefined) return true;
    return !rows.some(({ organization_id, at }) => issuedAt < at && (organization_id ?? organizationId) === organizationId);
  }

  private async follow(first: number): Promise<void> {
    const { wakes, everyMs } = this.options;
    for (let ticket = first; !this.stopped.signal.aborted; ) {
      await wakes.wait([revocationsKey], ticket, this.stopped.signal, everyMs);
      if (this.stopped.signal.aborted) return;
      ticket = wakes.ticket();
      // While the database is away nothing can be read with an ended access either; the next round is the retry.
      await this.read().catch(() => undefined);
    }
  }

  private async read(): Promise<void> {
    const rows = await this.options.database.query<Row>(
      'SELECT subject, organization_id, at FROM revocations ORDER BY subject, organization_id',
    );
    const known = JSON.stringify(rows);
    if (known === this.known) return;
    this.known = known;
    this.bySubject = new Map();
    for (const row of rows) this.bySubject.set(row.subject, [...(this.bySubject.get(row.subject) ?? []), row]);
    // Whoever waits reads again, and finds out.
    this.options.wakes.wakeAll();
  }
}

/** A value a statement may take. Times are numbers (ms since 1970), so that both drivers read and write the same. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[] | readonly (string | null)[];

export interface Queryable {
  /**
   * Rows of one parameterised statement (`$1` …). Throws `DatabaseUnavailable` when there is no connection to be had.
   * @param name for a statement that is asked many times a second and whose plan does not depend on its parameters: it is planned once
   * for each connection.
   */
  query<Row extends object>(sql: string, parameters?: readonly SqlValue[], name?: string): Promise<Row[]>;
  /** Runs several statements without parameters, such as a migration. */
  script(sql: string): Promise<void>;
}

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
  /** As of `query`. */
  readonly name?: string;
}

export interface TransactionOptions {
  /** All statements see the database as it was at the first one, and none writes. */
  readonly snapshot?: boolean;
}

/** The two databases behind one door: PGlite in a folder (one process) and Postgres (many). Same SQL on both. */
export interface Database extends Queryable {
  readonly kind: 'pglite' | 'postgres';
  /** True when no other process can be using this data, so leases found at the start are those of the dead. */
  readonly exclusive: boolean;
  /** Commits when `work` resolves, rolls back when it rejects. A deadlock runs `work` again: it must touch nothing but the database. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /**
   * Statements in one transaction that need nothing of each other's rows: on Postgres they are sent together, so that the rows one of
   * them locks are held for one way there and back. The rows of each. A deadlock runs them again.
   */
  batch(statements: readonly Statement[]): Promise<object[][]>;
  /**
   * Calls `heard` with each payload, and `regained` once the listening connection is back after a break: whatever was said
   * meanwhile is gone, so the caller reads again. Returns the function that stops listening.
   */
  listen(channel: string, heard: (payload: string) => void, regained: () => void): Promise<() => Promise<void>>;
  /** `payload` < 8,000 bytes (Postgres' limit). */
  notify(channel: string, payload: string): Promise<void>;
  close(): Promise<void>;
}

/** The database cannot be reached now; trying later may work. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Database, DatabaseUnavailable, type Queryable, type SqlValue, type Statement, type TransactionOptions } from './database.ts';
import { migrate } from './migrate.ts';

const int8 = 20;
/** Deadlock and serialisation failure: the transaction did nothing and may simply run again. */
const repeatable = new Set(['40P01', '40001']);
const attempts = 4;
/** Appends go in one transaction at a time. */
const batchConnections = 1;
const begin: Statement = { sql: 'BEGIN', parameters: [] };
const commit: Statement = { sql: 'COMMIT', parameters: [] };
const relistenMs = 1_000;
/** A process that is stopped, or whose machine sleeps, inside a transaction holds the rows it took: the database takes them back. */
const idleInTransactionMs = 5_000;

/** A pool on the server at `url`, migrated. Throws `DatabaseUnavailable` when it does not answer. */
export async function openPostgres(url: string, connections = 10): Promise<Database> {
  const pool = openPool(url, connections);
  const batches = openPool(url, batchConnections, { pipeline: true });
  const database: Database = {
    kind: 'postgres',
    exclusive: false,
    ...queryable(pool),
    transaction: (work, options) => transaction(pool, work, options),
    listen: (channel, heard, regained) => listen(url, channel, heard, regained),
    async notify(channel, payload) {
      await run(pool, 'SELECT pg_notify($1, $2)', [channel, payload]);
    },
    batch: (statements) => batch(batches, statements),
    close: async () => void (await Promise.all([pool.end(), batches.end()])),
  };
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function openPool(url: string, max: number, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 3_000,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
    ...options,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Nor has a connection one while it is handed out: its end may come in the same bytes as the answer that made it ready.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

type Runner = Pick<pg.Pool, 'query'> | pg.PoolClient;

function queryable(runner: Runner): Queryable {
  return {
    query: <Row extends object>(sql: string, parameters: readonly SqlValue[] = [], name?: string) =>
      run<Row>(runner, sql, parameters, name),
    async script(sql) {
      await run(runner, sql, undefined);
    },
  };
}

async function run<Row extends object>(
  runner: Runner,
  text: string,
  parameters: readonly SqlValue[] | undefined,
  name?: string,
): Promise<Row[]> {
  try {
    const values = parameters?.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value));
    const result = await runner.query(name === undefined ? { text, values } : { text, values, name });
    return result.rows as Row[];
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** As Postgres reads an array. The driver's own way of writing one takes longer than everything else about an append. */
function arrayLiteral(values: readonly (string | number | null)[]): string {
  let text = '{';
  for (const [index, value] of values.entries()) {
    if (index > 0) text += ',';
    text += typeof value === 'string' ? quoted(value) : (value ?? 'NULL');
  }
  return `${text}}`;
}

/** JSON quotes in the same way as long as nothing but quotes and backslashes needs it. */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  return /\\[^"\\]/.test(json) ? `"${text.replace(/["\\]/g, '\\$&')}"` : json;
}

async function transaction<Result>(
  pool: pg.Pool,
  work: (transaction: Queryable) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const begin = options.snapshot ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN';
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect().catch((error: unknown) => {
      throw asUnavailable(error);
    });
    let broken: Error | undefined;
    const onError = (error: Error) => (broken = error);
    client.on('error', onError);
    try {
      await run(client, begin, undefined);
      const result = await work(queryable(client));
      await run(client, 'COMMIT', undefined);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
      if (attempt >= attempts || !repeatable.has(codeOf(error))) throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }
}

/** When one statement fails, Postgres refuses those after it and makes the COMMIT a ROLLBACK: the connection is free either way. */
async function batch(pool: pg.Pool, statements: readonly Statement[]): Promise<object[][]> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect().catch((error: unknown) => {
      throw asUnavailable(error);
    });
    let lost: Error | undefined;
    const onError = (error: Error) => (lost = error);
    client.on('error', onError);
    const sent = [begin, ...statements, commit].map(({ sql, parameters, name }) => run<object>(client, sql, parameters, name));
    const done = await Promise.allSettled(sent);
    client.off('error', onError);
    client.release(lost);
    const failed = done.find((result) => result.status === 'rejected');
    if (failed === undefined) return done.slice(1, -1).map((result) => (result.status === 'fulfilled' ? result.value : []));
    if (attempt >= attempts || !repeatable.has(codeOf(failed.reason))) throw failed.reason;
  }
}

/** A connection of its own, made again for as long as anyone listens. */
async function listen(url: string, channel: string, heard: (payload: string) => void, regained: () => void): Promise<() => Promise<void>> {
  const stop = new AbortController();
  let client: pg.Client | undefined;
  const connect = async () => {
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true });
    next.on('error', () => undefined);
    next.on('notification', (message) => heard(message.payload ?? ''));
    await next.connect();
    await next.query(`LISTEN ${next.escapeIdentifier(channel)}`);
    next.once('end', () => void again());
    client = next;
  };
  const again = async () => {
    while (!stop.signal.aborted) {
      try {
        await connect();
        regained();
        return;
      } catch {
        await sleep(relistenMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      }
    }
  };
  await connect().catch((error: unknown) => {
    throw asUnavailable(error);
  });
  return async () => {
    stop.abort();
    await client?.end();
  };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Connection lost (class 08), server stopping or starting (57P0x), out of connections (53300), or no TCP connection at all. */
function asUnavailable(error: unknown): unknown {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  const away =
    /^(08|57P0|25P03|53300|ECONN|EPIPE|ENOTFOUND|ENOENT|ETIMEDOUT|EHOSTUNREACH)/.test(code) ||
    /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|timeout expired/i.test(
      message,
    );
  if (!away) return error;
  return new DatabaseUnavailable(
    `Postgres at DATABASE_URL does not answer (${message || code}). Check that it runs and accepts connections.`,
    { cause: error },
  );
}

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { PGlite, type Transaction, types } from '@electric-sql/pglite';
import type { Database, Queryable, SqlValue } from './database.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { migrate } from './migrate.ts';

/** Times and counters are int8 and stay below 2^53. */
const parsers = { [types.INT8]: Number };

/**
 * Postgres inside this process, its files in `folder` (locked against a second process), or in memory for `memory://`.
 * It runs without fsync: committed work survives the death of the process, not a power cut.
 * Throws `DataFolderInUse`.
 */
export async function openPglite(folder: string): Promise<Database> {
  if (folder === 'memory://') return wrap(await PGlite.create({ parsers }), undefined);
  const lock = await lockFolder(folder);
  try {
    const files = join(resolve(folder), 'pg');
    await initialise(folder, files);
    return await wrap(await PGlite.create({ dataDir: files, parsers }), lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * The first initdb needs about 850 MB in the process that runs it and never gives it back, so a short child runs it. It writes
 * beside the final place and is moved there whole: a start killed in the middle leaves nothing a later one would trust.
 */
async function initialise(folder: string, files: string): Promise<void> {
  const entries = await readdir(folder);
  await Promise.all(entries.filter((name) => name.startsWith('pg.new-')).map((name) => rm(join(folder, name), { recursive: true })));
  if (entries.includes('pg')) return;
  const fresh = `${files}.new-${randomUUID().slice(0, 8)}`;
  const script =
    'const { PGlite } = await import(process.argv[1]); const database = await PGlite.create(process.argv[2]); await database.close();';
  await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    script,
    import.meta.resolve('@electric-sql/pglite'),
    fresh,
  ]);
  await rename(fresh, files);
}

async function wrap(pglite: PGlite, lock: FolderLock | undefined): Promise<Database> {
  const channels = new EventEmitter().setMaxListeners(0);
  const database: Database = {
    kind: 'pglite',
    exclusive: true,
    ...queryable(pglite),
    transaction: (work) => pglite.transaction((transaction) => work(queryable(transaction))),
    batch: (statements) =>
      pglite.transaction(async (transaction) => {
        const rows: object[][] = [];
        for (const { sql, parameters } of statements) rows.push(await queryable(transaction).query(sql, parameters));
        return rows;
      }),
    // One process only, so nothing needs to pass through the database.
    async listen(channel, heard) {
      channels.on(channel, heard);
      return async () => void channels.off(channel, heard);
    },
    async notify(channel, payload) {
      channels.emit(channel, payload);
    },
    async close() {
      await pglite.close();
      await lock?.release();
    },
  };
  await migrate(database);
  return database;
}

function queryable(runner: PGlite | Transaction): Queryable {
  return {
    async query<Row extends object>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
      return (await runner.query<Row>(sql, [...parameters])).rows;
    },
    async script(sql) {
      await runner.exec(sql);
    },
  };
}

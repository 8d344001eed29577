import { readdir, readFile } from 'node:fs/promises';
import type { Database } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any fixed number: two servers that start at once take turns on it. */
const advisoryLock = 7_210_431;

/** Applies the .sql files not yet applied, in the order of their names, in one transaction. */
export async function migrate(database: Database): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  await database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [advisoryLock]);
    await transaction.script(
      'CREATE TABLE IF NOT EXISTS applied_migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    );
    const applied = new Set((await transaction.query<{ name: string }>('SELECT name FROM applied_migrations')).map((row) => row.name));
    for (const name of names.filter((candidate) => !applied.has(candidate))) {
      await transaction.script(await readFile(new URL(name, folder), 'utf8'));
      await transaction.query('INSERT INTO applied_migrations (name) VALUES ($1)', [name]);
    }
  });
}

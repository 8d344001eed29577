import type { Database } from './database.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

export interface DatabaseChoice {
  /** A folder, or `memory://`. Not used with `databaseUrl`. */
  readonly dataFolder: string;
  readonly databaseUrl?: string | undefined;
}

/** Postgres when there is a `databaseUrl`, else PGlite in the data folder. Migrated and ready. Throws `DataFolderInUse`, `DatabaseUnavailable`. */
export function openDatabase(choice: DatabaseChoice): Promise<Database> {
  return choice.databaseUrl ? openPostgres(choice.databaseUrl) : openPglite(choice.dataFolder);
}

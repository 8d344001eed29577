import { announce, conversationKey } from '../log/wake.ts';
import type { Database } from './database.ts';

/**
 * After the database was restored from a backup: gives one conversation or, with null, every one a new epoch, so that each reader
 * takes a snapshot instead of trusting a point the log may not have reached (rule L-6). Readers on other servers are woken. How many
 * conversations there were.
 */
export async function changeEpochs(database: Database, conversationId: string | null): Promise<number> {
  const rows = await database.query<{ id: string }>(
    'UPDATE conversations SET epoch = gen_random_uuid()::text WHERE $1::text IS NULL OR id = $1 RETURNING id',
    [conversationId],
  );
  await announce(
    database,
    rows.map(({ id }) => conversationKey(id)),
  );
  return rows.length;
}

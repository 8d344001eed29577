import { afterAll, beforeAll, expect, it } from 'vitest';
import { unreadSql } from '../../host-demo/server/conversations/summary.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { openPostgres } from '../../host-demo/server/db/postgres.ts';
import { type RunningPostgres, startPostgres } from '../postgres.ts';

let server: RunningPostgres;
let database: Database;

beforeAll(async () => {
  server = await startPostgres();
  database = await openPostgres(await server.createDatabase());
});
afterAll(async () => {
  await database?.close();
  await server?.stop();
});

it('C-7 the unread messages of a short conversation are counted without reading those of a very long one', async () => {
  await database.query(
    `INSERT INTO conversations (id, epoch, organization_id, customer_id, customer_name, escalation, created_at, last_activity_at)
     SELECT id, 'e', 'o', 'ada', 'Ada', '{}', 1, 1 FROM unnest(ARRAY['short', 'long']) AS c (id)`,
  );
  for (const [id, count] of [
    ['short', 50],
    ['long', 20_000],
  ] as const)
    await database.query(
      `INSERT INTO messages (id, conversation_id, created_seq, attempt_seq, at, role, author_id, author_name, state)
       SELECT $1 || n, $1, n, n, n, 'ASSISTANT', 'assistant', 'Assistant', 'COMPLETED' FROM generate_series(1, $2::int) AS n`,
      [id, count],
    );
  await database.script('ANALYZE');
  const plan = async (id: string) => {
    const rows = await database.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (COSTS OFF) SELECT ${unreadSql('$2')} FROM conversations c WHERE c.id = $1`,
      [id, 'ada'],
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  for (const id of ['short', 'long']) {
    expect(await plan(id)).not.toContain('Seq Scan on messages');
    expect(await plan(id)).toMatch(/Index.* using messages_conversation_id_created_seq_key on messages/);
  }
  const [counted] = await database.query<{ unread: number }>(`SELECT ${unreadSql('$2')} AS unread FROM conversations c WHERE c.id = $1`, [
    'short',
    'ada',
  ]);
  expect(counted?.unread).toBe(50);
});

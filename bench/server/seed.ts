/** Data that would take too long to make by asking: written as the server writes them. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { NORTHWIND } from '../../host-demo/server/auth/demo.ts';
import { noEscalation } from '../../host-demo/server/log/row.ts';
import type { Asked } from './ask.ts';

const EPOCH = 'bench';

async function on<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Conversations `prefix-1` …, of `subject` or each of its own person, the newest last. */
async function conversations(client: pg.Client, prefix: string, count: number, lastSeq: number, subject: string | null): Promise<void> {
  await client.query(
    `INSERT INTO conversations (id, epoch, organization_id, customer_id, customer_name, title, escalation, created_at, last_activity_at, last_seq)
     SELECT $1 || '-' || n, $2, $3, coalesce($4, $1 || '-' || n), 'A reader', 'Conversation ' || n, $5, $6::bigint + n, $6::bigint + n, $7
     FROM generate_series(1, $8) AS n`,
    [prefix, EPOCH, NORTHWIND.id, subject, JSON.stringify(noEscalation), Date.now() - 1e9, lastSeq, count],
  );
}

/** As many conversations, each of its own person, with nothing in them. */
export function seedIdle(url: string, count: number): Promise<Asked[]> {
  return on(url, async (client) => {
    await conversations(client, 'idle', count, 0, null);
    return Array.from({ length: count }, (_, index) => {
      const id = `idle-${index + 1}`;
      return { subject: id, id, epoch: EPOCH, seq: 0 };
    });
  });
}

/** One conversation with a long answer that its readers have not begun to read. */
export function seedBacklog(url: string, { events, bytes }: { events: number; bytes: number }): Promise<Asked> {
  return on(url, async (client) => {
    await conversations(client, 'backlog', 1, events, null);
    await client.query(
      `INSERT INTO events (conversation_id, seq, at, type, message_id, body)
       SELECT 'backlog-1', n, $1, 'MessageDelta', 'm', json_build_object('__typename', 'MessageDelta', 'messageId', 'm', 'attempt', 1,
         'offset', (n - 1) * $2::int, 'text', repeat('x', $2::int))::text
       FROM generate_series(1, $3) AS n`,
      [Date.now(), bytes, events],
    );
    return { subject: 'backlog-1', id: 'backlog-1', epoch: EPOCH, seq: 0 };
  });
}

/** A conversation of finished questions and answers, four events each. */
export function seedLong(url: string, name: string, events: number): Promise<Asked> {
  const subject = `${name}-1`;
  return on(url, async (client) => {
    await conversations(client, name, 1, events, null);
    const at = Date.now() - 1e9;
    await client.query(
      `INSERT INTO messages (id, conversation_id, created_seq, attempt_seq, at, role, author_id, author_name, client_message_id, text, state)
       SELECT $1 || '-' || n, $1, n, n, $2::bigint + n, CASE n % 4 WHEN 1 THEN 'USER' ELSE 'ASSISTANT' END,
         CASE n % 4 WHEN 1 THEN $1 ELSE 'assistant' END, 'Somebody', CASE n % 4 WHEN 1 THEN $4 || n END,
         'To count stock, open the warehouse and choose Count. ' || n, 'COMPLETED'
       FROM generate_series(1, $3::int) AS n WHERE n % 4 IN (1, 2)`,
      [subject, at, events, randomUUID()],
    );
    await client.query(
      `INSERT INTO events (conversation_id, seq, at, type, message_id, body)
       SELECT $1, n, $2::bigint + n, kind, $1 || '-' || n, json_build_object('__typename', kind, 'messageId', $1 || '-' || n, 'attempt', 1,
         'offset', 0, 'text', 'To count stock, open the warehouse and choose Count.')::text
       FROM generate_series(1, $3::int) AS n,
         LATERAL (SELECT (ARRAY['MessageFinished', 'MessageAdded', 'MessageAdded', 'MessageDelta'])[n % 4 + 1] AS kind) k`,
      [subject, at, events],
    );
    await client.query('ANALYZE');
    return { subject, id: subject, epoch: EPOCH, seq: events };
  });
}

/** One customer's conversations. */
export function seedList(url: string, subject: string, count: number): Promise<void> {
  return on(url, async (client) => {
    await conversations(client, `list-${subject}`, count, 0, subject);
    // Others in the same organisation: an index on the customer alone has to be worth it.
    await conversations(client, 'other', count, 0, null);
    await client.query('ANALYZE');
  });
}

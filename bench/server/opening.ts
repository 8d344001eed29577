/** What history costs: opening a long conversation, and turning the pages of a long list. */
import { randomUUID } from 'node:crypto';
import { NORTHWIND } from '../../host-demo/server/auth/demo.ts';
import type { Identity } from '../../host-demo/server/conversations/api.ts';
import { createBackend } from '../../host-demo/server/conversations/backend.ts';
import type { Database, SqlValue } from '../../host-demo/server/db/database.ts';
import { openPostgres } from '../../host-demo/server/db/postgres.ts';
import type { Pair } from '../statistics.ts';
import type { ChatProcess } from './chat-process.ts';
import type { ClientProcess } from './client-process.ts';
import type { Field } from './field.ts';
import { type Row, ratioRow, round } from './row.ts';
import { seedList, seedLong } from './seed.ts';
import { Source } from './source.ts';

const LONG = 100_000;
const SHORT = 100;
const LIST = 10_000;

export async function opening(field: Field, wanted: (id: string) => boolean): Promise<Row[]> {
  const rows: Row[] = [];
  if (wanted('O1')) rows.push(await openLong(field));
  if (wanted('O2')) rows.push(await turnPages(field));
  return rows;
}

async function openLong(field: Field): Promise<Row> {
  const { secret } = field;
  const { quick, say } = field.options;
  const chat = field.process<ChatProcess>('./chat-process.ts', true);
  const client = field.process<ClientProcess>('./client-process.ts');
  const url = await field.database();
  const port = await chat.open({ databaseUrl: url, secret, everyMs: 40 });
  const [short, long] = [await seedLong(url, 'short', SHORT), await seedLong(url, 'long', LONG)];
  const times = quick ? 20 : 40;
  await client.opened({ port, secret, asked: short, other: long, times });
  const pairs: Pair[] = [];
  for (let repeat = 0; repeat < (quick ? 2 : 8); repeat += 1) {
    const { asked, other } = await client.opened({ port, secret, asked: short, other: long, times });
    pairs.push({ ours: other, other: asked });
    say(`O1 round ${repeat + 1}: ${round(other)} ms, of ${SHORT} events ${round(asked)} ms`);
  }
  await field.clear();
  const notes = [
    `median of ${times} openings in turns (snapshot with 50 messages by HTTP, then the first page of the subscription), ms: ${pairs.map(({ ours, other }) => `${round(ours)} / ${round(other)}`).join(', ')}`,
  ];
  return ratioRow({ id: 'O1', work: `open a conversation of ${LONG} events`, notes }, pairs, 1.2, `one of ${SHORT}`);
}

interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** The database, and every statement it is asked outside of transactions. */
function recording(database: Database, statements: Statement[]): Database {
  return {
    ...database,
    query: (sql, parameters = []) => {
      statements.push({ sql, parameters });
      return database.query(sql, parameters);
    },
  };
}

async function turnPages(field: Field): Promise<Row> {
  const database = await openPostgres(
    await field.database().then(async (url) => {
      await (await openPostgres(url)).close();
      await seedList(url, 'collector', LIST);
      return url;
    }),
  );
  const statements: Statement[] = [];
  const backend = await createBackend({
    database: recording(database, statements),
    responder: new Source(40).responder,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    answers: false,
    random: randomUUID,
  });
  const who: Identity = { subject: 'collector', role: 'USER', name: 'Collector', organizations: [NORTHWIND], expiresAt: null, issuedAt: 0 };
  let cursor: string | null = null;
  let seen = 0;
  for (let page = 0; page < LIST / 2 / 20; page += 1) {
    const { nodes, endCursor } = await backend.conversations(who, null, 20, cursor);
    seen += nodes.length;
    cursor = endCursor;
  }
  statements.length = 0;
  await backend.conversations(who, null, 20, null);
  const first = await explain(database, statements);
  await backend.conversations(who, null, 20, cursor);
  const middle = await explain(database, statements);
  await backend.shutdown(0);
  await database.close();
  return row(first, middle, seen);
}

interface Plan {
  readonly lines: readonly string[];
  readonly ms: number;
}

async function explain(database: Database, statements: Statement[]): Promise<Plan> {
  const asked = statements.find(({ sql }) => sql.includes('ORDER BY c.last_activity_at'));
  statements.length = 0;
  if (!asked) throw new Error('The list was not asked for.');
  const rows = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${asked.sql}`, asked.parameters);
  const lines = rows.map((it) => it['QUERY PLAN']);
  return { lines, ms: Number(/Execution Time: ([\d.]+)/.exec(lines.join('\n'))?.[1]) };
}

/** The list itself: a scan that reads only what it shows, and nothing sorted. */
function byIndex({ lines }: Plan): boolean {
  const plan = lines.join('\n');
  return /Index Scan using conversations_by_customer/.test(plan) && !/Seq Scan on conversations|Sort/.test(plan);
}

function row(first: Plan, middle: Plan, seen: number): Row {
  return {
    id: 'O2',
    work: `pages of a customer's ${LIST} conversations`,
    goal: 'by index',
    figure: `first page ${round(first.ms)} ms, page ${seen / 20 + 1} ${round(middle.ms)} ms`,
    verdict: byIndex(first) && byIndex(middle) && seen === LIST / 2 ? 'met' : 'missed',
    notes: [`plan of page ${seen / 20 + 1}:\n\n\`\`\`\n${middle.lines.join('\n')}\n\`\`\``],
  };
}

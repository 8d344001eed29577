import { type Viewing, visibleSql, withStaff } from '../authorisation.ts';
import type { SqlValue } from '../db/database.ts';
import type { ConversationConnection, ConversationFilter, EscalationFilter } from '../generated/schema.ts';
import { cleanLine, shorten } from '../log/text.ts';
import type { Context } from './context.ts';
import { readTotalUnread, type SummaryRow, summaryColumns, toSummary } from './summary.ts';

const mostNodes = 100;
const mostWords = 8;
const hitLength = 120;

/** Collects conditions and numbers their parameters. */
class Conditions {
  readonly parameters: SqlValue[] = [];
  readonly sql: string[] = [];

  add(condition: (parameter: (value: SqlValue) => string) => string): void {
    this.sql.push(condition((value) => `$${this.parameters.push(value)}`));
  }
}

function visible(who: Viewing): Conditions {
  const conditions = new Conditions();
  const rule = visibleSql(who, 1);
  conditions.parameters.push(...rule.parameters);
  conditions.sql.push(rule.sql);
  return conditions;
}

/** Newest activity first, by keyset: a page stays right while new ones arrive above it. */
export async function listConversations(
  context: Context,
  who: Viewing,
  filter: ConversationFilter | null,
  first: number,
  after: string | null,
): Promise<ConversationConnection> {
  const conditions = visible(who);
  const states = filter?.states;
  if (states) conditions.add((parameter) => `c.state = ANY(${parameter(states)}::text[])`);
  const organization = filter?.organizationId;
  if (organization) conditions.add((parameter) => `c.organization_id = ${parameter(organization)}`);
  if (typeof filter?.escalated === 'boolean') {
    const not = filter.escalated ? '' : 'NOT ';
    conditions.add((parameter) => `${not}c.escalation_state = ANY(${parameter([...withStaff])}::text[])`);
  }
  const hit = addSearch(conditions, filter?.search ?? '');
  const from = decodeCursor(after);
  if (from !== null) conditions.add((parameter) => `(c.last_activity_at, c.id) < (${parameter(from.at)}::bigint, ${parameter(from.id)})`);
  return connection(context, who, conditions, first, 'c.last_activity_at DESC, c.id DESC', hit, (row) => row.last_activity_at);
}

/** Staff only: waiting or held, oldest request first. */
export async function listEscalations(
  context: Context,
  who: Viewing,
  filter: EscalationFilter | null,
  first: number,
  after: string | null,
): Promise<ConversationConnection> {
  const conditions = visible(who);
  if (who.role !== 'AGENT') conditions.sql.push('false');
  const states = filter?.states ?? withStaff;
  conditions.add((parameter) => `c.escalation_state = ANY(${parameter([...states])}::text[])`);
  if (filter?.mine) conditions.add((parameter) => `c.agent_id = ${parameter(who.subject)}`);
  const organization = filter?.organizationId;
  if (organization) conditions.add((parameter) => `c.organization_id = ${parameter(organization)}`);
  const from = decodeCursor(after);
  if (from !== null) conditions.add((parameter) => `(c.requested_at, c.id) > (${parameter(from.at)}::bigint, ${parameter(from.id)})`);
  return connection(context, who, conditions, first, 'c.requested_at, c.id', 'NULL', (row) => row.requested_at ?? 0);
}

/** Every word must begin a word of the title or of one message. Returns the SQL of the text that matched. */
function addSearch(conditions: Conditions, search: string): string {
  const words =
    cleanLine(search)
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, mostWords) ?? [];
  if (words.length === 0) return 'NULL';
  const query = words.map((word) => `${word}:*`).join(' & ');
  let hit = '';
  conditions.add((parameter) => {
    const words = `to_tsquery('simple', ${parameter(query)})`;
    const inMessage = `m.conversation_id = c.id AND to_tsvector('simple', m.text) @@ ${words}`;
    hit = `(SELECT ts_headline('simple', m.text, ${words}, 'StartSel="", StopSel="", MaxWords=18, MinWords=8, MaxFragments=1')
      FROM messages m WHERE ${inMessage} ORDER BY m.created_seq DESC LIMIT 1)`;
    return `(to_tsvector('simple', coalesce(c.title, '')) @@ ${words} OR c.id IN
      (SELECT m.conversation_id FROM messages m WHERE to_tsvector('simple', m.text) @@ ${words}))`;
  });
  return hit;
}

async function connection(
  context: Context,
  who: Viewing,
  conditions: Conditions,
  first: number,
  order: string,
  hit: string,
  sortedBy: (row: SummaryRow) => number,
): Promise<ConversationConnection> {
  const count = Math.min(Math.max(1, Math.trunc(first)), mostNodes);
  const parameters = [...conditions.parameters];
  const viewer = who.role === 'AGENT' ? `$${parameters.push(who.subject)}` : null;
  const limit = `$${parameters.push(count + 1)}`;
  const rows = await context.database.query<SummaryRow>(
    `SELECT ${summaryColumns(viewer)}, ${hit} AS hit FROM conversations c WHERE ${conditions.sql.join(' AND ')} ORDER BY ${order} LIMIT ${limit}`,
    parameters,
  );
  const shown = rows.slice(0, count);
  const last = shown.at(-1);
  return {
    __typename: 'ConversationConnection',
    nodes: shown.map((row) => toSummary(who, row.hit ? { ...row, hit: shorten(cleanLine(row.hit), hitLength) } : row)),
    endCursor: last === undefined ? null : encodeCursor(sortedBy(last), last.id),
    hasNextPage: rows.length > count,
    totalUnread: await readTotalUnread(context.database, who),
  };
}

function encodeCursor(at: number, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** A cursor that is not one of ours starts from the beginning. */
function decodeCursor(cursor: string | null): { at: number; id: string } | null {
  if (cursor === null) return null;
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    return typeof at === 'number' && Number.isSafeInteger(at) && typeof id === 'string' ? { at, id } : null;
  } catch {
    return null;
  }
}

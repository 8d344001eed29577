import { createHash } from 'node:crypto';
import { isMember, maySee, scopesOf, type Viewing } from '../authorisation.ts';
import type { ChangePage } from '../generated/schema.ts';
import type { Context } from './context.ts';
import { readTotalUnread, type SummaryRow, summaryColumns, toSummary } from './summary.ts';

/** Of one list on one page; a page with fewer is all there is. */
export const mostChanges = 100;

type Cursor = ReadonlyMap<string, number>;

/** What changed in the viewer's lists after `after` (rules S-8, S-9). Without a point it says "fetch the list" and where to go on. */
export async function readChanges(context: Context, who: Viewing, after: string | null): Promise<ChangePage> {
  const scopes = [...scopesOf(who), placeOf(who)];
  // Heads first: a change after them is read again next time, never missed.
  const heads = await readHeads(context, scopes);
  const from = decode(after);
  const servable =
    from !== null && from.size === scopes.length && scopes.every((scope) => (from.get(scope) ?? Infinity) <= (heads.get(scope) ?? 0));
  if (!servable) return page([], [], heads, true, await totalUnread(context, who));
  const behind = scopes.filter((scope) => (from.get(scope) ?? 0) < (heads.get(scope) ?? 0));
  const cursor = new Map(from);
  const rows: SummaryRow[] = [];
  for (const scope of behind) {
    const changed = await readScope(context, who, scope, from.get(scope) ?? 0);
    rows.push(...changed);
    const last = changed.at(-1);
    const numberOf = (row: SummaryRow) => (who.role === 'USER' ? row.customer_change : row.staff_change);
    cursor.set(
      scope,
      last !== undefined && changed.length === mostChanges ? numberOf(last) : Math.max(heads.get(scope) ?? 0, last ? numberOf(last) : 0),
    );
  }
  const seen = rows.filter((row) => maySee(who, row));
  const removed = rows.filter((row) => isMember(who, row) && !maySee(who, row)).map((row) => row.id);
  return page(
    seen.map((row) => toSummary(who, row)),
    removed,
    cursor,
    false,
    await totalUnread(context, who),
  );
}

/** A cursor holds for the organisations it was made for: with one more or less, the list is another. Not a counter, so it stays at 0. */
function placeOf(who: Viewing): string {
  const organizations = who.organizations.map(({ id }) => id).sort();
  return `in:${createHash('sha256').update(JSON.stringify(organizations)).digest('base64url').slice(0, 12)}`;
}

async function readHeads(context: Context, scopes: string[]): Promise<Cursor> {
  return new Map(await Promise.all(scopes.map(async (scope) => [scope, await context.reads.listHead(scope)] as const)));
}

async function totalUnread(context: Context, who: Viewing): Promise<number> {
  if (who.role === 'AGENT') return readTotalUnread(context.database, who);
  const unread = await context.reads.unread(who.subject);
  return who.organizations.reduce((sum, { id }) => sum + (unread.get(id) ?? 0), 0);
}

function readScope(context: Context, who: Viewing, scope: string, after: number): Promise<SummaryRow[]> {
  const id = scope.slice(scope.indexOf(':') + 1);
  const staff = who.role === 'AGENT';
  const [owner, change] = staff ? ['organization_id', 'staff_change'] : ['customer_id', 'customer_change'];
  return context.database.query<SummaryRow>(
    `SELECT ${summaryColumns(staff ? '$3' : null)} FROM conversations c
     WHERE c.${owner} = $1 AND c.kind = 'CUSTOMER' AND c.${change} > $2 ORDER BY c.${change} LIMIT ${mostChanges}`,
    staff ? [id, after, who.subject] : [id, after],
  );
}

function page(changed: ChangePage['changed'], removed: string[], cursor: Cursor, resync: boolean, totalUnread: number): ChangePage {
  return { __typename: 'ChangePage', changed, removed, cursor: encode(cursor), resync, totalUnread, reconnectWithinMs: null };
}

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([...cursor])).toString('base64url');
}

function decode(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    const entries: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(entries)) return null;
    const valid = entries.filter(
      (entry): entry is [string, number] => Array.isArray(entry) && typeof entry[0] === 'string' && Number.isSafeInteger(entry[1]),
    );
    return valid.length === entries.length ? new Map(valid) : null;
  } catch {
    return null;
  }
}

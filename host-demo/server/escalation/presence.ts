import type { Identity } from '../conversations/api.ts';
import type { Context } from '../conversations/context.ts';
import type { Queryable } from '../db/database.ts';
import type { Presence } from '../generated/schema.ts';
import { changeConversation } from '../log/unit.ts';
import type { Action, State } from './states.ts';
import { transitions } from './states.ts';
import { system, transition } from './transition.ts';

const mostAtOnce = 500;

export async function isOnDuty(queryable: Queryable, organizationId: string): Promise<boolean> {
  const rows = await queryable.query(
    "SELECT 1 FROM staff s JOIN staff_organizations o ON o.subject = s.subject WHERE o.organization_id = $1 AND s.presence = 'ONLINE' LIMIT 1",
    [organizationId],
  );
  return rows.length > 0;
}

export async function readPresence(context: Context, who: Identity): Promise<Presence> {
  const rows = await context.database.query<{ presence: Presence }>('SELECT presence FROM staff WHERE subject = $1', [who.subject]);
  return rows[0]?.presence ?? 'OFFLINE';
}

/** Says whether the member of staff is there, and moves what waits in their organisations accordingly. */
export async function setPresence(context: Context, who: Identity, presence: Presence): Promise<void> {
  const now = context.clock();
  await context.database.transaction(async (transaction) => {
    await transaction.query(
      `INSERT INTO staff (subject, name, presence, present_until, away_since) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (subject) DO UPDATE SET name = $2, presence = $3, present_until = $4, away_since = CASE WHEN $3 = 'ONLINE' THEN NULL ELSE coalesce(staff.away_since, $5) END`,
      [who.subject, who.name, presence, now + context.limits.presenceMs, presence === 'ONLINE' ? null : now],
    );
    await transaction.query('DELETE FROM staff_organizations WHERE subject = $1', [who.subject]);
    await transaction.query('INSERT INTO staff_organizations (subject, organization_id) SELECT $1, o FROM unnest($2::text[]) AS t (o)', [
      who.subject,
      who.organizations.map((organization) => organization.id),
    ]);
  });
  await followDuty(
    context,
    who.organizations.map((organization) => organization.id),
  );
}

/** A desk of this member is connected: what is ONLINE stays so a while longer. */
export async function keepPresent(context: Context, who: Identity): Promise<void> {
  await context.database.query("UPDATE staff SET present_until = $2, away_since = NULL WHERE subject = $1 AND presence = 'ONLINE'", [
    who.subject,
    context.clock() + context.limits.presenceMs,
  ]);
}

/** Whoever acts is there. */
export async function markPresent(context: Context, who: Identity): Promise<void> {
  if ((await readPresence(context, who)) === 'ONLINE') return keepPresent(context, who);
  return setPresence(context, who, 'ONLINE');
}

/** Ends what the absence of staff ends: presence without a desk, talks of those gone too long, transfers nobody took. */
export async function sweepPresence(context: Context): Promise<void> {
  const now = context.clock();
  const gone = await context.database.query<{ subject: string }>(
    "UPDATE staff SET presence = 'AWAY', away_since = $1 WHERE presence = 'ONLINE' AND present_until < $1 RETURNING subject",
    [now],
  );
  if (gone.length > 0) {
    const rows = await context.database.query<{ organization_id: string }>(
      'SELECT DISTINCT organization_id FROM staff_organizations WHERE subject = ANY($1::text[])',
      [gone.map((row) => row.subject)],
    );
    await followDuty(
      context,
      rows.map((row) => row.organization_id),
    );
  }
  const left = now - context.limits.agentAwayMs;
  const lost = await context.database.query<{ id: string; escalation_state: State }>(
    `SELECT c.id, c.escalation_state FROM conversations c WHERE
       (c.escalation_state = 'CONNECTED' AND EXISTS (SELECT 1 FROM staff s WHERE s.subject = c.agent_id AND s.presence <> 'ONLINE' AND s.away_since < $1))
       OR (c.escalation_state = 'TRANSFERRING' AND c.requested_at < $1) LIMIT ${mostAtOnce}`,
    [left],
  );
  for (const row of lost) await move(context, row.id, row.escalation_state, 'queue');
}

async function followDuty(context: Context, organizations: readonly string[]): Promise<void> {
  for (const organization of organizations) {
    const onDuty = await isOnDuty(context.database, organization);
    const [from, action]: [State, Action] = onDuty ? ['UNAVAILABLE', 'queue'] : ['QUEUED', 'unavailable'];
    const rows = await context.database.query<{ id: string }>(
      `SELECT id FROM conversations WHERE organization_id = $1 AND escalation_state = $2 ORDER BY requested_at LIMIT ${mostAtOnce}`,
      [organization, from],
    );
    for (const row of rows) await move(context, row.id, from, action);
  }
}

/** Only if it is still in the state it was found in. */
async function move(context: Context, id: string, from: State, action: Action): Promise<void> {
  await changeConversation(context, id, async (unit) => {
    if (unit.row.escalation_state !== from || transitions[from][action] === null) return;
    await transition(context, unit, action, system, { agent: null });
    if (action !== 'queue') return;
    // A talk given back with nobody there does not wait in a queue nobody watches.
    if (!(await isOnDuty(unit.transaction, unit.row.organization_id))) await transition(context, unit, 'unavailable', system);
  });
}

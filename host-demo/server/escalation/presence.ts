import type { Identity } from '../conversations/api.ts';
import type { Context } from '../conversations/context.ts';
import type { Presence } from '../generated/schema.ts';
import { changeConversation } from '../log/unit.ts';
import { isOnDuty, onDutySql } from './duty.ts';
import { type State, transitions } from './states.ts';
import { system, toQueue, transition } from './transition.ts';

const mostAtOnce = 500;

export async function readPresence(context: Context, who: Identity): Promise<Presence> {
  const rows = await context.database.query<{ presence: Presence }>('SELECT presence FROM staff WHERE subject = $1', [who.subject]);
  return rows[0]?.presence ?? 'OFFLINE';
}

/** Says whether the member of staff is there, and moves what waits in their organisations accordingly. */
export async function setPresence(context: Context, who: Identity, presence: Presence): Promise<void> {
  const now = context.clock();
  await context.database.transaction(async (transaction) => {
    await transaction.query(
      `INSERT INTO staff (subject, name, avatar, presence, chosen, present_until, away_since) VALUES ($1, $2, $3, $4, $4, $5, $6)
       ON CONFLICT (subject) DO UPDATE SET name = $2, avatar = $3, presence = $4, chosen = $4, present_until = $5,
         away_since = CASE WHEN $4 = 'ONLINE' THEN NULL ELSE coalesce(staff.away_since, $6) END`,
      [who.subject, who.name, who.avatarUrl ?? null, presence, now + context.limits.presenceMs, presence === 'ONLINE' ? null : now],
    );
    await transaction.query('DELETE FROM staff_organizations WHERE subject = $1', [who.subject]);
    await transaction.query('INSERT INTO staff_organizations (subject, organization_id) SELECT $1, o FROM unnest($2::text[]) AS t (o)', [
      who.subject,
      who.organizations.map((organization) => organization.id),
    ]);
  });
  await followDuty(context);
}

/**
 * A desk of this member is connected: who chose to be ONLINE stays so a while longer, and is so again after a short absence. After a longer
 * one their talks are gone, and they say themselves that they are back.
 * @param seen when the desk last showed life, ms since 1970: a network that lost its other end goes on taking pages.
 */
export async function keepPresent(context: Context, who: Identity, seen = context.clock()): Promise<void> {
  const now = context.clock();
  const until = seen + context.limits.presenceMs;
  if (until < now) return;
  const rows = await context.database.query<{ was: Presence }>(
    `UPDATE staff SET present_until = greatest(present_until, $2), away_since = NULL, presence = 'ONLINE'
     FROM (SELECT subject AS id, presence AS was FROM staff WHERE subject = $1 FOR UPDATE) AS before
     WHERE staff.subject = before.id AND staff.chosen = 'ONLINE' AND (staff.presence = 'ONLINE' OR staff.away_since >= $3)
     RETURNING before.was`,
    [who.subject, until, now - context.limits.agentAwayMs],
  );
  if (rows[0] !== undefined && rows[0].was !== 'ONLINE') await followDuty(context);
}

/** Whoever acts is there. */
export async function markPresent(context: Context, who: Identity): Promise<void> {
  if ((await readPresence(context, who)) === 'ONLINE') return keepPresent(context, who);
  return setPresence(context, who, 'ONLINE');
}

/** Ends what the absence of staff ends: presence without a desk, talks of those gone too long, transfers nobody took. */
export async function sweepPresence(context: Context): Promise<void> {
  const { clock, database, limits } = context;
  const now = clock();
  // They were last seen when the lease was renewed: that is since when they are away.
  await database.query(
    "UPDATE staff SET presence = 'AWAY', away_since = present_until - $2 WHERE presence = 'ONLINE' AND present_until < $1",
    [now, limits.presenceMs],
  );
  const lost = await database.query<{ id: string; escalation_state: State }>(
    `SELECT c.id, c.escalation_state FROM conversations c WHERE
       (c.escalation_state = 'CONNECTED' AND EXISTS (SELECT 1 FROM staff s WHERE s.subject = c.agent_id AND s.presence <> 'ONLINE' AND s.away_since < $1))
       OR (c.escalation_state = 'TRANSFERRING' AND c.requested_at < $1) LIMIT ${mostAtOnce}`,
    [now - limits.agentAwayMs],
  );
  for (const row of lost) {
    await moveFrom(context, row.id, row.escalation_state, (unit) => toQueue(context, unit, system, { agent: null, transferReason: null }));
  }
  await followDuty(context);
}

/**
 * Queues where duty is, and says "nobody is there" where none is. Asked again with every sweep, so that a request made in the very moment
 * duty ended does not stay behind.
 */
async function followDuty(context: Context): Promise<void> {
  const rows = await context.database.query<{ id: string; escalation_state: 'QUEUED' | 'UNAVAILABLE' }>(
    `SELECT c.id, c.escalation_state FROM conversations c
     WHERE c.escalation_state IN ('QUEUED', 'UNAVAILABLE') AND (c.escalation_state = 'QUEUED') <> ${onDutySql('c.organization_id')}
     ORDER BY c.requested_at LIMIT ${mostAtOnce}`,
  );
  for (const row of rows) {
    await moveFrom(context, row.id, row.escalation_state, async (unit) => {
      const onDuty = await isOnDuty(unit.transaction, unit.row.organization_id);
      const action = onDuty ? 'dutyBegins' : 'dutyEnds';
      if (transitions[row.escalation_state][action] !== null) await transition(context, unit, action, system);
    });
  }
}

type Move = Parameters<typeof changeConversation<void>>[2];

/** Only if it is still in the state it was found in. */
async function moveFrom(context: Context, id: string, from: State, work: Move): Promise<void> {
  await changeConversation(context, id, async (unit) => {
    if (unit.row.escalation_state === from) await work(unit);
  });
}

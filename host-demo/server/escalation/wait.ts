import type { Queryable } from '../db/database.ts';
import type { ConversationRow } from '../log/row.ts';

/** How long each place in the queue takes, in seconds, where nobody was ever waited for: an assumed time per talk. */
const assumedSeconds = 240;
/** Waits are told in whole minutes, and one that took the night says nothing about the next. */
const leastSeconds = 60;
const mostSeconds = 1_800;
/** Waits of one organisation that are remembered: few enough to follow the hour of the day. */
const remembered = 10;
/** Of those who wait this many are told at once that the queue moved; whoever is behind them learns it with the next page. */
const toldAtOnce = 200;

/** What a place took in the organisation that the expression names, as SQL: the middle one of its newest waits, or null. */
export function secondsPerPlaceSql(organization: string): string {
  return `(SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY w.seconds_per_place) FROM waits w WHERE w.organization_id = ${organization})`;
}

/**
 * What the one at `position` in the queue is told to expect, in seconds (rule X-9).
 * @param secondsPerPlace as measured; null where nothing was.
 */
export function etaSeconds(position: number, secondsPerPlace: number | null): number {
  return position * (secondsPerPlace ?? assumedSeconds);
}

/** A wait in seconds per place, as it is remembered. @param waitMs from the queue to a person. */
export function measuredSeconds(waitMs: number, place: number): number {
  return Math.min(mostSeconds, Math.max(leastSeconds, Math.round(waitMs / 1_000 / Math.max(1, place))));
}

/** Where a conversation stands that is queued now, after all that asked before it, and how long that is expected to take. */
export async function placeInQueue(queryable: Queryable, row: ConversationRow): Promise<{ position: number; seconds: number }> {
  const rows = await queryable.query<{ ahead: number; seconds_per_place: number | null }>(
    `SELECT ${secondsPerPlaceSql('$1')} AS seconds_per_place, (SELECT count(*)::int FROM conversations q
       WHERE q.organization_id = $1 AND q.escalation_state = 'QUEUED' AND q.id <> $2 AND (q.requested_at, q.id) < ($3::bigint, $2)) AS ahead`,
    [row.organization_id, row.id, row.requested_at],
  );
  const position = (rows[0]?.ahead ?? 0) + 1;
  return { position, seconds: etaSeconds(position, rows[0]?.seconds_per_place ?? null) };
}

/** Remembers how long the conversation waited that somebody takes now. One that was queued only to be taken did not wait. */
export async function rememberWait(queryable: Queryable, row: ConversationRow, id: string, now: number): Promise<void> {
  if (row.queued_at === null || row.queued_place === null || row.queued_at >= now) return;
  await queryable.query('INSERT INTO waits (id, organization_id, at, seconds_per_place) VALUES ($1, $2, $3, $4)', [
    ...[id, row.organization_id, now],
    measuredSeconds(now - row.queued_at, row.queued_place),
  ]);
  await queryable.query(
    `DELETE FROM waits WHERE organization_id = $1 AND id NOT IN
       (SELECT id FROM waits WHERE organization_id = $1 ORDER BY at DESC, id DESC LIMIT ${remembered})`,
    [row.organization_id],
  );
}

/** The conversations that wait behind this one in its organisation's queue. */
export async function waitingBehind(queryable: Queryable, row: ConversationRow): Promise<string[]> {
  const rows = await queryable.query<{ id: string }>(
    `SELECT id FROM conversations WHERE organization_id = $1 AND escalation_state = 'QUEUED' AND id <> $2
       AND (requested_at, id) > ($3::bigint, $2) ORDER BY requested_at, id LIMIT ${toldAtOnce}`,
    [row.organization_id, row.id, row.requested_at],
  );
  return rows.map(({ id }) => id);
}

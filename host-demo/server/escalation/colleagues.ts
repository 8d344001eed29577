import { isMember } from '../authorisation.ts';
import type { Identity } from '../conversations/api.ts';
import type { Context } from '../conversations/context.ts';
import type { Colleague, Presence } from '../generated/schema.ts';

const mostAtOnce = 100;

/** Those staff can pass a conversation of this organisation to, on duty first. Nobody for anybody but its staff (rule A-1). */
export async function colleagues(context: Context, who: Identity, organizationId: string): Promise<Colleague[]> {
  if (who.role !== 'AGENT' || !isMember(who, { organization_id: organizationId })) return [];
  const rows = await context.database.query<{ subject: string; name: string; presence: Presence }>(
    `SELECT s.subject, s.name, s.presence FROM staff s JOIN staff_organizations o ON o.subject = s.subject
     WHERE o.organization_id = $1 AND s.subject <> $2
     ORDER BY (s.presence = 'ONLINE') DESC, s.name, s.subject LIMIT ${mostAtOnce}`,
    [organizationId, who.subject],
  );
  return rows.map(({ subject, name, presence }) => ({ __typename: 'Colleague', id: subject, name, presence }));
}

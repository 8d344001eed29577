import type { Queryable } from '../db/database.ts';

/** Whether anybody is on duty in the organisation that the expression names, as SQL. */
export function onDutySql(organization: string): string {
  return `EXISTS (SELECT 1 FROM staff s JOIN staff_organizations o ON o.subject = s.subject
    WHERE o.organization_id = ${organization} AND s.presence = 'ONLINE')`;
}

export async function isOnDuty(queryable: Queryable, organizationId: string): Promise<boolean> {
  const rows = await queryable.query<{ on_duty: boolean }>(`SELECT ${onDutySql('$1')} AS on_duty`, [organizationId]);
  return rows[0]?.on_duty === true;
}

import type { Revocations } from './auth/revocations.ts';
import type { Identity } from './conversations/api.ts';
import type { Escalation } from './generated/schema.ts';
import type { ConversationRow } from './log/row.ts';
import { organizationScope, userScope } from './log/unit.ts';

/** What is needed to decide who may see a conversation. */
export type Guarded = Pick<ConversationRow, 'kind' | 'organization_id' | 'customer_id' | 'escalation_state' | 'state'>;

/** What of an identity decides; `Identity` of the backend fits. */
export interface Viewing {
  readonly subject: string;
  readonly role: 'USER' | 'AGENT';
  readonly organizations: readonly { readonly id: string }[];
}

/** Consented to by the customer and not yet given back (rule A-3). REQUESTED is a proposal the customer has not accepted. */
export const withStaff: readonly Escalation['state'][] = ['QUEUED', 'CONNECTED', 'TRANSFERRING', 'UNAVAILABLE', 'MESSAGE_LEFT'];

/** Whether staff of the conversation's organisation see it: waiting for or held by a person, or closed by one and not reopened. */
export function staffSees(row: Guarded): boolean {
  if (row.kind === 'NOTES') return true;
  return withStaff.includes(row.escalation_state) || (row.escalation_state === 'ENDED' && row.state === 'CLOSED');
}

/**
 * The identity with the organisations it still has: those its token names, without those revoked since the token was issued (rule
 * They are looked up whenever they are asked for, so that a reader who has waited for hours loses them as well.
 */
export function asOfNow(who: Identity, revocations: Pick<Revocations, 'holds'>): Identity {
  return new IdentityNow(who, revocations);
}

/** A class, because an object with a getter of its own has a shape of its own, and every reader holds one. */
class IdentityNow implements Identity {
  readonly subject: string;
  readonly role: Identity['role'];
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly expiresAt: number | null;
  readonly issuedAt: number;
  private readonly named: Identity['organizations'];
  private readonly revocations: Pick<Revocations, 'holds'>;

  constructor(who: Identity, revocations: Pick<Revocations, 'holds'>) {
    this.subject = who.subject;
    this.role = who.role;
    this.name = who.name;
    this.avatarUrl = who.avatarUrl ?? null;
    this.expiresAt = who.expiresAt;
    this.issuedAt = who.issuedAt;
    this.named = who.organizations;
    this.revocations = revocations;
  }

  get organizations(): Identity['organizations'] {
    // Each page of each reader asks, and hardly ever is one missing.
    return this.named.every(this.holds, this) ? this.named : this.named.filter(this.holds, this);
  }

  private holds({ id }: { readonly id: string }): boolean {
    return this.revocations.holds(this.subject, this.issuedAt, id);
  }
}

/** Whether the conversation is in an organisation of theirs: what a command asks before it repeats an earlier result. */
export function isMember(who: Viewing, row: Pick<Guarded, 'organization_id'>): boolean {
  return who.organizations.some((organization) => organization.id === row.organization_id);
}

/** THE answer to "may they see it?". Every read and every command asks here; no means the same as "there is none" (rule A-1). */
export function maySee(who: Viewing, row: Guarded): boolean {
  if (!isMember(who, row)) return false;
  if (who.role === 'AGENT') return staffSees(row);
  return row.kind === 'CUSTOMER' && row.customer_id === who.subject;
}

/** A condition on `conversations c`, with its parameters numbered from `first`: the same rule as `maySee`, for lists. */
export function visibleSql(who: Viewing, first: number): { readonly sql: string; readonly parameters: (string | string[])[] } {
  const organizations = who.organizations.map((organization) => organization.id);
  const inOrganization = `c.kind = 'CUSTOMER' AND c.organization_id = ANY($${first}::text[])`;
  if (who.role === 'USER') return { sql: `${inOrganization} AND c.customer_id = $${first + 1}`, parameters: [organizations, who.subject] };
  return {
    sql: `${inOrganization} AND (c.escalation_state = ANY($${first + 1}::text[]) OR (c.escalation_state = 'ENDED' AND c.state = 'CLOSED'))`,
    parameters: [organizations, [...withStaff]],
  };
}

/** The change counters of the lists the viewer may see, in a fixed order. */
export function scopesOf(who: Viewing): string[] {
  if (who.role === 'USER') return [userScope(who.subject)];
  return who.organizations.map((organization) => organizationScope(organization.id)).sort();
}

/**
 * Whether they may promote, roll back, break and mend the releases `npm start` serves. Those are everybody's, as the line panel's faults
 * are: in the demo anyone may be anyone, so anyone signed in may. No other way to start the server has a door that asks.
 */
export function mayMoveReleases(who: Viewing): boolean {
  return who.organizations.length > 0;
}

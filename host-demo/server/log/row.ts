import type { Queryable } from '../db/database.ts';
import type { Conversation, Escalation } from '../generated/schema.ts';

/** A row of `conversations`. Times in ms since 1970. */
export interface ConversationRow {
  readonly id: string;
  readonly epoch: string;
  readonly kind: 'CUSTOMER' | 'NOTES';
  readonly parent_id: string | null;
  readonly organization_id: string;
  readonly customer_id: string;
  readonly customer_name: string;
  readonly created_at: number;
  readonly start_hash: string | null;
  readonly context: string;
  readonly kept_from: number;
  notes_id: string | null;
  title: string | null;
  title_from: 'NONE' | 'QUESTION' | 'RESPONDER' | 'PERSON';
  state: Conversation['state'];
  satisfaction: number | null;
  satisfaction_comment: string | null;
  reopenable_until: number | null;
  last_seq: number;
  version: number;
  last_activity_at: number;
  escalation: string;
  escalation_state: Escalation['state'];
  agent_id: string | null;
  requested_at: number | null;
  expected_at: number | null;
  queued_at: number | null;
  queued_place: number | null;
  last_message_id: string | null;
  unread: number;
  customer_change: number;
  staff_change: number;
}

export const noEscalation: Escalation = {
  __typename: 'Escalation',
  id: null,
  state: 'AI',
  handover: null,
  reason: null,
  requestedBy: null,
  requestedAt: null,
  agent: null,
  transferReason: null,
  opensAt: null,
};

export interface NewConversation {
  readonly id: string;
  readonly epoch: string;
  readonly kind: ConversationRow['kind'];
  readonly parentId: string | null;
  readonly organizationId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly startHash: string | null;
  readonly context: string;
  readonly now: number;
}

/** False when the id is taken. */
export async function insertConversation(transaction: Queryable, it: NewConversation): Promise<boolean> {
  const rows = await transaction.query(
    `INSERT INTO conversations (id, epoch, kind, parent_id, organization_id, customer_id, customer_name, start_hash, context, escalation, created_at, last_activity_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      it.id,
      it.epoch,
      it.kind,
      it.parentId,
      it.organizationId,
      it.customerId,
      it.customerName,
      it.startHash,
      it.context,
      JSON.stringify(noEscalation),
      it.now,
    ],
  );
  return rows.length === 1;
}

/** The row, held against every other writer until the transaction ends. */
export async function lockConversation(transaction: Queryable, id: string): Promise<ConversationRow | undefined> {
  const rows = await transaction.query<ConversationRow>('SELECT * FROM conversations WHERE id = $1 FOR UPDATE', [id]);
  return rows[0];
}

export async function findConversation(queryable: Queryable, id: string): Promise<ConversationRow | undefined> {
  const rows = await queryable.query<ConversationRow>('SELECT * FROM conversations WHERE id = $1', [id]);
  return rows[0];
}

export async function saveConversation(transaction: Queryable, row: ConversationRow): Promise<void> {
  await transaction.query(
    `UPDATE conversations SET notes_id = $2, title = $3, title_from = $4, state = $5, satisfaction = $6, satisfaction_comment = $7,
       reopenable_until = $8, last_seq = $9, version = $10, last_activity_at = $11, escalation = $12, escalation_state = $13,
       agent_id = $14, requested_at = $15, last_message_id = $16, unread = $17, customer_change = $18, staff_change = $19, expected_at = $20,
       queued_at = $21, queued_place = $22
     WHERE id = $1`,
    [
      row.id,
      row.notes_id,
      row.title,
      row.title_from,
      row.state,
      row.satisfaction,
      row.satisfaction_comment,
      row.reopenable_until,
      row.last_seq,
      row.version,
      row.last_activity_at,
      row.escalation,
      row.escalation_state,
      row.agent_id,
      row.requested_at,
      row.last_message_id,
      row.unread,
      row.customer_change,
      row.staff_change,
      row.expected_at,
      row.queued_at,
      row.queued_place,
    ],
  );
}

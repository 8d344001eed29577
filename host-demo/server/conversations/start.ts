import { maySee } from '../authorisation.ts';
import type { Queryable } from '../db/database.ts';
import type { StartConversationInput, StartConversationPayload, UserError } from '../generated/schema.ts';
import { insertConversation, lockConversation } from '../log/row.ts';
import { Unit } from '../log/unit.ts';
import { conversationKey } from '../log/wake.ts';
import type { Identity } from './api.ts';
import { hashOf, headOf, orRefused } from './command.ts';
import type { Context } from './context.ts';
import { checkClientId, checkContext } from './input.ts';
import { conflict, forbidden, Refusal } from './refusal.ts';
import { addMessage, afterSend, checkContent, checkRate } from './send.ts';
import { snapshotIn } from './snapshot.ts';

const shownMessages = 50;
const minuteMs = 60_000;

/** With a first message, one call makes both or neither (rule C-6). */
export function startConversation(context: Context, who: Identity, input: StartConversationInput): Promise<StartConversationPayload> {
  const refused = (error: UserError): StartConversationPayload => ({
    __typename: 'StartConversationPayload',
    conversation: null,
    runId: null,
    head: null,
    deduplicated: false,
    error,
  });
  return orRefused(refused, async () => {
    const organizationId = chooseOrganization(who, input.organizationId);
    const id = checkClientId(input.clientConversationId);
    const first = input.firstMessage ? checkContent(context, input.firstMessage) : undefined;
    const items = checkContext(input.context);
    const hash = hashOf({ organizationId, items, first: first && [first.clientMessageId, first.hash] });
    let keys: string[] = [];
    const payload = await context.database.transaction(async (transaction) => {
      const now = context.clock();
      const isNew = await insertConversation(transaction, {
        id,
        epoch: context.random(),
        kind: 'CUSTOMER',
        parentId: null,
        organizationId,
        customerId: who.subject,
        customerName: who.name,
        startHash: hash,
        context: items,
        now,
      });
      const row = await lockConversation(transaction, id);
      if (row === undefined) throw new Error(`Conversation ${id} is gone while it is being started.`);
      const unit = new Unit(transaction, row, now, context.staffSees);
      if (!isNew) return repeated(unit, who, hash);
      await checkStarts(context, who, transaction, now);
      unit.listed = true;
      let runId: string | null = null;
      if (first !== undefined) {
        await checkRate(context, who, unit);
        const message = await addMessage(context, unit, who, first);
        runId = await afterSend(context, who, unit, message);
        await transaction.query('UPDATE messages SET run_id = $2 WHERE id = $1', [message.id, runId]);
      }
      await unit.flush();
      keys = [conversationKey(id), ...unit.wakes];
      return started(unit, who, runId, false);
    });
    context.wakes.wake(keys);
    return payload;
  });
}

function chooseOrganization(who: Identity, wanted: string | null | undefined): string {
  if (who.role !== 'USER') throw forbidden('Only customers start conversations.');
  const organization = wanted ? who.organizations.find((it) => it.id === wanted) : who.organizations[0];
  if (organization === undefined) throw forbidden('The access token does not name this organisation. Use one of those it names.');
  return organization.id;
}

/** Who starts twice gets the first one; whose id it is not gets no hint that there is one. */
async function repeated(unit: Unit, who: Identity, hash: string): Promise<StartConversationPayload> {
  const { row, transaction } = unit;
  const mine = row.kind === 'CUSTOMER' && row.customer_id === who.subject && maySee(who, row);
  if (!mine) throw new Refusal('INVALID_INPUT', 'This id for a new conversation cannot be used. Start again with a new id.');
  if (row.start_hash !== hash) throw conflict();
  const rows = await transaction.query<{ run_id: string | null }>(
    "SELECT run_id FROM messages WHERE conversation_id = $1 AND role = 'USER' ORDER BY created_seq LIMIT 1",
    [row.id],
  );
  return started(unit, who, rows[0]?.run_id ?? null, true);
}

async function started(unit: Unit, who: Identity, runId: string | null, deduplicated: boolean): Promise<StartConversationPayload> {
  const conversation = await snapshotIn(unit.transaction, who, unit.row.id, shownMessages, null);
  return { __typename: 'StartConversationPayload', conversation, runId, head: headOf(unit), deduplicated, error: null };
}

/** Empty conversations cost a row each, so they count as messages do (H34). */
async function checkStarts(context: Context, who: Identity, transaction: Queryable, now: number): Promise<void> {
  const allowed = context.limits.messagesPerMinute;
  const rows = await transaction.query<{ created_at: number }>(
    `SELECT created_at FROM conversations WHERE customer_id = $1 AND kind = 'CUSTOMER' AND last_activity_at > $2 AND created_at > $2
     ORDER BY created_at DESC LIMIT $3`,
    [who.subject, now - minuteMs, allowed + 1],
  );
  const oldest = rows[allowed];
  if (oldest === undefined) return;
  const retryAfterMs = Math.max(1_000, oldest.created_at + minuteMs - now);
  throw new Refusal(
    'RATE_LIMITED',
    `More than ${allowed} conversations started in a minute. The next one is possible in ${Math.ceil(retryAfterMs / 1_000)} s.`,
    { retryable: true, retryAfterMs },
  );
}

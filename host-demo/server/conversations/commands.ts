import { maySee } from '../authorisation.ts';
import { onlyCustomer, onlyHolder, participantOf } from '../escalation/commands.ts';
import { closing } from '../escalation/states.ts';
import { transition } from '../escalation/transition.ts';
import type {
  CloseConversationInput,
  ConversationInput,
  ConversationPayload,
  MessagePayload,
  RateConversationInput,
  RateMessageInput,
  RenameConversationInput,
  UserError,
} from '../generated/schema.ts';
import { changeConversation } from '../log/unit.ts';
import { appendChanged, stopOpenRun } from '../replies/runs.ts';
import type { Identity } from './api.ts';
import { conversationCommand, headOf, orRefused, refusedConversation, runCommand, summaryPayload } from './command.ts';
import type { Context } from './context.ts';
import { optionalLine } from './input.ts';
import { type MessageRow, toMessage } from './messages.ts';
import { notFound, Refusal } from './refusal.ts';

const reasonLength = 300;
const commentLength = 1_000;
const bestScore = 5;

/** Ends what is being written and whatever escalation there is, then closes (rule X-6). */
export function closeConversation(context: Context, who: Identity, input: CloseConversationInput): Promise<ConversationPayload> {
  return conversationCommand(context, who, {
    mutation: 'closeConversation',
    input,
    work: async (unit) => {
      const { row } = unit;
      if (row.state === 'CLOSED') return;
      if (who.role === 'AGENT') onlyHolder(who, unit);
      await stopOpenRun(context, unit);
      for (const action of closing[row.escalation_state])
        await transition(context, unit, action, participantOf(who), action === 'end' ? {} : { agent: null });
      row.state = 'CLOSED';
      row.reopenable_until = unit.now + context.limits.reopenMs;
      row.last_activity_at = unit.now;
      appendChanged(unit, participantOf(who), optionalLine(input.reason, reasonLength));
      unit.listed = true;
    },
  });
}

export function reopenConversation(context: Context, who: Identity, input: ConversationInput): Promise<ConversationPayload> {
  return conversationCommand(context, who, {
    mutation: 'reopenConversation',
    input,
    work: async (unit) => {
      const { row } = unit;
      onlyCustomer(who);
      if (row.state === 'OPEN') return;
      if (row.reopenable_until !== null && row.reopenable_until < unit.now) {
        throw new Refusal('ILLEGAL_TRANSITION', 'This conversation was closed too long ago to be reopened. Start a new one.');
      }
      row.state = 'OPEN';
      row.reopenable_until = null;
      row.last_activity_at = unit.now;
      appendChanged(unit, participantOf(who), null);
      unit.listed = true;
    },
  });
}

export function renameConversation(context: Context, who: Identity, input: RenameConversationInput): Promise<ConversationPayload> {
  return conversationCommand(context, who, {
    mutation: 'renameConversation',
    input,
    work: async (unit) => {
      const title = optionalLine(input.title, context.limits.titleLength);
      if (title === null) throw new Refusal('INVALID_INPUT', 'The title is empty. Write one.');
      unit.row.title = title;
      unit.row.title_from = 'PERSON';
      appendChanged(unit, participantOf(who), null);
      unit.listed = true;
    },
  });
}

export function rateConversation(context: Context, who: Identity, input: RateConversationInput): Promise<ConversationPayload> {
  return conversationCommand(context, who, {
    mutation: 'rateConversation',
    input,
    work: async (unit) => {
      onlyCustomer(who);
      if (!Number.isInteger(input.score) || input.score < 1 || input.score > bestScore) {
        throw new Refusal('INVALID_INPUT', `A score is a whole number from 1 to ${bestScore}.`);
      }
      unit.row.satisfaction = input.score;
      unit.row.satisfaction_comment = optionalLine(input.comment, commentLength);
      appendChanged(unit, participantOf(who), null);
      unit.listed = true;
    },
  });
}

export function rateMessage(context: Context, who: Identity, input: RateMessageInput): Promise<MessagePayload> {
  const refused = (error: UserError): MessagePayload => ({
    __typename: 'MessagePayload',
    message: null,
    head: null,
    deduplicated: false,
    error,
  });
  return orRefused(refused, async () => {
    const known = await context.database.query<{ conversation_id: string }>('SELECT conversation_id FROM messages WHERE id = $1', [
      input.messageId,
    ]);
    if (known[0] === undefined) throw notFound();
    return runCommand<MessagePayload>(context, who, {
      mutation: 'rateMessage',
      conversationId: known[0].conversation_id,
      input,
      refused,
      work: async (unit) => {
        onlyCustomer(who);
        const rating = input.rating ?? null;
        const rows = await unit.transaction.query<MessageRow>(
          "UPDATE messages SET rating = $2, rating_reason = $3 WHERE id = $1 AND role IN ('ASSISTANT', 'AGENT') AND state <> 'PENDING' RETURNING *",
          [input.messageId, rating, optionalLine(input.reason, commentLength)],
        );
        const row = rows[0];
        if (row === undefined) throw new Refusal('ILLEGAL_TRANSITION', 'Only finished answers can be rated.');
        unit.append({ __typename: 'MessageRated', messageId: input.messageId, rating });
        return () => ({ __typename: 'MessagePayload', message: toMessage(row), head: headOf(unit), deduplicated: false, error: null });
      },
    });
  });
}

/** Keeps the greatest number; not logged, told by LiveState (rule C-7). */
export function markRead(context: Context, who: Identity, conversationId: string, seq: number): Promise<ConversationPayload> {
  return orRefused(refusedConversation, async () => {
    const payload = await changeConversation(context, conversationId, async (unit) => {
      const { row, transaction } = unit;
      if (!maySee(who, row)) throw notFound();
      const mark = Math.min(Math.max(0, Math.trunc(seq)), row.last_seq);
      const moved = await transaction.query(
        `INSERT INTO read_marks (conversation_id, participant_id, role, name, seq) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (conversation_id, participant_id) DO UPDATE SET seq = $5, name = $4 WHERE read_marks.seq < $5 RETURNING seq`,
        [row.id, who.subject, who.role, who.name, mark],
      );
      if (moved.length > 0) {
        if (who.role === 'USER') {
          const unread = await transaction.query<{ count: number }>(
            'SELECT count(*)::int AS count FROM messages WHERE conversation_id = $1 AND author_id <> $2 AND created_seq > $3',
            [row.id, who.subject, mark],
          );
          row.unread = unread[0]?.count ?? 0;
        }
        unit.listed = true;
      }
      return summaryPayload(unit, who);
    });
    if (payload === undefined) throw notFound();
    return payload;
  });
}

import type { Context } from '../conversations/context.ts';
import type { MessageRow } from '../conversations/messages.ts';
import type { ContextInput } from '../generated/schema.ts';
import type { Fence } from '../log/group-commit.ts';
import { changeConversation } from '../log/unit.ts';
import type { ResponderRequest, ResponderTurn } from '../responders/responder.ts';
import { holdsLease, type RunRow } from './runs.ts';

const mostMessages = 40;
const mostUnits = 48_000;
const roles: Partial<Record<MessageRow['role'], ResponderTurn['role']>> = { USER: 'user', ASSISTANT: 'assistant', AGENT: 'agent' };

export type Question = Omit<ResponderRequest, 'signal' | 'random'>;

/**
 * What the responder is asked, read with the conversation held, so that a message is either seen now or waits for the next run, never
 * neither (rule R-2). Undefined when the lease is gone.
 */
export async function readQuestion(context: Context, run: RunRow, fence: Fence): Promise<Question | undefined> {
  return changeConversation(context, run.conversation_id, async (unit) => {
    const { row, transaction } = unit;
    if ((await holdsLease(unit, fence)) === undefined) return undefined;
    await transaction.query('UPDATE runs SET covered_seq = $2 WHERE id = $1', [run.id, row.last_seq]);
    const newestFirst = await transaction.query<MessageRow>(
      'SELECT * FROM messages WHERE conversation_id = $1 AND id <> $2 ORDER BY created_seq DESC LIMIT $3',
      [row.id, run.message_id, mostMessages],
    );
    const messages = newestFirst.reverse();
    const given = [row.context, ...messages.map((message) => message.context)].flatMap((json) => JSON.parse(json) as ContextInput[]);
    return {
      conversationId: row.id,
      organizationId: row.organization_id,
      customer: { id: row.customer_id, name: row.customer_name },
      turns: turnsOf(messages),
      // A later page the customer is on replaces an earlier one.
      context: [...new Map(given.map((item) => [item.key, item.value]))].map(([key, value]) => ({ key, value })),
      locale: messages.findLast((message) => message.locale !== null)?.locale ?? null,
      escalationState: row.escalation_state,
      clarifications: clarificationsOf(messages),
    };
  });
}

/** The newest turns that fit; at least the last one. */
export function turnsOf(messages: readonly MessageRow[]): ResponderTurn[] {
  const turns: ResponderTurn[] = [];
  let units = 0;
  for (const message of messages.toReversed()) {
    const role = roles[message.role];
    if (role === undefined || message.text === '') continue;
    units += message.text.length;
    if (units > mostUnits && turns.length > 0) break;
    turns.unshift({ role, text: message.text });
  }
  return turns;
}

function clarificationsOf(messages: readonly MessageRow[]): number {
  const answers = messages.filter((message) => message.role === 'ASSISTANT').toReversed();
  const first = answers.findIndex((answer) => !answer.asked);
  return first === -1 ? answers.length : first;
}

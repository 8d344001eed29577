import type { Identity } from '../conversations/api.ts';
import { headOf, orRefused, runCommand } from '../conversations/command.ts';
import type { Context } from '../conversations/context.ts';
import { notFound, Refusal } from '../conversations/refusal.ts';
import { onlyOpen } from '../escalation/commands.ts';
import { assistantAnswers } from '../escalation/states.ts';
import type { RunInput, RunPayload, UserError } from '../generated/schema.ts';
import type { Unit } from '../log/unit.ts';
import { endRun, findRun, isOpen, type RunRow, startAttempt, toRun } from './runs.ts';

/** Stopping a finished run succeeds: what was wanted is so (rule R-5). */
export function stopRun(context: Context, who: Identity, input: RunInput): Promise<RunPayload> {
  return onRun(context, who, 'stopRun', input, async (unit, run) => {
    if (!isOpen(run)) return run;
    await endRun(context, unit, run, { state: 'STOPPED' });
    return { ...run, state: 'STOPPED' };
  });
}

/** A new attempt of the newest answer (rule R-6). */
export function retryRun(context: Context, who: Identity, input: RunInput): Promise<RunPayload> {
  return onRun(context, who, 'retryRun', input, async (unit, run) => {
    onlyOpen(unit);
    if (isOpen(run)) throw new Refusal('RUN_ALREADY_ACTIVE', 'This answer is still being written. Stop it first, or wait for its end.');
    const newest = await unit.transaction.query<{ id: string; attempt: number }>(
      "SELECT id, attempt FROM messages WHERE conversation_id = $1 AND role = 'ASSISTANT' ORDER BY created_seq DESC LIMIT 1",
      [unit.row.id],
    );
    if (newest[0]?.id !== run.message_id || newest[0].attempt !== run.attempt || !assistantAnswers(unit.row.escalation_state)) {
      throw new Refusal('ILLEGAL_TRANSITION', 'Only the newest answer of the assistant can be tried again. Ask the question anew.');
    }
    return startAttempt(context, unit, run, 'USER_RETRY');
  });
}

function onRun(
  context: Context,
  who: Identity,
  mutation: string,
  input: RunInput,
  work: (unit: Unit, run: RunRow) => Promise<RunRow>,
): Promise<RunPayload> {
  const refused = (error: UserError): RunPayload => ({ __typename: 'RunPayload', run: null, head: null, deduplicated: false, error });
  return orRefused(refused, async () => {
    const known = await findRun(context.database, input.runId);
    if (known === undefined) throw notFound();
    return runCommand<RunPayload>(context, who, {
      mutation,
      conversationId: known.conversation_id,
      input,
      refused,
      work: async (unit) => {
        const run = await findRun(unit.transaction, input.runId);
        if (run === undefined) throw notFound();
        const result = await work(unit, run);
        return () => ({ __typename: 'RunPayload', run: toRun(result), head: headOf(unit), deduplicated: false, error: null });
      },
    });
  });
}

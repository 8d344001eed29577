import type { Context } from '../conversations/context.ts';
import { Refusal } from '../conversations/refusal.ts';
import { DatabaseUnavailable } from '../db/database.ts';
import { whyPerson } from '../escalation/policy.ts';
import { cleanLine, shorten } from '../log/text.ts';
import { changeConversation } from '../log/unit.ts';
import { runKey } from '../log/wake.ts';
import type { FinishEvent } from '../responders/responder.ts';
import { DeltaWriter, LeaseLost } from './delta-writer.ts';
import { ResponderEvents } from './events.ts';
import { type Question, readQuestion } from './request.ts';
import { type Ending, endRun, holdsLease, type RunRow } from './runs.ts';

const mostTools = 100;
const labelLength = 200;
const mostSuggestions = 4;
const suggestionLength = 120;
const mostSources = 10;

/** Why an answer in the making is given up without an ending: the log or another worker has the say over it. */
class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** Renews the lease of a run; false when the run has ended or has another lease. */
export type Renew = (runId: string) => Promise<boolean>;

export interface Lease {
  readonly token: string;
  readonly renew: Renew;
}

interface Leased extends Lease {
  readonly context: Context;
  readonly run: RunRow;
  /** Aborts when the run is stopped, its lease is lost, the database fails, or the server shuts down. */
  readonly stop: AbortController;
}

/** Produces one attempt: asks the responder, logs what it yields, ends it. Never rejects. */
export async function produceAnswer(context: Context, run: RunRow, lease: Lease, shutdown: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const onShutdown = () => stop.abort(new GivenUp('The server shuts down.'));
  shutdown.addEventListener('abort', onShutdown, { once: true });
  if (shutdown.aborted) onShutdown();
  const leased: Leased = { context, run, ...lease, stop };
  const keeping = keepLease(leased);
  try {
    await answer(leased);
  } catch (error) {
    if (!(error instanceof GivenUp || error instanceof LeaseLost || error instanceof DatabaseUnavailable)) {
      context.logger.error({ runId: run.id, error: String(error) }, 'An answer could not be written; its lease will run out.');
    }
  } finally {
    stop.abort(new GivenUp('Done.'));
    shutdown.removeEventListener('abort', onShutdown);
    await keeping;
  }
}

/**
 * Renews the lease, which is fresh at the start, and notices a stop: woken by the command, else at the next renewal. All answers of a
 * process renew at the same moments, so that they share a statement.
 */
async function keepLease({ context, run, renew, stop }: Leased): Promise<void> {
  const { leaseRenewMs } = context.limits;
  for (;;) {
    const dueMs = leaseRenewMs - (performance.now() % leaseRenewMs);
    await context.wakes.wait([runKey(run.id)], context.wakes.ticket(), stop.signal, dueMs);
    if (stop.signal.aborted) return;
    try {
      if (!(await renew(run.id))) return stop.abort(new LeaseLost(`Run ${run.id} has ended or has another lease.`));
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) return stop.abort(error);
    }
  }
}

async function answer(leased: Leased): Promise<void> {
  const { context, run, token, stop } = leased;
  const fence = { runId: run.id, token };
  const question = await readQuestion(context, run, fence);
  if (question === undefined) return;
  const target = { conversationId: run.conversation_id, messageId: run.message_id, attempt: run.attempt, fence };
  const writer = new DeltaWriter(context, target, (error) => stop.abort(error));
  const ending = await collect(leased, question, writer).catch(async (error: unknown) => {
    await writer.end();
    throw error;
  });
  const rest = await writer.end();
  // A write that failed on the way has aborted: what the log holds is then unknown, and recovery starts a new attempt.
  if (stop.signal.aborted) throw stop.signal.reason;
  await changeConversation(context, run.conversation_id, async (unit) => {
    const open = await holdsLease(unit, fence);
    if (open !== undefined) await endRun(context, unit, open, { ...notEmpty(ending, writer.length + rest.length), rest });
  });
}

/** Reads the responder to its end, writing on the way. Rejects only when the answer is given up. */
async function collect(leased: Leased, question: Question, writer: DeltaWriter): Promise<Ending> {
  const { context, run, stop } = leased;
  const responderSignal = new AbortController();
  const forward = () => responderSignal.abort();
  stop.signal.addEventListener('abort', forward, { once: true });
  const answering = context.responder.respond({ ...question, signal: responderSignal.signal, random: Math.random })[Symbol.asyncIterator]();
  const events = new ResponderEvents(answering, stop.signal, context.limits.stallMs);
  let tools = 0;
  try {
    for (;;) {
      const next = await events.next();
      if (next === 'stalled') {
        context.logger.warn({ runId: run.id }, 'The responder was silent for too long; the answer is cut.');
        return interrupted();
      }
      if (next === 'ended') return interrupted();
      if (next.type === 'finish') return endingOf(next, whyPerson(next, question));
      if (next.type === 'text') {
        if (!(await writer.push(next.text))) return tooLong();
      } else if (tools++ < mostTools) {
        await logTool(leased, writer, next);
      }
    }
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason;
    context.logger.error({ runId: run.id, error: String(error) }, 'The responder failed.');
    return interrupted();
  } finally {
    stop.signal.removeEventListener('abort', forward);
    responderSignal.abort();
    events.end();
  }
}

async function logTool(
  { context, run, token }: Leased,
  writer: DeltaWriter,
  tool: { label: string; state: 'STARTED' | 'DONE' | 'FAILED' },
): Promise<void> {
  await writer.flush();
  const seq = await context.commits.append({
    conversationId: run.conversation_id,
    fence: { runId: run.id, token },
    body: { __typename: 'ToolActivity', messageId: run.message_id, label: shorten(cleanLine(tool.label), labelLength), state: tool.state },
  });
  if (seq === undefined) throw new LeaseLost(`Run ${run.id} has ended or has another lease.`);
}

/** @param why the reason to propose a person; null for none. */
function endingOf(finish: FinishEvent, why: string | null): Ending {
  const title = shorten(cleanLine(finish.title ?? ''), suggestionLength);
  return {
    state: finish.state,
    sources: finish.sources.slice(0, mostSources).map((source) => ({
      __typename: 'Source',
      title: shorten(cleanLine(source.title), labelLength),
      url: source.url,
      kind: source.kind,
    })),
    suggestions: finish.suggestions.slice(0, mostSuggestions).map((text) => shorten(cleanLine(text), suggestionLength)),
    asked: finish.asked === 'clarify',
    ...(title === '' ? {} : { title }),
    ...(why === null ? {} : { escalate: shorten(cleanLine(why), labelLength) }),
    ...(finish.error !== undefined
      ? { error: new Refusal('UNAVAILABLE', finish.error.message, { retryable: finish.error.retryable }).userError }
      : finish.state === 'FAILED'
        ? { error: new Refusal('UNAVAILABLE', 'No answer could be written. Try again.', { retryable: true }).userError }
        : {}),
  };
}

/** A responder that ends without saying so has not answered, whatever it wrote (F56). */
function interrupted(): Ending {
  return {
    state: 'INTERRUPTED',
    error: new Refusal('UNAVAILABLE', 'The answer was interrupted. Try again.', { retryable: true }).userError,
  };
}

function tooLong(): Ending {
  return { state: 'TRUNCATED', error: new Refusal('TOO_LARGE', 'The answer became too long and was cut. Ask for a part of it.').userError };
}

/** Nothing written is no answer: never a blank bubble (F60). */
function notEmpty(ending: Ending, length: number): Ending {
  if (length > 0 || ending.error !== undefined) return ending;
  return {
    ...ending,
    state: 'FAILED',
    error: new Refusal('UNAVAILABLE', 'The answer came out empty. Try again.', { retryable: true }).userError,
  };
}

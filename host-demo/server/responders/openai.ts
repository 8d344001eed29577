import type { KnowledgeIndex } from '../knowledge/search.ts';
import type { Merchant } from '../merchant/tools.ts';
import { LinkFilter } from './link-filter.ts';
import { type Completion, completionStream, type Message, type ModelSettings } from './openai-completion.ts';
import { ModelUnavailableError } from './openai-errors.ts';
import { openingMessages } from './openai-prompt.ts';
import { Toolbox } from './openai-tools.ts';
import { titleFrom } from './reply.ts';
import type { FinishEvent, Responder, ResponderEvent, ResponderRequest } from './responder.ts';

export interface OpenAiSettings extends ModelSettings {}

export interface OpenAiResponderOptions {
  readonly index: KnowledgeIndex;
  readonly merchant: Merchant;
  readonly settings: OpenAiSettings;
}

const MAX_ROUNDS = 5;
const HANDED_OVER = 'I pass you on to a person. They see this conversation, so you don’t have to repeat anything.';

function failed(message: string, retryable: boolean): FinishEvent {
  return { type: 'finish', state: 'FAILED', sources: [], suggestions: [], error: { message, retryable } };
}

function toolMessages(completion: Completion, results: readonly string[]): Message[] {
  const calls = completion.calls.map((call) => ({
    id: call.id,
    type: 'function' as const,
    function: { name: call.name, arguments: call.arguments },
  }));
  return [
    { role: 'assistant', content: completion.text === '' ? null : completion.text, tool_calls: calls },
    ...completion.calls.map((call, place): Message => ({ role: 'tool', tool_call_id: call.id, content: results[place] ?? '{}' })),
  ];
}

/** What the end of a completion means; null when the stream ended without saying so (F56). */
function finishOf(completion: Completion, toolbox: Toolbox, shown: boolean, question: string): FinishEvent | null {
  const { end } = completion;
  if (end === null) return null;
  if (end === 'content_filter') return failed('The model’s provider blocked this answer. Ask in other words, or talk to a person.', false);
  if (!shown) return failed('The model gave an empty answer.', true);
  const state = end === 'length' ? 'TRUNCATED' : 'COMPLETED';
  return {
    type: 'finish',
    state,
    ...toolbox.evidence(),
    title: titleFrom(question),
    ...(toolbox.escalation === null ? {} : { escalate: { reason: toolbox.escalation } }),
  };
}

/**
 * Answers with a model behind any OpenAI-compatible endpoint. Throws when the stream breaks after text was shown, and ends without a
 * finish when the provider never said that the answer is whole: both are interrupted answers to the worker (F56, F57).
 */
export function createOpenAiResponder({ index, merchant, settings }: OpenAiResponderOptions): Responder {
  async function* respond(request: ResponderRequest): AsyncGenerator<ResponderEvent> {
    const toolbox = new Toolbox(index, merchant, request.organizationId);
    const messages: Message[] = openingMessages(request);
    const question = request.turns.findLast((turn) => turn.role === 'user')?.text ?? '';
    let shown = false;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const links = new LinkFilter(() => toolbox.links());
      const stream = completionStream({
        settings,
        messages,
        tools: round === MAX_ROUNDS - 1 ? [] : toolbox.definitions,
        signal: request.signal,
        mayRetry: () => !shown,
      });
      const completion = yield* relay(stream, links, request, () => {
        shown = true;
      });
      if (completion === null || request.signal.aborted) return;
      if (completion.calls.length === 0 || completion.end === null || completion.end === 'content_filter') {
        if (!shown && toolbox.escalation !== null && completion.end !== null) {
          yield { type: 'text', text: HANDED_OVER };
          shown = true;
        }
        const finish = finishOf(completion, toolbox, shown, question);
        if (finish !== null) yield finish;
        return;
      }
      messages.push(...toolMessages(completion, yield* runTools(completion, toolbox)));
      if (toolbox.clarification !== null) return yield* askBack(toolbox.clarification, toolbox, shown, question);
    }
    yield failed('The model kept looking things up without answering.', true);
  }
  return { name: 'openai', respond };
}

/** A question back is the whole answer, and told apart, so that a second one in a row brings a person. */
function* askBack(clarification: string, toolbox: Toolbox, shown: boolean, question: string): Generator<ResponderEvent> {
  const links = new LinkFilter(() => toolbox.links());
  yield { type: 'text', text: `${shown ? '\n\n' : ''}${links.push(clarification)}${links.end()}` };
  const finish = finishOf({ text: clarification, calls: [], end: 'stop' }, toolbox, true, question);
  if (finish !== null) yield { ...finish, asked: 'clarify' };
}

/** Passes text on as it comes; gives the completion at its end, or null when a FAILED finish has been sent instead. */
async function* relay(
  stream: ReturnType<typeof completionStream>,
  links: LinkFilter,
  request: ResponderRequest,
  onShown: () => void,
): AsyncGenerator<ResponderEvent, Completion | null> {
  try {
    for (;;) {
      const next = await stream.next();
      const text = next.done === true ? links.end() : links.push(next.value);
      if (request.signal.aborted) return null;
      if (text !== '') {
        if (text.trim() !== '') onShown();
        yield { type: 'text', text };
      }
      if (next.done === true) return next.value;
    }
  } catch (error) {
    if (request.signal.aborted) return null;
    if (!(error instanceof ModelUnavailableError)) throw error;
    yield failed(error.message, error.retryable);
    return null;
  } finally {
    await stream.return(undefined as never);
  }
}

async function* runTools(completion: Completion, toolbox: Toolbox): AsyncGenerator<ResponderEvent, string[]> {
  const results: string[] = [];
  for (const call of completion.calls) {
    const prepared = toolbox.prepare(call.name, call.arguments);
    if (prepared.label !== null) yield { type: 'tool', label: prepared.label, state: 'STARTED' };
    const { result, found } = prepared.run();
    results.push(JSON.stringify(result));
    if (prepared.label !== null) yield { type: 'tool', label: prepared.label, state: found ? 'DONE' : 'FAILED' };
  }
  return results;
}

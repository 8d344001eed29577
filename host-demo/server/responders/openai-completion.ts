import OpenAI, { APIConnectionError, APIError } from 'openai';
import type { ChatCompletionChunk, ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { ModelStalledError, ModelUnavailableError } from './openai-errors.ts';
import { sleep } from './pace.ts';

export type Message = ChatCompletionMessageParam;

export interface ModelSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** The endpoint ends a whole answer with `[DONE]` alone, without a finish_reason (`OPENAI_DONE_ONLY`). */
  readonly doneOnly?: boolean;
  /** Milliseconds without a token after which the model is given up; 30,000 unless set. */
  readonly stallMs?: number;
  /** Milliseconds before the first repetition; doubled each time; 500 unless set. */
  readonly retryMs?: number;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

export interface Completion {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  /** Why the provider ended; null when it never said. */
  readonly end: 'stop' | 'length' | 'tool_calls' | 'content_filter' | null;
}

export interface CompletionRequest {
  readonly settings: ModelSettings;
  readonly messages: readonly Message[];
  readonly tools: readonly ChatCompletionTool[];
  readonly signal: AbortSignal;
  /** Whether the whole answer has shown nothing yet: only then may a request be repeated (F57). */
  readonly mayRetry: () => boolean;
}

const ATTEMPTS = 3;
const MAX_RETRY_AFTER_MS = 5000;

/** The client hides `[DONE]`; this sees it go by without touching the bytes. */
function watchingDone(onDone: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null || !response.ok) return response;
    const decoder = new TextDecoder();
    let tail = '';
    const watch = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        tail = (tail + decoder.decode(chunk, { stream: true })).slice(-64 - chunk.byteLength);
        if (/(?:^|\n)data:\s*\[DONE\]/.test(tail)) onDone();
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(watch), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

class Assembly {
  text = '';
  end: Completion['end'] = null;
  readonly #calls = new Map<number, { id: string; name: string; arguments: string }>();

  /** Takes in a chunk and gives the text that is new. */
  add(chunk: ChatCompletionChunk): string {
    const choice = chunk.choices?.[0];
    if (choice === undefined) return '';
    for (const part of choice.delta?.tool_calls ?? []) {
      const call = this.#calls.get(part.index) ?? { id: part.id ?? `call_${part.index}`, name: '', arguments: '' };
      call.name += part.function?.name ?? '';
      call.arguments += part.function?.arguments ?? '';
      this.#calls.set(part.index, call);
    }
    const reason = choice.finish_reason ?? null;
    if (reason !== null) this.end = reason === 'function_call' ? 'tool_calls' : reason;
    const text = choice.delta?.content ?? '';
    this.text += text;
    return text;
  }

  whole(done: boolean): Completion {
    const calls = [...this.#calls.values()].filter((call) => call.name !== '');
    return { text: this.text, calls, end: this.end ?? (done ? 'stop' : null) };
  }
}

/** Aborts with the customer's stop, or when no token came for `ms`; `touch` begins the wait again. */
function stallTimer(signal: AbortSignal, ms: number): { signal: AbortSignal; touch(): void; stalled(): boolean; end(): void } {
  const controller = new AbortController();
  let stalled = false;
  const onStall = (): void => {
    stalled = true;
    controller.abort();
  };
  let timer = setTimeout(onStall, ms);
  const onAbort = (): void => controller.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) controller.abort();
  return {
    signal: controller.signal,
    touch: () => {
      clearTimeout(timer);
      timer = setTimeout(onStall, ms);
    },
    stalled: () => stalled,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

async function* attempt({ settings, messages, tools, signal }: CompletionRequest, assembly: Assembly): AsyncGenerator<string, Completion> {
  const stallMs = settings.stallMs ?? 30_000;
  const stall = stallTimer(signal, stallMs);
  let done = false;
  const client = new OpenAI({
    baseURL: settings.baseUrl,
    apiKey: settings.apiKey,
    maxRetries: 0,
    logLevel: 'off',
    fetch: watchingDone(() => {
      done = true;
    }),
  });
  try {
    const stream = await client.chat.completions.create(
      { model: settings.model, messages: [...messages], stream: true, ...(tools.length > 0 ? { tools: [...tools] } : {}) },
      { signal: stall.signal },
    );
    for await (const chunk of stream) {
      stall.touch();
      const text = assembly.add(chunk);
      if (text !== '') yield text;
    }
    if (stall.stalled()) throw new ModelStalledError(stallMs);
    return assembly.whole(settings.doneOnly === true && done);
  } catch (error) {
    throw stall.stalled() && !(error instanceof ModelStalledError) ? new ModelStalledError(stallMs) : error;
  } finally {
    stall.end();
  }
}

function passing(error: unknown): boolean {
  if (error instanceof APIConnectionError) return true;
  return error instanceof APIError && error.status !== undefined && (error.status === 429 || error.status >= 500);
}

function retryDelay(error: unknown, attempt: number, settings: ModelSettings): number {
  const header = error instanceof APIError ? error.headers?.get('retry-after') : null;
  const asked = header === null || header === undefined ? Number.NaN : Number(header) * 1000;
  const own = (settings.retryMs ?? 500) * 2 ** attempt;
  return Number.isFinite(asked) ? Math.min(asked, MAX_RETRY_AFTER_MS) : own;
}

function unavailable(error: unknown): unknown {
  if (passing(error))
    return new ModelUnavailableError('The assistant’s model does not answer at the moment. Please try again shortly.', true, error);
  if (error instanceof ModelStalledError)
    return new ModelUnavailableError('The assistant’s model took too long to begin. Please try again.', true, error);
  if (error instanceof APIError && error.status !== undefined) {
    return new ModelUnavailableError(
      'The assistant’s model refused the request. The operator of this chat has to check its settings.',
      false,
      error,
    );
  }
  return error;
}

/**
 * One completion as text parts; returns it whole. 429, 5xx and connection errors before anything was shown are tried three times.
 * @throws ModelUnavailableError when nothing was shown; otherwise the error itself.
 */
export async function* completionStream(request: CompletionRequest): AsyncGenerator<string, Completion> {
  for (let tried = 0; ; tried += 1) {
    const assembly = new Assembly();
    try {
      return yield* attempt(request, assembly);
    } catch (error) {
      if (request.signal.aborted || assembly.text !== '' || !request.mayRetry()) throw error;
      if (!passing(error) || tried + 1 >= ATTEMPTS) throw unavailable(error);
      await sleep(retryDelay(error, tried, request.settings), request.signal);
      if (request.signal.aborted) throw error;
    }
  }
}

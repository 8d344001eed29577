import type { Message, MessageFinished, MessageState, ResetReason, Source, ToolState, UserError } from '../protocol/vocabulary.ts';
import type { MemoryConversation, NewEvent } from './memory-log.ts';

/** One step of a scripted answer. `say` goes out in pieces of a few characters at the backend's pace. */
export type AnswerStep =
  | { readonly say: string }
  | { readonly wait: number }
  | { readonly tool: string; readonly state: ToolState }
  | {
      readonly end: MessageState;
      readonly sources?: readonly Source[];
      readonly suggestions?: readonly string[];
      readonly error?: UserError;
    };

export interface AnswerHandle {
  readonly messageId: string;
  readonly runId: string;
  write(text: string): void;
  tool(label: string, state: ToolState): void;
  reset(reason: ResetReason): void;
  finish(state: MessageState, extra?: Partial<Pick<MessageFinished, 'sources' | 'suggestions' | 'error'>>): Promise<void>;
}

/** Writes one answer of a conversation by hand; what comes after its end is refused, as on the server. */
export function answerHandle(
  append: (event: NewEvent) => void,
  conversation: MemoryConversation,
  messageId: string,
  runId: string,
): AnswerHandle {
  const now = (): Message => conversation.messages.findLast((message) => message.id === messageId) as Message;
  const open = (): boolean => ['PENDING', 'STREAMING'].includes(now().state);
  return {
    messageId,
    runId,
    write: (text) => {
      if (open() && text) append({ type: 'MessageDelta', messageId, attempt: now().attempt, offset: now().text.length, text });
    },
    tool: (label, state) => void (open() && append({ type: 'ToolActivity', messageId, label, state })),
    reset: (reason) => append({ type: 'MessageReset', messageId, attempt: now().attempt + 1, reason, runId }),
    finish: async (state, extra) => {
      const { text, attempt } = now();
      const sha256 = await hash(text);
      if (!open() || now().text !== text || now().attempt !== attempt) return;
      append({
        type: 'MessageFinished',
        messageId,
        attempt,
        state,
        length: text.length,
        sha256,
        sources: extra?.sources ?? [],
        suggestions: extra?.suggestions ?? [],
        error: extra?.error ?? null,
      });
    },
  };
}

/** Plays the script for a question, as the leased worker would. @param paceMs between two pieces; 0 writes each step at once. */
export async function playAnswer(
  answer: AnswerHandle,
  steps: readonly AnswerStep[],
  paceMs: number,
  stopped: () => boolean,
): Promise<void> {
  const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  for (const step of steps) {
    if (stopped()) return;
    if ('wait' in step) await rest(step.wait);
    else if ('tool' in step) answer.tool(step.tool, step.state);
    else if ('end' in step) return answer.finish(step.end, step);
    else if (paceMs === 0) answer.write(step.say);
    else {
      for (const piece of step.say.match(/\S+\s*|\s+/gu) ?? []) {
        await rest(paceMs);
        if (stopped()) return;
        answer.write(piece);
      }
    }
  }
  await answer.finish('INTERRUPTED', {
    error: { code: 'UNAVAILABLE', message: 'The answer was interrupted.', retryable: true, retryAfterMs: null },
  });
}

/** Zeros where the page has no `crypto.subtle`: the reader cannot check there either (F62). */
async function hash(text: string): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return '0'.repeat(64);
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

import type { ConversationView, MessageView } from '../session/conversation.ts';
import { difference } from '../session/difference.ts';
import type { ReduceInput } from '../session/reduce.ts';
import type { ChatRuntime } from './chat-runtime.ts';

/**
 * Compares every text that just ended with its promised SHA-256 (rule K-4); the length was compared where the end was applied.
 * What is found comes back through `reduce` like everything else, and is counted when it stands there: each attempt once,
 * whether its text agreed, did not, or could not be compared (F62).
 */
export function checkHashes(
  runtime: ChatRuntime,
  before: ConversationView | null,
  after: ConversationView | null,
  write: (inputs: readonly ReduceInput[]) => void,
): void {
  if (after === null || before?.messages === after.messages) return;
  const { from, endNow } = difference(before?.messages ?? [], after.messages);
  for (let at = endNow - 1; at >= from; at -= 1) {
    const message = after.messages[at];
    if (!message?.promise || before?.messages[at] === message) continue;
    if (message.hash === 'pending') compare(runtime, message, write);
    else count(runtime, after.id, earlier(before, at, message.id), { ...message, hash: message.hash ?? 'skipped' });
  }
}

function compare({ environment }: ChatRuntime, message: MessageView, write: (inputs: readonly ReduceInput[]) => void): void {
  const { id: messageId, attempt, text, promise } = message;
  const answer = (matches: boolean | null): void => write([{ type: 'hash', messageId, attempt, matches }]);
  if (!environment.sha256) queueMicrotask(() => answer(null));
  else
    environment.sha256(text).then(
      (hash) => answer(hash === promise?.sha256),
      () => answer(null),
    );
}

function count(
  { recorder }: ChatRuntime,
  conversationId: string,
  was: MessageView | undefined,
  { id: messageId, attempt, text, hash, promise }: MessageView & { readonly hash: 'ok' | 'mismatch' | 'skipped' },
): void {
  if (was?.attempt === attempt && was.hash === hash) return;
  recorder.hash(conversationId, { messageId, attempt, length: text.length, result: hash, sha256: promise?.sha256 });
}

/** Messages keep their place unless earlier ones were read in between. */
function earlier(before: ConversationView | null, at: number, id: string): MessageView | undefined {
  const same = before?.messages[at];
  return same?.id === id ? same : before?.messages.find((message) => message.id === id);
}

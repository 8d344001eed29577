import type { Snapshot } from '../protocol/vocabulary.ts';
import type { ChatRuntime } from './chat-runtime.ts';

/** Messages that a server gives at once at most (rule S-7). */
const MOST_AT_ONCE = 200;
/** Pages read again at most, 2,000 messages: what was loaded before those comes back when somebody scrolls there. */
const MOST_PAGES = 10;

/**
 * The newest messages of a conversation, and before them as many as were loaded already, so that a reader of old messages keeps
 * their place (rule K-19). Null: access is gone. Rejects with a ChatError.
 *
 * @param loaded messages that are shown now
 */
export async function readSnapshot(
  { transport, limits }: Pick<ChatRuntime, 'transport' | 'limits'>,
  id: string,
  loaded: number,
  signal: AbortSignal,
): Promise<readonly [newest: Snapshot, ...earlier: Snapshot[]] | null> {
  const lastMessages = Math.min(MOST_AT_ONCE, Math.max(limits.messagesPerSnapshot, loaded));
  const newest = await transport.snapshot(id, { lastMessages }, signal);
  if (newest === null) return null;
  const earlier: Snapshot[] = [];
  let part = newest;
  let missing = loaded - newest.messages.length;
  while (missing > 0 && part.hasEarlier && part.messages[0] && earlier.length < MOST_PAGES) {
    const page = await transport.snapshot(
      id,
      { lastMessages: Math.min(MOST_AT_ONCE, missing), before: part.messages[0].createdSeq },
      signal,
    );
    if (page === null) return null;
    if (page.head.epoch !== newest.head.epoch) break;
    earlier.push(page);
    missing -= page.messages.length;
    part = page;
  }
  return [newest, ...earlier];
}

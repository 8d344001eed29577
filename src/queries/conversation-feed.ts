import { ChatError } from '../protocol/chat-error.ts';
import type { EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import { createBatch } from '../session/batch.ts';
import type { ConversationView } from '../session/conversation.ts';
import { sleep } from '../session/environment.ts';
import { placeEvents } from '../session/feeds.ts';
import { follow } from '../session/follow.ts';
import { type ReduceInput, reduce } from '../session/reduce.ts';
import { activeRun } from '../session/select.ts';
import { type ChatRuntime, keys } from './chat-runtime.ts';

/** Snapshots taken because the view and the log disagreed: more than this many in that time, in ms, would only repeat a fault of the server. */
const REPAIRS = { most: 3, withinMs: 30_000, pauseMs: 3_000 } as const;

/**
 * The function of a conversation's query: it folds the feed into the cache and does not end while
 * anyone looks. Resolves with null when access is gone, rejects with a ChatError waiting cannot mend.
 */
export async function followConversation(runtime: ChatRuntime, id: string, signal: AbortSignal): Promise<ConversationView | null> {
  const { queryClient, transport, limits, environment } = runtime;
  const key = keys.conversation(id);
  const current = (): ConversationView | null => queryClient.getQueryData<ConversationView | null>(key) ?? null;
  let repairs: readonly number[] = [];
  let repairing = false;

  const write = (inputs: readonly ReduceInput[]): void => {
    if (signal.aborted) return;
    const before = current();
    const after = reduce(before, inputs);
    if (after === before || after === null) return;
    queryClient.setQueryData(key, after);
    settleOutbox(runtime, before, after);
    holdOutbox(runtime, before, after);
    checkHashes(runtime, before, after, write);
    if (after.damaged) void repair();
  };
  const batch = createBatch<ReduceInput>(environment, limits, write);
  const takeSnapshot = async (opening: AbortSignal): Promise<ResumePoint | null> => {
    const lastMessages = Math.min(200, Math.max(limits.messagesPerSnapshot, current()?.messages.length ?? 0));
    const snapshot = await transport.snapshot(id, { lastMessages }, opening);
    if (snapshot === null || opening.aborted) return null;
    batch.flush();
    write([{ type: 'snapshot', snapshot }]);
    return snapshot.head;
  };
  const repair = async (): Promise<void> => {
    const now = environment.now();
    repairs = repairs.filter((at) => now - at < REPAIRS.withinMs);
    if (repairing || repairs.length >= REPAIRS.most) return;
    repairing = true;
    repairs = [...repairs, now];
    // A snapshot that fails is taken again with the next page that finds the view damaged.
    await takeSnapshot(signal).catch(() => sleep(environment, REPAIRS.pauseMs, signal));
    repairing = false;
  };
  const onAbort = (): void => {
    batch.cancel();
    runtime.lines.clear(lineOf(id));
    runtime.outbox.release(id);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  const ended = await follow<EventPage, ResumePoint>(
    {
      open: (after, opening) => transport.events(id, after, opening),
      place: placeEvents,
      snapshot: takeSnapshot,
      deliver: (page) => batch.push({ type: 'page', page }),
      reconnectWithinMs: (page) => page.reconnectWithinMs,
    },
    {
      cursor: current()?.cursor ?? null,
      environment,
      limits,
      signal,
      carrier: () => transport.carrier,
      onLink: (link) => {
        // The line or the token came back: what waited for it is sent now.
        if (link.status === 'live' && runtime.lines.get(lineOf(id)).status !== 'live') runtime.outbox.nudge();
        runtime.lines.set(lineOf(id), link);
      },
    },
  ).catch((fault: unknown) => {
    // Nobody tries any more, so no line is coming back: what is said is the fault. `signed-out` is a line's own state.
    if (!(fault instanceof ChatError && fault.kind === 'signed-out')) runtime.lines.clear(lineOf(id));
    throw fault;
  });
  if (ended === 'aborted') return current();
  batch.cancel();
  queryClient.removeQueries({ queryKey: keys.handover(id) });
  return null;
}

export function lineOf(id: string): string {
  return `conversation ${id}`;
}

function settleOutbox(runtime: ChatRuntime, before: ConversationView | null, after: ConversationView): void {
  if (runtime.outbox.entries(after.id).length === 0 || before?.messages === after.messages) return;
  runtime.outbox.settle(
    after.id,
    after.messages.map((message) => message.clientMessageId),
    after.cursor.seq,
  );
}

/** What is sent while an answer is being written waits for its end. */
function holdOutbox(runtime: ChatRuntime, before: ConversationView | null, after: ConversationView): void {
  if (runtime.outbox.entries(after.id).length === 0 && before?.messages === after.messages) return;
  runtime.outbox.hold(after.id, activeRun(after) !== null, after.cursor);
}

/** Compares every text that just ended with its promised SHA-256; the answer comes back through `reduce` like everything else. */
function checkHashes(
  runtime: ChatRuntime,
  before: ConversationView | null,
  after: ConversationView,
  write: (inputs: readonly ReduceInput[]) => void,
): void {
  if (before?.messages === after.messages) return;
  for (let at = after.messages.length - 1; at >= 0; at -= 1) {
    const message = after.messages[at];
    if (!message?.promise || message.hash !== 'pending' || before?.messages[at] === message) continue;
    const { id: messageId, attempt, text, promise } = message;
    const answer = (matches: boolean | null): void => write([{ type: 'hash', messageId, attempt, matches }]);
    if (!runtime.environment.sha256) queueMicrotask(() => answer(null));
    else
      runtime.environment.sha256(text).then(
        (hash) => answer(hash === promise.sha256),
        () => answer(null),
      );
  }
}

import { hashKey } from '@tanstack/react-query';
import { ChatError } from '../protocol/chat-error.ts';
import type { EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import { createBatch } from '../session/batch.ts';
import type { ConversationView } from '../session/conversation.ts';
import { placeEvents } from '../session/feeds.ts';
import { follow } from '../session/follow.ts';
import type { LinkState } from '../session/link.ts';
import { type ReduceInput, reduce } from '../session/reduce.ts';
import { activeRun } from '../session/select.ts';
import { type ChatRuntime, keys } from './chat-runtime.ts';
import { checkHashes } from './hashes.ts';
import { createRepair } from './repair.ts';
import { readSnapshot } from './snapshot.ts';

/**
 * The function of a conversation's query: it folds the feed into the cache and does not end while
 * anyone looks. Resolves with null when access is gone, rejects with a ChatError waiting cannot mend.
 */
export async function followConversation(runtime: ChatRuntime, id: string, signal: AbortSignal): Promise<ConversationView | null> {
  const { queryClient, transport, limits, environment } = runtime;
  const key = keys.conversation(id);
  // Read for each page that comes: by its hash, because `getQueryData` works out all options of a query and the hash each time.
  const hash = hashKey(key);
  const current = (): ConversationView | null => queryClient.getQueryCache().get<ConversationView | null>(hash)?.state.data ?? null;
  const notes = runtime.recorder.conversation(id);

  const write = (inputs: readonly ReduceInput[]): void => {
    if (signal.aborted) return;
    const before = current();
    const after = reduce(before, inputs);
    if (after === before || after === null) return;
    queryClient.setQueryData(key, after);
    runtime.changes.tell(id);
    settleOutbox(runtime, before, after);
    holdOutbox(runtime, before, after);
    // What a snapshot tells is compared with nothing.
    if (before !== null) checkHashes(runtime, before, after, write);
    if (after.damaged) void repair();
  };
  const batch = createBatch<ReduceInput>(environment, limits, write, onlyGrows);
  const takeSnapshot = async (opening: AbortSignal): Promise<ResumePoint | null> => {
    const parts = await readSnapshot(runtime, id, current()?.messages.length ?? 0, opening);
    if (parts === null || opening.aborted) return null;
    batch.flush();
    const [newest, ...earlier] = parts;
    runtime.recorder.snapshot(id, newest);
    for (const part of earlier) runtime.recorder.snapshot(id, part, 'earlier');
    write([{ type: 'snapshot', snapshot: newest }, ...earlier.map((snapshot) => ({ type: 'earlier', snapshot }) as const)]);
    return newest.head;
  };
  const damaged = (): boolean => current()?.damaged === true;
  const repair = createRepair(environment, signal, { damaged, takeSnapshot: () => takeSnapshot(signal) });
  const onAbort = (): void => {
    batch.cancel();
    runtime.lines.clear(lineOf(id));
    runtime.outbox.release(id);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  // Its last reader may have left while a text was being compared.
  checkHashes(runtime, null, current(), write);
  if (damaged()) void repair();
  const ended = await follow<EventPage, ResumePoint>(
    {
      open: (after, opening) => transport.events(id, after, opening),
      place: placeEvents,
      snapshot: takeSnapshot,
      deliver: (page) => batch.push({ type: 'page', page }),
      reconnectWithinMs: (page) => page.reconnectWithinMs,
      note: notes.note,
    },
    {
      cursor: current()?.cursor ?? null,
      environment,
      limits,
      signal,
      carrier: () => transport.carrier,
      onLink: (link) => {
        tellLine(runtime, id, link);
        notes.link(link);
      },
    },
  ).catch((fault: unknown) => {
    // Nobody tries any more, so no line is coming back: what is said is the fault. `signed-out` is a line's own state.
    if (!(fault instanceof ChatError && fault.kind === 'signed-out')) runtime.lines.clear(lineOf(id));
    notes.closed();
    throw fault;
  });
  notes.closed();
  if (ended === 'aborted') return current();
  batch.cancel();
  queryClient.removeQueries({ queryKey: keys.handover(id) });
  return null;
}

/** Words for an answer and nothing else: what may be drawn a little later, with those that follow. */
function onlyGrows(input: ReduceInput): boolean {
  if (input.type !== 'page') return false;
  const { events } = input.page;
  return events.length > 0 && events.every(({ type }) => type === 'MessageDelta');
}

export function lineOf(id: string): string {
  return `conversation ${id}`;
}

function tellLine({ lines, outbox }: ChatRuntime, id: string, link: LinkState): void {
  // The line or the token came back: what waited for it is sent now.
  if (link.status === 'live' && lines.get(lineOf(id)).status !== 'live') outbox.nudge();
  lines.set(lineOf(id), link);
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

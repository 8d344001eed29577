import { ChatError } from '../protocol/chat-error.ts';
import type { Command, Outcome } from '../protocol/commands.ts';
import type { ConversationFilter, Transport } from '../protocol/transport.ts';
import type {
  ChangePage,
  ConversationPage,
  ConversationSummary,
  EventPage,
  Handover,
  MessageAttempt,
  ResumePoint,
  Viewer,
} from '../protocol/vocabulary.ts';
import type { MemoryBackend } from './memory-backend.ts';
import { maySee, obey } from './memory-commands.ts';
import { type MemoryConversation, pageAfter, snapshotOf, summaryOf, unreadOf } from './memory-log.ts';
import { memoryStaff, notesOf } from './memory-staff.ts';

export type { AnswerHandle, AnswerStep } from './memory-answers.ts';
export { ASSISTANT, MemoryBackend, type MemoryBackendOptions, type Seed } from './memory-backend.ts';
export { escalate } from './memory-escalation.ts';
export { notesOf } from './memory-staff.ts';

export const DEMO_VIEWER: Viewer = {
  id: 'customer-1',
  role: 'USER',
  name: 'Ada Berg',
  organizations: [{ id: 'org-1', name: 'Berg Trading' }],
  presence: null,
  tokenExpiresInSeconds: null,
};

function attemptsOf(backend: MemoryBackend, visible: readonly MemoryConversation[], messageId: string): readonly MessageAttempt[] | null {
  const known = visible.some((conversation) => conversation.messages.some((message) => message.id === messageId));
  return known ? (backend.attempts.get(messageId) ?? []) : null;
}

/** The carrier between one person and a `MemoryBackend`; several may share a backend, as tabs share a server. */
export function createMemoryTransport(backend: MemoryBackend, viewer: Viewer = DEMO_VIEWER): Transport {
  const lifetime = new AbortController();
  const visible = (): MemoryConversation[] =>
    [...backend.conversations.values()].filter((conversation) => !conversation.notes && maySee(conversation, viewer));
  const find = (id: string): MemoryConversation | null => {
    const conversation = backend.conversations.get(id);
    return conversation && maySee(conversation, viewer) ? conversation : null;
  };
  const travel = travelTo(backend);
  return {
    carrier: 'memory',
    async viewer({ userId, organizationId }, signal) {
      await travel(signal);
      checkExpected(viewer, userId, organizationId);
      return viewer;
    },
    async snapshot(id, options, signal) {
      await travel(signal);
      const conversation = find(id);
      if (viewer.role === 'AGENT' && conversation?.escalation.id) notesOf(backend, id);
      return conversation && snapshotOf(conversation, viewer.id, options);
    },
    async conversations(query, signal) {
      await travel(signal);
      return listPage(visible(), viewer.id, query);
    },
    messageAttempts: (id, signal) => travel(signal).then(() => attemptsOf(backend, visible(), id)),
    staff: memoryStaff(backend, viewer, visible, travel),
    handoverDraft: (id, signal) => travel(signal).then(() => handoverOf(find(id))),
    events: (id, after, signal) =>
      feed(
        backend,
        AbortSignal.any([signal, lifetime.signal]),
        after,
        travel,
        (point: ResumePoint) => {
          const conversation = find(id);
          return conversation ? nextPage(backend, conversation, point) : null;
        },
        (page: EventPage) => page.live.id,
      ),
    // The lists' feed never answers null: there is always a list, if an empty one.
    changes: (after, signal) =>
      feed(
        backend,
        AbortSignal.any([signal, lifetime.signal]),
        after,
        travel,
        (point: string | null) => changesAfter(backend, visible(), point, viewer.id),
        () => '',
      ) as AsyncIterable<ChangePage>,
    async send(command: Command, signal?: AbortSignal): Promise<Outcome> {
      await travel(signal);
      const refused = backend.faults.refuseNext;
      backend.faults.refuseNext = null;
      if (refused)
        return { deduplicated: false, error: refused, head: null, message: null, runId: null, conversation: null, snapshot: null };
      backend.commands.push(command);
      const outcome = obey(backend, command, viewer);
      if (backend.faults.loseNextAnswer) {
        backend.faults.loseNextAnswer = false;
        throw new ChatError('network', 'The answer was lost.');
      }
      return outcome;
    },
    close: () => lifetime.abort(),
  };
}

/** A way to the backend that takes as long, and fails as often, as its faults say. */
function travelTo(backend: MemoryBackend): (signal?: AbortSignal) => Promise<void> {
  return async (signal) => {
    if (backend.faults.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, backend.faults.latencyMs));
    else await Promise.resolve();
    if (signal?.aborted) throw new ChatError('network', 'The request was abandoned.');
    if (backend.faults.down) throw backend.faults.down;
  };
}

/** Throws ChatError `refused` when what the host passed is not what the token names. */
function checkExpected(viewer: Viewer, userId: string | undefined, organizationId: string | undefined): void {
  const wrong =
    userId !== undefined && userId !== viewer.id
      ? userId
      : viewer.organizations.some(({ id }) => id === (organizationId ?? id))
        ? null
        : organizationId;
  if (wrong) throw new ChatError('refused', `"${wrong}" is not what the token names.`, { code: 'FORBIDDEN' });
}

function handoverOf(conversation: MemoryConversation | null): Handover | null {
  if (conversation === null) return null;
  const question = conversation.messages.find((message) => message.author.role === 'USER');
  return {
    summary: question?.text ?? '',
    items: [{ key: 'customer', label: 'Customer', value: conversation.customer.name, masked: false }],
  };
}

function listPage(
  visible: readonly MemoryConversation[],
  viewerId: string,
  query: { filter?: ConversationFilter; first: number; after?: string },
): ConversationPage {
  const all = listed(visible, query.filter ?? {}, viewerId);
  const from = query.after ? all.findIndex((summary) => summary.id === query.after) + 1 : 0;
  const nodes = all.slice(from, from + query.first);
  return {
    nodes,
    endCursor: nodes.at(-1)?.id ?? null,
    hasNextPage: from + nodes.length < all.length,
    totalUnread: totalUnread(visible, viewerId),
  };
}

function nextPage(
  backend: MemoryBackend,
  conversation: MemoryConversation,
  point: ResumePoint,
): { page: EventPage; point: ResumePoint; news: boolean } {
  const page = pageAfter(conversation, point);
  const last = page.events.at(-1);
  const skipped = backend.faults.skipNextEvent && page.events.length > 1;
  if (skipped) backend.faults.skipNextEvent = false;
  const shown = skipped ? { ...page, events: page.events.slice(1) } : page;
  return { page: shown, point: last ? { epoch: point.epoch, seq: last.seq } : point, news: page.events.length > 0 || page.resync !== null };
}

function changesAfter(
  backend: MemoryBackend,
  visible: readonly MemoryConversation[],
  point: string | null,
  viewerId: string,
): { page: ChangePage; point: string; news: boolean } {
  // A point that cannot be served, such as none: the reader takes the lists afresh and goes on from here.
  const resync = point === null || Number(point) > backend.clock;
  const since = resync ? backend.clock : Number(point);
  const changed = visible
    .filter((conversation) => (backend.changedAt.get(conversation.id) ?? 0) > since)
    .map((conversation) => summaryOf(conversation, viewerId, null));
  const removed = [...backend.conversations.values()]
    .filter((conversation) => conversation.withdrawn && (backend.changedAt.get(conversation.id) ?? 0) > since)
    .map(({ id }) => id);
  const page: ChangePage = {
    changed,
    removed,
    cursor: String(backend.clock),
    resync,
    totalUnread: totalUnread(visible, viewerId),
    reconnectWithinMs: null,
  };
  return { page, point: page.cursor, news: changed.length > 0 || removed.length > 0 || page.resync };
}

/** As on the server: read the log, yield, sleep until woken or the heartbeat, read again. The first page comes at once. */
async function* feed<Page, Point>(
  backend: MemoryBackend,
  signal: AbortSignal,
  after: Point,
  travel: (signal: AbortSignal) => Promise<void>,
  read: (point: Point) => { page: Page; point: Point; news: boolean } | null,
  liveId: (page: Page) => string,
): AsyncGenerator<Page | null> {
  let point = after;
  let live: string | null = null;
  let beat = 0;
  let dropped: { error: ChatError | null } | null = null;
  backend.openFeeds += 1;
  try {
    await travel(signal);
    while (!signal.aborted) {
      const next = read(point);
      if (next === null) {
        yield null;
        return;
      }
      const now = Date.now();
      if (!backend.faults.silent && (next.news || liveId(next.page) !== live || now - beat >= backend.options.heartbeatMs)) {
        point = next.point;
        live = liveId(next.page);
        beat = now;
        yield next.page;
        if (backend.faults.repeatPages && next.news) yield next.page;
        continue;
      }
      await backend.changed(Math.max(1, backend.options.heartbeatMs - (now - beat)), signal, (error) => {
        dropped = { error };
      });
      const cut = dropped as { error: ChatError | null } | null;
      if (cut?.error) throw cut.error;
      if (cut) return;
    }
  } catch (fault) {
    if (!signal.aborted) throw fault;
  } finally {
    backend.openFeeds -= 1;
  }
}

function listed(visible: readonly MemoryConversation[], filter: ConversationFilter, viewerId: string): ConversationSummary[] {
  const search = filter.search?.toLowerCase() || null;
  return visible
    .filter((conversation) => !filter.states || filter.states.includes(conversation.state))
    .filter((conversation) => !filter.organizationId || conversation.organizationId === filter.organizationId)
    .filter(
      (conversation) =>
        filter.escalated === undefined || !['AI', 'RETURNED', 'ENDED'].includes(conversation.escalation.state) === filter.escalated,
    )
    .map((conversation) => summaryOf(conversation, viewerId, search))
    .filter((summary) => !search || summary.hit !== null || (summary.title ?? '').toLowerCase().includes(search))
    .sort((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt) || a.id.localeCompare(b.id));
}

function totalUnread(visible: readonly MemoryConversation[], viewerId: string): number {
  return visible.reduce((sum, conversation) => sum + unreadOf(conversation, viewerId), 0);
}

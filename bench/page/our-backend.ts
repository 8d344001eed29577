import type { ConversationPage, Snapshot } from '../../src/protocol/vocabulary.ts';
import { type ChatRuntime, createChatRuntime } from '../../src/queries/chat-runtime.ts';
import { browserEnvironment } from '../../src/runtime-environment.ts';
import { LIMITS } from '../../src/session/limits.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../../src/transports/memory.ts';
import type { Said } from './text.ts';

export const ADA = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
export const BOT = { id: 'assistant', role: 'ASSISTANT' as const, name: 'Assistant', avatarUrl: null };
/** A message a minute, so that groups and days are as in a long conversation. */
const BEGAN = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;
/** Longer than any run: what is sent to say that all is well is not measured. */
const NEVER_MS = 1_200_000;

/** The server’s half within the page, with answers made before they are asked for: to make them is the server’s work. */
export interface OurBackend {
  readonly backend: MemoryBackend;
  readonly runtime: ChatRuntime;
  readonly snapshots: Map<string, Snapshot>;
  /** What the list of conversations is answered with; null: as the backend has it. */
  conversations: ConversationPage | null;
}

/** @param page messages in a snapshot. */
export function ourBackend(page: number): OurBackend {
  const backend = new MemoryBackend({ heartbeatMs: NEVER_MS });
  const memory = createMemoryTransport(backend);
  const snapshots = new Map<string, Snapshot>();
  const made: { conversations: ConversationPage | null } = { conversations: null };
  const runtime = createChatRuntime({
    transport: {
      ...memory,
      async snapshot(id, options, signal) {
        const ready = options.before === undefined ? snapshots.get(id) : undefined;
        snapshots.delete(id);
        return ready ?? memory.snapshot(id, options, signal);
      },
      conversations: async (query, signal) => made.conversations ?? memory.conversations(query, signal),
    },
    environment: browserEnvironment(),
    limits: { ...LIMITS, messagesPerSnapshot: page, conversationsPerPage: page, pageMs: NEVER_MS * 2 },
    scope: 'bench',
  });
  return Object.assign(made, { backend, runtime, snapshots });
}

export function seed({ backend }: Pick<OurBackend, 'backend'>, id: string, messages: readonly Said[]): void {
  backend.create({
    ...{ id, customer: ADA, title: 'Measured', read: messages.length },
    messages: messages.map(({ id: messageId, own, text }, index) => ({
      ...{ id: `${id}-${messageId}`, text, author: own ? ADA : BOT },
      ...{ at: new Date(BEGAN + index * MINUTE).toISOString(), ...(own ? {} : { runId: `run-${index}` }) },
    })),
  });
}

/** Makes the snapshot the next opening will ask for. */
export async function readSnapshot({ backend, snapshots }: OurBackend, id: string, page: number): Promise<void> {
  const snapshot = await createMemoryTransport(backend).snapshot(id, { lastMessages: page });
  if (snapshot) snapshots.set(id, snapshot);
}

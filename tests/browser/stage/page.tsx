import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat } from '../../../src/chat/index.ts';
import { ConversationListFeature } from '../../../src/conversations/index.ts';
import { createStageEnvironment } from '../../../src/demo/states/stage-environment.ts';
import { ChatProvider } from '../../../src/queries/chat-provider.tsx';
import { createChatRuntime, keys } from '../../../src/queries/chat-runtime.ts';
import type { ConversationView } from '../../../src/session/conversation.ts';
import { LIMITS } from '../../../src/session/limits.ts';
import { reduce } from '../../../src/session/reduce.ts';
import { ASSISTANT, createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../../../src/transports/memory.ts';
import { Isolated, ScopedRoot } from '../../../src/ui/index.ts';

/** The whole chat or the whole list on the in-memory transport, and the backend in the hands of who looks at the page. */
export interface StagePage {
  readonly backend: MemoryBackend;
  /** Puts a conversation of so many messages into the backend. `read`: the customer's mark, as a seq. */
  talk(id: string, messages: number, read?: number): void;
  /** Puts so many conversations of two messages each into the backend. */
  list(conversations: number): void;
  /** Has the newest messages of a conversation loaded before it is opened, as after a long look at its history. */
  load(id: string, messages: number): Promise<void>;
  /** Draws the chat with this conversation; null: the list. */
  open(id: string | null): void;
  close(): void;
  /** Whether everything the backend holds of a conversation has come to the page. */
  caughtUp(id: string): boolean;
}

export const PARAGRAPH =
  'A reorder point is the **stock level** at which a purchase order is suggested. You set it for each product and warehouse, and the next check runs within 15 minutes.';

/** A text like those people and assistants write: one line or some paragraphs, the same for the same number. */
export function textOf(index: number): string {
  if (index % 2 === 0) return `Question ${index}: where is order ${1_000 + index}?${index % 6 === 0 ? ` ${PARAGRAPH}` : ''}`;
  return Array.from({ length: 1 + ((index * 7) % 4) }, (_, part) => `Answer ${index}, part ${part}. ${PARAGRAPH}`).join('\n\n');
}

const customer = { id: DEMO_VIEWER.id, role: 'USER', name: DEMO_VIEWER.name, avatarUrl: null } as const;
const asked = new URL(location.href).searchParams;
const number = (name: string, otherwise: number): number => Number(asked.get(name) ?? otherwise);

const backend = new MemoryBackend({ heartbeatMs: 5_000, answer: () => null });
const transport = createMemoryTransport(backend);
const runtime = createChatRuntime({
  transport,
  environment: createStageEnvironment('on'),
  limits: { ...LIMITS, messagesPerSnapshot: number('page', 50), conversationsPerPage: number('list', 20) },
  scope: 'stage',
});
const start = Date.parse('2026-11-20T08:00:00Z');
const stamp = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();

let show: (view: { kind: 'chat' | 'list' | 'none'; id: string | null }) => void = () => undefined;

function Page() {
  const [view, setView] = useState<{ kind: 'chat' | 'list' | 'none'; id: string | null }>({ kind: 'none', id: null });
  show = setView;
  const chat = (
    <ScopedRoot colorScheme={asked.get('dark') ? 'dark' : 'light'}>
      <ChatProvider runtime={runtime}>
        {view.kind === 'chat' ? <Chat conversationId={view.id} /> : view.kind === 'list' ? <ConversationListFeature /> : null}
      </ChatProvider>
    </ScopedRoot>
  );
  // As in a host's page.
  return (
    <Isolated on={asked.has('shadow')} height="100%" width="100%">
      {() => chat}
    </Isolated>
  );
}

const stage: StagePage = {
  backend,
  talk(id, messages, read) {
    const all = Array.from({ length: messages }, (_, index) => ({
      author: index % 2 === 0 ? customer : ASSISTANT,
      text: textOf(index),
      at: stamp(index),
    }));
    backend.create({ id, customer, title: `Talk ${id}`, createdAt: stamp(0), messages: all, read: read ?? messages });
  },
  list(conversations) {
    for (let index = 0; index < conversations; index += 1) {
      const messages = [
        { author: customer, text: textOf(index * 2), at: stamp(index) },
        { author: ASSISTANT, text: textOf(index * 2 + 1), at: stamp(index) },
      ];
      backend.create({ id: `c-${index}`, customer, title: `Order ${1_000 + index}`, createdAt: stamp(index), messages, read: 2 });
    }
  },
  async load(id, messages) {
    const snapshot = await transport.snapshot(id, { lastMessages: messages });
    if (snapshot) runtime.queryClient.setQueryData(keys.conversation(id), reduce(null, [{ type: 'snapshot', snapshot }]));
  },
  open: (id) => show(id === null ? { kind: 'list', id: null } : { kind: 'chat', id }),
  close: () => show({ kind: 'none', id: null }),
  caughtUp: (id) =>
    runtime.queryClient.getQueryData<ConversationView>(keys.conversation(id))?.cursor.seq === backend.conversation(id).log.length,
};
Object.assign(window, { stage });
createRoot(document.getElementById('root') as HTMLElement).render(<Page />);

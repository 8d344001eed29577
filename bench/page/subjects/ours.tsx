import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat } from '../../../src/chat/index.ts';
import type { Snapshot } from '../../../src/protocol/vocabulary.ts';
import { ChatProvider } from '../../../src/queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../../../src/queries/chat-runtime.ts';
import { browserEnvironment } from '../../../src/runtime-environment.ts';
import { LIMITS } from '../../../src/session/limits.ts';
import type { AnswerHandle } from '../../../src/transports/memory.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../../../src/transports/memory.ts';
import { ScopedRoot } from '../../../src/ui/index.ts';
import { start } from '../start.ts';
import { type Mounted, nextFrame, wait } from '../subject.ts';
import type { Said } from '../text.ts';

const ADA = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
const BOT = { id: 'assistant', role: 'ASSISTANT' as const, name: 'Assistant', avatarUrl: null };
/** A message a minute, so that groups and days are as in a long conversation. */
const BEGAN = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;

/** How many messages a snapshot has; `?page=` says otherwise, to load a conversation page by page. */
const page = Number(new URLSearchParams(location.search).get('page') ?? 10_000_000);

interface Setup {
  readonly backend: MemoryBackend;
  readonly runtime: ChatRuntime;
  /** Snapshots made before they are asked for: to read them is the server's work. */
  readonly ready: Map<string, Snapshot>;
}

function setUp(): Setup {
  const backend = new MemoryBackend({ heartbeatMs: 600_000 });
  const ready = new Map<string, Snapshot>();
  const memory = createMemoryTransport(backend);
  const runtime = createChatRuntime({
    transport: {
      ...memory,
      async snapshot(id, options, signal) {
        const made = options.before === undefined ? ready.get(id) : undefined;
        ready.delete(id);
        return made ?? memory.snapshot(id, options, signal);
      },
    },
    environment: browserEnvironment(),
    limits: { ...LIMITS, messagesPerSnapshot: page, pageMs: 1_200_000 },
    scope: 'bench',
  });
  return { backend, runtime, ready };
}

function seed({ backend, ready }: Setup, id: string, messages: readonly Said[]): void {
  backend.create({
    id,
    customer: ADA,
    title: 'Measured',
    read: messages.length,
    messages: messages.map(({ id: messageId, own, text }, index) => ({
      ...{ id: `${id}-${messageId}`, text, author: own ? ADA : BOT },
      ...{ at: new Date(BEGAN + index * MINUTE).toISOString(), ...(own ? {} : { runId: `run-${index}` }) },
    })),
  });
  const conversation = backend.conversation(id);
  const newest = conversation.messages.slice(-page);
  void createMemoryTransport(backend)
    .snapshot(id, { lastMessages: newest.length })
    .then((snapshot) => snapshot && ready.set(id, snapshot));
}

/** The whole chat: components, store and session as they are, over the transport in memory. */
start({
  async mount(element) {
    const setup = setUp();
    const { backend, runtime } = setup;
    const root = createRoot(element);
    let select: (id: string) => void = () => undefined;
    let current = 'c0';
    let conversations = 0;
    let answer: AnswerHandle | null = null;
    function Page(): ReactNode {
      const [id, setId] = useState('c0');
      select = setId;
      return (
        <ScopedRoot colorScheme="light">
          <ChatProvider runtime={runtime}>
            <Chat conversationId={id} />
          </ChatProvider>
        </ScopedRoot>
      );
    }
    seed(setup, 'c0', [{ id: 'm0', own: true, text: 'Hello' }]);
    await wait(0);
    root.render(<Page />);
    while (!element.querySelector('[role=article]')) await nextFrame();
    const mounted: Mounted = {
      open(messages) {
        conversations += 1;
        current = `c${conversations}`;
        seed(setup, current, messages);
        return () => select(current);
      },
      begin() {
        answer = backend.beginAnswer(current);
      },
      write: (text) => answer?.write(text),
      finish: () => answer?.finish('COMPLETED'),
      append({ id, own, text }) {
        backend.addMessage(backend.conversation(current), { id: `${current}-${id}`, author: own ? ADA : BOT, text });
      },
      close() {
        root.unmount();
        runtime.dispose(true);
      },
      forget() {
        for (const conversation of backend.conversations.values()) {
          conversation.messages.length = 0;
          conversation.log.length = 0;
        }
        setup.ready.clear();
      },
    };
    return mounted;
  },
});

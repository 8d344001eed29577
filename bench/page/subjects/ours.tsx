import { type ReactNode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { Chat } from '../../../src/chat/index.ts';
import { ChatProvider } from '../../../src/queries/chat-provider.tsx';
import type { AnswerHandle } from '../../../src/transports/memory.ts';
import { ScopedRoot } from '../../../src/ui/index.ts';
import { ADA, BOT, type OurBackend, ourBackend, readSnapshot, seed } from '../our-backend.ts';
import { drift, gaps } from '../places.ts';
import { start } from '../start.ts';
import { type Mounted, nextFrame, wait } from '../subject.ts';

/** How many messages a snapshot has: all of them, unless `?page=` says otherwise, to load a conversation page by page. */
const PAGE = Number(new URLSearchParams(location.search).get('page') ?? 10_000_000);

let select: (id: string) => void = () => undefined;

function Page({ ours }: { readonly ours: OurBackend }): ReactNode {
  const [id, setId] = useState('c0');
  select = setId;
  return (
    <ScopedRoot colorScheme="light">
      <ChatProvider runtime={ours.runtime}>
        <Chat conversationId={id} />
      </ChatProvider>
    </ScopedRoot>
  );
}

async function show(element: HTMLElement, ours: OurBackend): Promise<Root> {
  seed(ours, 'c0', [{ id: 'm0', own: true, text: 'Hello' }]);
  const root = createRoot(element);
  root.render(<Page ours={ours} />);
  while (!element.querySelector('[role=article]')) await nextFrame();
  return root;
}

/** The whole chat: components, store and session as they are, over the transport in memory. */
start({
  async mount(element): Promise<Mounted> {
    const ours = ourBackend(PAGE);
    const { backend, runtime } = ours;
    const root = await show(element, ours);
    let current = 'c0';
    let conversations = 0;
    let answer: AnswerHandle | null = null;
    return {
      open(messages) {
        conversations += 1;
        current = `c${conversations}`;
        seed(ours, current, messages);
        void readSnapshot(ours, current, PAGE);
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
        ours.snapshots.clear();
      },
      more: {
        gaps: (bursts: number) => gaps(element, bursts, (text) => answer?.write(text)),
        drift: (prepends: number) => drift(element, prepends, wait),
      },
    };
  },
});

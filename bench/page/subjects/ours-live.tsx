import { createRoot } from 'react-dom/client';
import { Chat } from '../../../src/chat/index.ts';
import { ChatRuntimeProvider } from '../../../src/runtime.tsx';
import { ScopedRoot } from '../../../src/ui/index.ts';
import { silent } from '../live.ts';
import { start } from '../start.ts';
import { nextFrame } from '../subject.ts';

/** The whole chat with its own carrier, against a real server. */
start({
  async mount(element) {
    const { port, token, id } = window.live;
    const connection = { endpoint: `http://127.0.0.1:${port}/graphql`, getAccessToken: async () => token };
    const root = createRoot(element);
    root.render(
      <ScopedRoot colorScheme="light">
        <ChatRuntimeProvider connection={connection}>
          <Chat conversationId={id} />
        </ChatRuntimeProvider>
      </ScopedRoot>,
    );
    while (!element.querySelector('[role=article]')) await nextFrame();
    return { ...silent, close: () => root.unmount() };
  },
});

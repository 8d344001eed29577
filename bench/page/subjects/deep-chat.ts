import 'deep-chat';
import type { DeepChat } from 'deep-chat';
import { start } from '../start.ts';
import { nextFrame } from '../subject.ts';

interface Signals {
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onResponse: (response: { readonly text: string }) => Promise<void>;
}

/** The component with its own streaming: a handler that is answered piece by piece. */
start({
  async mount(root) {
    let signals: Signals | null = null;
    const build = (history: { role: string; text: string }[]): DeepChat => {
      const chat = document.createElement('deep-chat') as DeepChat;
      Object.assign(chat, { history, connect: { stream: true, handler: (_: unknown, opened: Signals) => (signals = opened) } });
      chat.style.cssText = 'width:100%;height:100%;display:block;border:none';
      root.replaceChildren(chat);
      return chat;
    };
    let chat = build([]);
    await nextFrame();
    await nextFrame();
    return {
      open: (messages) => () => {
        chat = build(messages.map(({ own, text }) => ({ role: own ? 'user' : 'ai', text })));
      },
      begin() {
        chat.submitUserMessage({ text: 'Hello' });
        signals?.onOpen();
      },
      write: (text) => void signals?.onResponse({ text }),
      finish: () => signals?.onClose(),
      append: ({ own, text }) => chat.addMessage({ role: own ? 'user' : 'ai', text }),
      close: () => root.replaceChildren(),
      shown: () => chat.shadowRoot?.textContent?.length ?? 0,
    };
  },
});

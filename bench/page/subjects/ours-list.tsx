import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ConversationListFeature } from '../../../src/conversations/index.ts';
import { ChatProvider } from '../../../src/queries/chat-provider.tsx';
import { foldIntoLists } from '../../../src/queries/conversations.ts';
import { ScopedRoot } from '../../../src/ui/index.ts';
import { listOf } from '../conversations.ts';
import { type OurBackend, ourBackend } from '../our-backend.ts';
import { start } from '../start.ts';
import { nextFrame } from '../subject.ts';

let show: (ours: OurBackend) => void = () => undefined;
let lists = 0;

function Page({ first }: { readonly first: OurBackend }): ReactNode {
  const [{ ours, list }, setShown] = useState({ ours: first, list: lists });
  show = (next) => {
    lists += 1;
    setShown({ ours: next, list: lists });
  };
  return (
    <ScopedRoot colorScheme="light">
      <ChatProvider key={list} runtime={ours.runtime}>
        <ConversationListFeature />
      </ChatProvider>
    </ScopedRoot>
  );
}

function listing(count: number): OurBackend {
  const ours = ourBackend(10_000_000);
  ours.conversations = listOf(count);
  return ours;
}

/** Which rows are touched by a newer version of the first conversation, as the feed of changes tells it. */
async function touched(element: HTMLElement, { runtime, conversations }: OurBackend): Promise<number> {
  const rows = new Set<Element>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const row = (target instanceof Element ? target : target.parentElement)?.closest('[role=listitem]');
      if (row) rows.add(row);
    }
  });
  observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
  const first = conversations?.nodes[0];
  if (!first?.lastMessage) throw new Error('The list has no conversation to change.');
  const at = new Date(Date.parse(first.lastActivityAt) + 1_000).toISOString();
  const changed = { ...first, version: 2, lastActivityAt: at, lastMessage: { ...first.lastMessage, text: 'A new word', at } };
  foldIntoLists(runtime, { changed: [changed], removed: [], totalUnread: 0 });
  await nextFrame();
  await nextFrame();
  observer.disconnect();
  return rows.size;
}

/** The list of conversations; every opening is a new list with a store of its own. */
start({
  async mount(element) {
    let ours = listing(1);
    const root = createRoot(element);
    root.render(<Page first={ours} />);
    while (!element.querySelector('[role=listitem]')) await nextFrame();
    return {
      open(messages) {
        ours = listing(messages.length);
        return () => show(ours);
      },
      begin: () => undefined,
      write: () => undefined,
      finish: () => undefined,
      close: () => root.unmount(),
      more: { touched: () => touched(element, ours) },
    };
  },
});

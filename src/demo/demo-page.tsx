import { memo, type ReactNode, useCallback, useDeferredValue, useRef, useState } from 'react';
import { Chat, type ChatHandle, type ChatProps } from '../chat/index.ts';
import { ConversationListFeature } from '../conversations/index.ts';
import { SourceContext } from '../transcript/index.ts';
import { Panes } from './panes.tsx';
import { SourcesPane, useSourcePlace } from './sources-pane.tsx';

export interface DemoPageProps extends Omit<ChatProps, 'conversationId' | 'onBack'> {
  readonly userId?: string | undefined;
}

/** Left alone while only the row is marked. */
const SteadyChat = memo(Chat);

/** List and chat side by side; one at a time, with a way back, where only one fits; the sources as a third pane where there is room. */
export function DemoPage({ userId, initialConversationId, onConversationChange, ref, ...chat }: DemoPageProps): ReactNode {
  const [id, setId] = useState<string | null>(initialConversationId ?? null);
  const [showing, setShowing] = useState<'list' | 'chat'>(initialConversationId === undefined ? 'list' : 'chat');
  // Beside the list, the row answers the press at once and the conversation follows as soon as it is drawn.
  const following = useDeferredValue(id);
  const sources = useSourcePlace(following);
  const change = useCallback(
    (next: string | null): void => {
      setId(next);
      onConversationChange?.(next);
    },
    [onConversationChange],
  );
  const chatHandle = useRef<ChatHandle>(null);
  const handle = useCallback(
    (made: ChatHandle | null) => {
      chatHandle.current = made;
      if (typeof ref === 'function') return ref(made);
      if (ref) ref.current = made;
      return undefined;
    },
    [ref],
  );
  const open = (next: string | null): void => {
    change(next);
    setShowing('chat');
  };
  return (
    <Panes
      showing={showing}
      // What is read or written stays in view.
      onNarrow={(focused) => {
        if (id !== null || focused === 'chat') setShowing('chat');
      }}
      list={(panes) => (
        <ConversationListFeature
          userId={userId}
          organizationId={chat.organizationId}
          readOnly={chat.readOnly}
          selectedConversationId={id}
          selectedIsShown={panes > 1}
          onSelect={open}
          onNew={() => {
            open(null);
            chatHandle.current?.focusComposer();
          }}
        />
      )}
      chat={(panes) => (
        <SourceContext value={panes === 3 ? sources : null}>
          <SteadyChat
            {...chat}
            ref={handle}
            conversationId={panes === 1 ? id : following}
            onConversationChange={change}
            {...(panes === 1 ? { onBack: () => setShowing('list') } : null)}
          />
        </SourceContext>
      )}
      sources={<SourcesPane conversationId={following} place={sources} />}
    />
  );
}

import { memo, type ReactNode, useCallback, useDeferredValue, useRef, useState } from 'react';
import { Chat, type ChatHandle, type ChatProps } from '../chat/index.ts';
import { ConversationListFeature } from '../conversations/index.ts';
import { Panes } from './panes.tsx';
import { SourcesPane } from './sources-pane.tsx';

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
      list={
        <ConversationListFeature
          userId={userId}
          organizationId={chat.organizationId}
          selectedConversationId={id}
          onSelect={open}
          onNew={() => {
            open(null);
            chatHandle.current?.focusComposer();
          }}
        />
      }
      chat={(alone) => (
        <SteadyChat
          {...chat}
          ref={handle}
          conversationId={alone ? id : following}
          onConversationChange={change}
          {...(alone ? { onBack: () => setShowing('list') } : null)}
        />
      )}
      sources={<SourcesPane conversationId={following} />}
    />
  );
}

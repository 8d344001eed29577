import { type ReactNode, useState } from 'react';
import { Chat, type ChatProps } from '../chat/index.ts';
import { ConversationListFeature } from '../conversations/index.ts';
import { useText } from '../i18n/index.ts';
import { IconButton } from '../ui/index.ts';
import { Panes } from './panes.tsx';
import { SourcesPane } from './sources-pane.tsx';

export interface DemoPageProps extends Omit<ChatProps, 'conversationId' | 'headerStart'> {
  /** Opened first; left out, the page begins with the list and a new conversation beside it. */
  readonly initialConversationId?: string | undefined;
}

/** List and chat side by side; one at a time, with a way back, where only one fits; the sources as a third pane where there is room. */
export function DemoPage({ initialConversationId, onConversationChange, ...chat }: DemoPageProps): ReactNode {
  const t = useText();
  const [id, setId] = useState<string | null>(initialConversationId ?? null);
  const [showing, setShowing] = useState<'list' | 'chat'>(initialConversationId === undefined ? 'list' : 'chat');
  const [fresh, setFresh] = useState(0);
  const open = (next: string | null): void => {
    if (next === null) setFresh((count) => count + 1);
    setId(next);
    setShowing('chat');
    onConversationChange?.(next);
  };
  return (
    <Panes
      showing={showing}
      list={<ConversationListFeature organizationId={chat.organizationId} selectedConversationId={id} onSelect={open} onNew={() => open(null)} />}
      chat={(alone) => (
        <Chat
          key={fresh} {...chat} conversationId={id}
          onConversationChange={(next) => {
            setId(next);
            onConversationChange?.(next);
          }}
          headerStart={alone ? <IconButton icon="back" label={t('chat.back')} onClick={() => setShowing('list')} /> : null}
        />
      )}
      sources={<SourcesPane conversationId={id} />}
    />
  );
}

import { type ReactNode, useEffect } from 'react';
import { Chat } from '../chat/index.ts';
import { useConversations } from '../queries/conversations.ts';
import { useChatProps } from './chat-props.ts';
import type { AIChatInterfaceProps } from './contract.ts';
import { Door } from './door.tsx';

export interface PopupChatProps extends AIChatInterfaceProps {
  readonly headerEnd?: ReactNode;
  readonly onUnreadChange?: (unread: number) => void;
}

/** Keeps the button's badge up to date while the chat behind it is mounted. */
function Unread({ onUnreadChange }: { readonly onUnreadChange: (unread: number) => void }): ReactNode {
  const { totalUnread } = useConversations();
  useEffect(() => onUnreadChange(totalUnread), [onUnreadChange, totalUnread]);
  return null;
}

/** What the floating button fetches when it is wanted: the chat, with the popup's close button in its header. Its props are checked already. */
export function PopupChat({ headerEnd, onUnreadChange, ...props }: PopupChatProps): ReactNode {
  const chat = useChatProps(props);
  return (
    <Door name="FloatingChatButton" props={props}>
      <Chat {...chat} headerEnd={headerEnd} />
      {onUnreadChange ? <Unread onUnreadChange={onUnreadChange} /> : null}
    </Door>
  );
}

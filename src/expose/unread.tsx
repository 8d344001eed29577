import { type ReactNode, useEffect, useRef } from 'react';
import { useConversations } from '../queries/conversations.ts';

/** Tells how many messages are unread while the chat beside it is mounted; only a page that asks for it has the list followed. */
export function Unread({ onUnreadChange }: { readonly onUnreadChange: (unread: number) => void }): ReactNode {
  const { totalUnread, status } = useConversations();
  const host = useRef(onUnreadChange);
  useEffect(() => {
    host.current = onUnreadChange;
  });
  useEffect(() => {
    if (status === 'ready') host.current(totalUnread);
  }, [status, totalUnread]);
  return null;
}

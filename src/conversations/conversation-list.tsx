import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useConversations } from '../queries/conversations.ts';
import { useViewer } from '../queries/viewer.ts';
import { type ListFilter, toQuery } from './filter.ts';
import { ListView } from './list-view.tsx';

export interface ConversationListFeatureProps {
  /** Who the host says is looking; compared with the token by the server. */
  readonly userId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly selectedConversationId?: string | null | undefined;
  readonly onSelect?: ((conversationId: string) => void) | undefined;
  readonly onNew?: (() => void) | undefined;
  readonly initialFilter?: ListFilter | undefined;
  /** Unread messages of all conversations the viewer may see. */
  readonly onUnreadChange?: ((unread: number) => void) | undefined;
}

/** The live list of the viewer's conversations. Without `selectedConversationId` it keeps the selection itself. */
export function ConversationListFeature(props: ConversationListFeatureProps): ReactNode {
  const { userId, organizationId, selectedConversationId, onSelect, onNew, onUnreadChange, initialFilter = null } = props;
  const { viewer } = useViewer({ userId, organizationId });
  const staff = viewer?.role === 'AGENT';
  const [picked, setPicked] = useState<ListFilter | null>(initialFilter);
  const [ownId, setOwnId] = useState<string | null>(null);
  // Staff come to see who waits; a customer to see everything.
  const filter = picked ?? (staff ? 'waiting' : 'all');
  const query = useMemo(() => toQuery(filter, organizationId), [filter, organizationId]);
  const { totalUnread, ...result } = useConversations(query);
  useEffect(() => onUnreadChange?.(totalUnread), [onUnreadChange, totalUnread]);
  const select = (conversationId: string): void => {
    setOwnId(conversationId);
    onSelect?.(conversationId);
  };
  return (
    <ListView
      {...result}
      filter={filter}
      onFilter={setPicked}
      selectedId={selectedConversationId === undefined ? ownId : selectedConversationId}
      onSelect={select}
      onNew={staff ? undefined : onNew}
      staff={staff}
      viewerId={viewer?.id ?? null}
    />
  );
}

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import { useCommands } from '../queries/commands.ts';
import { useConversations } from '../queries/conversations.ts';
import { useBegunDrafts, useDraftStore } from '../queries/drafts.ts';
import { useViewer } from '../queries/viewer.ts';
import { type ListFilter, toQuery } from './filter.ts';
import { ListView } from './list-view.tsx';
import { useRowCommands } from './row-commands.ts';
import { useLastFound, useSettled } from './searching.ts';

export interface ConversationListFeatureProps {
  /** Who the host says is looking; compared with the token by the server. */
  readonly userId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly selectedConversationId?: string | null | undefined;
  readonly onSelect?: ((conversationId: string) => void) | undefined;
  readonly onNew?: (() => void) | undefined;
  readonly initialFilter?: ListFilter | undefined;
  readonly initialSearch?: string | undefined;
  /** Unread messages of all conversations the viewer may see. */
  readonly onUnreadChange?: ((unread: number) => void) | undefined;
}

/** What was begun in a conversation, except in the open one: there the composer itself shows it. */
function useDraftOf(viewerId: string | null, selectedId: string | null): (conversationId: string) => string {
  const drafts = useDraftStore();
  const begun = useBegunDrafts(viewerId);
  return (id) => (viewerId === null || id === selectedId || !begun.has(id) ? '' : drafts.read(viewerId, id));
}

/** Titles just given are shown before the server has answered. */
function useTitled(conversations: readonly ConversationSummary[], titles: ReadonlyMap<string, string>): readonly ConversationSummary[] {
  return useMemo(
    () =>
      titles.size === 0 ? conversations : conversations.map((summary) => ({ ...summary, title: titles.get(summary.id) ?? summary.title })),
    [conversations, titles],
  );
}

/** The live list of the viewer's conversations. Without `selectedConversationId` it keeps the selection itself. */
export function ConversationListFeature(props: ConversationListFeatureProps): ReactNode {
  const {
    userId,
    organizationId,
    selectedConversationId,
    onSelect,
    onNew,
    onUnreadChange,
    initialFilter = null,
    initialSearch = '',
  } = props;
  const { viewer } = useViewer({ userId, organizationId });
  const staff = viewer?.role === 'AGENT';
  const [picked, setPicked] = useState<ListFilter | null>(initialFilter);
  const [search, setSearch] = useState(initialSearch);
  const [ownId, setOwnId] = useState<string | null>(null);
  // Staff come to see who waits; a customer to see everything.
  const filter = picked ?? (staff ? 'waiting' : 'all');
  const settled = useSettled(search);
  const query = useMemo(() => toQuery(filter, organizationId, settled), [filter, organizationId, settled]);
  const { result, searched } = useLastFound(useConversations(query), settled, filter);
  const { totalUnread } = result;
  useEffect(() => onUnreadChange?.(totalUnread), [onUnreadChange, totalUnread]);
  const rows = useRowCommands(useCommands());
  const selectedId = selectedConversationId === undefined ? ownId : selectedConversationId;
  const draftOf = useDraftOf(viewer?.id ?? null, selectedId);
  const conversations = useTitled(result.conversations, rows.titles);
  const select = (conversationId: string): void => {
    setOwnId(conversationId);
    onSelect?.(conversationId);
  };
  return (
    <ListView
      {...result}
      conversations={conversations}
      filter={filter}
      onFilter={setPicked}
      search={search}
      onSearch={setSearch}
      searched={searched}
      selectedId={selectedId}
      onSelect={select}
      onNew={staff ? undefined : onNew}
      staff={staff}
      viewerId={viewer?.id ?? null}
      draftOf={draftOf}
      onRename={rows.rename}
      onClose={rows.close}
      said={rows}
    />
  );
}

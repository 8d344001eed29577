import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
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
  /** False where the selected one cannot be seen beside the list: then a draft in it is marked here as well. */
  readonly selectedIsShown?: boolean | undefined;
  /** They can be opened, and nothing can be done with them. */
  readonly readOnly?: boolean | undefined;
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
      titles.size === 0
        ? conversations
        : conversations.map((summary) => {
            const title = titles.get(summary.id);
            return title === undefined ? summary : { ...summary, title };
          }),
    [conversations, titles],
  );
}

/** The same function for as long as the list lives, so that a row is drawn again only for its own sake. */
function useSelect(keep: (id: string) => void, onSelect: ((id: string) => void) | undefined): (id: string) => void {
  const host = useRef(onSelect);
  useEffect(() => {
    host.current = onSelect;
  });
  return useCallback(
    (id: string) => {
      keep(id);
      host.current?.(id);
    },
    [keep],
  );
}

/** The live list of the viewer's conversations. Without `selectedConversationId` it keeps the selection itself. */
export function ConversationListFeature(props: ConversationListFeatureProps): ReactNode {
  const {
    userId,
    organizationId,
    selectedConversationId,
    selectedIsShown = true,
    readOnly = false,
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
  // The button answers the press at once, the rows follow as soon as they are drawn.
  const listed = useDeferredValue(filter);
  const query = useMemo(() => toQuery(listed, organizationId, settled), [listed, organizationId, settled]);
  const { result, searched } = useLastFound(useConversations(query), settled, listed);
  const { totalUnread } = result;
  useEffect(() => onUnreadChange?.(totalUnread), [onUnreadChange, totalUnread]);
  const rows = useRowCommands(useCommands());
  const selectedId = selectedConversationId === undefined ? ownId : selectedConversationId;
  const draftOf = useDraftOf(viewer?.id ?? null, selectedIsShown ? selectedId : null);
  const conversations = useTitled(result.conversations, rows.titles);
  const select = useSelect(setOwnId, onSelect);
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
      onNew={staff || readOnly ? undefined : onNew}
      staff={staff}
      viewerId={viewer?.id ?? null}
      draftOf={draftOf}
      {...(readOnly ? null : { onRename: rows.rename, onClose: rows.close, onReopen: rows.reopen })}
      said={rows}
    />
  );
}

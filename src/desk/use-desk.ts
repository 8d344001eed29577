import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Viewer } from '../protocol/vocabulary.ts';
import { type ConversationResult, useConversation } from '../queries/conversation.ts';
import { type ConversationsResult, useEscalations } from '../queries/conversations.ts';
import { useViewer } from '../queries/viewer.ts';
import type { LinkState } from '../session/link.ts';
import { type Standing, standingOf } from './cases.ts';
import { type Duty, useDuty } from './presence.ts';
import { type DeskActions, useActions } from './use-actions.ts';
import { type SuggestionState, type TalkHandle, useSuggestion } from './use-suggestion.ts';

export interface DeskOptions {
  readonly userId?: string | undefined;
  readonly organizationId?: string | undefined;
  /** Controlled: the open conversation. Left out: the desk keeps its own. */
  readonly conversationId?: string | null | undefined;
  readonly initialConversationId?: string | undefined;
  readonly onConversationChange?: ((conversationId: string | null) => void) | undefined;
  /** The chat beside it. */
  readonly talk: RefObject<TalkHandle | null>;
}

/** What is open above the field. */
export type Panel = 'saved' | 'pass' | 'return' | 'end';

export interface Desk {
  readonly viewer: Viewer | null;
  readonly viewerId: string;
  readonly queue: ConversationsResult;
  readonly queueLink: LinkState;
  readonly duty: Duty;
  readonly selectedId: string | null;
  select(conversationId: string | null): void;
  readonly found: ConversationResult;
  /** Null while it is not known. */
  readonly standing: Standing | null;
  readonly panel: Panel | null;
  /** Only what can be done now opens. */
  open(panel: Panel): void;
  close(): void;
  /** Takes it, and goes to the field once it is one's own. */
  claim(conversationId: string): void;
  readonly actions: DeskActions;
  readonly suggestion: SuggestionState;
}

/** Everything the desk shows, for the conversation that is open. */
export function useDesk(options: DeskOptions): Desk {
  const { userId, organizationId, talk } = options;
  const { viewer } = useViewer({ userId, organizationId });
  const viewerId = viewer?.id ?? '';
  const queue = useEscalations(organizationId);
  const queueLink = useConversation(null).link;
  const duty = useDuty(viewer, queueLink);
  const [selectedId, select] = useSelection(options);
  const found = useConversation(selectedId);
  const { conversation } = found;
  const standing = conversation === null || viewer === null ? null : standingOf(conversation, viewerId);
  const actions = useActions();
  const { dismiss } = actions;
  const suggestion = useSuggestion(selectedId, viewer?.id ?? null, talk);
  const [panel, setPanel] = useState<Panel | null>(null);
  // What was open or failed belongs to the conversation it was asked for, and a panel to whoever holds it.
  useEffect(() => {
    setPanel(null);
    if (selectedId !== null) dismiss();
  }, [selectedId, dismiss]);
  const mine = standing === 'mine';
  useEffect(() => {
    if (!mine) setPanel(null);
  }, [mine]);
  const claim = useClaim(selectedId, select, mine, actions, talk);
  return {
    ...{ viewer, viewerId, queue, queueLink, duty, selectedId, select, found, standing, panel, claim, actions, suggestion },
    open: useCallback((next: Panel) => setPanel((now) => (mine ? (now === next ? null : next) : now)), [mine]),
    close: useCallback(() => setPanel(null), []),
  };
}

function useSelection(options: DeskOptions): readonly [string | null, (id: string | null) => void] {
  const { conversationId, initialConversationId, onConversationChange } = options;
  const [own, setOwn] = useState<string | null>(initialConversationId ?? null);
  const host = useRef(onConversationChange);
  useEffect(() => {
    host.current = onConversationChange;
  });
  const select = useCallback((id: string | null) => {
    setOwn(id);
    host.current?.(id);
  }, []);
  return [conversationId === undefined ? own : conversationId, select];
}

function useClaim(
  selectedId: string | null,
  select: (id: string) => void,
  mine: boolean,
  actions: DeskActions,
  talk: RefObject<TalkHandle | null>,
): (id: string) => void {
  // Only what the server gave: a view kept from an earlier talk may look as if it were one's own already.
  const [taken, setTaken] = useState<string | null>(null);
  useEffect(() => {
    if (!mine || taken === null || taken !== selectedId) return;
    setTaken(null);
    talk.current?.focusComposer();
  }, [mine, taken, selectedId, talk]);
  const { claim } = actions;
  return useCallback(
    (id) => {
      if (id !== selectedId) select(id);
      void claim(id).then((given) => setTaken(given ? id : null));
    },
    [selectedId, select, claim],
  );
}

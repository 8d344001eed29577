import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { Suggestion } from '../protocol/staff.ts';
import { useCommands } from '../queries/commands.ts';
import { useBegunDrafts, useDraftStore } from '../queries/drafts.ts';
import { cleanText } from '../transcript/index.ts';

/** What of the chat beside it the desk steers. */
export interface TalkHandle {
  setComposerValue(text: string): void;
  focusComposer(): void;
}

export interface SuggestionState {
  readonly busy: boolean;
  /** Set while a draft stands in the field: what it was made from. */
  readonly titles: readonly string[] | null;
  readonly failure: string | null;
  ask(): void;
  /** Puts a text into the field, beneath what was begun there. */
  insert(text: string): void;
  dismiss(): void;
}

interface Drafted {
  readonly busy: boolean;
  readonly titles: readonly string[] | null;
  readonly failure: string | null;
}

const NOTHING: Drafted = { busy: false, titles: null, failure: null };

/** A draft of the reply. It stands in the field like words of one's own, and nothing sends it but the person. */
export function useSuggestion(conversationId: string | null, viewerId: string | null, talk: RefObject<TalkHandle | null>): SuggestionState {
  const t = useText();
  const commands = useCommands();
  const drafts = useDraftStore();
  const [state, setState] = useState<Drafted>(NOTHING);
  const current = useRef(conversationId);
  current.current = conversationId;
  // Another conversation has no draft of this one.
  useEffect(() => setState(NOTHING), [conversationId]);
  // Sent, or taken out: nothing of the draft stands there any more.
  const begun = useBegunDrafts(viewerId).has(conversationId ?? '');
  useEffect(() => {
    if (!begun) setState((now) => (now.titles === null ? now : NOTHING));
  }, [begun]);
  const insert = useCallback(
    (text: string) => {
      const before = viewerId === null || conversationId === null ? '' : drafts.read(viewerId, conversationId).trimEnd();
      talk.current?.setComposerValue(before === '' ? text : `${before}\n\n${text}`);
      talk.current?.focusComposer();
    },
    [conversationId, viewerId, drafts, talk],
  );
  const ask = useCallback(() => {
    if (conversationId === null || state.busy) return;
    setState({ ...NOTHING, busy: true });
    const take = ({ text, sources, error }: Suggestion): void => {
      if (current.current !== conversationId) return;
      if (text === null) {
        setState({
          ...NOTHING,
          failure: error ? t('desk.suggest.failed', { reason: cleanText(error.message) }) : t('desk.suggest.failed.unknown'),
        });
        return;
      }
      insert(text);
      setState({ ...NOTHING, titles: sources.map(({ title }) => title) });
    };
    commands.suggestReply(conversationId).then(take, () => {
      if (current.current === conversationId) setState({ ...NOTHING, failure: t('desk.suggest.failed.unknown') });
    });
  }, [conversationId, state.busy, commands, insert, t]);
  const dismiss = useCallback(() => setState(NOTHING), []);
  return { ...state, ask, insert, dismiss };
}

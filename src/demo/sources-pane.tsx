import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { Source } from '../protocol/vocabulary.ts';
import { useConversation } from '../queries/conversation.ts';
import type { ConversationView } from '../session/conversation.ts';
import { type OpenSource, SourceDetails, type SourcePlace } from '../transcript/index.ts';
import { COMPACT, currentMark, focusRingAt, styled } from '../ui/index.ts';

const Frame = styled('section', {
  base: { display: 'flex', flexDirection: 'column', overflowY: 'auto', minHeight: '0', flex: '1 1 0' },
});
const Heading = styled('h2', {
  base: {
    display: 'flex',
    alignItems: 'center',
    flex: 'none',
    minH: '14',
    margin: '0',
    px: '4',
    textStyle: 'md',
    fontWeight: '600',
    [COMPACT]: { minH: '12' },
  },
});
const Sentence = styled('p', { base: { margin: '0', px: '4', textStyle: 'sm', color: 'muted' } });
const Entries = styled('ul', { base: { margin: '0', padding: '0', listStyleType: 'none' } });
const Entry = styled('article', {
  base: {
    ...focusRingAt('-2px'),
    display: 'flex',
    flexDirection: 'column',
    gap: '1',
    px: '4',
    py: '3',
    ...currentMark,
  },
});

const none: readonly Source[] = [];

/** One open source of the conversation shown; none of the one before. */
export function useSourcePlace(conversationId: string | null): SourcePlace {
  const [chosen, choose] = useState<{ readonly open: OpenSource | null; readonly of: string | null }>({ open: null, of: null });
  const open = chosen.of === conversationId ? chosen.open : null;
  return useMemo(() => ({ open, show: (next) => choose({ open: next, of: conversationId }) }), [open, conversationId]);
}

/** Of the answer whose chip was pressed, else of the newest that has any. */
function sourcesOf(conversation: ConversationView | null, open: OpenSource | null): readonly Source[] {
  const withSources = conversation?.messages.filter((message) => message.sources.length > 0) ?? [];
  if (open === null) return withSources.at(-1)?.sources ?? none;
  return withSources.find((message) => message.sources.includes(open.source))?.sources ?? [open.source];
}

interface SourcesPaneProps {
  readonly conversationId: string | null;
  readonly place: SourcePlace;
}

/** What an answer rests on, where there is room for a third pane. A chip of the transcript opens its source here. */
export function SourcesPane({ conversationId, place }: SourcesPaneProps): ReactNode {
  const t = useText();
  const { conversation } = useConversation(conversationId);
  const sources = useMemo(() => sourcesOf(conversation, place.open), [conversation, place.open]);
  return (
    <Frame aria-label={t('demo.sources')}>
      <Heading>{t('demo.sources')}</Heading>
      {sources.length === 0 ? (
        <Sentence>{t('demo.sources.empty')}</Sentence>
      ) : (
        <Entries>
          {sources.map((source, index) => (
            <li key={`${index}-${source.url}`}>
              <SourceEntry source={source} number={place.open?.source === source ? place.open.number : index + 1} place={place} />
            </li>
          ))}
        </Entries>
      )}
    </Frame>
  );
}

/** Within the pane only: `scrollIntoView` would move the host's page as well. */
function bringIntoView(entry: HTMLElement | null): void {
  const pane = entry?.closest('section');
  if (!entry || !pane) return;
  const [inner, outer] = [entry.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (inner.top < outer.top) pane.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) pane.scrollTop += inner.bottom - outer.bottom;
}

interface SourceEntryProps extends Pick<SourcesPaneProps, 'place'> {
  readonly source: Source;
  readonly number: number;
}

/** Takes the focus when its chip was pressed; closing it, or Escape, gives the focus back to the chip. */
function SourceEntry({ source, number, place }: SourceEntryProps): ReactNode {
  const heading = useId();
  const frame = useRef<HTMLElement>(null);
  const open = place.open?.source === source ? place.open : null;
  useEffect(() => {
    if (open === null) return;
    frame.current?.focus({ preventScroll: true });
    bringIntoView(frame.current);
  }, [open]);
  const close = (): void => {
    place.show(null);
    open?.opener.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || open === null) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <Entry ref={frame} aria-labelledby={heading} aria-current={open !== null} tabIndex={-1} onKeyDown={onKeyDown}>
      <SourceDetails {...{ source, number, heading }} onClose={open === null ? null : close} />
    </Entry>
  );
}

import { type ReactNode, use } from 'react';
import { type TextKey, useText } from '../i18n/index.ts';
import type { MessageState, Rating, Source } from '../protocol/vocabulary.ts';
import type { MessageView } from '../session/conversation.ts';
import { Button, focusRing, IconButton, Notice, type NoticeTone, styled } from '../ui/index.ts';
import { ActionsContext } from './actions.ts';
import { cleanLabel } from './markdown/clean.ts';
import { CopyButton } from './markdown/code-block.tsx';
import { sourceAddress } from './markdown/links.ts';

const Line = styled('div', {
  base: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2', minH: '8', marginTop: '4px', marginBottom: '-8px' },
});
const Space = styled('div', { base: { height: '32px', marginTop: '4px', marginBottom: '-8px' } });
const Tools = styled('div', { base: { display: 'flex', alignItems: 'center', marginInlineStart: '-8px' } });
const SourceList = styled('ul', {
  base: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2',
    minWidth: '0',
    margin: '12px 0 0',
    padding: '0',
    listStyleType: 'none',
    '& > li': { minWidth: '0', maxW: 'full' },
  },
});
const SourceChip = styled('a', {
  base: {
    ...focusRing,
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2',
    maxW: '280px',
    minH: '8',
    px: '2',
    borderRadius: 'control',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    textStyle: 'sm',
    color: 'text',
    textDecoration: 'none',
    '&[href]:hover': { bg: 'subtle' },
  },
});
const Mark = styled('span', {
  base: {
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    minW: '16px',
    height: '16px',
    px: '1',
    borderRadius: '4px',
    bg: 'subtle',
    textStyle: 'xs',
    fontWeight: '600',
    color: 'muted',
    fontVariantNumeric: 'tabular-nums',
  },
});
const Title = styled('span', { base: { minWidth: '0', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } });
const Below = styled('div', { base: { marginTop: '3' } });
const Suggestions = styled('div', { base: { display: 'flex', flexWrap: 'wrap', gap: '2', marginTop: '5' } });

const notices: Partial<Record<MessageState, { tone: NoticeTone; text: TextKey }>> = {
  STOPPED: { tone: 'neutral', text: 'message.stopped' },
  TRUNCATED: { tone: 'warn', text: 'message.truncated' },
  INTERRUPTED: { tone: 'warn', text: 'message.interrupted' },
  FAILED: { tone: 'bad', text: 'message.failed' },
};

/** What follows an answer. While it grows its room is kept, so that nothing moves at the end. */
export function AnswerFooter({
  message,
  open,
  newest,
}: {
  readonly message: MessageView;
  readonly open: boolean;
  readonly newest: boolean;
}): ReactNode {
  const actions = use(ActionsContext);
  if (open) return <Space />;
  return (
    <>
      {message.sources.length > 0 ? <Sources sources={message.sources} /> : null}
      <Ending message={message} newest={newest} />
      {message.text === '' ? null : <AnswerTools message={message} />}
      {newest && actions.suggest && message.suggestions.length > 0 ? (
        <SuggestionList texts={message.suggestions} onPick={actions.suggest} />
      ) : null}
    </>
  );
}

function Ending({ message, newest }: { readonly message: MessageView; readonly newest: boolean }): ReactNode {
  const t = useText();
  const actions = use(ActionsContext);
  const notice = notices[message.state];
  if (!notice) return null;
  const { runId } = message;
  const action =
    newest && runId !== null && actions.retryRun
      ? { label: t(message.state === 'STOPPED' ? 'message.again' : 'message.retry'), onPress: () => actions.retryRun?.(runId) }
      : null;
  return (
    <Below>
      <Notice tone={notice.tone} action={action} {...(message.state === 'STOPPED' ? { icon: 'stop' as const } : {})}>
        {t(notice.text)}
      </Notice>
    </Below>
  );
}

function AnswerTools({ message }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  const { rate } = use(ActionsContext);
  const vote =
    (rating: Rating): (() => void) =>
    () =>
      rate?.(message.id, message.rating === rating ? null : rating);
  const pressed = { color: 'var(--aics-colors-text)', background: 'var(--aics-colors-subtle)' };
  return (
    <Line>
      <Tools role="group" aria-label={t('message.actions')}>
        <CopyButton text={message.text} label={t('message.copy')} />
        {rate ? (
          <IconButton
            icon="thumb"
            label={t('message.up')}
            aria-pressed={message.rating === 'UP'}
            onClick={vote('UP')}
            {...(message.rating === 'UP' ? { style: pressed } : {})}
          />
        ) : null}
        {rate ? (
          <IconButton
            icon="thumb"
            flip
            label={t('message.down')}
            aria-pressed={message.rating === 'DOWN'}
            onClick={vote('DOWN')}
            {...(message.rating === 'DOWN' ? { style: pressed } : {})}
          />
        ) : null}
      </Tools>
    </Line>
  );
}

/** Numbered chips. Addresses come from the server's own field, never from the answer's text (H31). */
export function Sources({ sources }: { readonly sources: readonly Source[] }): ReactNode {
  const t = useText();
  return (
    <SourceList aria-label={t('message.sources')}>
      {sources.map((source, index) => (
        <li key={`${index}-${source.url}`}>
          <SourceLink source={source} number={index + 1} />
        </li>
      ))}
    </SourceList>
  );
}

function SourceLink({ source, number }: { readonly source: Source; readonly number: number }): ReactNode {
  const title = cleanLabel(source.title);
  const href = sourceAddress(source.url, location.origin);
  const target = href === null ? { as: 'span' as const } : { href, target: '_blank', rel: 'noopener noreferrer', title };
  return (
    <SourceChip {...target}>
      <Mark>{number}</Mark>
      <Title>{title}</Title>
    </SourceChip>
  );
}

function SuggestionList({ texts, onPick }: { readonly texts: readonly string[]; readonly onPick: (text: string) => void }): ReactNode {
  const t = useText();
  return (
    <Suggestions role="group" aria-label={t('message.suggestions')}>
      {texts.map((text) => (
        <Button
          key={text}
          onClick={() => onPick(text)}
          style={{ borderRadius: 999, textAlign: 'start', borderColor: 'var(--aics-colors-line)' }}
        >
          {cleanLabel(text)}
        </Button>
      ))}
    </Suggestions>
  );
}

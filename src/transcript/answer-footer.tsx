import { memo, type ReactNode, use } from 'react';
import { type TextKey, useText } from '../i18n/index.ts';
import type { MessageState } from '../protocol/vocabulary.ts';
import type { MessageView } from '../session/conversation.ts';
import { Button, COARSE, Notice, type NoticeTone, styled } from '../ui/index.ts';
import { ActionsContext } from './actions.ts';
import { AttemptPager, type Attempts } from './answer/attempts.tsx';
import { Sources } from './answer/sources.tsx';
import { AnswerTools } from './answer/tools.tsx';
import { cleanLabel } from './markdown/clean.ts';
import type { Row } from './rows.ts';

const Space = styled('div', {
  base: { height: '32px', marginTop: '4px', marginBottom: '-4px', [COARSE]: { height: '44px', marginBottom: '-8px' } },
});
const Below = styled('div', { base: { marginTop: '3' } });
const Suggestions = styled('div', { base: { display: 'flex', flexWrap: 'wrap', gap: '2', marginTop: '5' } });

const notices: Partial<Record<MessageState, { tone: NoticeTone; text: TextKey }>> = {
  STOPPED: { tone: 'neutral', text: 'message.stopped' },
  TRUNCATED: { tone: 'warn', text: 'message.truncated' },
  INTERRUPTED: { tone: 'warn', text: 'message.interrupted' },
  FAILED: { tone: 'bad', text: 'message.failed' },
};

const Kept = memo(function Kept(): ReactNode {
  return <Space />;
});

export interface AnswerFooterProps {
  readonly message: MessageView;
  readonly attempts: Attempts;
  readonly open: boolean;
  readonly row: Row;
}

/** What follows an answer. While it grows its room is kept, so that nothing moves at the end. */
export function AnswerFooter({ message, attempts, open, row }: AnswerFooterProps): ReactNode {
  const actions = use(ActionsContext);
  if (open) return <Kept />;
  const { shown } = attempts;
  const { newest } = row;
  const present = shown === message;
  return (
    <>
      {shown.sources.length > 0 ? <Sources sources={shown.sources} /> : null}
      <Ending message={shown} newest={newest && present} />
      {shown.text === '' && attempts.count < 2 ? null : (
        <AnswerTools message={shown} present={present} row={row} several={attempts.count > 1}>
          <AttemptPager {...attempts} />
        </AnswerTools>
      )}
      {newest && present && actions.suggest && message.suggestions.length > 0 ? (
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

function SuggestionList({ texts, onPick }: { readonly texts: readonly string[]; readonly onPick: (text: string) => void }): ReactNode {
  const t = useText();
  return (
    <Suggestions role="group" aria-label={t('message.suggestions')}>
      {texts.map((text) => (
        <Button
          key={text}
          onClick={() => onPick(text)}
          style={{ flex: '0 1 auto', borderRadius: 16, textAlign: 'start', borderColor: 'var(--aics-colors-line)' }}
        >
          {cleanLabel(text)}
        </Button>
      ))}
    </Suggestions>
  );
}

import { type ReactNode, use, useId, useRef, useState } from 'react';
import { useText } from '../../i18n/index.ts';
import type { Rating } from '../../protocol/vocabulary.ts';
import type { MessageView } from '../../session/conversation.ts';
import { IconButton, styled } from '../../ui/index.ts';
import { ActionsContext } from '../actions.ts';
import { useCopy } from '../markdown/code-block.tsx';
import { plainText } from '../markdown/plain-text.ts';
import { ReasonForm } from './reason.tsx';

const Line = styled('div', {
  base: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2', minH: '8', marginTop: '4px', marginBottom: '-8px' },
});
const Group = styled('div', { base: { display: 'flex', alignItems: 'center', marginInlineStart: '-8px' } });
const pressed = { color: 'var(--aics-colors-text)', background: 'var(--aics-colors-subtle)' };

export interface AnswerToolsProps {
  readonly message: MessageView;
  /** False for an earlier attempt: it can be copied, and nothing else. */
  readonly present: boolean;
  readonly newest: boolean;
  /** Stands after the buttons: the attempts to page through. */
  readonly children?: ReactNode;
}

/** Copy, two thumbs, another attempt, and after a thumb down the question why. */
export function AnswerTools({ message, present, newest, children }: AnswerToolsProps): ReactNode {
  const t = useText();
  const actions = use(ActionsContext);
  const rate = present ? actions.rate : undefined;
  const { retryRun } = actions;
  const { runId } = message;
  // What went wrong has its button where it says so.
  const again = present && newest && message.state === 'COMPLETED' && runId !== null && retryRun !== undefined;
  const [asking, setAsking] = useState(false);
  const form = useId();
  const group = useRef<HTMLDivElement>(null);
  // The form goes away under the focus: the thumb that led to it has it again.
  const back = (): void => group.current?.querySelector<HTMLElement>('[aria-controls]')?.focus({ preventScroll: true });
  const vote = (rating: Rating): void => {
    const next = message.rating === rating ? null : rating;
    setAsking(next === 'DOWN');
    rate?.(message.id, next);
  };
  return (
    <>
      <Line>
        <Group ref={group} role="group" aria-label={t('message.actions')}>
          {message.text === '' ? null : <Copies markdown={message.text} />}
          {rate ? <Thumb rating="UP" label={t('message.up')} current={message.rating} onVote={vote} /> : null}
          {rate ? (
            <Thumb rating="DOWN" label={t('message.down')} current={message.rating} onVote={vote} form={asking ? form : null} />
          ) : null}
          {again ? <IconButton icon="retry" label={t('message.again')} onClick={() => retryRun(runId)} /> : null}
        </Group>
        {children}
      </Line>
      {asking && rate ? (
        <ReasonForm
          id={form}
          onSend={(reason) => {
            back();
            rate(message.id, 'DOWN', reason);
          }}
          onClose={() => {
            back();
            setAsking(false);
          }}
        />
      ) : null}
    </>
  );
}

function Copies({ markdown }: { readonly markdown: string }): ReactNode {
  const t = useText();
  const text = useCopy();
  const marks = useCopy();
  if (text.copy === null) return null;
  return (
    <>
      <IconButton
        icon={text.copied ? 'check' : 'copy'}
        label={t(text.copied ? 'message.copied' : 'message.copy')}
        onClick={() => text.copy?.(plainText(markdown))}
      />
      <IconButton
        icon={marks.copied ? 'check' : 'document'}
        label={t(marks.copied ? 'message.copied' : 'message.copy.markdown')}
        onClick={() => marks.copy?.(markdown)}
      />
    </>
  );
}

interface ThumbProps {
  readonly rating: Rating;
  readonly label: string;
  readonly current: Rating | null;
  readonly onVote: (rating: Rating) => void;
  /** The id of the question it opened. */
  readonly form?: string | null;
}

function Thumb({ rating, label, current, onVote, form = null }: ThumbProps): ReactNode {
  const on = current === rating;
  return (
    <IconButton
      icon="thumb"
      flip={rating === 'DOWN'}
      label={label}
      aria-pressed={on}
      aria-controls={form ?? undefined}
      onClick={() => onVote(rating)}
      {...(on ? { style: pressed } : {})}
    />
  );
}

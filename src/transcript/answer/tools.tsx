import { type ReactNode, use, useId, useState } from 'react';
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
  /** Stands after the buttons: the attempts to page through. */
  readonly children?: ReactNode;
}

/** Copy, two thumbs, and after a thumb down the question why. */
export function AnswerTools({ message, children }: AnswerToolsProps): ReactNode {
  const t = useText();
  const { rate } = use(ActionsContext);
  const [asking, setAsking] = useState(false);
  const form = useId();
  const vote = (rating: Rating): void => {
    const next = message.rating === rating ? null : rating;
    setAsking(next === 'DOWN');
    rate?.(message.id, next);
  };
  return (
    <>
      <Line>
        <Group role="group" aria-label={t('message.actions')}>
          <Copies markdown={message.text} />
          {rate ? <Thumb rating="UP" label={t('message.up')} current={message.rating} onVote={vote} /> : null}
          {rate ? (
            <Thumb rating="DOWN" label={t('message.down')} current={message.rating} onVote={vote} form={asking ? form : null} />
          ) : null}
        </Group>
        {children}
      </Line>
      {asking && rate ? (
        <ReasonForm id={form} onSend={(reason) => rate(message.id, 'DOWN', reason)} onClose={() => setAsking(false)} />
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

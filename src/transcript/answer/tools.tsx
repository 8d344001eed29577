import { type ComponentProps, type ReactNode, use, useId, useRef, useState } from 'react';
import { useText } from '../../i18n/index.ts';
import type { Rating } from '../../protocol/vocabulary.ts';
import type { MessageView } from '../../session/conversation.ts';
import { COARSE, IconButton, type MenuItem, styled, transition } from '../../ui/index.ts';
import { ActionsContext } from '../actions.ts';
import { useCopy } from '../markdown/code-block.tsx';
import { plainText } from '../markdown/plain-text.ts';
import { ROW_ATTRIBUTE } from '../roving.ts';
import type { Row } from '../rows.ts';
import { MoreMenu } from './more.tsx';
import { ReasonForm } from './reason.tsx';

const hidden = {
  ...transition('opacity'),
  position: 'absolute',
  opacity: '0',
  pointerEvents: 'none',
  [`[${ROW_ATTRIBUTE}]:hover &, [${ROW_ATTRIBUTE}]:focus-within &`]: { opacity: '1', pointerEvents: 'auto' },
} as const;
const Line = styled('div', {
  base: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2', minH: '8' },
  variants: {
    place: {
      flow: { marginTop: '4px', marginBottom: '-4px', [COARSE]: { marginBottom: '-8px' } },
      // Outside of the flow, so that nothing moves when it is pointed at, tapped or has the focus: in the gap beneath,
      gap: { ...hidden, insetInlineStart: '0', top: 'calc(100% - 4px)', [COARSE]: { top: 'calc(100% - 8px)' } },
      // and where there is none over the end of the last line.
      over: { ...hidden, insetInlineEnd: '0', bottom: '0', paddingInlineStart: '8px', bg: 'surface', borderRadius: 'control' },
    },
  },
});
const Group = styled('div', { base: { position: 'relative', display: 'flex', alignItems: 'center', marginInlineStart: '-8px' } });
const pressed = { color: 'var(--aics-colors-text)', background: 'var(--aics-colors-subtle)' };

export interface AnswerToolsProps {
  readonly message: MessageView;
  /** False for an earlier attempt: it can be copied, and nothing else. */
  readonly present: boolean;
  readonly row: Row;
  /** There are earlier attempts, which is to be seen without pointing at it. */
  readonly several: boolean;
  /** Stands after the buttons: the attempts to page through. */
  readonly children?: ReactNode;
}

/** Copy, two thumbs, what is wanted less often, and after a thumb down the question why. Always to be seen with the newest answer only. */
export function AnswerTools({ message, present, row, several, children }: AnswerToolsProps): ReactNode {
  const t = useText();
  const actions = use(ActionsContext);
  const rate = present ? actions.rate : undefined;
  const { retryRun } = actions;
  const { runId } = message;
  // What went wrong has its button where it says so.
  const again = present && row.newest && message.state === 'COMPLETED' && runId !== null && retryRun !== undefined;
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
  const place = row.latest || several || asking ? 'flow' : row.last ? 'gap' : 'over';
  const { text, marks } = useCopies(message.text);
  const more: MenuItem[] = [];
  if (again) more.push({ key: 'again', label: t('message.again'), icon: 'retry', onSelect: () => retryRun(runId) });
  if (marks !== null) more.push({ key: 'markdown', label: t('message.copy.markdown'), icon: 'document', onSelect: marks });
  return (
    <>
      <Line place={place}>
        <Group ref={group} role="group" aria-label={t('message.actions')}>
          {text === null ? null : <IconButton {...text} />}
          {rate ? <Thumb rating="UP" label={t('message.up')} current={message.rating} onVote={vote} /> : null}
          {rate ? (
            <Thumb rating="DOWN" label={t('message.down')} current={message.rating} onVote={vote} form={asking ? form : null} />
          ) : null}
          {more.length > 0 ? <MoreMenu items={more} /> : null}
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

interface Copies {
  /** The button that copies the words. */
  readonly text: Pick<ComponentProps<typeof IconButton>, 'icon' | 'label' | 'onClick'> | null;
  /** Copies the Markdown; the same button says that it is done. */
  readonly marks: (() => void) | null;
}

/** Null where there is nothing to copy, or the page may not write to the clipboard. */
function useCopies(markdown: string): Copies {
  const t = useText();
  const { copied, copy } = useCopy();
  if (copy === null || markdown === '') return { text: null, marks: null };
  return {
    text: {
      icon: copied ? 'check' : 'copy',
      label: t(copied ? 'message.copied' : 'message.copy'),
      onClick: () => copy(plainText(markdown)),
    },
    marks: () => copy(markdown),
  };
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

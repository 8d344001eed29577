import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Translate, useText } from '../i18n/index.ts';
import type { ConversationChanged } from '../protocol/vocabulary.ts';
import { cleanLabel } from '../transcript/index.ts';
import { Button, COARSE, focusRing, Notice, styled } from '../ui/index.ts';

const Frame = styled('div', { base: { display: 'flex', flexDirection: 'column', gap: '3' } });
const Ask = styled('div', {
  base: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2', px: '1', textStyle: 'sm', color: 'muted' },
});
const Scores = styled('div', { base: { display: 'flex', gap: '1' } });
const Score = styled(Button, { base: { ...focusRing, minW: '36px', [COARSE]: { minW: '44px' }, fontVariantNumeric: 'tabular-nums' } });
const Form = styled('form', { base: { display: 'flex', flexWrap: 'wrap', gap: '2', alignItems: 'flex-end' } });
const Field = styled('textarea', {
  base: {
    ...focusRing,
    flex: '1 1 240px',
    minWidth: '0',
    minH: '56px',
    maxH: '192px',
    px: '3',
    py: '2',
    bg: 'surface',
    color: 'text',
    fontFamily: 'inherit',
    textStyle: 'md',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    resize: 'vertical',
    '&::placeholder': { color: 'muted', opacity: '1' },
    '@media (pointer: coarse)': { fontSize: '16px' },
  },
});
const Thanks = styled('p', { base: { ...focusRing, borderRadius: '4px', margin: '0', px: '1', textStyle: 'sm', color: 'muted' } });

/** Characters a comment may have; the server refuses longer ones. */
const MOST = 1_000;

export interface ClosedBarProps {
  /** The change that closed it, where it is known. */
  readonly closing: ConversationChanged | null;
  readonly viewerId: string | null;
  readonly satisfaction: number | null;
  /** Null when it can no longer be opened again. */
  readonly onReopen: (() => void) | null;
  /** Called at once with the score, and once more with the comment if one is written. */
  readonly onRate: ((score: number, comment?: string) => void) | null;
}

/** Above the composer once the conversation is closed: who closed it and why, and how it was. */
export function ClosedBar({ closing, viewerId, satisfaction, onReopen, onRate }: ClosedBarProps): ReactNode {
  const t = useText();
  // Only who has just rated is asked why: later visits show what was given.
  const [given, setGiven] = useState<number | null>(null);
  const [sent, setSent] = useState(false);
  const rate = (score: number): void => {
    setGiven(score);
    onRate?.(score);
  };
  const comment = (text: string): void => {
    if (given !== null) onRate?.(given, text);
    setSent(true);
  };
  return (
    <Frame>
      <Notice tone="neutral" icon="check" role="status" action={onReopen ? { label: t('closed.reopen'), onPress: onReopen } : null}>
        {satisfaction === null
          ? closedBy(closing, viewerId, t)
          : `${closedBy(closing, viewerId, t)} ${t('closed.rated', { count: satisfaction })}`}
      </Notice>
      {satisfaction === null && onRate ? (
        <Ask>
          <span>{t('closed.rate')}</span>
          <Scores role="group" aria-label={t('closed.rate')}>
            {[1, 2, 3, 4, 5].map((score) => (
              <Score key={score} aria-label={t('closed.rate.score', { count: score })} onClick={() => rate(score)}>
                {score}
              </Score>
            ))}
          </Scores>
        </Ask>
      ) : null}
      {satisfaction !== null && given !== null && !sent ? <Comment onSend={comment} /> : null}
      {sent ? <Said /> : null}
    </Frame>
  );
}

function closedBy(closing: ConversationChanged | null, viewerId: string | null, t: Translate): string {
  const actor = closing?.actor ?? null;
  if (closing === null || actor === null) return t('closed.sentence');
  const name = actor.id === viewerId ? t('line-item.you') : cleanLabel(actor.name);
  if (closing.reason !== null) return t('closed.sentence.reason', { name, reason: cleanLabel(closing.reason) });
  return actor.id === viewerId ? t('closed.sentence.you') : t('closed.sentence.by', { name });
}

/** The form that had the focus is gone: its answer takes it. */
function Said(): ReactNode {
  const t = useText();
  const line = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => line.current?.focus({ preventScroll: true }), []);
  return (
    <Thanks ref={line} role="status" tabIndex={-1}>
      {t('closed.comment.sent')}
    </Thanks>
  );
}

function Comment({ onSend }: { readonly onSend: (text: string) => void }): ReactNode {
  const t = useText();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  // The score that had the focus is gone: it goes on to what comes next.
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') onSend(text.trim());
  };
  return (
    <Form onSubmit={submit}>
      <Field
        ref={field}
        value={text}
        maxLength={MOST}
        rows={2}
        placeholder={t('closed.comment')}
        aria-label={t('closed.comment')}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        {t('closed.comment.send')}
      </Button>
    </Form>
  );
}

import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type TextKey, useText } from '../../i18n/index.ts';
import { appear, Button, COARSE, focusRing, styled } from '../../ui/index.ts';

const Frame = styled('form', {
  base: {
    ...appear,
    display: 'flex',
    flexDirection: 'column',
    gap: '3',
    marginTop: '4',
    p: '4',
    maxW: '480px',
    borderRadius: 'card',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    textStyle: 'sm',
  },
});
const Question = styled('label', { base: { fontWeight: '500', color: 'text' } });
const Choices = styled('div', { base: { display: 'flex', flexWrap: 'wrap', gap: '2' } });
const Field = styled('input', {
  base: {
    ...focusRing,
    appearance: 'none',
    width: 'full',
    minW: '0',
    minH: '9',
    px: '3',
    py: '1',
    margin: '0',
    bg: 'surface',
    color: 'text',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    textStyle: 'sm',
    '&::placeholder': { color: 'muted', opacity: '1' },
    [COARSE]: { minH: '11', fontSize: '16px' },
  },
});
const Buttons = styled('div', { base: { display: 'flex', gap: '2', justifyContent: 'flex-end' } });
const Thanks = styled('p', { base: { margin: '0', marginTop: '12px', textStyle: 'sm', color: 'muted' } });

const choices: readonly TextKey[] = ['reason.wrong', 'reason.beside', 'reason.unclear', 'reason.outdated'];
/** As the server cuts it (characters). */
const LONGEST = 300;

export interface ReasonFormProps {
  readonly id: string;
  readonly onSend: (reason: string) => void;
  readonly onClose: () => void;
}

/** Why the thumb went down: one press or a few words; neither is asked for twice, and the vote counts without. */
export function ReasonForm({ id, onSend, onClose }: ReasonFormProps): ReactNode {
  const t = useText();
  const field = useId();
  const [text, setText] = useState('');
  const [sent, setSent] = useState(false);
  const frame = useRef<HTMLFormElement>(null);
  useEffect(() => frame.current?.querySelector('button')?.focus(), []);
  const send = (reason: string): void => {
    onSend(reason);
    setSent(true);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') send(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  if (sent) return <Thanks role="status">{t('reason.thanks')}</Thanks>;
  return (
    <Frame ref={frame} id={id} onSubmit={submit} onKeyDown={onKeyDown}>
      <Question htmlFor={field}>{t('reason.question')}</Question>
      <Choices>
        {choices.map((key) => (
          <Button key={key} onClick={() => send(t(key))} style={{ borderRadius: 999, borderColor: 'var(--aics-colors-line)' }}>
            {t(key)}
          </Button>
        ))}
      </Choices>
      <Field
        id={field}
        value={text}
        maxLength={LONGEST}
        placeholder={t('reason.placeholder')}
        onChange={(event) => setText(event.target.value)}
      />
      <Buttons>
        <Button look="quiet" onClick={onClose}>
          {t('reason.skip')}
        </Button>
        <Button type="submit" look="filled" disabled={text.trim() === ''}>
          {t('reason.send')}
        </Button>
      </Buttons>
    </Frame>
  );
}

import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { COARSE, focusRingAt, styled } from '../ui/index.ts';

const Form = styled('form', {
  base: { display: 'flex', flexDirection: 'column', justifyContent: 'center', gap: '1', px: '3', bg: 'subtle' },
});
const Field = styled('input', {
  base: {
    ...focusRingAt('-1px'),
    width: 'full',
    minWidth: '0',
    minH: '8',
    px: '2',
    py: '0',
    bg: 'surface',
    color: 'text',
    textStyle: 'md',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    [COARSE]: { minH: '11', fontSize: '16px' },
  },
});
const Hint = styled('span', { base: { px: '2', textStyle: 'xs', color: 'muted', [COARSE]: { display: 'none' } } });

/** The server keeps no longer title. */
const LONGEST = 120;

export interface RenameRowProps {
  readonly title: string;
  readonly height: number;
  readonly onSave: (title: string) => void;
  /** `byKey`: the focus belongs back to the row; else it is somewhere else already. */
  readonly onDone: (byKey: boolean) => void;
}

/** The row while its title is written anew: Enter and leaving the field save, Escape and an empty title leave it as it was. */
export function RenameRow({ title, height, onSave, onDone }: RenameRowProps): ReactNode {
  const t = useText();
  const [text, setText] = useState(title);
  const over = useRef(false);
  const finish = (save: boolean, byKey: boolean): void => {
    // Taking the field away blurs it: what was settled by a key is not settled again.
    if (over.current) return;
    over.current = true;
    const wanted = text.trim();
    if (save && wanted !== '' && wanted !== title) onSave(wanted);
    onDone(byKey);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    finish(true, true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    finish(false, true);
  };
  return (
    <Form style={{ height }} onSubmit={submit} onKeyDown={onKeyDown}>
      <Field
        autoFocus
        value={text}
        maxLength={LONGEST}
        aria-label={t('chat.rename.field')}
        enterKeyHint="done"
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => finish(true, false)}
      />
      <Hint aria-hidden="true">{t('list.rename.hint')}</Hint>
    </Form>
  );
}

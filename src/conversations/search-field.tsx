import { type KeyboardEvent, type ReactNode, startTransition, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { COARSE, COMPACT, FINE, focusRing, Icon, IconButton, styled } from '../ui/index.ts';

const Frame = styled('div', {
  base: {
    position: 'relative',
    flex: 'none',
    px: '3',
    pb: '2',
    '& > svg': { position: 'absolute', insetInlineStart: '20px', top: '8px', color: 'muted', pointerEvents: 'none' },
    '& > button': { position: 'absolute', insetInlineEnd: '14px', top: '2px' },
    [FINE]: { [COMPACT]: { pb: '1', '& > svg': { top: '6px' }, '& > button': { top: '0' } } },
    [COARSE]: { '& > svg': { top: '12px' }, '& > button': { top: '0', insetInlineEnd: '12px' } },
  },
});
const Field = styled('input', {
  base: {
    ...focusRing,
    appearance: 'none',
    display: 'block',
    width: 'full',
    minWidth: '0',
    minH: '9',
    ps: '10',
    pe: '10',
    py: '0',
    bg: 'surface',
    color: 'text',
    textStyle: 'sm',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    '&::placeholder': { color: 'muted', opacity: '1' },
    '&::-webkit-search-cancel-button': { display: 'none' },
    [FINE]: { [COMPACT]: { minH: '8' } },
    [COARSE]: { minH: '11', pe: '12', fontSize: '16px', lineHeight: '24px' },
  },
});

export interface SearchFieldProps {
  /** What it begins with; from then on the field itself knows first. */
  readonly initial: string;
  readonly onChange: (value: string) => void;
  /** Down arrow: on to what was found. */
  readonly onDown: () => void;
}

/** Looks in titles and in everything that was said. Escape empties it. */
export function SearchField({ initial, onChange, onDown }: SearchFieldProps): ReactNode {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState(initial);
  const change = (next: string): void => {
    setValue(next);
    // The letter first, the list after it.
    startTransition(() => onChange(next));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    }
    if (event.key === 'Escape' && value !== '') {
      event.preventDefault();
      event.stopPropagation();
      change('');
    }
  };
  return (
    <Frame role="search">
      <Icon name="search" />
      <Field
        ref={field}
        type="search"
        value={value}
        maxLength={200}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? null : (
        <IconButton
          icon="close"
          label={t('list.search.clear')}
          onClick={() => {
            change('');
            field.current?.focus();
          }}
        />
      )}
    </Frame>
  );
}

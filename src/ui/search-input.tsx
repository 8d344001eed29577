import type { ReactNode, Ref } from 'react';
import { Icon } from './icon.tsx';
import { styled } from './styled.tsx';
import { COARSE, COMPACT, FINE, focusRing } from './system.ts';

const Frame = styled('div', {
  base: {
    position: 'relative',
    flex: '1 1 auto',
    minWidth: '0',
    '& > svg': { position: 'absolute', insetInlineStart: '8px', top: '8px', color: 'muted', pointerEvents: 'none' },
    [FINE]: { [COMPACT]: { '& > svg': { top: '6px' } } },
    [COARSE]: { '& > svg': { top: '12px' } },
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

export interface SearchInputProps {
  readonly value: string;
  /** Its name and what stands in it while it is empty. */
  readonly label: string;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field one searches by. */
export function SearchInput({ value, label, onChange, ref }: SearchInputProps): ReactNode {
  return (
    <Frame>
      <Icon name="search" />
      <Field
        ref={ref}
        type="search"
        value={value}
        maxLength={200}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
}

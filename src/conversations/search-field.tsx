import { type KeyboardEvent, type ReactNode, startTransition, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { COARSE, COMPACT, FINE, IconButton, SearchInput, styled } from '../ui/index.ts';

const Frame = styled('div', {
  base: {
    position: 'relative',
    flex: 'none',
    px: '3',
    pb: '2',
    '& > button': { position: 'absolute', insetInlineEnd: '14px', top: '2px' },
    [FINE]: { [COMPACT]: { pb: '1', '& > button': { top: '0' } } },
    [COARSE]: { '& > button': { top: '0', insetInlineEnd: '12px' } },
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
    if (event.nativeEvent.isComposing || event.target !== field.current) return;
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
    <Frame role="search" onKeyDown={onKeyDown}>
      <SearchInput ref={field} value={value} label={t('list.search')} onChange={change} />
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

import type { ReactNode } from 'react';
import { type TextKey, useText } from '../i18n/index.ts';
import { COARSE, COMPACT, FORCED, focusRing, styled, transition } from '../ui/index.ts';
import { filtersFor, type ListFilter } from './filter.ts';

const Bar = styled('div', {
  base: {
    display: 'flex',
    flex: 'none',
    gap: '1',
    px: '3',
    pb: '2',
    borderBottomWidth: '1px',
    borderBottomStyle: 'solid',
    borderBottomColor: 'line',
    [COMPACT]: { pb: '1' },
  },
});
const Choice = styled('button', {
  base: {
    ...focusRing,
    ...transition('background-color', 'color'),
    appearance: 'none',
    minH: '8',
    px: '2',
    py: '0',
    borderWidth: '0',
    borderRadius: 'control',
    bg: 'transparent',
    color: 'muted',
    textStyle: 'sm',
    fontWeight: '500',
    cursor: 'pointer',
    '&:hover': { color: 'text' },
    '&[aria-pressed=true]': { bg: 'subtle', color: 'text' },
    [FORCED]: { '&[aria-pressed=true]': { borderWidth: '1px', borderStyle: 'solid', borderColor: 'Highlight', color: 'Highlight' } },
    [COARSE]: { minH: '11', minW: '11' },
  },
});

const labels: Record<ListFilter, TextKey> = { all: 'list.all', open: 'list.open', closed: 'list.closed', waiting: 'list.filter.waiting' };

/** Which conversations are listed: one of three, one of four for staff. */
export function FilterBar({
  filter,
  staff,
  onFilter,
}: {
  readonly filter: ListFilter;
  readonly staff: boolean;
  readonly onFilter: (filter: ListFilter) => void;
}): ReactNode {
  const t = useText();
  return (
    <Bar role="group" aria-label={t('list.filters')}>
      {filtersFor(staff).map((choice) => (
        <Choice key={choice} type="button" aria-pressed={choice === filter} onClick={() => onFilter(choice)}>
          {t(labels[choice])}
        </Choice>
      ))}
    </Bar>
  );
}

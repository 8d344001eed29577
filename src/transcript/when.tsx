import type { ReactNode } from 'react';
import { useDates } from '../i18n/index.ts';
import { styled } from '../ui/index.ts';
import { ROW_ATTRIBUTE } from './roving.ts';

/** Lies outside the flow: what it says when a message is pointed at or has the focus moves nothing. */
const Time = styled('time', {
  base: {
    position: 'absolute',
    opacity: '0',
    pointerEvents: 'none',
    userSelect: 'none',
    whiteSpace: 'nowrap',
    textStyle: 'xs',
    color: 'muted',
    fontVariantNumeric: 'tabular-nums',
    [`[${ROW_ATTRIBUTE}]:hover &, [${ROW_ATTRIBUTE}]:focus-within &`]: { opacity: '1' },
  },
  variants: {
    place: {
      // As high as the gap between two messages and the leading of their lines: it hides no letter.
      between: { top: '-12px', insetInlineEnd: '0', px: '1', bg: 'surface' },
      beside: { bottom: '8px', insetInlineEnd: 'calc(100% + 8px)' },
    },
  },
});

/** The time of a message within its group, whose own time is said once. */
export function When({ at, place }: { readonly at: string; readonly place: 'between' | 'beside' }): ReactNode {
  const dates = useDates();
  return (
    <Time dateTime={at} title={dates.full(at)} place={place}>
      {dates.time(at)}
    </Time>
  );
}

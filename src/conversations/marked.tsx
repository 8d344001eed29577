import { Fragment, type ReactNode } from 'react';
import { styled } from '../ui/index.ts';
import { around, highlight } from './highlight.ts';

const Mark = styled('mark', { base: { bg: 'own', color: 'text', fontWeight: '600', borderRadius: '4px' } });

/** A line of text with what was searched for marked; `cut` begins it shortly before the first hit. */
export function Marked({ text, search, cut }: { readonly text: string; readonly search: string; readonly cut: boolean }): ReactNode {
  if (search === '') return text;
  const line = cut ? around(text, search) : text;
  let at = 0;
  return highlight(line, search).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.hit ? <Mark key={key}>{piece.text}</Mark> : <Fragment key={key}>{piece.text}</Fragment>;
  });
}

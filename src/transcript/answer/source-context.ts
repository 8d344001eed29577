import { createContext } from 'react';
import type { Source } from '../../protocol/vocabulary.ts';

export interface OpenSource {
  readonly source: Source;
  readonly number: number;
  /** The chip: where the focus goes back to. */
  readonly opener: HTMLElement;
}

/** Where a source's card can be shown; null: nowhere, its chip leads to the source itself. */
export interface SourcePlace {
  readonly open: OpenSource | null;
  show(open: OpenSource | null): void;
}
export const SourceContext = createContext<SourcePlace | null>(null);

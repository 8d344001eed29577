import { memo, type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Source } from '../../protocol/vocabulary.ts';
import { styled } from '../../ui/index.ts';
import { advance, nothing, type Parsed } from './blocks.ts';
import { grammar, grammarState, loadGrammar, onGrammar } from './grammar.ts';
import { Growing } from './growing.tsx';
import { LinkRulesContext } from './inline.tsx';
import { type LinkRules, sourceAddress } from './links.ts';
import { Sections } from './sections.tsx';
import { markdownStyle } from './style.ts';

const Body = styled('div', { base: markdownStyle });

export interface MarkdownProps {
  readonly text: string;
  /** The text may still grow: its end is read again each time, links stay closed. */
  readonly open: boolean;
  readonly sources: readonly Source[];
  /** Exact origins links may lead to. */
  readonly origins: ReadonlySet<string>;
}

/** An answer's Markdown as React elements, read once per block however often its end grows. */
export const Markdown = memo(function Markdown({ text, open, sources, origins }: MarkdownProps): ReactNode {
  const rules = useMemo<LinkRules>(() => ({ origins, sources: addressesOf(sources), active: !open }), [origins, sources, open]);
  const parsed = useParsed(text, open);
  // Kept once it was seen growing: to change how its sections are laid out at the end would shift the page.
  const [grew] = useState(open);
  const root = useRef<HTMLDivElement>(null);
  const { sections, tail } = parsed;
  // Words that were only added to words change neither, so that nothing below is looked at.
  const body = useMemo(
    () => (
      <Body ref={root} dir="auto" data-open={open ? '' : undefined} data-grew={grew ? '' : undefined}>
        <Sections closed={sections} tail={tail} />
      </Body>
    ),
    [sections, tail, open, grew],
  );
  return (
    <LinkRulesContext value={rules}>
      <Growing root={root} tail={tail} sections={sections} flow={parsed.flow} rules={rules}>
        {body}
      </Growing>
    </LinkRulesContext>
  );
});

/**
 * Whether answers can be drawn for good; false only while what reads them is fetched, which begins after the first
 * paint. Drawn before that they would move when it came.
 */
export function useReadable(): boolean {
  const state = useSyncExternalStore(onGrammar, grammarState, grammarState);
  useEffect(() => void loadGrammar(), []);
  return state !== 'waiting';
}

function useParsed(text: string, open: boolean): Parsed {
  const reader = useSyncExternalStore(onGrammar, grammar, grammar);
  useEffect(() => {
    if (reader === null) void loadGrammar();
  }, [reader]);
  const before = useRef<Parsed>(nothing);
  const parsed = useMemo(() => advance(before.current, text, open, reader), [text, open, reader]);
  useEffect(() => {
    before.current = parsed;
  }, [parsed]);
  return parsed;
}

function addressesOf(sources: readonly Source[]): ReadonlySet<string> {
  const origin = typeof location === 'undefined' ? null : location.origin;
  return new Set(sources.flatMap((source) => sourceAddress(source.url, origin) ?? []));
}

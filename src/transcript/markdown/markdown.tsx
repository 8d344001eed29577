import { memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useText } from '../../i18n/index.ts';
import type { Source } from '../../protocol/vocabulary.ts';
import { styled } from '../../ui/index.ts';
import { MarkdownBlock } from './block.tsx';
import { advance, type Block, nothing, type Parsed } from './blocks.ts';
import type { Drawing } from './inline.tsx';
import { sourceAddress } from './links.ts';
import { markdownStyle } from './style.ts';

const Body = styled('div', { base: markdownStyle });

/** Closed blocks in one section: the browser skips those out of sight while the answer grows. Measured best at about 8. */
const PER_SECTION = 8;

export interface MarkdownProps {
  readonly text: string;
  /** The text may still grow: its end is parsed again each time, links stay closed. */
  readonly open: boolean;
  readonly sources: readonly Source[];
  /** Exact origins links may lead to. */
  readonly origins: ReadonlySet<string>;
}

/** An answer's Markdown as React elements, parsed once per block however often its end grows. */
export const Markdown = memo(function Markdown({ text, open, sources, origins }: MarkdownProps): ReactNode {
  const t = useText();
  const drawing = useMemo<Drawing>(() => ({ t, rules: { origins, sources: addressesOf(sources), active: !open } }), [t, origins, sources, open]);
  const before = useRef<Parsed>(nothing);
  const parsed = useMemo(() => advance(before.current, text, open), [text, open]);
  useEffect(() => {
    before.current = parsed;
  }, [parsed]);
  const whole = Math.floor(parsed.closed.length / PER_SECTION);
  const sections = useStableSections(parsed.closed, whole);
  const rest = [...parsed.closed.slice(whole * PER_SECTION), ...parsed.tail];
  return (
    <Body dir="auto" data-open={open ? '' : undefined}>
      {sections.map((blocks) => <Section key={blocks[0]?.key} blocks={blocks} drawing={drawing} />)}
      {rest.map((block) => <MarkdownBlock key={block.key} block={block} drawing={drawing} />)}
    </Body>
  );
});

const Section = memo(function Section({ blocks, drawing }: { readonly blocks: readonly Block[]; readonly drawing: Drawing }): ReactNode {
  return <div className="aics-section">{blocks.map((block) => <MarkdownBlock key={block.key} block={block} drawing={drawing} />)}</div>;
});

/** The same arrays for the same blocks, so that a full section is never compared again. */
function useStableSections(closed: readonly Block[], whole: number): readonly (readonly Block[])[] {
  const known = useRef<readonly (readonly Block[])[]>([]);
  const sections = useMemo(() => {
    const made: (readonly Block[])[] = [];
    for (let index = 0; index < whole; index += 1) {
      const old = known.current[index];
      made.push(old && old[0] === closed[index * PER_SECTION] ? old : closed.slice(index * PER_SECTION, (index + 1) * PER_SECTION));
    }
    return made;
  }, [closed, whole]);
  useEffect(() => {
    known.current = sections;
  }, [sections]);
  return sections;
}

function addressesOf(sources: readonly Source[]): ReadonlySet<string> {
  const origin = typeof location === 'undefined' ? null : location.origin;
  return new Set(sources.flatMap((source) => sourceAddress(source.url, origin) ?? []));
}

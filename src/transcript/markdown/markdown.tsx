import { createContext, memo, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../i18n/index.ts';
import type { Source } from '../../protocol/vocabulary.ts';
import { styled } from '../../ui/index.ts';
import { MarkdownBlock } from './block.tsx';
import { advance, type Block, nothing, type Parsed } from './blocks.ts';
import type { Drawing } from './inline.tsx';
import { sourceAddress } from './links.ts';
import { markdownStyle } from './style.ts';

const Body = styled('div', { base: markdownStyle });

/** Blocks in one section: the browser skips those out of sight while the answer grows. Measured best at about 8. */
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
  const drawing = useMemo<Drawing>(
    () => ({ t, rules: { origins, sources: addressesOf(sources), active: !open } }),
    [t, origins, sources, open],
  );
  // Kept once it was seen growing: to change how its sections are laid out at the end would shift the page.
  const [grew] = useState(open);
  const before = useRef<Parsed>(nothing);
  const parsed = useMemo(() => advance(before.current, text, open), [text, open]);
  useEffect(() => {
    before.current = parsed;
  }, [parsed]);
  const written = useMemo<Written>(() => ({ sections: chunks([...parsed.closed, ...parsed.tail]), drawing }), [parsed, drawing]);
  return (
    <WrittenContext value={written}>
      <Frame open={open} grew={grew} />
    </WrittenContext>
  );
});

interface Written {
  readonly sections: readonly (readonly Block[])[];
  readonly drawing: Drawing;
}
const WrittenContext = createContext<Written | null>(null);

/** The styled box around, whose rules are many: it is not drawn again for a word that is added. */
const Frame = memo(function Frame({ open, grew }: { readonly open: boolean; readonly grew: boolean }): ReactNode {
  return (
    <Body dir="auto" data-open={open ? '' : undefined} data-grew={grew ? '' : undefined}>
      <Sections />
    </Body>
  );
});

function Sections(): ReactNode {
  const written = use(WrittenContext);
  if (written === null) return null;
  return written.sections.map((blocks, index) => <Section key={index} blocks={blocks} drawing={written.drawing} />);
}

interface SectionProps {
  readonly blocks: readonly Block[];
  readonly drawing: Drawing;
}

/** Blocks are born in the section they stay in: nothing is moved or made again when it is full. */
const Section = memo(
  function Section({ blocks, drawing }: SectionProps): ReactNode {
    return (
      <div className="aics-section">
        {blocks.map((block) => (
          <MarkdownBlock key={block.key} block={block} drawing={drawing} />
        ))}
      </div>
    );
  },
  (a, b) => a.drawing === b.drawing && a.blocks.length === b.blocks.length && a.blocks.every((block, index) => block === b.blocks[index]),
);

function chunks(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const made: (readonly Block[])[] = [];
  for (let at = 0; at < blocks.length; at += PER_SECTION) made.push(blocks.slice(at, at + PER_SECTION));
  return made;
}

function addressesOf(sources: readonly Source[]): ReadonlySet<string> {
  const origin = typeof location === 'undefined' ? null : location.origin;
  return new Set(sources.flatMap((source) => sourceAddress(source.url, origin) ?? []));
}

import {
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useText } from '../../i18n/index.ts';
import type { Source } from '../../protocol/vocabulary.ts';
import { styled } from '../../ui/index.ts';
import { advance, nothing, type Parsed } from './blocks.ts';
import { grammar, loadGrammar, onGrammar } from './grammar.ts';
import { Growing } from './growing.tsx';
import { LinkRulesContext } from './inline.tsx';
import { type LinkRules, sourceAddress } from './links.ts';
import { Sections } from './sections.tsx';
import { markdownStyle } from './style.ts';

const Body = styled('div', { base: markdownStyle });

/** A text that grows, and who tells of it. */
export interface TextGrowth {
  /** As it stands now; null once it is gone. */
  message(): { readonly text: string } | null;
  subscribe(listener: () => void): () => void;
}

export interface MarkdownProps {
  readonly text: string;
  /** The text may still grow: its end is read again each time, links stay closed. */
  readonly open: boolean;
  /** Where an open text is followed without being given anew; `text` is then what it was at some time. */
  readonly growth?: TextGrowth | null;
  readonly sources: readonly Source[];
  /** Exact origins links may lead to. */
  readonly origins: ReadonlySet<string>;
}

/** An answer's Markdown as React elements, read once per block however often its end grows. */
export const Markdown = memo(function Markdown({ text, open, growth = null, sources, origins }: MarkdownProps): ReactNode {
  const rules = useMemo<LinkRules>(() => ({ origins, sources: addressesOf(sources), active: !open }), [origins, sources, open]);
  // Kept once it was seen growing: to change how its sections are laid out at the end would shift the page.
  const [grew] = useState(open);
  const root = useRef<HTMLDivElement>(null);
  return (
    <LinkRulesContext value={rules}>
      <Body ref={root} dir="auto" data-open={open ? '' : undefined} data-grew={grew ? '' : undefined}>
        <Words {...{ text, open, growth, rules, root }} />
      </Body>
    </LinkRulesContext>
  );
});

interface WordsProps {
  readonly text: string;
  readonly open: boolean;
  readonly growth: TextGrowth | null;
  readonly rules: LinkRules;
  readonly root: RefObject<HTMLDivElement | null>;
}

/**
 * What is drawn again for what is added, and nothing around it. It hands nothing down by a context: each change of one is looked
 * for in all that was drawn before.
 */
function Words({ text, open, growth, rules, root }: WordsProps): ReactNode {
  const t = useText();
  const growing = useRef<Growing>(null);
  const { sections, tail, flow } = useParsed(text, open, growth, growing);
  return (
    <Growing ref={growing} {...{ root, tail, sections, flow, rules, t }}>
      <Sections closed={sections} tail={tail} />
    </Growing>
  );
}

/**
 * What is to be drawn. An open text that is followed goes to the page directly where words were only added to words;
 * React hears of the rest, in the same frame.
 */
function useParsed(text: string, open: boolean, growth: TextGrowth | null, growing: RefObject<Growing | null>): Parsed {
  const reader = useSyncExternalStore(onGrammar, grammar, grammar);
  useEffect(() => {
    if (reader === null) void loadGrammar();
  }, [reader]);
  const latest = useRef<Parsed>(nothing);
  const next = useRef<Parsed | null>(null);
  const follow = useCallback(
    (tell: () => void): (() => void) => {
      if (!open || growth === null) return () => {};
      return growth.subscribe(() => {
        const before = latest.current;
        const now = advance(before, growth.message()?.text ?? before.source, true);
        if (now.sections === before.sections && now.grammar === before.grammar && growing.current?.goOn(before.tail, now)) {
          latest.current = now;
        } else {
          next.current = now;
          tell();
        }
      });
    },
    [open, growth, growing],
  );
  const followed = useSyncExternalStore(
    follow,
    () => next.current,
    () => null,
  );
  const shown = (open ? growth?.message()?.text : undefined) ?? text;
  const parsed = useMemo(
    () =>
      followed?.source === shown && followed.open === open && followed.grammar === reader
        ? followed
        : advance(latest.current, shown, open, reader),
    [followed, shown, open, reader],
  );
  useLayoutEffect(() => {
    latest.current = parsed;
  }, [parsed]);
  return parsed;
}

function addressesOf(sources: readonly Source[]): ReadonlySet<string> {
  const origin = typeof location === 'undefined' ? null : location.origin;
  return new Set(sources.flatMap((source) => sourceAddress(source.url, origin) ?? []));
}

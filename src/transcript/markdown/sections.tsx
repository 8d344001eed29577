import { memo, type ReactNode, startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { MarkdownBlock } from './block.tsx';
import { type Block, PER_SECTION } from './token-blocks.ts';

/** More sections than this at once are drawn from the end, the earlier ones once that was painted. */
const AT_ONCE = 10;
const FIRST = 4;

interface SectionsProps {
  readonly closed: readonly (readonly Block[])[];
  readonly tail: readonly Block[];
}

/** Blocks are born in the section they stay in: nothing is moved or made again when it is full. */
export function Sections({ closed, tail }: SectionsProps): ReactNode {
  const sections = withTail(closed, tail);
  const held = useHeld(sections.length);
  return sections.map((blocks, index) => <Section key={index} blocks={blocks} held={index >= held.from && index < held.to} />);
}

function withTail(closed: readonly (readonly Block[])[], tail: readonly Block[]): readonly (readonly Block[])[] {
  const last = closed.at(-1);
  const room = last !== undefined && last.length < PER_SECTION;
  const sections = room ? closed.slice(0, -1) : [...closed];
  const blocks = room ? [...last, ...tail] : tail;
  for (let at = 0; at < blocks.length; at += PER_SECTION) sections.push(blocks.slice(at, at + PER_SECTION));
  return sections;
}

interface Held {
  readonly seen: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Which sections wait. After an absence tens of thousands of signs come at once: the last screenful is painted
 * first, the rest in two more goes, each of which React may interrupt.
 */
function useHeld(count: number): Held {
  const [held, setHeld] = useState<Held>({ seen: 0, from: 0, to: 0 });
  let now = held;
  if (count < held.seen) now = { seen: count, from: 0, to: 0 };
  else if (held.to === held.from && count !== held.seen) {
    const many = count - held.seen > AT_ONCE;
    now = { seen: count, from: many ? held.seen : 0, to: many ? count - FIRST : 0 };
  }
  if (now !== held) setHeld(now);
  const { from, to } = now;
  useEffect(() => {
    if (from === to) return undefined;
    return afterPaint(() =>
      startTransition(() =>
        setHeld((before) => {
          const next = to - from > AT_ONCE * 2 ? Math.floor((from + to) / 2) : from;
          return before.from === from && before.to === to ? { ...before, to: next } : before;
        }),
      ),
    );
  }, [from, to]);
  return now;
}

/** Once the frame that is drawn now is on the screen. */
function afterPaint(callback: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(callback, 0);
  });
  return () => {
    cancelAnimationFrame(frame);
    if (timer !== null) clearTimeout(timer);
  };
}

interface SectionProps {
  readonly blocks: readonly Block[];
  readonly held: boolean;
}

const Section = memo(
  function Section({ blocks, held }: SectionProps): ReactNode {
    const element = useRef<HTMLDivElement>(null);
    useMeasured(element, held);
    if (held) return <div ref={element} className="aics-section" style={{ height: estimate(blocks) }} />;
    return (
      <div ref={element} className="aics-section">
        {blocks.map((block) => (
          <MarkdownBlock key={block.key} block={block} />
        ))}
      </div>
    );
  },
  (a, b) => a.held === b.held && a.blocks.length === b.blocks.length && a.blocks.every((block, index) => block === b.blocks[index]),
);

/**
 * A section that was held is laid out once although it is out of sight, so that the browser knows its size: nothing
 * moves when the reader comes to it.
 */
function useMeasured(element: { readonly current: HTMLElement | null }, held: boolean): void {
  const wasHeld = useRef(held);
  useLayoutEffect(() => {
    const { style } = element.current ?? {};
    if (held || !wasHeld.current || style === undefined) {
      wasHeld.current = held;
      return undefined;
    }
    wasHeld.current = false;
    style.contentVisibility = 'visible';
    return afterPaint(() => {
      style.contentVisibility = '';
    });
  }, [element, held]);
}

/** Pixels, roughly: lines of 72 signs. */
const estimate = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { raw }) => sum + 12 + 24 * Math.max(1, Math.ceil(raw.trimEnd().length / 72)), 0);

import type { MarkedToken, Token } from 'marked';
import type { Block } from './token-blocks.ts';

/** The words a block ends with, and where they stand in it. */
interface Run {
  readonly place: string;
  readonly tokens: readonly Token[];
}

/**
 * The words of the last paragraph of a tail, if nothing else differs from the tail before: the same blocks, the same
 * items, the same quotes. Null where more than words changed.
 */
export function newWords(before: readonly Block[], now: readonly Block[]): readonly Token[] | null {
  const [a, b] = [before.at(-1), now.at(-1)];
  if (a === undefined || b === undefined || before.length !== now.length || a.key !== b.key || a.parts || b.parts) return null;
  if (before.some((block, index) => index < before.length - 1 && block !== now[index])) return null;
  const [was, is] = [a.token && runOf(a.token), b.token && runOf(b.token)];
  return was && is && was.place === is.place ? is.tokens : null;
}

function runOf(token: Token | undefined): Run | null {
  const known = token as MarkedToken | undefined;
  switch (known?.type) {
    case 'paragraph':
      return { place: 'p', tokens: known.tokens };
    case 'heading':
      return { place: `h${known.depth}`, tokens: known.tokens };
    case 'text':
      return known.tokens ? { place: 'p', tokens: known.tokens } : null;
    case 'blockquote':
      return within(`quote ${before(known.raw, known.tokens)}`, known.tokens);
    case 'list': {
      const item = known.items.at(-1);
      const start = `${known.ordered} ${known.start} ${before(known.raw, known.items)}`;
      return item ? within(`list ${start} ${item.task} ${item.checked} ${before(item.raw, item.tokens)}`, item.tokens) : null;
    }
    default:
      return null;
  }
}

function within(place: string, tokens: readonly Token[]): Run | null {
  const run = runOf(tokens.at(-1));
  return run && { ...run, place: `${place}/${run.place}` };
}

/** How many there are and how much text is in those before the last: what came before does not change while a text grows. */
const before = (raw: string, parts: readonly Token[]): string => `${parts.length}:${raw.length - (parts.at(-1)?.raw.length ?? 0)}`;

import { closeInline } from './complete-inline.ts';

/**
 * While an answer grows its last lines are often half a sign: `**bo`, `[label](https://ex`, `- `. These are
 * closed or held back for the frame, so that raw signs do not flash up and nothing shown turns into something
 * else. Only what is drawn is touched; the text itself stays as it came.
 */
export function completeOpen(tail: string): string {
  if (tail === '') return tail;
  const fence = openFence(tail);
  if (fence !== null) return holdBackFence(tail, fence);
  const held = holdBackLine(tail);
  const start = runStart(held);
  return held.slice(0, start) + closeInline(held.slice(start));
}

/** What stands before the words of a line: quotes and items around it. */
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*/u;

interface Fence {
  readonly sign: string;
  readonly length: number;
  /** Its first line is the last of the text. */
  readonly beginning: boolean;
}

function openFence(tail: string): Fence | null {
  if (!/[`~]{3}/u.test(tail)) return null;
  let open: Fence | null = null;
  const lines = tail.split('\n');
  lines.forEach((line, index) => {
    const signs = /^(?:(`{3,})[^`]*|(~{3,}).*)$/u.exec(line.replace(CONTAINERS, ''));
    const run = signs?.[1] ?? signs?.[2];
    const beginning = index === lines.length - 1;
    if (run === undefined) return;
    if (open === null) open = { sign: run.charAt(0), length: run.length, beginning };
    else if (!beginning && run.startsWith(open.sign) && run.length >= open.length && line.trim().endsWith(run)) open = null;
  });
  return open;
}

/** The first line is shown once it is whole, and a last one that may close the fence once it is known not to. */
function holdBackFence(tail: string, { sign, beginning }: Fence): string {
  const start = tail.lastIndexOf('\n') + 1;
  if (beginning) return tail.slice(0, start);
  const closing = new RegExp(`^(?:[ \\t]*>)*[ \\t]*${sign}*[ \\t]*$`, 'u').test(tail.slice(start));
  return closing ? tail.slice(0, Math.max(0, start - 1)) : tail;
}

/** A last line that is only the beginning of a marker says nothing yet. */
function holdBackLine(tail: string): string {
  const start = tail.lastIndexOf('\n') + 1;
  const line = tail.slice(start);
  const words = line.replace(CONTAINERS, '');
  // A digit alone may be an item, `[x` a box, `:-` a table's second line.
  if (/^(?:[-*+=_>#|`~:\s]*|\d{1,9}[.)]?|\[[ xX]?\]?[ \t]*)$/u.test(words)) return beforeTable(tail, start, words);
  const before = tail.slice(tail.lastIndexOf('\n', start - 2) + 1, Math.max(0, start - 1));
  return hasBar(words) && !isRow(before) ? tail.slice(0, start) : tail;
}

/** A table begins with its second line: until that is whole the first would be a paragraph of bars. */
function beforeTable(tail: string, start: number, words: string): string {
  const held = tail.slice(0, start);
  const from = held.lastIndexOf('\n', start - 2) + 1;
  const header = held.slice(from);
  const delimiter = /^[ \t:|-]*$/u.test(words) && hasBar(header) && !isRow(held.slice(held.lastIndexOf('\n', from - 2) + 1, from));
  return delimiter ? tail.slice(0, from) : held;
}

/** A row of a table that has begun. */
const isRow = (line: string): boolean => hasBar(line);

/** A bar outside of code. */
const hasBar = (line: string): boolean => line.includes('|') && /(?<!\\)\|/u.test(line.replace(/(`+)[^`]+\1/gu, ''));

/** Where the words begin that the last marks belong to: a paragraph, an item, a heading, the cell of a table. */
function runStart(text: string): number {
  let start = text.length;
  for (;;) {
    const from = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(from, start);
    if (line.trim() === '' && start < text.length) return start;
    const lead = /^[ \t]*(?:#{1,6}[ \t]+)?/u.exec(line.replace(CONTAINERS, ''))?.[0].length ?? 0;
    const containers = CONTAINERS.exec(line)?.[0] ?? '';
    start = from;
    if (containers.trim() !== '' || lead > 0) return from + containers.length + lead;
    if (hasBar(line)) return from + cellStart(line);
    if (from === 0) return 0;
  }
}

const cellStart = (line: string): number => Math.max(0, line.search(/(?<!\\)\|[^|]*\n?$/u) + 1);

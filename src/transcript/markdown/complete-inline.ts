/** Closes or takes away the marks that stand open at the end of a run of words. */
export function closeInline(text: string): string {
  const links = openLink(text);
  const run = holdBackEnd(links);
  const { open, codeAt } = marksOf(run);
  if (codeAt !== null) return closeCode(run, codeAt, open);
  return close(run, open);
}

interface Mark {
  readonly sign: string;
  readonly at: number;
  readonly length: number;
}

/** An address, an entity or an escape that is not whole. */
function holdBackEnd(text: string): string {
  return text.replace(/(?:<[^\s<>]*|&#?\w{0,8}|(?<!\\)(?:\\\\)*\\|(?<![^\s])!)$/u, (end) => (end.startsWith('\\') ? end.slice(1) : ''));
}

/** Of a link that is not whole only its label shows, of an image nothing. */
function openLink(text: string): string {
  for (let at = text.lastIndexOf('['); at >= 0; at = at === 0 ? -1 : text.lastIndexOf('[', at - 1)) {
    if (isEscaped(text, at) || inCode(text, at)) continue;
    const rest = text.slice(at);
    const half = /^\[((?:\\.|\[[^\]\n]*\]|[^\]\\\n])*)(?:\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:["'(][^"')]*["')]?)?)?)?)?$/u.exec(rest);
    if (half === null) continue;
    const image = text.charAt(at - 1) === '!';
    return image ? text.slice(0, at - 1) : text.slice(0, at) + (half[1] ?? '');
  }
  return text;
}

const isEscaped = (text: string, at: number): boolean => (/\\*$/u.exec(text.slice(0, at))?.[0].length ?? 0) % 2 === 1;

/** Whether a sign stands inside a span of code, closed or not. */
function inCode(text: string, at: number): boolean {
  const { spans, codeAt } = marksOf(text);
  return (codeAt !== null && at > codeAt) || spans.some(([from, to]) => at > from && at < to);
}

interface Marks {
  /** Openers nothing closed, in order. */
  readonly open: readonly Mark[];
  /** Where a span of code begins that nothing closed. */
  readonly codeAt: number | null;
  readonly spans: readonly (readonly [number, number])[];
}

/** Pairs the marks of a run as CommonMark's delimiter stack does, roughly: what is left is open. */
function marksOf(text: string): Marks {
  const open: Mark[] = [];
  const spans: (readonly [number, number])[] = [];
  const runs = /\\.|(`+)|(\*+|_+|~+)/gsu;
  for (let found = runs.exec(text); found !== null; found = runs.exec(text)) {
    const { index: at } = found;
    const [whole, ticks, signs] = found;
    if (ticks !== undefined) {
      const end = endOfCode(text, at + ticks.length, ticks.length);
      if (end === null) return { open, codeAt: at, spans };
      spans.push([at, end]);
      runs.lastIndex = end;
    } else if (signs !== undefined) pair(open, text, { sign: whole.charAt(0), at, length: whole.length });
  }
  return { open, codeAt: null, spans };
}

function endOfCode(text: string, from: number, length: number): number | null {
  const ticks = /`+/gu;
  ticks.lastIndex = from;
  for (let found = ticks.exec(text); found !== null; found = ticks.exec(text)) if (found[0].length === length) return found.index + length;
  return null;
}

function pair(open: Mark[], text: string, mark: Mark): void {
  const before = text.charAt(mark.at - 1);
  const after = text.charAt(mark.at + mark.length);
  const word = (sign: string): boolean => /[\p{L}\p{N}]/u.test(sign);
  const opens = /\S/u.test(after) && (word(after) || !word(before));
  const closes = /\S/u.test(before) && (after === '' || word(before) || !word(after));
  let { length } = mark;
  while (closes && length > 0) {
    const at = open.findLastIndex((one) => one.sign === mark.sign);
    const opener = open[at];
    if (opener === undefined) break;
    const used = Math.min(length, opener.length);
    length -= used;
    open.length = at;
    if (used < opener.length) open.push({ ...opener, length: opener.length - used });
  }
  const outside = !word(before) || (mark.sign === '*' && mark.length > 1);
  if (length > 0 && (after === '' || (opens && outside))) open.push({ sign: mark.sign, at: mark.at + mark.length - length, length });
}

/** Adds what closes the open marks, the innermost first; marks with nothing after them yet are taken away. */
function close(text: string, open: readonly Mark[]): string {
  let kept = text;
  const closers: string[] = [];
  for (const mark of [...open].reverse()) {
    const end = mark.at + mark.length;
    // A single `~` mostly stands for "about".
    if (kept.slice(end).trim() === '') kept = kept.slice(0, mark.at);
    else if (mark.sign !== '~' || text.startsWith('~~', mark.at)) closers.push(mark.sign.repeat(mark.length));
  }
  if (closers.length === 0) return kept;
  const words = kept.trimEnd();
  return words + closers.join('') + kept.slice(words.length);
}

function closeCode(text: string, at: number, open: readonly Mark[]): string {
  const ticks = /^`+/u.exec(text.slice(at))?.[0] ?? '`';
  const inside = text.slice(at + ticks.length);
  if (inside.trim() === '') return close(text.slice(0, at), open);
  // Ticks at the end may be the first of those that close it.
  const code = inside.replace(/`+$/u, '');
  const marks = open.map((mark) => mark.sign.repeat(mark.length)).reverse();
  return `${text.slice(0, at)}${ticks}${code.endsWith(' ') ? code.trimEnd() : code}${ticks}${marks.join('')}`;
}

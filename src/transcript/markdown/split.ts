/**
 * Where a growing text may be cut, so that what stands before and what comes after can be read apart: a fold over
 * its lines that never looks back (CommonMark 0.31, GFM 0.29). A cut is made only where it is certain; where it is
 * not, the lines stay together and the lexer decides.
 */
export type Place =
  /** What came before is over: whatever follows is another block. */
  | { readonly kind: 'start' }
  | { readonly kind: 'text' | 'quote'; readonly blank: boolean }
  | { readonly kind: 'fence'; readonly sign: string; readonly length: number }
  /** `end` null: over at the next blank line. */
  | { readonly kind: 'html'; readonly end: RegExp | null }
  /** `width`: the column from which a line belongs to the item; `loose`: a line came that may have ended the list. */
  | { readonly kind: 'list'; readonly sign: string; readonly width: number; readonly blank: boolean; readonly loose: boolean };

/** `item`: the line begins another item of the same list. */
export type Cut = 'none' | 'before' | 'item';

export interface Step {
  readonly cut: Cut;
  readonly place: Place;
}

export const START: Place = { kind: 'start' };
const TEXT: Place = { kind: 'text', blank: false };

interface Opening {
  readonly place: Place;
  /** Whether it ends a paragraph without a blank line between. */
  readonly interrupts: boolean;
}

/** One whole line, without its end. */
export function step(place: Place, line: string): Step {
  if (place.kind === 'fence') return stay(closesFence(line, place) ? START : place);
  const blank = /^[ \t]*$/u.test(line);
  if (place.kind === 'html') {
    const over = place.end === null ? blank : place.end.test(line);
    return stay(over ? START : place);
  }
  if (blank) return stay(place.kind === 'start' ? place : { ...place, blank: true });
  const indent = indentOf(line);
  if (place.kind === 'list') return inList(place, line, indent);
  const opening = openingOf(line, indent);
  if (place.kind === 'start') return { cut: 'before', place: opening.place };
  if (place.blank) return indent < 4 ? { cut: 'before', place: opening.place } : stay(TEXT);
  const goesOn = place.kind === 'quote' ? opening.place.kind === 'quote' : isDelimiterRow(line);
  if (opening.interrupts && !goesOn) return { cut: 'before', place: opening.place };
  return stay(place);
}

const stay = (place: Place): Step => ({ cut: 'none', place });

function inList(place: Extract<Place, { kind: 'list' }>, line: string, indent: number): Step {
  if (indent >= place.width) return stay({ ...place, blank: false, loose: place.loose && !place.blank });
  const opening = openingOf(line, indent);
  const sure = !place.loose || place.blank;
  if (opening.place.kind === 'list') {
    if (!sure && !opening.interrupts) return stay({ ...place, blank: false });
    return { cut: opening.place.sign === place.sign ? 'item' : 'before', place: opening.place };
  }
  if (place.blank || opening.interrupts) return { cut: 'before', place: opening.place };
  return stay({ ...place, loose: true });
}

/**
 * The cut that the beginning of a line makes certain, whatever follows it on that line; the line itself is to be
 * told to `step` once it is whole.
 */
export function cutBy(place: Place, beginning: string): Cut {
  const first = /[^ \t]/u.exec(beginning);
  if (first === null) return 'none';
  const indent = indentOf(beginning);
  switch (place.kind) {
    case 'start':
      return 'before';
    case 'text':
    case 'quote':
      return place.blank && indent < 4 ? 'before' : 'none';
    case 'list':
      return listCutBy(place, beginning.trimStart(), indent);
    default:
      return 'none';
  }
}

function listCutBy(place: Extract<Place, { kind: 'list' }>, words: string, indent: number): Cut {
  if (indent >= place.width || indent > 3) return 'none';
  if (!/^[-*+\d]/u.test(words)) return place.blank ? 'before' : 'none';
  const item = /^(?:([-*+])|\d{1,9}([.)]))[ \t]+([^ \t])/u.exec(words);
  if (item === null || place.loose) return 'none';
  const sign = item[1] ?? item[2];
  return sign === place.sign && item[3] !== sign ? 'item' : 'none';
}

/** Columns before the first word; a tab goes to the next multiple of four. */
function indentOf(line: string): number {
  let column = 0;
  for (const sign of line) {
    if (sign === ' ') column += 1;
    else if (sign === '\t') column += 4 - (column % 4);
    else break;
  }
  return column;
}

function closesFence(line: string, { sign, length }: Extract<Place, { kind: 'fence' }>): boolean {
  const words = line.trim();
  return indentOf(line) < 4 && words.length >= length && words === sign.repeat(words.length);
}

function openingOf(line: string, indent: number): Opening {
  if (indent >= 4) return { place: TEXT, interrupts: false };
  const words = line.trimStart();
  const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/u.exec(words);
  const signs = fence?.[1] ?? fence?.[2];
  if (signs !== undefined) return { place: { kind: 'fence', sign: signs.charAt(0), length: signs.length }, interrupts: true };
  if (/^#{1,6}(?:[ \t]|$)/u.test(words) || isRule(words)) return { place: START, interrupts: true };
  if (words.startsWith('>')) return { place: { kind: 'quote', blank: false }, interrupts: true };
  return htmlOpening(words) ?? listOpening(words, indent) ?? { place: TEXT, interrupts: false };
}

const isRule = (words: string): boolean => /^(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$/u.test(words);

function listOpening(words: string, indent: number): Opening | null {
  const marker = /^([-*+]|(\d{1,9})([.)]))(?:([ \t]+)(\S)?|$)/u.exec(words);
  if (marker === null) return null;
  const [, whole = '', number, delimiter, space = '', content] = marker;
  const start = indent + whole.length;
  const end = indentOf(`${' '.repeat(start)}${space}`);
  const width = content === undefined || end - start > 4 ? start + 1 : end;
  const interrupts = content !== undefined && (number === undefined || Number(number) === 1);
  return { place: { kind: 'list', sign: delimiter ?? whole, width, blank: false, loose: false }, interrupts };
}

/** The second line of a table reads like an item where its first cell is `-`. */
const isDelimiterRow = (line: string): boolean => line.includes('|') && /^[ \t]*\|?[ \t:|-]+$/u.test(line) && line.includes('-');

const RAW = /^<(script|pre|style|textarea)(?:[\s>]|$)/iu;
const BLOCK_TAG =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|\/?>|$)/iu;
const LONE_TAG =
  /^<(?:\/[a-z][a-z0-9-]*[ \t]*|[a-z][a-z0-9-]*(?:[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*[ \t]*\/?)>[ \t]*$/iu;

/** The seven ways HTML begins a block, each with its end. */
function htmlOpening(words: string): Opening | null {
  if (!words.startsWith('<')) return null;
  const end = RAW.test(words)
    ? /<\/(?:script|pre|style|textarea)>/iu
    : words.startsWith('<!--')
      ? /-->/u
      : words.startsWith('<?')
        ? /\?>/u
        : words.startsWith('<![CDATA[')
          ? /\]\]>/u
          : /^<![a-z]/iu.test(words)
            ? />/u
            : null;
  if (end !== null) return { place: end.test(words) ? START : { kind: 'html', end }, interrupts: true };
  if (BLOCK_TAG.test(words)) return { place: { kind: 'html', end: null }, interrupts: true };
  return LONE_TAG.test(words) ? { place: { kind: 'html', end: null }, interrupts: false } : null;
}

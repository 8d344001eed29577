const escapeCode = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);
/** ESC [ … final byte, and ESC ] … BEL or ESC \ (links and titles of terminals). */
const terminalSequence = new RegExp(
  `${escapeCode}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escapeCode}]*(?:${bell}|${escapeCode}\\\\)?)`,
  'gu',
);
/** C0 without tab and newline, DEL, C1. */
const control = /(?![\t\n])\p{Cc}/gu;
/** What most pieces of an answer are: nothing to clean. */
const plain = /^[\t\n -~]*$/;
const loneSurrogate = /\p{Surrogate}/gu;

/**
 * What a person or a model wrote, as both databases store it alike: no NUL or other control character but tab and newline (H18),
 * no half of a surrogate pair (H19). Line ends become "\n".
 */
export function cleanText(text: string): string {
  if (plain.test(text)) return text;
  // Halves first: removing what stands between two would make a character nobody wrote.
  return text.replace(loneSurrogate, '\uFFFD').replace(/\r\n?/g, '\n').replace(terminalSequence, '').replace(control, '');
}

/** The same for one line: no newline or tab either. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** The longest beginning of `text` with at most `units` UTF-16 units that splits no surrogate pair. */
export function shorten(text: string, units: number): string {
  if (text.length <= units) return text;
  return isHighSurrogate(text.charCodeAt(units - 1)) ? text.slice(0, units - 1) : text.slice(0, units);
}

/** The longest beginning of `text` with at most `bytes` UTF-8 bytes that splits no character. */
export function shortenToBytes(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text;
  const whole = Buffer.from(text, 'utf8');
  let end = Math.max(0, bytes);
  // A byte 10xxxxxx continues a character: a cut before one would be inside it.
  while (end > 0 && ((whole[end] ?? 0) & 0xc0) === 0x80) end--;
  return whole.subarray(0, end).toString('utf8');
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** A terminal's sequence that may go on in the next piece, within reason. */
const unfinished = new RegExp(`${escapeCode}(?:\\[[0-?]*[ -/]*|\\][^${bell}${escapeCode}]{0,2000}${escapeCode}?)?$`, 'u');

/** Cleans a text that arrives in pieces: a high surrogate, a carriage return or the beginning of a terminal's sequence at a piece's end waits for the next (F58). */
export class PieceCleaner {
  private held = '';

  push(piece: string): string {
    let text = this.held + piece;
    const last = text.charCodeAt(text.length - 1);
    const from = text.includes(escapeCode) ? text.search(unfinished) : -1;
    this.held = from >= 0 ? text.slice(from) : isHighSurrogate(last) || last === 0x0d ? text.slice(-1) : '';
    if (this.held !== '') text = text.slice(0, -this.held.length);
    return cleanText(text);
  }

  /** What is left at the end: half a pair becomes U+FFFD. */
  end(): string {
    const text = this.held;
    this.held = '';
    return cleanText(text);
  }
}

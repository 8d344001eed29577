/**
 * The WebSocket frame of a page, written once and copied for each reader with their subscription's id in it. `ws` encodes a text anew for
 * every socket, in two writes.
 */

/** Final fragment, text (RFC 6455, 5.2). */
const FINAL_TEXT = 0x81;
/** What the second byte says instead of a length that does not fit into it: two bytes follow, or eight. */
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;
const MOST_IN_ONE = 125;
const MOST_IN_TWO = 0xffff;

/** A text frame as a server sends it: whole and unmasked, `start` and `rest` being its text. */
export function textFrame(start: string, rest: string): Buffer {
  const length = Buffer.byteLength(start) + Buffer.byteLength(rest);
  const at = headerBytes(length);
  const frame = Buffer.allocUnsafe(at + length);
  frame[0] = FINAL_TEXT;
  if (length <= MOST_IN_ONE) frame[1] = length;
  else if (length <= MOST_IN_TWO) {
    frame[1] = TWO_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = EIGHT_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(rest, at + frame.write(start, at));
  return frame;
}

function headerBytes(length: number): number {
  if (length <= MOST_IN_ONE) return 2;
  return length <= MOST_IN_TWO ? 4 : 10;
}

/** The frames of one text, which differ in their start only. */
export class SharedFrame {
  readonly text: string;
  private first: { readonly start: string; readonly bytes: number; readonly frame: Buffer; readonly at: number } | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Not to be changed: it may be another reader's too. */
  startingWith(start: string): Buffer {
    const { first } = this;
    if (first?.start === start) return first.frame;
    const bytes = Buffer.byteLength(start);
    if (first?.bytes !== bytes) {
      const frame = textFrame(start, this.text);
      this.first ??= { start, bytes, frame, at: frame[1] === TWO_BYTES ? 4 : frame[1] === EIGHT_BYTES ? 10 : 2 };
      return frame;
    }
    const frame = Buffer.allocUnsafe(first.frame.length);
    first.frame.copy(frame);
    frame.write(start, first.at);
    return frame;
  }
}

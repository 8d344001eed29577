/** A stretch of bytes that lies within one frame; `ends`: its last byte is the frame's last. */
export interface Piece {
  readonly bytes: Buffer;
  readonly ends: boolean;
}

/** Where the frames of one direction of a WebSocket end, fed with bytes as they pass (RFC 6455, section 5.2). */
export class FrameMarks {
  #header: number[] = [];
  #left = 0;

  /** Nothing of a frame has passed that is not whole. */
  get between(): boolean {
    return this.#left === 0 && this.#header.length === 0;
  }

  split(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        this.#header.push(chunk[at] ?? 0);
        at += 1;
        const length = payloadOf(this.#header);
        if (length === null) continue;
        this.#header = [];
        this.#left = length;
        if (length > 0) continue;
      } else {
        const taken = Math.min(this.#left, chunk.length - at);
        this.#left -= taken;
        at += taken;
        if (this.#left > 0) continue;
      }
      pieces.push({ bytes: chunk.subarray(from, at), ends: true });
      from = at;
    }
    if (from < chunk.length) pieces.push({ bytes: chunk.subarray(from), ends: false });
    return pieces;
  }
}

/** Bytes of payload a whole header promises; null while the header is not whole. */
function payloadOf(header: readonly number[]): number | null {
  const second = header[1];
  if (second === undefined) return null;
  const short = second & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const mask = second & 0x80 ? 4 : 0;
  if (header.length < 2 + extra + mask) return null;
  if (extra === 0) return short;
  return header.slice(2, 2 + extra).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** A server's close frame. */
export function closeFrame(code: number): Buffer {
  return Buffer.from([0x88, 0x02, code >> 8, code & 0xff]);
}

/** A server's text frame with these bytes, at most 125. */
export function textFrame(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
}

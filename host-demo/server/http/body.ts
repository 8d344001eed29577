import type { IncomingMessage } from 'node:http';

/** The body is longer than allowed, or was not sent in time. */
export class BodyError extends Error {
  readonly status: 408 | 413;
  constructor(status: 408 | 413, message: string) {
    super(message);
    this.name = 'BodyError';
    this.status = status;
  }
}

/**
 * The whole body as bytes.
 * @param limit bytes; a longer body is refused by its announced length, or as soon as it gets longer.
 * @throws BodyError, or the socket's error when the caller leaves.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLong = new BodyError(413, `The body is longer than ${limit} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLong;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    length += bytes.length;
    if (length > limit) throw tooLong;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

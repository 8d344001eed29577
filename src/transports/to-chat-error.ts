import { ChatError, type ChatErrorKind } from '../protocol/chat-error.ts';

/** How often a fault that may be ours is met before pages go over HTTP for this page's life. */
export interface SocketFault {
  readonly error: ChatError;
  readonly httpForGood: boolean;
  /** The close code, if the end had one. */
  readonly code: number | null;
}

const CLOSE_KINDS: Readonly<Record<number, ChatErrorKind>> = { 1012: 'shutdown', 1013: 'overload', 4403: 'expired', 4413: 'overload' };
/** Our bug, or a server that speaks another protocol: repeating it cannot help (docs/ARCHITECTURE.md, "What ends a connection"). */
const HTTP_FOR_GOOD: ReadonlySet<number> = new Set([4400, 4401, 4406, 4408, 4409, 4429]);
/** The server failed at what we sent: at least 5 s before it is asked again. */
const SLOW: ReadonlySet<number> = new Set([1002, 1003, 1007, 1008, 1009, 1010, 1011, 4500]);

/** What the end of a socket means, whoever ended it and however: a close event, an error event or an exception. */
export function fromSocketEnd(end: unknown): SocketFault {
  if (end instanceof ChatError) return { error: end, httpForGood: false, code: null };
  const code = typeof end === 'object' && end !== null && 'code' in end && typeof end.code === 'number' ? end.code : null;
  if (code === null) return { error: new ChatError('network', 'The WebSocket could not be opened or was lost.'), httpForGood: false, code };
  const kind = CLOSE_KINDS[code] ?? 'network';
  const message = `The WebSocket was closed with code ${code}.`;
  return {
    error: new ChatError(kind, message, { retryAfterMs: SLOW.has(code) ? 5_000 : null }),
    httpForGood: HTTP_FOR_GOOD.has(code),
    code,
  };
}

interface WireError {
  readonly message: string;
  readonly code: string | null;
  readonly retryAfterMs: number | null;
}

const CODE_KINDS: Readonly<Record<string, ChatErrorKind>> = {
  UNAUTHENTICATED: 'expired',
  RATE_LIMITED: 'overload',
  UNAVAILABLE: 'overload',
  TOO_MANY_OPERATIONS: 'overload',
  IDENTITY_MISMATCH: 'refused',
  FORBIDDEN: 'refused',
  TOO_LARGE: 'refused',
  INTERNAL_SERVER_ERROR: 'network',
};

/** The errors of a GraphQL answer; with none that is known the request itself is at fault. */
export function fromGraphqlErrors(errors: unknown): ChatError {
  const first = readErrors(errors)[0];
  if (!first) return new ChatError('defect', 'The server answered with neither data nor errors.');
  const kind = (first.code !== null && CODE_KINDS[first.code]) || 'defect';
  const code = kind === 'refused' ? 'FORBIDDEN' : kind === 'overload' ? 'RATE_LIMITED' : null;
  return new ChatError(kind, first.message, { retryAfterMs: first.retryAfterMs, code });
}

/** An HTTP status and what came with it. @param retryAfter the header, in seconds or as a date. */
export function fromHttpStatus(status: number, errors: unknown, retryAfter: string | null): ChatError {
  const first = readErrors(errors)[0];
  const message = first?.message ?? `The server answered with HTTP ${status}.`;
  const retryAfterMs = first?.retryAfterMs ?? readRetryAfter(retryAfter);
  if (status === 401) return new ChatError('expired', message);
  if (status === 429 || status === 503)
    return new ChatError('overload', message, { retryAfterMs, code: status === 429 ? 'RATE_LIMITED' : 'UNAVAILABLE' });
  if (status === 413) return new ChatError('refused', message, { code: 'TOO_LARGE' });
  if (status >= 500 || status === 408) return new ChatError('network', message, { retryAfterMs });
  if (status === 403) return new ChatError('refused', message, { code: 'FORBIDDEN' });
  return first ? fromGraphqlErrors(errors) : new ChatError('defect', message);
}

/** Seconds or an HTTP date; a date is only used as a difference to its own answer's clock elsewhere, so it counts as 5 s. */
export function readRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) * 1_000 : 5_000;
}

function readErrors(errors: unknown): readonly WireError[] {
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, 10).map((error: unknown) => {
    const { message, extensions } = (typeof error === 'object' && error !== null ? error : {}) as {
      message?: unknown;
      extensions?: unknown;
    };
    const { code, retryAfterMs } = (typeof extensions === 'object' && extensions !== null ? extensions : {}) as {
      code?: unknown;
      retryAfterMs?: unknown;
    };
    return {
      message: typeof message === 'string' ? message.slice(0, 1_000) : 'The server gave no reason.',
      code: typeof code === 'string' ? code : null,
      retryAfterMs: typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? retryAfterMs : null,
    };
  });
}

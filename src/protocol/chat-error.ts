import type { ErrorCode } from './vocabulary.ts';

/**
 * Every fault a carrier can meet, by what its owner must do about it (rule K-13):
 * `network` repeat after back-off · `overload` obey `retryAfterMs` · `shutdown` spread over
 * `retryAfterMs` · `expired` refresh the token once · `signed-out` stop, keep the outbox ·
 * `withdrawn` stop and purge · `refused` the server understood and said no · `defect` our bug or a
 * server that breaks the protocol.
 */
export type ChatErrorKind = 'network' | 'overload' | 'shutdown' | 'expired' | 'signed-out' | 'withdrawn' | 'refused' | 'defect';

export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly kind: ChatErrorKind;
  /** Milliseconds the server asked to wait, if it did. */
  readonly retryAfterMs: number | null;
  readonly code: ErrorCode | null;
  constructor(
    kind: ChatErrorKind,
    message: string,
    options: { retryAfterMs?: number | null; code?: ErrorCode | null; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.code = options.code ?? null;
  }
  /** Whether trying the same thing again can help. */
  get retryable(): boolean {
    return this.kind === 'network' || this.kind === 'overload' || this.kind === 'shutdown' || this.kind === 'expired';
  }
}

import type { ErrorCode, UserError } from '../generated/schema.ts';

/** A command that is not done, for a reason the person can act on; it becomes the payload's `error` and rolls the change back. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly userError: UserError;

  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; retryAfterMs?: number } = {}) {
    super(message);
    this.userError = {
      __typename: 'UserError',
      code,
      message,
      retryable: options.retryable ?? false,
      retryAfterMs: options.retryAfterMs ?? null,
    };
  }
}

/** The same words for foreign and unknown ids (rule A-1). */
export function notFound(): Refusal {
  return new Refusal('NOT_FOUND', 'There is nothing by this id, or it is not yours. Open a conversation from the list.');
}

export function forbidden(message: string): Refusal {
  return new Refusal('FORBIDDEN', message);
}

export function conflict(): Refusal {
  return new Refusal('IDEMPOTENCY_CONFLICT', 'This id was used before with other content. Send again with a new id.');
}

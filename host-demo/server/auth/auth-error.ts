/**
 * Why a request was not let in. `token-missing` and `token-refused` are the caller's to mend (401, 4403); `keys-unavailable` is ours
 * (503, 1013): a client that took it for a refusal would sign the customer out because a key server was slow.
 */
export type AuthFailure = 'token-missing' | 'token-ended' | 'token-refused' | 'keys-unavailable';

export class AuthError extends Error {
  readonly failure: AuthFailure;
  constructor(failure: AuthFailure, message: string) {
    super(message);
    this.name = 'AuthError';
    this.failure = failure;
  }
}

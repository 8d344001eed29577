import type { Backend, Identity } from '../conversations/api.ts';

/** What a resolver may know of the request: who asks, the backend, and when to stop waiting. Nothing of HTTP or sockets. */
export interface RequestContext {
  readonly backend: Backend;
  readonly identity: Identity;
  /** Aborted when the caller has gone or the server shuts down. */
  readonly signal: AbortSignal;
  /** Ms since the caller's end of a lasting connection showed life; undefined for a single request. */
  readonly silentMs?: () => number;
}

/**
 * Why the chat could not be loaded, in the words a shell can act on. The last two are only of releases.
 * - `missing`: the manifest, the entry or a chunk could not be fetched (network, 404, CORS, wrong URL), or a chunk is no whole script.
 * - `timeout`: something was still under way when the time ran out.
 * - `invalid`: files arrived but are not this remote: no manifest, no container, no such module.
 * - `failed`: the remote's own code threw while it started.
 * - `mismatch`: the components need another React than the page's. The one kind that no further attempt ends; `mount` needs none.
 * - `tampered`: a file of the release came with other bytes than were released (changed, cut, or another page); nothing of it ran.
 * - `unsupported`: this browser cannot verify a release, so nothing was loaded.
 */
export type RemoteErrorKind = 'missing' | 'timeout' | 'invalid' | 'failed' | 'mismatch' | 'tampered' | 'unsupported';

/** Raised by `RemoteChat.load`. The message names the module, the manifest and what to check; `cause` is the original error. */
export class RemoteError extends Error {
  readonly kind: RemoteErrorKind;

  constructor(kind: RemoteErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RemoteError';
    this.kind = kind;
  }
}

const advice: Partial<Record<RemoteErrorKind, string>> = {
  missing: 'Check that the manifest URL answers from this page (address, CORS, certificate).',
  timeout: 'The remote answers too slowly or not at all.',
  invalid: 'Check that the manifest URL belongs to this remote and that its version exposes this module.',
  failed: 'The remote threw while it started; the cause says where.',
  mismatch: 'It is made for another React; the cause says for which.',
};

/** The runtime reports everything as Error with a code in its text, so the code is what there is to read. */
export function kindOf(error: unknown): RemoteErrorKind {
  if (error instanceof RemoteError) return error.kind;
  const name = error instanceof Error ? error.name : '';
  const text = error instanceof Error ? error.message : String(error);
  if (name === 'ReactMismatch') return 'mismatch';
  if (name === 'TimeoutError' || /timed out|\(timeout:/.test(text)) return 'timeout';
  if (text.includes('ScriptExecutionError')) return 'failed';
  if (text.includes('RUNTIME-003') && text.includes('SyntaxError')) return 'invalid';
  if (name === 'ChunkLoadError' || /RUNTIME-00[38]/.test(text)) return 'missing';
  if (/RUNTIME-(001|002|004|013|014)|does not exist in container/.test(text)) return 'invalid';
  return 'failed';
}

export function toRemoteError(error: unknown, module: string, manifest: string): RemoteError {
  if (error instanceof RemoteError) return error;
  const kind = kindOf(error);
  return new RemoteError(kind, `The chat's module "${module}" could not be loaded from ${manifest} (${kind}). ${advice[kind]}`, error);
}

import type { VerifiedFiles } from '../load-remote-chat.ts';
import { RemoteError } from '../remote-error.ts';

const invalid = (message: string, cause?: unknown) => new RemoteError('invalid', message, cause);

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
  return `sha384-${btoa(String.fromCharCode(...digest))}`;
}

/**
 * The body, whole, if it has this hash.
 * @throws RemoteError `missing` when it does not come, `invalid` when it is another file.
 */
export async function fetchVerified(url: string, hash: string, init: RequestInit): Promise<ArrayBuffer> {
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(url, { ...init, credentials: 'omit' });
    if (!response.ok) throw new RemoteError('missing', `The release's file ${url} answered with status ${response.status}.`);
    bytes = await response.arrayBuffer();
  } catch (error) {
    if (error instanceof RemoteError) throw error;
    const slow = error instanceof Error && error.name === 'TimeoutError';
    throw new RemoteError(slow ? 'timeout' : 'missing', `The release's file ${url} could not be fetched.`, error);
  }
  if ((await hashOf(bytes)) !== hash) throw invalid(`The release's file ${url} is not the one that was released: its hash differs.`);
  return bytes;
}

/**
 * What `integrity.json` below `base` says, after its own hash was checked.
 * @param base address of the release's folder, with `/` at its end.
 * @throws RemoteError
 */
export async function verifiedFiles(base: string, version: string, hash: string, timeoutMs: number): Promise<VerifiedFiles> {
  const bytes = await fetchVerified(new URL('integrity.json', base).href, hash, { signal: AbortSignal.timeout(timeoutMs) });
  const { files } = JSON.parse(new TextDecoder().decode(bytes)) as { files: Readonly<Record<string, string>> };
  const integrity = (url: string) => {
    const known = url.startsWith(base) && Object.hasOwn(files, url.slice(base.length)) ? files[url.slice(base.length)] : undefined;
    if (known === undefined) throw invalid(`The file ${url} is no part of the chat's version ${version}.`);
    return known;
  };
  return { version, integrity, fetch: async (url, init) => new Response(await fetchVerified(url, integrity(url), init)) };
}

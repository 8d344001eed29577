import type { VerifiedFiles } from '../load-remote-chat.ts';
import { RemoteError } from '../remote-error.ts';

export interface ReleaseFiles extends VerifiedFiles {
  /** The same error, or one that says what came in place of the file: of a script that failed a browser says nothing more. */
  explain(error: RemoteError): Promise<RemoteError>;
  /** Why a file this error names will not come by being asked for again; null if it may: it is there, or nobody answered. */
  reason(error: RemoteError): Promise<RemoteError | null>;
}

/** Milliseconds to find out what came in place of a file: it came a moment ago, so it is in the browser's cache or soon here. */
const EXPLAIN_MS = 2_000;

const ADDRESS = /https?:[^\s"'()<>]+/gu;

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
  return `sha384-${btoa(String.fromCharCode(...digest))}`;
}

/**
 * The body, whole, if it has this hash.
 * @throws RemoteError `missing` or `timeout` when it does not come, with a cause where nobody answered, `tampered` when it has other bytes.
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
  if ((await hashOf(bytes)) !== hash)
    throw new RemoteError('tampered', `The release's file ${url} is not the one that was released: its hash differs.`);
  return bytes;
}

/** All addresses an error names, in its text, in that of its causes, and where bundlers put the chunk's. */
function addressesIn(error: unknown): string[] {
  const { message = '', request = '', cause } = (error ?? {}) as Partial<Record<'message' | 'request' | 'cause', unknown>>;
  return [...(`${request} ${message}`.match(ADDRESS) ?? []), ...(cause ? addressesIn(cause) : [])];
}

/**
 * What `integrity.json` below `base` says, after its own hash was checked.
 * @param base address of the release's folder, with `/` at its end.
 * @throws RemoteError
 */
export async function verifiedFiles(base: string, version: string, hash: string, timeoutMs: number): Promise<ReleaseFiles> {
  const bytes = await fetchVerified(new URL('integrity.json', base).href, hash, { signal: AbortSignal.timeout(timeoutMs) });
  const { files } = JSON.parse(new TextDecoder().decode(bytes)) as { files: Readonly<Record<string, string>> };
  const known = (url: string) =>
    url.startsWith(base) && Object.hasOwn(files, url.slice(base.length)) ? files[url.slice(base.length)] : undefined;
  const integrity = (url: string) => {
    const hash = known(url);
    if (hash === undefined) throw new RemoteError('invalid', `The file ${url} is no part of the chat's version ${version}.`);
    return hash;
  };
  // A script that is refused for its hash fails like one that is not there; the file is looked at, and not run, to tell the two apart.
  const reason = async (error: RemoteError): Promise<RemoteError | null> => {
    const named = [...new Set(addressesIn(error))].filter((url) => known(url) !== undefined);
    const looked = await Promise.all(
      named.map((url) =>
        fetchVerified(url, integrity(url), { cache: 'force-cache', signal: AbortSignal.timeout(EXPLAIN_MS) }).then(
          () => null,
          (why: RemoteError) => why,
        ),
      ),
    );
    return (
      looked.find((why) => why?.kind === 'tampered') ?? looked.find((why) => why?.kind === 'missing' && why.cause === undefined) ?? null
    );
  };
  const explain = async (error: RemoteError) => (error.kind === 'missing' ? ((await reason(error)) ?? error) : error);
  return { version, integrity, explain, reason, fetch: async (url, init) => new Response(await fetchVerified(url, integrity(url), init)) };
}

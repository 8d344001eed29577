import { RemoteError } from '../remote-error.ts';
import type { Memory } from './memory.ts';
import { openRegistry, type Registry, type VerifySignature } from './registry.ts';

export interface RegistrySource {
  /**
   * The registry to go by now: what the address gives, else the last one this browser saw. Rejects only when there is none at all.
   * @param patienceMs how long to wait for the address while an earlier registry is known.
   */
  get(
    patienceMs: number,
  ): Promise<{ readonly registry: Registry /** Why the address's was not taken. */; readonly refused: RemoteError | null }>;
}

export interface SourceOptions {
  readonly url: string;
  readonly keys: readonly string[];
  readonly memory: Memory;
  readonly timeoutMs: number;
  readonly verify?: VerifySignature | undefined;
}

export function createRegistrySource({ url, keys, memory, timeoutMs, verify }: SourceOptions): RegistrySource {
  const known = async (): Promise<Registry | null> => {
    const { text } = memory.read();
    const registry = text === null ? null : await openRegistry(text, keys, verify).catch(() => null);
    // Whoever puts an earlier text there gains nothing.
    return registry && registry.serial >= memory.read().serial ? registry : null;
  };
  const fetched = async (withinMs: number): Promise<Registry> => {
    const response = await fetch(url, { cache: 'no-cache', credentials: 'omit', signal: AbortSignal.timeout(withinMs) });
    if (!response.ok) throw new RemoteError('missing', `The registry ${url} answered with status ${response.status}.`);
    const text = await response.text();
    const registry = await openRegistry(text, keys, verify);
    const { serial, text: earlier } = memory.read();
    if (registry.serial < serial || (registry.serial === serial && earlier !== null && earlier !== text)) {
      throw new RemoteError(
        'invalid',
        `The registry ${url} has serial ${registry.serial}; this browser has seen ${serial}, so it is refused.`,
      );
    }
    if (text !== earlier) memory.write({ text, serial: registry.serial });
    return registry;
  };
  return {
    get: async (patienceMs) => {
      const earlier = await known();
      try {
        return { registry: await fetched(earlier ? Math.min(patienceMs, timeoutMs) : timeoutMs), refused: null };
      } catch (error) {
        const refused = error instanceof RemoteError ? error : unreachable(url, error);
        // Another tab may have seen a later one meanwhile.
        const registry = (await known()) ?? earlier;
        if (registry === null) throw refused;
        return { registry, refused };
      }
    },
  };
}

function unreachable(url: string, error: unknown): RemoteError {
  const slow = error instanceof Error && error.name === 'TimeoutError';
  return new RemoteError(slow ? 'timeout' : 'missing', `The registry ${url} could not be fetched.`, error);
}

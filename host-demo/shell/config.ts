/** What the server tells the shell about its surroundings, from `/config.json`. */
export interface ShellConfig {
  /** URL of the remote's `mf-manifest.json`, on another origin. */
  readonly remoteManifest: string;
  /** In place of the manifest: which release of the chat runs is then what the registry says. */
  readonly releases?: {
    /** URL of `registry.json`. */
    readonly registry: string;
    /** The public key that is pinned. */
    readonly key: string;
    readonly channel: string;
    readonly refreshMs?: number;
    readonly soundAfterMs?: number;
  };
  /** The chat's GraphQL endpoint, e.g. `/graphql`. */
  readonly graphql: string;
  /** Milliseconds one attempt to load the chat may take. */
  readonly remoteTimeoutMs?: number;
  /** Where the chat keeps what is not sent yet; with the tab where nothing is said. */
  readonly persistence?: 'session' | 'device' | 'memory';
}

const READ_TIMEOUT_MS = 10_000;
let asked: Promise<ShellConfig> | null = null;

/** Reads the configuration once; after a failure the next caller asks again. */
export function readConfig(): Promise<ShellConfig> {
  const asking = asked ?? fetchConfig();
  asked = asking;
  asking.catch(() => {
    if (asked === asking) asked = null;
  });
  return asking;
}

async function fetchConfig(): Promise<ShellConfig> {
  const response = await fetch('/config.json', { cache: 'no-cache', signal: AbortSignal.timeout(READ_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`/config.json answered with status ${response.status}.`);
  const read = (await response.json()) as Partial<ShellConfig>;
  if (typeof read.remoteManifest !== 'string' || typeof read.graphql !== 'string') {
    throw new Error('/config.json must name "remoteManifest" and "graphql".');
  }
  return read as ShellConfig;
}

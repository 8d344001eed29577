import { createInstance } from '@module-federation/runtime';
import { RemoteError, toRemoteError } from './remote-error.ts';
import { createRetry } from './retry.ts';
import { tell } from './tell.ts';

/** One library the shell lends to the remote, so that both run the same copy. */
export interface SharedLibrary {
  readonly version: string;
  /** The module object itself, e.g. `import * as React from 'react'`. */
  readonly module: unknown;
}

export interface RemoteChatOptions {
  /** URL of the remote's `mf-manifest.json`, absolute or relative to the page. */
  readonly manifest: string;
  /** `react` and `react-dom` of the shell, for a container that shares them: a second React on the page breaks hooks. */
  readonly shared?: Readonly<Record<'react' | 'react-dom', SharedLibrary>>;
  /** Container name; default `ai_cs_agent_react`. */
  readonly name?: string;
  /** Milliseconds one attempt may take, all files together; default 12,000. */
  readonly timeoutMs?: number;
  /** Runs once per copy of the container before a module of it is handed out, e.g. to call the remote's `configure`. */
  readonly prepare?: (load: <T>(module: string) => Promise<T>) => Promise<void>;
  /** What `ready` brings, e.g. `mount`. */
  readonly module?: string;
  /** Told of each attempt of `ready` that failed. */
  readonly onError?: (error: RemoteError) => void;
  /** Called once, when the first attempt of `ready` failed: show what stands in for the chat until it comes. */
  readonly fallback?: (error: RemoteError) => void;
  /** Only for tests: what stands in for the federation runtime. */
  readonly runtime?: RemoteRuntime;
  /** Given by the loader of releases: which bytes each address must have. */
  readonly verified?: VerifiedFiles;
}

/** Files of one release. What is none of them, or has other bytes, does not run. */
export interface VerifiedFiles {
  /** Which release; two of them on one page share nothing. */
  readonly version: string;
  /** @throws RemoteError when the release has no such file. */
  integrity(url: string): string;
  /** @throws RemoteError when it cannot be fetched or has other bytes. */
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** The part of the federation runtime that is used. */
export interface RemoteRuntime {
  loadRemote<T>(id: string): Promise<T | null>;
  registerRemotes(remotes: { name: string; entry: string }[], options: { force: boolean }): void;
}

export interface RemoteChat {
  /**
   * One attempt to load a module, e.g. `AIChatInterface`. Who retries is the caller (see `createRetry`): a failed attempt
   * leaves everything ready for the next one. Rejects with a `RemoteError`.
   */
  load<T>(module: string): Promise<T>;
  /**
   * The module that `module` names, tried again with growing delays, and when the network returns, until it is there. Never rejects: at a
   * `mismatch`, which no further attempt would end, it stays open.
   */
  ready<T>(): Promise<T>;
  /** Makes the next `load` fetch the remote again, for a module that loads but breaks while it renders; best with its name and why. */
  renew(module?: string, reason?: unknown): void;
}

/** One fetched copy of the container. */
interface Copy {
  prepared: Promise<void> | null;
  /** Whether a module of it is in use: then it is not thrown away for another module's failed chunk. */
  used: boolean;
  failures: number;
}

const newCopy = (): Copy => ({ prepared: null, used: false, failures: 0 });

/** Plain retries of a copy in use (its chunk may come back) before a fresh one is fetched (the remote was redeployed). */
const PLAIN_RETRIES = 2;

/**
 * Loads the chat's federated modules by manifest at run time. Nothing is fetched before the first `load`.
 * All modules come from one copy of the container, so they share configuration and connections.
 */
export function loadRemoteChat(options: RemoteChatOptions): RemoteChat {
  const name = options.name ?? 'ai_cs_agent_react';
  const timeoutMs = options.timeoutMs ?? 12_000;
  const remote = () => ({ name, entry: options.manifest });
  const runtime = options.runtime ?? federationRuntime(options, name, timeoutMs);
  let copy = newCopy();
  let registered = false;

  const register = () => {
    runtime.registerRemotes([remote()], { force: registered });
    registered = true;
  };
  const raw = async <T>(module: string): Promise<T> => {
    const loaded = await runtime.loadRemote<T>(`${name}/${module}`);
    if (loaded === null || loaded === undefined)
      throw new RemoteError('invalid', `The remote at ${options.manifest} has no module "${module}".`);
    return loaded;
  };
  const prepared = (of: Copy): Promise<void> => {
    of.prepared ??= options.prepare ? options.prepare(raw) : Promise.resolve();
    return of.prepared;
  };
  const renew = () => {
    copy = newCopy();
    register();
  };
  const failed = (on: Copy) => {
    // Another module's failure has already brought a fresh copy: leave that one alone.
    if (on !== copy) return;
    on.failures += 1;
    if (!on.used || on.failures > PLAIN_RETRIES) renew();
  };

  const load = async <T>(module: string): Promise<T> => {
    if (!registered) register();
    const mine = copy;
    try {
      // Fetched side by side; handed out only once both are there.
      const both = Promise.all([raw<T>(module), prepared(mine)]);
      const [loaded] = await withTimeout(both, timeoutMs, module, options.manifest);
      // Replaced meanwhile: take the module from the copy the others use.
      if (mine !== copy) return await load<T>(module);
      mine.used = true;
      mine.failures = 0;
      return loaded;
    } catch (error) {
      failed(mine);
      throw toRemoteError(error, module, options.manifest);
    }
  };
  return { load, renew, ready: <T>() => untilLoaded<T>(options, load) };
}

/** @param load rejects with a `RemoteError`. */
export function untilLoaded<T>(
  { module = 'mount', onError, fallback }: Pick<RemoteChatOptions, 'module' | 'onError' | 'fallback'>,
  load: RemoteChat['load'],
): Promise<T> {
  return new Promise((resolve) => {
    const retry = createRetry(() => load<T>(module));
    const wake = () => retry.retryNow();
    const end = () => {
      removeEventListener('online', wake);
      retry.stop();
    };
    retry.subscribe(() => {
      const state = retry.state();
      if (state.status === 'ready') {
        end();
        resolve(state.value);
      }
      if (state.status !== 'waiting') return;
      const error = state.error as RemoteError;
      if (error.kind === 'mismatch') end();
      tell('onError', onError, error);
      if (state.attempt === 1) tell('fallback', fallback, error);
    });
    addEventListener('online', wake);
    retry.start();
  });
}

function withTimeout<T>(work: Promise<T>, ms: number, module: string, manifest: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new RemoteError('timeout', `The module "${module}" did not arrive from ${manifest} within ${ms} ms.`)),
      ms,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function federationRuntime(options: RemoteChatOptions, name: string, timeoutMs: number): RemoteRuntime {
  const shared = Object.fromEntries(
    Object.entries(options.shared ?? {}).map(([library, { version, module }]) => [
      library,
      { version, lib: () => module as never, shareConfig: { singleton: true, requiredVersion: `^${version.split('.')[0]}.0.0` } },
    ]),
  );
  const { verified } = options;
  return createInstance({
    name: verified ? `${name}_host_${verified.version}` : `${name}_host`,
    remotes: [],
    shared,
    shareStrategy: 'loaded-first',
    plugins: [
      {
        name: 'remote-chat',
        fetch: (url, init) => (verified?.fetch ?? fetchManifest)(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
        createScript: ({ url }) => ({ script: entryScript(url, verified?.integrity(url)), timeout: timeoutMs }),
      },
    ],
  }) as RemoteRuntime;
}

interface ScriptPolicy {
  createScriptURL(url: string): string;
}
let policy: ScriptPolicy | null = null;

/** Pages that require Trusted Types name this policy in `trusted-types`. Only addresses that a manifest of the shell's own choice named come here. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy } };
  policy ??= trustedTypes?.createPolicy('ai-cs-agent-host', { createScriptURL: (entry) => entry }) ?? null;
  return policy?.createScriptURL(url) ?? url;
}

/** `crossorigin`: without it the browser hides what a script of another origin threw, and a broken entry looks like a wrong one. */
function entryScript(url: string, integrity = ''): HTMLScriptElement {
  const script = document.createElement('script');
  script.integrity = integrity;
  script.src = trusted(url);
  script.crossOrigin = 'anonymous';
  return script;
}

/** `no-cache`: a manifest is the one file whose name stays while its content changes. */
async function fetchManifest(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, cache: 'no-cache', credentials: 'omit' });
  if (!response.ok) throw new RemoteError('missing', `The manifest ${url} answered with status ${response.status}.`);
  return response;
}

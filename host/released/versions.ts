/** Which version to run: the choice, what was learnt about each, and one loader for each that was tried. */
import { loadRemoteChat, type RemoteChat } from '../load-remote-chat.ts';
import { kindOf, RemoteError, type RemoteErrorKind } from '../remote-error.ts';
import type { ReleasedChatOptions } from './contract.ts';
import type { Memory } from './memory.ts';
import type { Insight } from './parts.ts';
import { type Candidate, candidates, type Registry } from './registry.ts';
import { verifiedFiles } from './verified-files.ts';

/** Milliseconds a version is left out after it failed: what did not come may come soon, what is broken stays so. */
const LEFT_OUT_MS: Readonly<Record<RemoteErrorKind, number>> = {
  missing: 60_000,
  timeout: 60_000,
  // Another page of this origin may have the React it wants.
  mismatch: 60_000,
  invalid: 600_000,
  tampered: 600_000,
  unsupported: 600_000,
  failed: 86_400_000,
};
/** The longest it is left out, and how much later it is as if it had never failed. */
const DAY_MS = 86_400_000;

/** One version on this page. */
export interface Copy {
  readonly version: string;
  readonly chat: RemoteChat;
  /** What really happened, as far as it can be found out. */
  explain(error: RemoteError): Promise<RemoteError>;
  /** Why what the error names will not come, or null if it may. */
  reason(error: RemoteError): Promise<RemoteError | null>;
  /** What the version can say of itself; null where the module for that is not there. */
  insight(): Promise<Insight | null>;
  /** Fetches what it needs besides the modules it was loaded for; rejects as `load` does. */
  whole(): Promise<void>;
}

export interface Versions {
  /** Best first. `running` is what this page shows. When all are left out, the one that is so for the shortest time. */
  order(registry: Registry, running: string | null): Candidate[];
  open(registry: Registry, version: string): Promise<Copy>;
  /** Leaves it out for a while, twice as long each time it failed again after that; not for what a browser without a network cannot get. */
  condemn(registry: Registry, version: string, kind: RemoteErrorKind): void;
  /** It has proved itself. */
  sound(version: string): void;
}

export function createVersions(options: ReleasedChatOptions, memory: Memory, now: () => number): Versions {
  const base = new URL(options.registry, location.href);
  const { environment = 'react', timeoutMs = 12_000 } = options;
  const name = options.name ?? `ai_cs_agent_${environment}`;
  // The isolated build brings its own.
  const react = environment === 'react' ? options.shared?.react.version : undefined;
  const wish = { ...options, ...(react === undefined ? {} : { react }) };
  const copies = new Map<string, Promise<Copy>>();

  const open = async (registry: Registry, version: string): Promise<Copy> => {
    const hash = registry.versions[version]?.integrity ?? '';
    const folder = new URL(`${version}/`, base).href;
    const verified = await verifiedFiles(folder, version, hash, timeoutMs);
    const manifest = new URL(`${environment}/mf-manifest.json`, folder).href;
    const chat = loadRemoteChat({ ...options, name, manifest, verified });
    const { explain, reason } = verified;
    const explained = async (error: unknown): Promise<never> => {
      throw await explain(asRemoteError(error, version));
    };
    const load: RemoteChat['load'] = (module) => chat.load<never>(module).catch(explained);
    const insight = () => chat.load<Insight>(environment === 'isolated' ? 'mount' : 'configure').catch(() => null);
    const whole = async () => (await insight())?.whole?.().catch(explained);
    return { version, chat: { ...chat, load }, explain, reason, insight, whole };
  };
  return {
    order: (registry, running) => {
      const { good, bad } = memory.read();
      const last = good ?? running;
      const all = candidates(registry, wish, last);
      // An expired registry may be an old one played again: it brings nobody anything new.
      const known = Date.parse(registry.expires) > now() ? all : all.filter(({ version }) => version === last || version === running);
      const until = ({ version }: Candidate) => bad[registry.versions[version]?.integrity ?? ''] ?? 0;
      const usable = known.filter((one) => until(one) <= now());
      return usable.length > 0 ? usable : [...known].sort((a, b) => until(a) - until(b));
    },
    open: (registry, version) => {
      const key = `${version} ${registry.versions[version]?.integrity}`;
      const opened = copies.get(key) ?? open(registry, version);
      copies.set(key, opened);
      opened.catch(() => copies.delete(key));
      return opened;
    },
    condemn: (registry, version, kind) => {
      const hash = registry.versions[version]?.integrity ?? '';
      for (const key of copies.keys()) if (key.startsWith(`${version} `)) copies.delete(key);
      if ((kind === 'missing' || kind === 'timeout') && navigator.onLine === false) return;
      const { good, bad, times } = memory.read();
      const remembered = (of: Readonly<Record<string, number>>) =>
        Object.fromEntries(Object.entries(of).filter(([one]) => (bad[one] ?? 0) + DAY_MS > now()));
      const { [hash]: before = 0, ...others } = remembered(times);
      // Tried while it was left out, since nothing else was there: what stood in the way may be the network's.
      const earlier = bad[hash] ?? 0;
      const time = earlier > now() ? Math.max(1, before) : before + 1;
      const until = now() + Math.min(DAY_MS, LEFT_OUT_MS[kind] * 2 ** (time - 1));
      memory.write({
        bad: { ...remembered(bad), [hash]: Math.max(until, earlier) },
        times: { ...others, [hash]: time },
        ...(good === version && kind === 'failed' ? { good: null } : {}),
      });
    },
    sound: (version) => memory.write({ good: version }),
  };
}

export function asRemoteError(reason: unknown, version: string): RemoteError {
  if (reason instanceof RemoteError) return reason;
  return new RemoteError(kindOf(reason), `The chat's version ${version} could not be started.`, reason);
}

export const noneLeft = (registry: Registry, { channel = 'stable', range }: ReleasedChatOptions): RemoteError =>
  new RemoteError(
    'missing',
    `The registry (serial ${registry.serial}, good until ${registry.expires}) has no version for ${range ?? `the channel "${channel}"`} that this page could run.`,
  );

import { untilLoaded } from '../load-remote-chat.ts';
import { kindOf, RemoteError } from '../remote-error.ts';
import { tell } from '../tell.ts';
import type { ReleasedChat, ReleasedChatOptions, RunningVersion } from './contract.ts';
import { createMemory, type ReleaseStorage } from './memory.ts';
import { type Watch, watchParts } from './parts.ts';
import { assertCanVerify, type Candidate, type Registry } from './registry.ts';
import { createRegistrySource, type RegistrySource } from './source.ts';
import { asRemoteError, type Copy, createVersions, noneLeft, type Versions } from './versions.ts';

interface Running extends RunningVersion {
  readonly copy: Copy;
  readonly registry: Registry;
}

/** Milliseconds between looks whether a switch that is due would take nothing from the person. */
const SAFE_LOOK_MS = 250;
/** Failed loads of further modules before a version that is in use is given up. */
const FAILURES_IN_USE = 3;

/**
 * The chat in the version a registry names. One version runs on the page at a time: a module that fails takes its version with it,
 * and all that shows one is told to load again.
 */
export const createReleasedChat = (options: ReleasedChatOptions, listeners: Set<() => void>): ReleasedChat =>
  new Releases(options, listeners);

class Releases implements ReleasedChat {
  private readonly options: ReleasedChatOptions;
  private readonly source: RegistrySource;
  private readonly versions: Versions;
  private readonly listeners: Set<() => void>;
  /** Which version each module was last handed out from. */
  private readonly handed = new Map<string, string>();
  private running: Running | null = null;
  /** The page's first version, or the one that takes a broken one's place, is on its way. */
  private starting: Promise<Running> | null = null;
  /** Loaded, and waiting for a safe moment. */
  private next: Running | null = null;
  private checking: Promise<void> | null = null;
  private failures = 0;
  private watch: Watch | null = null;
  private looking: ReturnType<typeof setInterval> | undefined;
  private waiting: ReturnType<typeof setInterval> | undefined;

  constructor(options: ReleasedChatOptions, listeners: Set<() => void>) {
    this.options = options;
    this.listeners = listeners;
    const memory = createMemory(storageOf(options), `ai-cs-agent:registry:${options.registry}`);
    this.source = createRegistrySource({
      url: new URL(options.registry, location.href).href,
      keys: [options.key].flat(),
      memory,
      timeoutMs: options.timeoutMs ?? 12_000,
      verify: options.verify,
    });
    this.versions = createVersions(options, memory, () => Date.now());
  }

  load = async <T>(module: string): Promise<T> => {
    this.look();
    // Mounted anew while another version waits: it begins with that one, unless something else is at work.
    await this.switchIfSafe();
    const from = await (this.starting ?? this.running ?? this.start(module));
    try {
      const loaded = await from.copy.chat.load<T>(module);
      if (this.running !== from) return await this.load<T>(module);
      this.handed.set(module, from.version);
      return loaded;
    } catch (reason) {
      if (this.running !== from) return await this.load<T>(module);
      const error = asRemoteError(reason, from.version);
      this.failures += 1;
      const passing = error.kind === 'missing' || error.kind === 'timeout';
      if (this.handed.size > 0 && passing && this.failures < FAILURES_IN_USE) throw error;
      await this.giveUp(from, async () => error);
      if (this.running === from) throw error;
      return await this.load<T>(module);
    }
  };

  ready = <T>(): Promise<T> => untilLoaded<T>(this.options, this.load);

  renew = (module?: string, reason?: unknown): void => {
    const broken = this.running;
    // Several parts break together: the first one's word is enough, and the version that came since is not to blame.
    if (!broken || (module !== undefined && this.handed.get(module) !== broken.version)) return;
    // `mount` tells its `onError` a reason, in place of an error.
    const missing = (reason as { reason?: unknown } | undefined)?.reason === 'missing';
    const kind = missing ? 'missing' : reason === undefined ? 'failed' : kindOf(reason);
    const error = new RemoteError(kind, `The chat's version ${broken.version} broke while it was shown.`, reason);
    void this.giveUp(broken, () => broken.copy.explain(error), true);
  };

  version = (): RunningVersion | null => (this.running ? publicOf(this.running) : null);

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  check = (): Promise<void> => {
    this.checking ??= this.compare().finally(() => {
      this.checking = null;
    });
    return this.checking;
  };

  stop = (): void => {
    clearInterval(this.looking);
    clearInterval(this.waiting);
    this.watch?.stop();
    removeEventListener('online', this.checkQuietly);
  };

  private look(): void {
    if (this.looking !== undefined) return;
    this.looking = setInterval(this.checkQuietly, this.options.refreshMs ?? 30_000);
    addEventListener('online', this.checkQuietly);
  }

  /** What the address says now counts at the next look. */
  private readonly checkQuietly = () => void this.check().catch(() => undefined);

  private start(module: string): Promise<Running> {
    return this.begin(async () => {
      assertCanVerify();
      const { registry, refused } = await this.source.get(this.options.patienceMs ?? 2_000);
      // What is shown already comes along: the page never has modules of two versions.
      return this.bring(registry, refused, [...new Set([...this.handed.keys(), module])]);
    });
  }

  private begin(choose: () => Promise<Running>): Promise<Running> {
    this.starting ??= choose()
      .then((chosen) => {
        this.take(chosen);
        return chosen;
      })
      .finally(() => {
        this.starting = null;
      });
    return this.starting;
  }

  /** The best version all of whose wanted modules arrive; each that fails on the way is left out for a while. */
  private async bring(registry: Registry, refused: RemoteError | null, modules: readonly string[]): Promise<Running> {
    let error: RemoteError | null = refused;
    const tried = new Set<string>();
    for (;;) {
      const current = this.running;
      const best = this.versions.order(registry, current?.version ?? null).find(({ version }) => !tried.has(version));
      if (!best) throw error ?? noneLeft(registry, this.options);
      tried.add(best.version);
      if (current && best.version === current.version) return current;
      try {
        const copy = await this.versions.open(registry, best.version);
        await Promise.all(modules.map((module) => copy.chat.load(module)));
        // In place of one that is shown nothing comes of which a part is missing; the first of all is not held up, but watched.
        if (current) await copy.whole();
        return this.described(copy, registry, best, error);
      } catch (reason) {
        error = asRemoteError(reason, best.version);
        this.versions.condemn(registry, best.version, error.kind);
      }
    }
  }

  private described(copy: Copy, registry: Registry, { version, why }: Candidate, error: RemoteError | null): Running {
    const { range = null, channel = 'stable' } = this.options;
    return {
      copy,
      registry,
      version,
      why,
      channel: range === null ? channel : null,
      range,
      from: this.running?.version ?? null,
      deprecated: registry.versions[version]?.state === 'deprecated',
      error,
    };
  }

  private take(chosen: Running): void {
    const before = this.running;
    clearInterval(this.waiting);
    this.next = null;
    this.failures = 0;
    this.running = chosen;
    if (before === chosen) return;
    this.prove(chosen);
    tell('onVersion', this.options.onVersion, publicOf(chosen));
    if (before) for (const listener of this.listeners) tell('subscribe', listener);
  }

  private prove(running: Running): void {
    const { version, copy } = running;
    this.watch?.stop();
    this.watch = watchParts({
      version,
      insight: copy.insight(),
      soundAfterMs: this.options.soundAfterMs ?? 10_000,
      reason: copy.reason,
      online: () => navigator.onLine !== false,
      onSound: () => this.versions.sound(version),
      onLost: (error) => void this.giveUp(running, async () => error),
    });
  }

  /**
   * Not at a safe moment: what runs is broken. Resolves when something else runs, or nothing else can.
   * @param fresh where nothing else can, what is loaded next comes from another copy of it.
   */
  private async giveUp(broken: Running, why: () => Promise<RemoteError>, fresh = false): Promise<void> {
    if (this.running !== broken) return;
    this.watch?.again();
    const instead = this.begin(async () => {
      const error = await why();
      this.versions.condemn(broken.registry, broken.version, error.kind);
      const chosen = await this.bring(broken.registry, error, [...this.handed.keys()]).catch(() => broken);
      if (chosen === broken && fresh) {
        broken.copy.chat.renew();
        this.prove(broken);
      }
      return chosen;
    });
    await instead.catch(() => undefined);
  }

  private async compare(): Promise<void> {
    const before = this.running;
    if (!before || this.starting) return;
    const { registry, refused } = await this.source.get(this.options.timeoutMs ?? 12_000);
    if (refused) return;
    const chosen = await this.bring(registry, null, [...this.handed.keys()]).catch(() => before);
    clearInterval(this.waiting);
    this.next = null;
    if (this.running !== before || chosen === before) return;
    this.next = chosen;
    await this.switchIfSafe();
    if (this.next) this.waiting = setInterval(() => void this.switchIfSafe(), SAFE_LOOK_MS);
  }

  private async switchIfSafe(): Promise<void> {
    if (!this.next || (await isBusy(this.options, this.running))) return;
    if (this.next) this.take(this.next);
  }
}

const publicOf = ({ copy: _, registry: __, ...rest }: Running): RunningVersion => rest;

async function isBusy(options: ReleasedChatOptions, running: Running | null): Promise<boolean> {
  const { busy } = options;
  // Whoever cannot say may be.
  if (busy) return !tell('busy', () => !busy());
  return ((await running?.copy.insight())?.atWork?.() ?? []).length > 0;
}

function storageOf({ storage }: ReleasedChatOptions): ReleaseStorage | null {
  if (storage !== undefined) return storage;
  try {
    return localStorage;
  } catch {
    return null;
  }
}

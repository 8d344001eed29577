/**
 * The releases `npm start` serves: a folder of versions beside a signed registry, on the remote's origin. The newest one is the working
 * tree as it was built, so its files change between starts; while it is served they never do.
 */
import { readFile, rename, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Registry, RegistryVersion } from '../../../host/released/registry.ts';
import { change, publish } from '../../../scripts/release/deploy.ts';
import { folderTarget } from '../../../scripts/release/folder-target.ts';
import { INTEGRITY } from '../../../scripts/release/integrity.ts';
import { addVersion, type Clock, promote, renew, rollback } from '../../../scripts/release/registry.ts';
import { publicKeyOf, readRegistry } from '../../../scripts/release/signing.ts';
import { makeFolder } from '../db/folder.ts';
import { createStatic, type ServeFile } from '../http/static.ts';
import { type ReleaseAction, type ReleaseControl, ReleaseRefused, type ReleasesState } from './control.ts';

export const CHANNEL = 'stable';
/** Milliseconds: signed anew at each start, so only a demo that runs for a year would see it end. */
const LIFE_MS = 365 * 24 * 3_600_000;
/** Milliseconds between a page's looks: somebody waits for what they pressed in another tab. */
const REFRESH_MS = 2_500;

export type About = Pick<RegistryVersion, 'react' | 'protocol' | 'features'>;

export interface ServedOptions {
  /** Absolute; what is served lies in a folder below it. */
  readonly dataDir: string;
  /** PEM. */
  readonly secret: string;
  readonly newest: { readonly version: string; readonly about: About };
  readonly older: { readonly version: string; readonly about: About } | null;
  readonly headers: Readonly<Record<string, string>>;
  /** ms since 1970. */
  readonly clock?: () => number;
}

const ENTRY = 'react/remoteEntry.js';
const OTHERS_CHANGE = 'Somebody else changed the releases meanwhile, and that stands. Look at them, then try again.';

export class ServedReleases implements ReleaseControl {
  /** Answers what lies below `/releases/`, and nothing else. */
  readonly serve: ServeFile;
  /** Of the newest version as it is served, for pages that name its manifest. */
  readonly newestFolder: string;
  private readonly options: ServedOptions;
  private readonly key: string;
  private readonly folder: string;
  private readonly target: ReturnType<typeof folderTarget>;
  private readonly broken = new Set<string>();
  private olderState: 'building' | 'ready' | 'missing' = 'building';
  private why: string | null = null;
  /** Actions come one after the other, so that each sees what the one before it left. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(options: ServedOptions) {
    this.options = options;
    this.key = publicKeyOf(options.secret);
    this.folder = join(options.dataDir, 'remote', 'releases');
    this.target = folderTarget(this.folder);
    this.newestFolder = join(this.folder, options.newest.version, 'react');
    const { dataDir, headers } = options;
    const current = createStatic({ folder: join(dataDir, 'remote'), fallback: null, headers });
    const replaced = createStatic({ folder: join(dataDir, 'remote-before'), fallback: null, headers });
    this.serve = async (request, response) => {
      const [, top, version = '', file] = /^\/(releases)\/([^/?]+)(?:\/([^?]*))?/u.exec(request.url ?? '') ?? [];
      if (top === undefined) return false;
      if (file === ENTRY && this.broken.has(version)) return this.refuseEntry(response);
      return (await current(request, response)) || replaced(request, response);
    };
  }

  /** What `/config.json` hands to the shell. In the address is whose registry it is: a browser keeps what it saw of each one. */
  config(remoteOrigin: string): object {
    const registry = `${remoteOrigin}/releases/registry.json?of=${this.key.slice(0, 12)}`;
    return { registry, key: this.key, channel: CHANNEL, refreshMs: REFRESH_MS };
  }

  /**
   * Publishes the working tree as the newest version and points the channel at it.
   * @param built folder with `react/` and `integrity.json`.
   */
  async begin(built: string): Promise<void> {
    const { version, about } = this.options.newest;
    // What a killed process left; this one alone has the data folder.
    await rm(join(this.folder, '.registry.lock'), { force: true });
    await rm(join(this.folder, '.incoming'), { recursive: true, force: true });
    await this.makeRoom(version, await readFile(join(built, INTEGRITY)));
    const { integrity } = await publish(this.target, built);
    const blank: Registry = { serial: await this.lastSerial(), time: '', expires: '', channels: {}, versions: {} };
    await change(this.target, this.options.secret, () =>
      promote(addVersion(blank, this.now(), version, { integrity, ...about }), this.now(), CHANNEL, version),
    );
  }

  /** The older version is there: the channel gave it before. */
  async addOlder(built: string): Promise<void> {
    const { older } = this.options;
    if (older === null) return;
    await this.makeRoom(older.version, await readFile(join(built, INTEGRITY)));
    const { integrity } = await publish(this.target, built);
    await this.inTurn(() =>
      change(this.target, this.options.secret, (before) => {
        const added = addVersion(before, this.now(), older.version, { integrity, ...older.about });
        const gives = added.channels[CHANNEL]?.version ?? this.options.newest.version;
        const behind = promote(added, this.now(), CHANNEL, older.version);
        return { ...promote(behind, this.now(), CHANNEL, gives), serial: added.serial };
      }),
    );
    this.olderState = 'ready';
  }

  /** @param why one sentence for people. */
  withoutOlder(why: string): void {
    this.olderState = 'missing';
    this.why = why;
  }

  async state(): Promise<ReleasesState> {
    const { newest, older } = this.options;
    const { serial, channels } = await this.read();
    const channel = channels[CHANNEL];
    return {
      revision: serial,
      channel: CHANNEL,
      gives: channel?.version ?? newest.version,
      before: channel?.previous ?? null,
      newest: newest.version,
      older: older && { version: older.version, state: this.olderState, why: this.why },
      broken: [...this.broken],
    };
  }

  act(action: ReleaseAction, revision: number): Promise<ReleasesState> {
    return this.inTurn(async () => {
      const state = await this.state();
      if (state.revision !== revision) throw new ReleaseRefused(OTHERS_CHANGE);
      const make = this.changeOf(action, state);
      try {
        await change(this.target, this.options.secret, make);
      } catch (error) {
        // The registry may be changed by the command line as well.
        if ((await this.read()).serial !== revision) throw new ReleaseRefused(OTHERS_CHANGE);
        throw error;
      }
      if (action === 'break') this.broken.add(state.newest);
      if (action === 'mend') this.broken.delete(state.newest);
      return this.state();
    });
  }

  /** The entry is the file that every load asks for anew, so no cache hides this, and pages that run already lose nothing. */
  private refuseEntry(response: ServerResponse): boolean {
    response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...this.options.headers });
    response.end('Broken on purpose.\n');
    return true;
  }

  private changeOf(action: ReleaseAction, state: ReleasesState): (before: Registry | null) => Registry {
    const { newest, gives, before, older, broken } = state;
    if (action === 'promote') {
      if (gives === newest) throw new ReleaseRefused(`"${CHANNEL}" gives ${newest} already.`);
      return (registry) => promote(registry, this.now(), CHANNEL, newest);
    }
    if (action === 'roll-back') {
      if (before === null || gives !== newest) throw new ReleaseRefused(`There is nothing to roll back to before ${gives}.`);
      return (registry) => rollback(registry, this.now(), CHANNEL);
    }
    if (action === 'break' && older?.state !== 'ready')
      throw new ReleaseRefused(`${newest} is the only release here: broken, it would leave no chat at all.`);
    if (broken.includes(newest) === (action === 'break'))
      throw new ReleaseRefused(`${newest} is ${action === 'break' ? 'broken already' : 'not broken'}.`);
    return (registry) => renew(registry, this.now());
  }

  /** A version's folder with other files is out of the way: of it are served the files open pages may still ask for. */
  private async makeRoom(version: string, list: Buffer): Promise<void> {
    const there = join(this.folder, version);
    const known = await readFile(join(there, INTEGRITY)).catch(() => null);
    if (known?.equals(list)) return;
    const aside = join(this.options.dataDir, 'remote-before', 'releases', version);
    await rm(aside, { recursive: true, force: true });
    if (known === null) return rm(there, { recursive: true, force: true });
    await makeFolder(join(this.options.dataDir, 'remote-before', 'releases'));
    await rename(there, aside);
  }

  /** Never below one that a browser has seen, also where the file was lost: seconds since 1970 grow faster than people press. */
  private async lastSerial(): Promise<number> {
    const known = await this.read().catch(() => null);
    // One that cannot be read, or was signed with a key that is gone, stops nobody.
    if (known === null) await rm(join(this.folder, 'registry.json'), { force: true });
    return Math.max(known?.serial ?? 0, Math.floor(this.now().now / 1_000));
  }

  private async read(): Promise<Registry> {
    const text = await this.target.registry();
    if (text === null) throw new ReleaseRefused('The releases are not served yet: try again in a moment.');
    return readRegistry(text, this.key);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work, work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private now(): Clock {
    return { now: (this.options.clock ?? Date.now)(), lifeMs: LIFE_MS };
  }
}

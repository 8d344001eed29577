/** What can be done with a registry: each change is a new one with the next serial, or an error that says why not. */
import type { Registry, RegistryVersion, VersionState } from '../../host/released/registry.ts';
import { candidates } from '../../host/released/registry.ts';

export interface Clock {
  /** Clock time in ms. */
  readonly now: number;
  /** Ms a registry is good for: a shell that sees an older one runs what it has and takes nothing new. */
  readonly lifeMs: number;
}

/** Thirty days: long enough for a holiday, short enough that an old registry is not played again for ever. */
export const LIFE_MS = 30 * 24 * 3_600_000;

const EMPTY: Registry = { serial: 0, time: '', expires: '', channels: {}, versions: {} };

function changed(before: Registry | null, { now, lifeMs }: Clock, change: Partial<Pick<Registry, 'channels' | 'versions'>>): Registry {
  const from = before ?? EMPTY;
  return {
    ...from,
    ...change,
    serial: from.serial + 1,
    time: new Date(now).toISOString(),
    expires: new Date(now + lifeMs).toISOString(),
  };
}

function versionOf(registry: Registry | null, version: string): RegistryVersion {
  const known = registry?.versions[version];
  if (!known) throw new Error(`The registry knows no version ${version}. Deploy it first.`);
  return known;
}

/** The same version may be added again only with the same bytes. */
export function addVersion(before: Registry | null, clock: Clock, version: string, added: Omit<RegistryVersion, 'state'>): Registry {
  const known = before?.versions[version];
  if (known && known.integrity !== added.integrity) throw new Error(`${version} is there with other files; a version is never changed.`);
  return changed(before, clock, { versions: { ...before?.versions, [version]: { ...added, state: known?.state ?? 'active' } } });
}

export function promote(before: Registry | null, clock: Clock, channel: string, version: string): Registry {
  const { state, integrity } = versionOf(before, version);
  if (state === 'blocked') throw new Error(`${version} is blocked; no channel may give it.`);
  const current = before?.channels[channel];
  const previous = current?.version === version ? current.previous : (current?.version ?? null);
  return changed(before, clock, { channels: { ...before?.channels, [channel]: { version, previous, integrity } } });
}

export function rollback(before: Registry | null, clock: Clock, channel: string): Registry {
  const current = before?.channels[channel];
  if (!current) throw new Error(`There is no channel "${channel}".`);
  if (current.previous === null) throw new Error(`"${channel}" gave nothing before ${current.version}.`);
  return promote(before, clock, channel, current.previous);
}

/** Blocks, deprecates, or makes active again. A channel that gives a blocked version falls back to what it gave before. */
export function setState(before: Registry | null, clock: Clock, version: string, state: VersionState): Registry {
  const known = versionOf(before, version);
  return changed(before, clock, { versions: { ...before?.versions, [version]: { ...known, state } } });
}

/** The same again for as long again, so that it does not expire. */
export const renew = (before: Registry | null, clock: Clock): Registry => changed(before, clock, {});

/** What a new shell gets from each channel, one line each. */
export function status(registry: Registry, now: number): string[] {
  const expired = Date.parse(registry.expires) <= now;
  const head = `serial ${registry.serial}, of ${registry.time}, ${expired ? 'EXPIRED' : 'good until'} ${registry.expires}`;
  const channels = Object.entries(registry.channels).map(([name, { version, previous }]) => {
    const [gets] = candidates(registry, { channel: name }, null);
    const given = gets
      ? gets.version === version
        ? version
        : `${gets.version} (${version} is ${registry.versions[version]?.state})`
      : 'nothing';
    return `${name}: ${given}, before that ${previous ?? 'nothing'}`;
  });
  const versions = Object.entries(registry.versions).map(([version, { state, react }]) => `${version}: ${state}, React ${react}`);
  return [head, ...channels, ...versions];
}

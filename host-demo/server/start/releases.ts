/** Two releases for the demo: the working tree at once, the one before it when it is built. */
import { join } from 'node:path';
import type { Release } from '../../../scripts/release/records.ts';
import { registryKey } from '../releases/key.ts';
import { buildOlder, NoOlderRelease } from '../releases/older.ts';
import { type About, ServedReleases } from '../releases/served.ts';
import { remoteHeaders } from './remote-server.ts';

/** Null where no release is recorded: then one build is served by its manifest. */
export async function openReleases(dataDir: string, records: readonly Release[]): Promise<ServedReleases | null> {
  const [newest, older] = records;
  if (newest === undefined) return null;
  const secret = await registryKey(dataDir);
  return new ServedReleases({ dataDir, secret, newest: named(newest), older: older ? named(older) : null, headers: remoteHeaders });
}

const named = ({ version, react, protocol, features }: Release): { version: string; about: About } => ({
  version,
  about: { react, protocol, features },
});

const BEGIN_TRIES = 3;

/** Another build may take the place of the one that is being published; then there is one to wait for, or to make. */
export async function beginReleases(releases: ServedReleases, built: string, build: () => Promise<unknown>): Promise<void> {
  for (let tries = BEGIN_TRIES; ; tries -= 1) {
    try {
      return await releases.begin(built);
    } catch (error) {
      if (tries === 1) throw error;
      await build();
    }
  }
}

export interface OlderFrom {
  readonly root: string;
  readonly dataDir: string;
  readonly records: readonly Release[];
  /** Aborted when the demo ends. */
  readonly signal: AbortSignal;
}

/** Builds the release before the newest beside the running demo. Never rejects: without it the demo goes on with one release. */
export async function bringOlder(
  releases: ServedReleases,
  { root, dataDir, records: [, older], signal }: OlderFrom,
  say: (line: string) => void,
): Promise<void> {
  if (older === undefined) return;
  const { version, commit } = older;
  const caches = [join(root, '.cache', 'older'), join(dataDir, 'older')];
  try {
    await releases.addOlder(await buildOlder({ root, version, commit, caches, signal }));
    say(`  Release ${version} is there as well: promote and roll back at the foot of the shell's side bar.`);
  } catch (error) {
    if (signal.aborted) return;
    const why = error instanceof NoOlderRelease ? error.message : `${version} could not be served (${reasonOf(error)}).`;
    releases.withoutOlder(why);
    say(`  One release is served: ${why.charAt(0).toLowerCase()}${why.slice(1)}`);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

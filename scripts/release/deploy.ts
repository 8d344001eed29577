/** Uploads a built release, verifies what arrived, publishes it, and only then lets a registry speak of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Registry } from '../../host/released/registry.ts';
import { differences, filesIn, hashOf, INTEGRITY, type Integrity, parseIntegrity } from './integrity.ts';
import type { Release } from './records.ts';
import { addVersion, type Clock, promote } from './registry.ts';
import { publicKeyOf, readRegistry, signRegistry } from './signing.ts';
import type { PublishedVersion, ReleaseTarget } from './target.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

/** @throws Error that names what is missing or different. */
async function verify(integrity: Integrity, where: string, { names, read }: PublishedVersion): Promise<void> {
  const wrong = await differences(integrity, await names(), read);
  if (wrong.length > 0)
    throw new Error(`${where} is not the release ${integrity.version}:\n${wrong.map((line) => `  - ${line}`).join('\n')}`);
}

/**
 * The version in the target, whole, or an error and the target as it was. Again with the same files: nothing.
 * @returns the hash of its `integrity.json`.
 */
export async function publish(target: ReleaseTarget, folder: string): Promise<{ version: string; integrity: string }> {
  const list = readFileSync(path.join(folder, INTEGRITY));
  const integrity = parseIntegrity(text(list), path.join(folder, INTEGRITY));
  const { version } = integrity;
  await verify(integrity, folder, { names: async () => filesIn(folder), read: async (name) => readFileSync(path.join(folder, name)) });
  const there = await target.version(version);
  if (there) {
    if (hashOf(await there.read(INTEGRITY)) !== hashOf(list))
      throw new Error(`${version} is there with other files; a version is never changed.`);
    await verify(integrity, `What is deployed as ${version}`, there);
    return { version, integrity: hashOf(list) };
  }
  const upload = await target.upload(version);
  try {
    for (const name of filesIn(folder)) await upload.put(name, readFileSync(path.join(folder, name)));
    await verify(integrity, `What arrived of ${version}`, upload);
    await upload.publish();
  } catch (error) {
    await upload.discard();
    throw error;
  }
  return { version, integrity: hashOf(list) };
}

/** The version's folder as it is served now must be whole before anything points at it. */
async function assertWhole(target: ReleaseTarget, registry: Registry, version: string): Promise<void> {
  const there = await target.version(version);
  if (!there) throw new Error(`${version} is not deployed.`);
  const list = await there.read(INTEGRITY);
  if (hashOf(list) !== registry.versions[version]?.integrity) throw new Error(`The integrity list of ${version} is not the registry's.`);
  await verify(parseIntegrity(text(list), `${version}/${INTEGRITY}`), `What is deployed as ${version}`, there);
}

/**
 * One change of the registry, signed. Every version a channel would newly give is verified first.
 * @throws Error when another change came in between, or the registry there was signed by another key.
 */
export async function change(
  target: ReleaseTarget,
  secret: string,
  make: (before: Registry | null) => Registry,
): Promise<{ before: Registry | null; after: Registry }> {
  const current = await target.registry();
  const before = current === null ? null : await readRegistry(current, publicKeyOf(secret));
  const after = make(before);
  for (const [name, { version }] of Object.entries(after.channels))
    if (before?.channels[name]?.version !== version) await assertWhole(target, after, version);
  if (!(await target.swapRegistry(current, await signRegistry(after, secret))))
    throw new Error('Somebody else changed the registry at the same moment, and that change stands. Look at it, then try again.');
  return { before, after };
}

export interface Deployment {
  readonly target: ReleaseTarget;
  readonly folder: string;
  /** PEM; without it the files are uploaded and no registry is touched. */
  readonly secret: string | null;
  /** Pointed at the version. */
  readonly channel: string | null;
  readonly clock: Clock;
}

export async function deploy({
  target,
  folder,
  secret,
  channel,
  clock,
}: Deployment): Promise<{ version: string; registry: Registry | null }> {
  const { version, integrity } = await publish(target, folder);
  await target.writeHeaders();
  if (secret === null) return { version, registry: null };
  const { react, protocol, features } = JSON.parse(readFileSync(path.join(folder, 'release.json'), 'utf8')) as Release;
  const { after } = await change(target, secret, (before) => {
    const added = addVersion(before, clock, version, { integrity, react, protocol, features });
    return channel === null ? added : { ...promote(added, clock, channel, version), serial: added.serial };
  });
  return { version, registry: after };
}

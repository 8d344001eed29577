/** Builds one version into a folder of its own: three environments, types, and the list of every file's hash. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isolatedContainer, reactContainer } from '../../module-federation.config.ts';
import { contract } from '../../src/expose/about.ts';
import { english } from '../../src/i18n/catalogue.ts';
import { documents } from '../../src/transports/documents.ts';
import { writeTypesPackage } from '../types.ts';
import { apiReport } from './api-report.ts';
import { filesIn, hashOf, INTEGRITY, integrityOf } from './integrity.ts';
import type { Release, ReleaseRecord } from './records.ts';
import { publicTokens } from './tokens.ts';

const root = path.resolve(import.meta.dirname, '../..');
export const ENVIRONMENTS = ['react', 'isolated', 'esm'] as const;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function rsbuild(folder: string, version: string): Promise<void> {
  const bin = path.join(root, 'node_modules/@rsbuild/core/bin/rsbuild.js');
  const child = spawn(process.execPath, [bin, 'build', '--log-level', 'warn', '--environment', ENVIRONMENTS.join(',')], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      BUILD_OUTPUT: path.relative(root, folder),
      BUILD_VERSION: version,
      // Two versions whose federation runtimes take one another for the same would share one.
      MF_BUILD_VERSION: version,
      BUILD_TYPES: '1',
    },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The build of ${version} ended with code ${code}; see above.`))));
  });
}

/** What today's sources promise, in the form the records keep it. */
export async function surface(version: string): Promise<Pick<ReleaseRecord, 'api' | 'schema' | 'documents'>> {
  const types = path.join(root, '.cache', `surface-${process.pid}`);
  mkdirSync(types, { recursive: true });
  try {
    await writeTypesPackage(types);
    const names = readdirSync(types);
    const guide = readFileSync(path.join(root, 'docs/INTEGRATION.md'), 'utf8');
    const containers = [reactContainer(version), isolatedContainer(version)];
    const api = apiReport({
      exposes: Object.fromEntries(containers.map(({ name = '', exposes = {} }) => [name, Object.keys(exposes)])),
      tokens: publicTokens(guide, path.join(root, 'src')),
      labels: Object.keys(english),
      declarations: Object.fromEntries(names.map((name) => [name, readFileSync(path.join(types, name), 'utf8')])),
    });
    const listed = Object.fromEntries(Object.values(documents).map((text) => [sha256(text), text]));
    return { api, schema: readFileSync(path.join(root, 'schema.graphql'), 'utf8'), documents: listed };
  } finally {
    rmSync(types, { recursive: true, force: true });
  }
}

/** The entry vouches for what it loads later: each chunk's hash must be in it, or a chunk would run unverified. */
export function assertVouched(folder: string): void {
  const entry = readFileSync(path.join(folder, 'remoteEntry.js'), 'utf8');
  const chunks = filesIn(folder).filter((name) => name.endsWith('.js') && name !== 'remoteEntry.js');
  const unknown = chunks.filter((name) => !entry.includes(hashOf(readFileSync(path.join(folder, name)))));
  if (unknown.length > 0) throw new Error(`${folder}: the entry does not know the hash of ${unknown.join(', ')}; nothing would verify it.`);
}

const scriptBytes = (folder: string) =>
  filesIn(folder)
    .filter((name) => name.endsWith('.js'))
    .reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);

export interface BuildOf {
  readonly version: string;
  readonly commit: string;
  /** ISO 8601, of the commit. */
  readonly time: string;
  readonly changelog: string;
}

/** @throws Error when the folder holds something else than an earlier build of a release: that would be lost. */
export function assertMayEmpty(folder: string): void {
  if (!existsSync(folder) || existsSync(path.join(folder, INTEGRITY)) || readdirSync(folder).length === 0) return;
  throw new Error(`${folder} is not empty and holds no release; a release empties its folder. Give --output another one.`);
}

/**
 * @returns what the repository keeps of it. The folder is emptied first.
 * @throws Error when it holds something else than a release.
 */
export async function buildRelease(folder: string, { version, commit, time, changelog }: BuildOf): Promise<ReleaseRecord> {
  assertMayEmpty(folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const kept = await surface(version);
  await rsbuild(folder, version);
  await writeTypesPackage(path.join(folder, 'types'), version);
  if (!existsSync(path.join(folder, 'react/@mf-types.zip')))
    throw new Error('The build wrote no @mf-types.zip; a type error is the usual cause.');
  // The archive holds the same; each file of it would be a line of the list that every page fetches.
  rmSync(path.join(folder, 'react/@mf-types'), { recursive: true, force: true });
  for (const environment of ['react', 'isolated']) assertVouched(path.join(folder, environment));
  const release: Release = {
    version,
    time,
    commit,
    protocol: contract.protocol,
    react: contract.react,
    features: contract.features,
    documents: Object.keys(kept.documents),
    contract: sha256(kept.api),
    schema: sha256(kept.schema),
    sizes: Object.fromEntries(ENVIRONMENTS.map((name) => [name, scriptBytes(path.join(folder, name))])),
  };
  writeFileSync(path.join(folder, 'release.json'), `${JSON.stringify(release, null, 2)}\n`);
  writeFileSync(path.join(folder, 'CHANGELOG.md'), changelog);
  writeFileSync(path.join(folder, INTEGRITY), `${JSON.stringify(integrityOf(folder, version), null, 2)}\n`);
  return { version, ...kept, release };
}

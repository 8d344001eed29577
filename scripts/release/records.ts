/** What is kept of each release in the repository, `releases/<version>/`: text to compare the next one with, no build output. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Recorded } from './compatibility.ts';
import { compareVersions } from './version.ts';

/** `release.json`. */
export interface Release {
  readonly version: string;
  /** ISO 8601, of the commit. */
  readonly time: string;
  readonly commit: string;
  /** What the module `contract` says of itself: the protocol, the React its components need, and what it can. */
  readonly protocol: number;
  readonly react: string;
  readonly features: readonly string[];
  /** SHA-256 of each GraphQL document it sends. */
  readonly documents: readonly string[];
  /** SHA-256 of the API report: the same where nothing a shell relies on has changed. */
  readonly contract: string;
  /** SHA-256 of `schema.graphql`. */
  readonly schema: string;
  /** Bytes of JavaScript, as served without compression, by environment. */
  readonly sizes: Readonly<Record<string, number>>;
}

export interface ReleaseRecord extends Recorded {
  readonly release: Release;
}

/** Newest first. */
export function readRecords(folder: string): ReleaseRecord[] {
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return versions
    .map(({ name }) => name)
    .sort((a, b) => compareVersions(b, a))
    .map((version) => {
      const read = (name: string) => readFileSync(path.join(folder, version, name), 'utf8');
      return {
        version,
        api: read('api.txt'),
        schema: read('schema.graphql'),
        documents: JSON.parse(read('documents.json')) as Record<string, string>,
        release: JSON.parse(read('release.json')) as Release,
      };
    });
}

export function writeRecord(folder: string, { version, api, schema, documents, release }: ReleaseRecord): void {
  const place = path.join(folder, version);
  mkdirSync(place, { recursive: true });
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  writeFileSync(path.join(place, 'api.txt'), api);
  writeFileSync(path.join(place, 'schema.graphql'), schema);
  writeFileSync(path.join(place, 'documents.json'), json(documents));
  writeFileSync(path.join(place, 'release.json'), json(release));
}

import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecords } from './records.ts';

const records = readRecords(path.resolve(import.meta.dirname, '../../releases'));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('the newest of the releases on record comes first', () => {
  expect(records.map(({ version }) => version).slice(-2)).toEqual(['0.2.0', '0.1.0']);
});

describe.each(records)('the record of $version', ({ version, api, schema, documents, release }) => {
  it('is of that version, names its commit, and the sizes of its three builds', () => {
    expect(release.version).toBe(version);
    expect(release.commit).toMatch(/^[0-9a-f]{40}$/u);
    expect(Object.keys(release.sizes)).toEqual(['react', 'isolated', 'esm']);
    for (const bytes of Object.values(release.sizes)) expect(bytes).toBeGreaterThan(0);
  });

  it('names the public surface, the schema and the documents that lie beside it, by their hashes', () => {
    expect(release.contract).toBe(sha256(api));
    expect(release.schema).toBe(sha256(schema));
    expect(release.documents).toEqual(Object.keys(documents));
    expect(Object.values(documents).map(sha256)).toEqual(Object.keys(documents));
  });
});

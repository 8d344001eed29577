import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderTarget } from './folder-target.ts';
import { removeTemporary, temporary } from './release.kit.ts';
import { describeTarget } from './target-contract.ts';

afterAll(removeTemporary);

describeTarget('a folder', async () => {
  const folder = temporary('target');
  return () => folderTarget(folder);
});

interface Rule {
  readonly pattern: string;
  readonly headers: readonly string[];
}

/** `_headers` as the hosts that read it do: a line without a margin is an address, what stands below it are its headers. */
function rulesIn(text: string): Rule[] {
  return text
    .split(/\n(?=\S)/u)
    .map((block) => block.trim().split(/\n\s+/u))
    .map(([pattern = '', ...headers]) => ({ pattern, headers }));
}

/** `:name` is one step of the path, `*` is all that follows. */
const matches = (pattern: string, address: string): boolean =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:\w+/gu, '[^/]+').replaceAll('*', '.*')}$`, 'u').test(address);

describe('the headers a folder asks for', async () => {
  const folder = temporary('target');
  await folderTarget(folder).writeHeaders();
  const rules = rulesIn(readFileSync(path.join(folder, '_headers'), 'utf8'));

  it.each([
    ['/registry.json', 'Cache-Control: no-cache'],
    ['/0.2.0/integrity.json', 'Cache-Control: public, max-age=31536000, immutable'],
    ['/0.2.0/react/mf-manifest.json', 'Cache-Control: public, max-age=31536000, immutable'],
    ['/10.0.0/isolated/static/js/async/one.0a1b2c3d.js', 'Cache-Control: public, max-age=31536000, immutable'],
  ])('%s: one rule says what may be kept, and any page may read it', (address, caching) => {
    const given = rules.filter(({ pattern }) => matches(pattern, address)).flatMap(({ headers }) => headers);
    expect(given.filter((header) => header.startsWith('Cache-Control:'))).toEqual([caching]);
    expect(given).toContain('Access-Control-Allow-Origin: *');
  });

  it('are rules that common hosts take: one splat in each, at its end', () => {
    expect(rules).toHaveLength(2);
    for (const { pattern } of rules) expect(pattern.indexOf('*')).toBe(pattern.includes('*') ? pattern.length - 1 : -1);
  });
});

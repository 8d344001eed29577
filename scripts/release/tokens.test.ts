import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { removeTemporary, temporary } from './release.kit.ts';
import { publicTokens } from './tokens.ts';

const root = path.resolve(import.meta.dirname, '../..');
afterAll(removeTemporary);

it('what the guide names, the code reads', () => {
  expect(publicTokens(readFileSync(path.join(root, 'docs/INTEGRATION.md'), 'utf8'), path.join(root, 'src'))).toContain(
    '--chat-launcher-layer',
  );
});

it('one that is gone from the code and still in the guide is named; a test that speaks of it is no code that reads it', () => {
  const sources = temporary('sources');
  mkdirSync(path.join(sources, 'launcher'));
  writeFileSync(path.join(sources, 'launcher/css.ts'), 'const CSS = "z-index: var(--chat-layer, 1000)";');
  writeFileSync(path.join(sources, 'launcher/css.test.ts'), 'const gone = "--chat-gone";');
  const guide = 'On the layer `--chat-layer` (1000), as `--chat-layer` says.';
  expect(publicTokens(guide, sources)).toEqual(['--chat-layer']);
  expect(() => publicTokens(`${guide} In the colour \`--chat-gone\`.`, sources)).toThrow('names --chat-gone, and nothing in src reads it');
});

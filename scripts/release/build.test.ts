import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { assertMayEmpty, buildRelease } from './build.ts';
import { removeTemporary, smallRelease, temporary } from './release.kit.ts';

afterAll(removeTemporary);

it('empties no folder that holds something else than a release', async () => {
  const folder = temporary('output');
  expect(() => assertMayEmpty(folder)).not.toThrow();
  expect(() => assertMayEmpty(path.join(folder, 'none'))).not.toThrow();
  expect(() => assertMayEmpty(smallRelease('0.1.0'))).not.toThrow();
  const mine = path.join(folder, 'thesis.txt');
  writeFileSync(mine, 'two years of work');
  const asked = buildRelease(folder, { version: '9.9.9', commit: '', time: '', changelog: '' });
  await expect(asked).rejects.toThrow(`${folder} is not empty and holds no release`);
  expect(existsSync(mine)).toBe(true);
});

import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { SHOTS } from '../../scripts/look/named.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Runs `npm run look` with the browser these tests found. */
function look(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/look.ts', ...args], { cwd: root, env: process.env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, output }));
  });
}

test('every state keeps to the rules of the look, light and dark, on a phone and on a page', async () => {
  test.setTimeout(600_000);
  const { code, output } = await look('--widths', '360,1440');
  expect(code, output).toBe(0);
  expect(output).toMatch(/\d{2,} views of \d{2,} states, 0 violations/);
});

test('every state keeps to the rules of the look from 320 to 1,920 px @all', async () => {
  test.setTimeout(1_800_000);
  const { code, output } = await look();
  expect(code, output).toBe(0);
});

test('the named screenshots are taken, light and dark', async () => {
  test.setTimeout(300_000);
  const folder = test.info().outputPath('look');
  const { code, output } = await look('--shots', folder);
  expect(code, output).toBe(0);
  for (const { name } of SHOTS) {
    for (const scheme of ['light', 'dark']) expect(statSync(path.join(folder, `${name}-${scheme}.png`)).size).toBeGreaterThan(4_000);
  }
});

import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.ts';
import { SHOTS } from '../../scripts/look/named.ts';
import { serveBuild } from '../../scripts/look/serve.ts';
import { inspect, openBrowser, openGallery, runAxe, show } from '../../scripts/look/visit.ts';
import { palette } from '../../src/ui/palette.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Runs `npm run look` with the browser these tests found. */
function look(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/look.ts', ...args], { cwd: root, env: process.env });
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, output }));
  });
}

test('the states of the named screenshots keep to the rules of the look, light and dark, on a phone', async () => {
  test.setTimeout(300_000);
  const states = [...new Set(SHOTS.map(({ state }) => state))];
  const { code, output } = await look('--widths', '360', '--quick', '--states', states.join(','));
  expect(code, output).toBe(0);
  expect(output).toContain(`${2 * states.length} views of ${states.length} states, 0 violations`);
});

test('every state keeps to the rules of the look, light and dark, on a phone @all', async () => {
  test.setTimeout(600_000);
  const { code, output } = await look('--widths', '360', '--quick');
  expect(code, output).toBe(0);
  expect(output).toMatch(/\d{2,} views of \d{2,} states, 0 violations/);
});

test('the named screenshots are taken, light and dark @all', async () => {
  test.setTimeout(300_000);
  const folder = test.info().outputPath('look');
  const { code, output } = await look('--shots', folder);
  expect(code, output).toBe(0);
  for (const { name } of SHOTS) {
    for (const scheme of ['light', 'dark']) expect(statSync(path.join(folder, `${name}-${scheme}.png`)).size).toBeGreaterThan(4_000);
  }
});

test('the check finds each kind of fault it is there for', async () => {
  test.setTimeout(180_000);
  await ensureBuilt();
  const served = await serveBuild(path.join(root, 'dist'));
  const browser = await openBrowser();
  try {
    const page = await openGallery(browser, served.url);
    await show(page, { state: 'short', scheme: 'light', width: 360 });
    expect(await inspect(page, Object.values(palette.light))).toEqual([]);
    await page
      .locator('[data-stage] section')
      .first()
      .evaluate((place) => {
        const faults = document.createElement('div');
        faults.style.cssText = 'position:absolute;top:60px;left:0;width:500px';
        faults.innerHTML = `
        <p style="font-size:14px">size</p><p style="font-size:13px;line-height:21px">line</p><p style="font-weight:700">weight</p>
        <p style="color:#ABABAB">grey</p><p style="padding:7px">space</p><p style="background:linear-gradient(red,blue)">gradient</p>
        <p style="background:#FFFFFF;border-radius:5px">radius</p><p style="width:40px;overflow:hidden;white-space:nowrap">clipped text</p>
        <button type="button" style="width:20px;height:20px;padding:0"></button>`;
        place.append(faults);
      });
    const rules = new Set((await inspect(page, Object.values(palette.light))).map((finding) => finding.rule));
    for (const rule of ['size', 'line', 'weight', 'colour', 'contrast', 'spacing', 'gradient', 'radius', 'clipped', 'target', 'overflow'])
      expect([...rules]).toContain(rule);
    expect((await runAxe(page)).map((finding) => finding.rule)).toContain('axe button-name');
  } finally {
    await browser.close();
    await served.close();
  }
});

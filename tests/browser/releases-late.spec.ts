/** The chat itself, of which a file is missing or changed that it fetches only while it is shown. */
import { rm } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { change, deploy } from '../../scripts/release/deploy.ts';
import { folderTarget } from '../../scripts/release/folder-target.ts';
import { LIFE_MS, promote, rollback } from '../../scripts/release/registry.ts';
import { temporary } from '../../scripts/release/release.kit.ts';
import { createKeys } from '../../scripts/release/signing.ts';
import { buildPlainPage, buildShell } from '../federation/build.ts';
import { buildReal, copyOf } from '../releases/build.ts';
import { type Origin, startOrigin } from '../releases/origin.ts';
import { type Running, startShell } from './support/servers.ts';

const { secret, key } = createKeys();
const clock = () => ({ now: Date.now(), lifeMs: LIFE_MS });
/** What the field of each version is called. */
const LABEL = { '0.1.0': 'Message in A', '0.2.0': 'Message in B' } as const;
type Version = keyof typeof LABEL;
let shellFolder: string;
let pageFolder: string;
/** With 0.1.0 and then 0.2.0 in the channel. */
let released: string;
let folder: string;
let origin: Origin;
let pages: Origin;
let shell: Running;

const alter = (make: Parameters<typeof change>[2]) => change(folderTarget(folder), secret, make);

test.beforeAll(async () => {
  test.setTimeout(900_000);
  [shellFolder, pageFolder] = [await buildShell(), await buildPlainPage()];
  released = temporary('releases');
  for (const [version, label] of Object.entries(LABEL)) {
    const built = await buildReal(version, label);
    await deploy({ target: folderTarget(released), folder: built, secret, channel: 'stable', clock: clock() });
    await rm(built, { recursive: true, force: true });
  }
});
test.afterAll(async () => {
  for (const one of [shellFolder, pageFolder, released]) await rm(one, { recursive: true, force: true });
});
test.beforeEach(async () => {
  folder = copyOf(released);
  [origin, pages] = await Promise.all([startOrigin(folder), startOrigin(pageFolder)]);
  shell = await startShell(shellFolder, () => ({
    remoteManifest: `${origin.url}/unused.json`,
    releases: { registry: `${origin.url}/registry.json`, key, channel: 'stable', refreshMs: 300, soundAfterMs: 500 },
    graphql: '/graphql',
  }));
});
test.afterEach(async () => {
  await Promise.all([origin.close(), pages.close(), shell.close()]);
  await rm(folder, { recursive: true, force: true });
});

const field = (page: Page, version: Version) => page.getByRole('textbox', { name: LABEL[version] });
const told = (page: Page) => page.evaluate(() => window.told ?? []);
const openPlain = async (page: Page) => {
  // No chat server: it cannot be reached, and is waited for.
  await page.route(/\/(?:graphql|auth)\b/u, (route) => route.abort());
  await page.goto(`${pages.url}/index.html?registry=${encodeURIComponent(`${origin.url}/registry.json`)}&key=${key}&channel=stable`);
};
const openShell = (page: Page, path: string) => page.goto(`${shell.url}${path}`);
const asked = (pattern: RegExp) => origin.asked.filter(({ path }) => pattern.test(path)).length;
const remembered = (page: Page) =>
  page.evaluate(() => {
    const text = Object.values(localStorage).find((value) => value.includes('"serial"')) ?? '{}';
    return JSON.parse(text) as { good?: string | null; bad?: Record<string, number> };
  });
/** All of this version is there, and nothing of the other is shown. */
async function whole(page: Page, version: Version): Promise<void> {
  await expect(field(page, version)).toBeVisible({ timeout: 30_000 });
  const other = version === '0.1.0' ? '0.2.0' : '0.1.0';
  await expect(field(page, other)).toHaveCount(0);
  for (const part of ['carriers', 'said']) await expect.poll(() => asked(new RegExp(`/${version}/.*/${part}\\.`, 'u'))).toBeGreaterThan(0);
  await expect.poll(async () => (await remembered(page)).good).toBe(version);
}

for (const part of ['carriers', 'said'])
  for (const fault of ['missing', 'tampered'] as const) {
    test(`isolated ${part} ${fault}: what the channel gave before runs, whole @all`, async ({ page }) => {
      origin.faults.push({ path: new RegExp(`/0\\.2\\.0/.*/${part}\\.`, 'u'), fault });
      await openPlain(page);
      await whole(page, '0.1.0');
      expect(await told(page)).toEqual(['0.2.0 wanted', `0.1.0 previous ${fault}`]);
    });

    test(`${part} ${fault} in a shell with React: what the channel gave before runs, whole @all`, async ({ page }) => {
      origin.faults.push({ path: new RegExp(`/0\\.2\\.0/.*/${part}\\.`, 'u'), fault });
      await openShell(page, '/help');
      await whole(page, '0.1.0');
    });
  }

for (const fault of ['missing', 'tampered'] as const)
  test(`the floating button's chat ${fault}: it opens in what the channel gave before @all`, async ({ page }) => {
    origin.faults.push({ path: /\/0\.2\.0\/.*\/PopupChat\./u, fault });
    await openShell(page, '/orders');
    await page.getByRole('button', { name: 'Open chat' }).click();
    await whole(page, '0.1.0');
  });

for (const part of ['said', 'marked'])
  test(`a version that is promoted and lacks ${part} is never shown @all`, async ({ page }) => {
    await alter((before) => rollback(before, clock(), 'stable'));
    origin.faults.push({ path: new RegExp(`/0\\.2\\.0/.*/${part}\\.`, 'u'), fault: 'missing' });
    await openShell(page, '/help');
    await whole(page, '0.1.0');
    await field(page, '0.1.0').evaluate((element) => {
      element.dataset.mark = 'kept';
    });
    await alter((before) => promote(before, clock(), 'stable', '0.2.0'));
    await expect.poll(async () => Object.keys((await remembered(page)).bad ?? {}).length).toBe(1);
    expect(asked(new RegExp(`/0\\.2\\.0/.*/${part}\\.`, 'u'))).toBeGreaterThan(0);
    await expect(field(page, '0.1.0')).toHaveAttribute('data-mark', 'kept');
  });

test('F12 a part whose line is cut for a moment comes by itself, and its version is not held to blame @all', async ({ page }) => {
  let cuts = 2;
  await page.route(/\/0\.2\.0\/.*\/carriers\./u, (route) => {
    cuts -= 1;
    return cuts >= 0 ? route.abort('connectionreset') : route.continue();
  });
  await openPlain(page);
  await whole(page, '0.2.0');
  expect(cuts).toBeLessThan(0);
  expect((await remembered(page)).bad).toEqual({});
  expect(await told(page)).toEqual(['0.2.0 wanted']);
});

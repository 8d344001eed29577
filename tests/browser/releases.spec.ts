import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Registry } from '../../host/released/registry.ts';
import { change, deploy } from '../../scripts/release/deploy.ts';
import { folderTarget } from '../../scripts/release/folder-target.ts';
import { LIFE_MS, promote, rollback, setState } from '../../scripts/release/registry.ts';
import { temporary } from '../../scripts/release/release.kit.ts';
import { createKeys, readRegistry, signRegistry } from '../../scripts/release/signing.ts';
import { buildShell } from '../federation/build.ts';
import { buildStandIn, copyOf, type VersionFault } from '../releases/build.ts';
import { type FileFault, type Origin, startOrigin } from '../releases/origin.ts';
import { type Running, startShell } from './support/servers.ts';

const { secret, key } = createKeys();
const clock = () => ({ now: Date.now(), lifeMs: LIFE_MS });
let shellFolder: string;
/** With 0.1.0 and then 0.2.0 in the channel. */
let released: string;
const broken = new Map<VersionFault, string>();
let folder: string;
let origin: Origin;
let shell: Running;

const put = (release: string) => deploy({ target: folderTarget(folder), folder: release, secret, channel: 'stable', clock: clock() });
const alter = (make: (before: Registry | null) => Registry) => change(folderTarget(folder), secret, make);

test.beforeAll(async () => {
  test.setTimeout(240_000);
  shellFolder = await buildShell();
  folder = temporary('releases');
  for (const version of ['0.1.0', '0.2.0']) {
    const built = await buildStandIn(version);
    await put(built);
    await rm(built, { recursive: true, force: true });
  }
  released = folder;
  for (const fault of ['evaluate', 'mount', 'later'] as const) broken.set(fault, await buildStandIn('0.3.0', fault));
});
test.afterAll(async () => {
  for (const one of [shellFolder, released, ...broken.values()]) await rm(one, { recursive: true, force: true });
});
test.beforeEach(async () => {
  folder = copyOf(released);
  origin = await startOrigin(folder);
  shell = await startShell(shellFolder, () => ({
    remoteManifest: `${origin.url}/unused.json`,
    releases: { registry: `${origin.url}/registry.json`, key, channel: 'stable', refreshMs: 300, soundAfterMs: 500 },
    graphql: '/graphql',
    remoteTimeoutMs: 1_500,
  }));
});
test.afterEach(async () => {
  await Promise.all([origin.close(), shell.close()]);
  await rm(folder, { recursive: true, force: true });
});

const chat = (page: Page) => page.locator('[data-remote="AICustomerServiceDemo"]');
const launcher = (page: Page) => page.locator('[data-remote="FloatingChatButton"]');
const notice = (page: Page) => page.getByText('The chat is not available right now');
const open = async (page: Page) => {
  await page.goto(`${shell.url}/help`);
  await page.evaluate(() => {
    document.documentElement.dataset.mark = 'kept';
  });
};
/** All that is shown is of this version, its lazy part and what is shown on another page too; the page is the same one and works. */
async function runs(page: Page, version: string): Promise<void> {
  await expect(chat(page)).toContainText(`AICustomerServiceDemo of ${version}`, { timeout: 20_000 });
  await chat(page).getByRole('button', { name: 'more' }).click();
  await expect(chat(page)).toContainText(`more of ${version}`);
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('row')).toHaveCount(41);
  await expect(launcher(page)).toContainText(`FloatingChatButton of ${version}`);
  await page.getByRole('link', { name: 'Help' }).click();
  await expect(chat(page)).toContainText(`AICustomerServiceDemo of ${version}`);
  await expect(page.locator('html')).toHaveAttribute('data-mark', 'kept');
  expect(await page.evaluate(() => window.tampered)).toBeUndefined();
}
/** Since this version began, nothing ran but what is of it, what configures it included. `alone`: and nothing ran before. */
async function ranOnly(page: Page, version: string, alone: boolean): Promise<void> {
  const ran = await page.evaluate(() => window.ran ?? []);
  const since = alone ? ran : ran.slice(ran.findIndex((one) => one.endsWith(` ${version}`)));
  const modules = ['AICustomerServiceDemo', 'FloatingChatButton', 'configure', 'lazy'];
  expect([...new Set(since)].sort()).toEqual(modules.map((module) => `${module} ${version}`));
}

const files = {
  integrity: /\/0\.2\.0\/integrity\.json/u,
  manifest: /\/0\.2\.0\/react\/mf-manifest\.json/u,
  entry: /\/0\.2\.0\/react\/remoteEntry\.js/u,
  'expose chunk': /\/0\.2\.0\/.*__federation_expose_AICustomerServiceDemo/u,
  'lazy chunk': /\/0\.2\.0\/.*\/lazy\./u,
};
/** Without these none of the version's code is even asked for. */
const BEFORE_ANY_CODE: readonly string[] = ['integrity', 'manifest', 'entry'];
const faults: readonly FileFault[] = ['missing', 'slow', '503', 'tampered', 'truncated', 'html'];
/** Other bytes than were released: what verifying is for. */
const SWAPPED: readonly FileFault[] = ['tampered', 'truncated', 'html'];
/** Minutes a version is left out here: one if something did not come, ten if it came with other bytes. */
const leftOut = (page: Page) =>
  page.evaluate(() => {
    const [until] = Object.values(JSON.parse(Object.values(localStorage).find((text) => text.includes('"bad"')) ?? '{}').bad ?? {});
    return Math.ceil((Number(until) - Date.now()) / 60_000);
  });

test('a sound version runs as the channel says, verified, and every file of it is its own @all', async ({ page }) => {
  await open(page);
  await runs(page, '0.2.0');
  await ranOnly(page, '0.2.0', true);
});

for (const [name, pattern] of Object.entries(files)) {
  for (const fault of faults) {
    const all = name === 'manifest' && fault === 'tampered' ? '' : ' @all';
    const id = SWAPPED.includes(fault) ? 'H50 ' : '';
    test(`${id}${name} ${fault}: what the channel gave before runs, whole${all}`, async ({ page }) => {
      origin.faults.push({ path: pattern, fault });
      await open(page);
      if (name === 'lazy chunk') {
        await expect(chat(page)).toContainText('of 0.2.0');
        await chat(page).getByRole('button', { name: 'more' }).click();
      }
      await runs(page, '0.1.0');
      expect(await leftOut(page)).toBe(SWAPPED.includes(fault) ? 10 : 1);
      await ranOnly(page, '0.1.0', BEFORE_ANY_CODE.includes(name));
    });
  }
}

for (const fault of ['evaluate', 'mount', 'later'] as const) {
  test(`a version that throws (${fault}): the last good one takes its place, and it is not tried again @all`, async ({ page }) => {
    await open(page);
    await expect(chat(page)).toContainText('of 0.2.0');
    // Long enough to have proved itself.
    await expect.poll(() => page.evaluate(() => Object.values(localStorage).join().includes('"good":"0.2.0"'))).toBe(true);
    await put(broken.get(fault) ?? '');
    if (fault === 'later') await expect(chat(page)).toContainText('of 0.3.0');
    const bad = () => page.evaluate(() => /"bad":\{"sha384/u.test(Object.values(localStorage).join()));
    await expect.poll(bad, { timeout: 20_000 }).toBe(true);
    await runs(page, '0.2.0');
    origin.asked.length = 0;
    await page.reload();
    await expect(chat(page)).toContainText('of 0.2.0');
    expect(origin.asked.filter((one) => one.path.startsWith('/0.3.0/'))).toEqual([]);
  });
}

/** Made of one that gives 0.1.0: taken, it would show. */
const forged = async (make: (registry: Registry) => Promise<string> | string) => {
  const text = await readFile(path.join(folder, 'registry.json'), 'utf8');
  return make(rollback(await readRegistry(text, key), clock(), 'stable'));
};
const registries: Readonly<Record<string, () => Promise<string | null | undefined>>> = {
  down: async () => null,
  slow: async () => {
    origin.faults.push({ path: /registry\.json/u, fault: 'slow' });
    return undefined;
  },
  unsigned: () => forged((registry) => JSON.stringify(registry)),
  'signed by another': () => forged((registry) => signRegistry(registry, createKeys().secret)),
  tampered: async () => (await readFile(path.join(folder, 'registry.json'), 'utf8')).replace('"payload": "e', '"payload": "f'),
  replayed: () => forged((registry) => signRegistry({ ...registry, serial: registry.serial - 2 }, secret)),
  'a page': async () => '<!doctype html><title>Maintenance</title>',
};
for (const [name, make] of Object.entries(registries)) {
  test(`registry ${name}: refused; the last known one is gone by, and without one nothing runs @all`, async ({ page, browser }) => {
    await open(page);
    await expect(chat(page)).toContainText('of 0.2.0');
    const text = await make();
    origin.registry = text;
    await page.reload();
    await open(page);
    await runs(page, '0.2.0');
    if (name !== 'replayed') {
      const fresh = await browser.newPage();
      await fresh.goto(`${shell.url}/help`);
      await expect(notice(fresh)).toBeVisible();
      expect(await fresh.evaluate(() => window.ran)).toBeUndefined();
      origin.registry = undefined;
      origin.faults.length = 0;
      await expect(chat(fresh)).toContainText('of 0.2.0', { timeout: 20_000 });
      await fresh.close();
    }
  });
}

test('registry expired: what ran here runs on, and nothing new comes to anybody @all', async ({ page, browser }) => {
  await open(page);
  await expect(chat(page)).toContainText('of 0.2.0');
  await expect.poll(() => page.evaluate(() => Object.values(localStorage).join().includes('"good":"0.2.0"'))).toBe(true);
  origin.registry = await forged((registry) => signRegistry({ ...registry, expires: new Date(1).toISOString() }, secret));
  await page.reload();
  await open(page);
  await runs(page, '0.2.0');
  const fresh = await browser.newPage();
  await fresh.goto(`${shell.url}/help`);
  await expect(notice(fresh)).toBeVisible();
  expect(await fresh.evaluate(() => window.ran)).toBeUndefined();
  await fresh.close();
});

test('promoted while the person is at work: it waits, switches at the next safe moment without a reload, and rolls back', async ({
  page,
}) => {
  await alter((before) => rollback(before, clock(), 'stable'));
  await open(page);
  await expect(chat(page)).toContainText('of 0.1.0');
  await page.evaluate(() => {
    window.chatWork = ['answering'];
  });
  await chat(page).getByLabel('Draft').fill('Half a sentence');
  await alter((before) => promote(before, clock(), 'stable', '0.2.0'));
  // It has been fetched and has run, and yet the earlier one is shown.
  await expect.poll(() => page.evaluate(() => window.ran?.includes('AICustomerServiceDemo 0.2.0'))).toBe(true);
  await expect(chat(page)).toContainText('of 0.1.0');
  await page.evaluate(() => {
    window.chatWork = [];
  });
  await expect(chat(page)).toContainText('of 0.2.0');
  await expect(chat(page).getByLabel('Draft')).toHaveValue('Half a sentence');
  await alter((before) => rollback(before, clock(), 'stable'));
  await runs(page, '0.1.0');
  await expect(chat(page).getByLabel('Draft')).toHaveValue('Half a sentence');
});

test('blocked: whoever runs it gets what the channel gave before @all', async ({ page }) => {
  await open(page);
  await expect(chat(page)).toContainText('of 0.2.0');
  await alter((before) => setState(before, clock(), '0.2.0', 'blocked'));
  await runs(page, '0.1.0');
});

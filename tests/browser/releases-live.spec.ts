import { rm } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { change, deploy } from '../../scripts/release/deploy.ts';
import { folderTarget } from '../../scripts/release/folder-target.ts';
import { LIFE_MS, rollback } from '../../scripts/release/registry.ts';
import { temporary } from '../../scripts/release/release.kit.ts';
import { createKeys } from '../../scripts/release/signing.ts';
import { buildPlainPage } from '../federation/build.ts';
import { serveShop } from '../federation/hosts/serve.ts';
import { buildReal } from '../releases/build.ts';
import { type Origin, startOrigin } from '../releases/origin.ts';
import { type Demo, startDemo } from './demo.ts';
import { guidePolicy, NONCE, watchViolations } from './support/strict-policy.ts';

// The demo's policy names the one origin it knows; that of the releases is another. All of a conversation is in view.
test.use({ bypassCSP: true, viewport: { width: 1280, height: 1600 } });

const { secret, key } = createKeys();
const clock = () => ({ now: Date.now(), lifeMs: LIFE_MS });
/** The releases A and B. */
let built: readonly string[];
let folder: string;
let origin: Origin;
let demo: Demo;

test.beforeAll(async () => {
  test.setTimeout(480_000);
  built = [await buildReal('1.0.0', 'Message in A'), await buildReal('1.1.0', 'Message in B')];
  demo = await startDemo({ RESPONDER_PACE: '6' });
});
test.afterAll(async () => {
  await demo.dispose();
  for (const one of built) await rm(one, { recursive: true, force: true });
});
test.beforeEach(async () => {
  folder = temporary('releases');
  await ship(built[0] ?? '');
  origin = await startOrigin(folder);
});
test.afterEach(async () => {
  await origin.close();
  await rm(folder, { recursive: true, force: true });
});

const ship = (release: string) => deploy({ target: folderTarget(folder), folder: release, secret, channel: 'stable', clock: clock() });
const move = (make: Parameters<typeof change>[2]) => change(folderTarget(folder), secret, make);
const field = (page: Page, label: string) => page.getByRole('textbox', { name: label });
const answered = (page: Page, times: number) =>
  expect(page.getByRole('button', { name: 'Good answer' })).toHaveCount(times, { timeout: 120_000 });
/** A message as one reads it, without what stands around it. */
const words = (page: Page, at: number) => page.getByRole('article').nth(at).locator('p, li').allInnerTexts();

/** The shell with the origin's channel, on the page's own terms: `kept` stands in it until it is loaded anew. */
async function open(page: Page, refreshMs: number): Promise<void> {
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    const releases = { registry: `${origin.url}/registry.json`, key, channel: 'stable', refreshMs };
    await route.fulfill({ response, json: { ...((await response.json()) as object), releases } });
  });
  await page.goto(`${demo.url}/help`);
  await expect(field(page, 'Message in A')).toBeVisible();
  await page.evaluate(() => {
    document.documentElement.dataset.mark = 'kept';
  });
}

/** The page has looked at the registry, as it is now, more than once: what did not happen by then was not held up, it waits. */
async function lookedTwice(): Promise<void> {
  const looks = () => origin.asked.filter(({ path: asked }) => asked === '/registry.json').length;
  const before = looks();
  await expect.poll(looks).toBeGreaterThan(before + 2);
}

test('an answer streams in version A, B is promoted: it ends in A, B is there afterwards, and A again after a rollback; no draft is lost @all', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await open(page, 300);
  await field(page, 'Message in A').fill('How do I print a packing slip?');
  await field(page, 'Message in A').press('Enter');
  const stop = page.getByRole('button', { name: 'Stop generating' });
  await expect(stop).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(2);
  await page
    .getByRole('article')
    .nth(1)
    .evaluate((element) => {
      element.dataset.mark = 'begun in A';
    });
  await ship(built[1] ?? '');
  await expect.poll(() => origin.asked.some(({ path: asked }) => asked === '/1.1.0/react/remoteEntry.js')).toBe(true);
  // B is here, and the answer goes on in A; what is begun meanwhile keeps it there.
  await expect(stop).toBeVisible();
  await field(page, 'Message in A').fill('How do I verify a webhook signature?');
  // With something in the field it is sending that is offered, not stopping: a finished answer is known by what can be said of it.
  await answered(page, 1);
  await expect(page.locator('[data-mark="begun in A"]')).toBeVisible();
  const first = await words(page, 1);
  expect(first.join().length).toBeGreaterThan(100);
  await lookedTwice();
  await expect(field(page, 'Message in A')).toHaveValue('How do I verify a webhook signature?');
  // Sent, it is answered in A, and then nothing is in the way of B.
  await field(page, 'Message in A').press('Enter');
  await expect(field(page, 'Message in B')).toBeVisible({ timeout: 120_000 });
  await answered(page, 2);
  expect(await words(page, 1)).toEqual(first);
  const second = await words(page, 3);
  // Back the same way: typed, it stays; out of sight, the versions change, and what was typed is there again.
  await field(page, 'Message in B').fill('Half a sentence');
  await move((before) => rollback(before, clock(), 'stable'));
  await lookedTwice();
  await expect(field(page, 'Message in B')).toHaveValue('Half a sentence');
  await page.getByRole('link', { name: 'Orders' }).click();
  await lookedTwice();
  // To the address of the conversation; what the menu leads to begins with none.
  await page.goBack();
  await expect(field(page, 'Message in A')).toHaveValue('Half a sentence');
  await answered(page, 2);
  expect([await words(page, 1), await words(page, 3)]).toEqual([first, second]);
  await expect(page.locator('html')).toHaveAttribute('data-mark', 'kept');
});

test('a shell at rest runs what was deployed and what was rolled back to, and says how soon @all', async ({ page }) => {
  await open(page, 1_000);
  const asked = origin.asked.filter(({ path: one }) => /\/(?:registry|integrity)\.json$/u.test(one)).slice(0, 2);
  const seconds = async (make: () => Promise<unknown>, label: string) => {
    const from = performance.now();
    await make();
    await expect(field(page, label)).toBeVisible();
    return ((performance.now() - from) / 1_000).toFixed(2);
  };
  const deployed = await seconds(() => ship(built[1] ?? ''), 'Message in B');
  const back = await seconds(() => move((before) => rollback(before, clock(), 'stable')), 'Message in A');
  await expect(page.locator('html')).toHaveAttribute('data-mark', 'kept');
  expect(asked.map(({ path: one }) => one)).toEqual(['/registry.json', '/1.0.0/integrity.json']);
  const bytes = asked.reduce((sum, one) => sum + one.bytes, 0);
  console.log(
    `looked every second: deploy to shell ${deployed} s, rollback to shell ${back} s; ${asked.length} requests more, ${bytes} bytes`,
  );
});

test.describe('under the policy of the guide, which requires Trusted Types', () => {
  test.use({ bypassCSP: false });

  test('a page without React runs what is promoted while it is open, and what is rolled back to, with nothing objected to @all', async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const pageFolder = await buildPlainPage();
    const shop = await serveShop(pageFolder, { 'Content-Security-Policy': guidePolicy(origin.url, 'shop') });
    try {
      const violations = await watchViolations(page);
      const registry = `${origin.url}/registry.json`;
      const query = new URLSearchParams({ registry, key, channel: 'stable', as: 'ben', nonce: NONCE, timeoutMs: '20000' });
      await page.goto(`${shop.url}/index.html?${query}`);
      await expect(field(page, 'Message in A')).toBeVisible();
      await page.evaluate(() => {
        document.documentElement.dataset.mark = 'kept';
      });
      await ship(built[1] ?? '');
      await expect(field(page, 'Message in B')).toBeVisible({ timeout: 30_000 });
      // With what B fetches only once something is said.
      await field(page, 'Message in B').fill('How do I verify a webhook signature?');
      await field(page, 'Message in B').press('Enter');
      await answered(page, 1);
      await move((before) => rollback(before, clock(), 'stable'));
      await expect(field(page, 'Message in A')).toBeVisible({ timeout: 30_000 });
      await expect(field(page, 'Message in B')).toHaveCount(0);
      await expect(page.locator('html')).toHaveAttribute('data-mark', 'kept');
      expect(await page.evaluate(() => window.told)).toEqual(['1.0.0 wanted', '1.1.0 wanted', '1.0.0 wanted']);
      expect(await violations()).toEqual([]);
    } finally {
      await shop.close();
      await rm(pageFolder, { recursive: true, force: true });
    }
  });
});

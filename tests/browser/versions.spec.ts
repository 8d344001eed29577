import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { buildReactHost } from '../federation/build.ts';
import { buildCopy, change, copyOfSources } from '../federation/copy-of-sources.ts';
import { type HostPage, type Served, serveHost, serveRemote } from '../federation/hosts/serve.ts';

const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');
const ENVIRONMENTS = ['react', 'isolated', 'esm'] as const;
/** What a part says that only the other version has. */
const FIELD = 'Message to 9.9.9';
let host: HostPage;
let other: Served;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  const copy = copyOfSources();
  const { version } = JSON.parse(readFileSync(path.join(copy, 'package.json'), 'utf8')) as { version: string };
  change(copy, 'package.json', `"version": "${version}"`, '"version": "9.9.9"');
  change(copy, 'src/i18n/catalogue.ts', "'composer.label': 'Message'", `'composer.label': '${FIELD}'`);
  const built = await buildReactHost();
  await buildCopy(copy, ENVIRONMENTS);
  host = await serveHost([built, pages], ENVIRONMENTS);
  other = await serveRemote(ENVIRONMENTS, path.join(copy, 'dist'));
  for (const folder of [built, copy]) await rm(folder, { recursive: true, force: true });
});
test.afterAll(async () => {
  await host.close();
  await other.close();
});

/** Each version in its own element, each with its own person, look and language, and each at work. */
async function bothAtWork(page: Page): Promise<void> {
  const [earlier, later] = [page.locator('#chat'), page.locator('#second')];
  await expect(earlier.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
  await expect(later.getByRole('textbox', { name: FIELD })).toBeVisible();
  expect(await earlier.locator('.aics-root').getAttribute('data-aics-scheme')).toBe('light');
  expect(await later.locator('.aics-root').getAttribute('data-aics-scheme')).toBe('dark');
  expect(await later.locator('.aics-root').getAttribute('lang')).toBe('de-CH');
  for (const place of [later, earlier]) {
    await place.getByRole('textbox').fill('How do I print a packing slip?');
    await place.getByRole('textbox').press('Enter');
    await expect(place.getByRole('log')).toContainText(/tick the orders/iu, { timeout: 20_000 });
  }
}

for (const by of ['isolated', 'embed'])
  test(`two versions on one page, by ${by}: each runs its own code, and one that leaves does not take the other along @all`, async ({
    page,
  }) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(host.page('two-versions.html', { by, other: other.url, as: 'ada', props: '{"colorScheme":"light"}' }));
    await bothAtWork(page);
    await page.evaluate(() => (window as unknown as { earlier: { unmount(): void } }).earlier.unmount());
    await expect(page.locator('[data-ai-cs-agent]')).toHaveCount(1);
    await page.locator('#second').getByRole('textbox').fill('How do I verify a webhook signature?');
    await page.locator('#second').getByRole('textbox').press('Enter');
    await expect(page.locator('#second').getByRole('log').locator('pre, code').first()).toBeVisible({ timeout: 20_000 });
    expect(faults).toEqual([]);
  });

test('two versions in one React tree: the page’s one React draws both @all', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(host.page('react.html', { other: other.url, as: 'ada', props: '{"colorScheme":"light"}' }));
  await bothAtWork(page);
  await page.getByRole('button', { name: 'Show or hide' }).click();
  await expect(page.locator('#chat [data-ai-cs-agent]')).toHaveCount(0);
  await expect(page.locator('#second').getByRole('textbox', { name: FIELD })).toBeVisible();
  expect(faults).toEqual([]);
});

import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { buildShell, buildStandInRemote } from '../federation/build.ts';
import { type FaultyRemote, type Running, startRemote, startShell } from './support/servers.ts';

let shellFolder: string;
let remoteFolder: string;
let remote: FaultyRemote;
let shell: Running;

test.beforeAll(async () => {
  [shellFolder, remoteFolder] = [await buildShell(), await buildStandInRemote()];
  remote = await startRemote(remoteFolder);
  shell = await startShell(shellFolder, () => ({
    remoteManifest: `${remote.url}/mf-manifest.json`,
    graphql: '/graphql',
    remoteTimeoutMs: 2_000,
  }));
});
test.afterAll(async () => {
  await Promise.all([remote.close(), shell.close()]);
  await Promise.all([shellFolder, remoteFolder].map((folder) => rm(folder, { recursive: true, force: true })));
});

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe finds in the shell itself; the remote has its own check. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  const results = (await page.evaluate(() =>
    (window as unknown as { axe: { run(context: unknown): Promise<unknown> } }).axe.run({ exclude: [['[data-remote]']] }),
  )) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}

const pages = [
  '/',
  '/orders',
  '/orders/1042',
  '/orders?q=nothing-like-it',
  '/products',
  '/help',
  '/line',
  '/states',
  '/nowhere',
  '/desk',
  '/desk?as=mara',
  '/desk/c-1?as=mara',
  '/orders?as=mara',
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 360]) {
    test(`axe finds nothing and nothing overflows, ${colorScheme}, ${width} px${colorScheme === 'light' && width === 360 ? '' : ' @all'}`, async ({
      browser,
    }) => {
      // Thirteen pages one after another, and axe takes its time on a busy machine.
      test.setTimeout(180_000);
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const address of pages) {
        await page.goto(shell.url + address);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await page.waitForLoadState('networkidle');
        expect(await axe(page), `${address} at ${width}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), address).toBeLessThanOrEqual(0);
      }
      await page.goto(shell.url);
      await page.getByRole('button', { name: /user menu/ }).click();
      await expect(page.getByRole('link', { name: /Chen Wei/ }).first()).toBeVisible();
      expect(await axe(page), 'user menu').toEqual([]);
      await context.close();
    });
  }
}

test('the notice of a missing chat is as accessible as the rest', async ({ page }) => {
  remote.fault = 'not-found';
  try {
    await page.goto(`${shell.url}/help`);
    await expect(page.getByText('The chat is not available right now')).toBeVisible();
    expect(await axe(page)).toEqual([]);
  } finally {
    remote.fault = 'none';
  }
});

test('no width from 320 to 1920 px overflows', async ({ page }) => {
  for (const address of ['/', '/orders/1042', '/products']) {
    await page.goto(shell.url + address);
    await page.waitForLoadState('networkidle');
    for (const width of [320, 480, 640, 800, 1024, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${address} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

test('everything a page needs comes from the shell or the remote, and nothing is logged as an error', async ({ page }) => {
  const strangers: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && ![shell.url, remote.url].includes(origin)) strangers.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(shell.url);
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => document.fonts.check('15px "Inter Variable"'))).toBe(true);
  expect(strangers).toEqual([]);
  expect(errors).toEqual([]);
});

test('orders: 40 rows, filters, search from anywhere, detail by address, back and forward', async ({ page }) => {
  await page.goto(shell.url);
  await page.getByRole('searchbox').fill('shipped');
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL(/\/orders\?q=shipped$/);
  await page.getByRole('searchbox').fill('');
  await expect(page.getByRole('row')).toHaveCount(41);
  const wanted = page.getByRole('button', { name: /^Delivered/ });
  const rows = Number((await wanted.textContent())?.match(/\d+/)?.[0]);
  await wanted.click();
  await expect(wanted).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('row')).toHaveCount(rows + 1);
  const first = page.getByRole('row').nth(1).getByRole('link');
  const number = (await first.textContent()) ?? '';
  await first.press('Enter');
  const detail = page.getByRole('complementary', { name: `Order ${number}` });
  await expect(detail.getByRole('heading', { name: `Order ${number}` })).toBeFocused();
  await expect(detail).toContainText('Total');
  await detail.getByRole('link', { name: 'Close the order' }).click();
  await expect(page.getByRole('row')).toHaveCount(rows + 1);
  await page.goBack();
  await expect(detail).toBeVisible();
  await page.reload();
  await expect(detail).toBeVisible();
});

test('the header of a long list stays at the top of its own scroller, and the open order is in sight', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 700 });
  await page.goto(`${shell.url}/orders/1025`);
  const row = page.getByRole('row').filter({ hasText: '1025' });
  await expect(row).toBeInViewport({ ratio: 1 });
  const head = await page.getByRole('columnheader', { name: 'Buyer' }).boundingBox();
  expect(head?.y).toBe(56);
});

test('products: 25 rows, search and low stock narrow them', async ({ page }) => {
  await page.goto(`${shell.url}/products`);
  await expect(page.getByRole('row')).toHaveCount(26);
  await page.getByRole('button', { name: /Low stock/ }).click();
  await expect(page).toHaveURL(/low=1/);
  expect(await page.getByRole('row').count()).toBeLessThan(26);
  await page.getByRole('button', { name: /Low stock/ }).click();
  await page.getByRole('searchbox', { name: /products/ }).fill('tent');
  await expect(page.getByRole('row')).not.toHaveCount(26);
  for (const row of (await page.getByRole('row').all()).slice(1)) await expect(row).toContainText(/tent/i);
});

test('identity is per tab, kept by every link, and switched without leaving anything behind', async ({ context }) => {
  const ada = await context.newPage();
  const mara = await context.newPage();
  await ada.goto(`${shell.url}/?as=ada`);
  await mara.goto(`${shell.url}/?as=mara`);
  await expect(mara).toHaveURL(/\/desk\?as=mara$/);
  await expect(mara.locator('[data-remote="AgentDesk"]')).toContainText('"userId":"mara"');
  await ada.getByRole('link', { name: 'Orders', exact: true }).click();
  await expect(ada).toHaveURL(/\/orders\?as=ada$/);
  await ada.reload();
  await expect(ada.getByRole('button', { name: /Ada Lindqvist/ })).toBeVisible();
  await ada.getByRole('button', { name: /Ada Lindqvist/ }).click();
  await ada.getByRole('link', { name: 'Chen Wei Brightside Home' }).click();
  await expect(ada.getByRole('button', { name: /Chen Wei/ })).toBeVisible();
  await ada.waitForFunction(() => window.chatConfiguration);
  const token = await ada.evaluate(() => window.chatConfiguration?.connection.getAccessToken('initial'));
  expect(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()).toContain('"sub":"chen"');
});

test('"Help" in the menu and the way back both lead where the address says', async ({ page }) => {
  const shown = page.locator('[data-remote="AICustomerServiceDemo"]');
  await page.goto(`${shell.url}/help/c-7`);
  await expect(shown).toContainText('"initialConversationId":"c-7"');
  await page.getByRole('link', { name: 'Help' }).click();
  await expect(page).toHaveURL(/\/help$/);
  await expect(shown).not.toContainText('initialConversationId');
  await page.goBack();
  await expect(shown).toContainText('"initialConversationId":"c-7"');
});

test('an unknown name is said calmly, with a way out', async ({ page }) => {
  await page.goto(`${shell.url}/?as=nobody`);
  await expect(page.getByText('The demo knows nobody called “nobody”.')).toBeVisible();
  await page.getByRole('link', { name: 'Start as the first customer' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('light and dark are chosen, kept, and handed to the chat', async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${shell.url}/help`);
  await expect.poll(background).toBe('rgb(245, 246, 248)');
  await page.getByRole('button', { name: /user menu/ }).click();
  await page.getByText('Dark', { exact: true }).click();
  await expect.poll(background).toBe('rgb(14, 17, 22)');
  await expect(page.locator('[data-remote]')).toContainText('"colorScheme":"dark"');
  await page.reload();
  await expect.poll(background).toBe('rgb(14, 17, 22)');
});

test('by keyboard: skip link, user menu and drawer open and close, and focus comes back', async ({ page }) => {
  await page.goto(shell.url);
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  const user = page.getByRole('button', { name: /user menu/ });
  await user.press('Enter');
  await expect(page.getByRole('radio', { name: 'System' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(user).toBeFocused();
  await page.setViewportSize({ width: 360, height: 740 });
  const menu = page.getByRole('button', { name: 'Open the menu' });
  await menu.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Menu' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
  await menu.press('Enter');
  await page.getByRole('dialog').getByRole('link', { name: 'Products' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Products' })).toBeVisible();
});

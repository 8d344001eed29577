import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(folder, ['isolated', 'esm']);
});
test.afterAll(() => host.close());

interface Live {
  told: string[];
  later(props?: object, options?: { onError(error: { reason: string }): void }): Promise<unknown>;
}
/** Of the page: what it put into its window. */
declare function live(): Live;

/** With a list of what the page was told: a reload would empty it. */
async function open(page: Page, name: string, more: Record<string, string> = {}): Promise<void> {
  await page.addInitScript(() => Object.assign(window, { told: [], live: () => window }));
  await page.goto(host.page(name, { as: 'ben', ...more }));
}

const HANDLERS = [
  'onConnectionChange',
  'onConversationChange',
  'onLineChange',
  'onMessageSend',
  'onResponseEnd',
  'onResponseStart',
  'onStatusChange',
  'onUnreadChange',
];

for (const [name, chunks] of [
  ['embed.html', '**/esm/chunks/**'],
  ['runtime.html', '**/isolated/static/**'],
] as const)
  test(`${name}: code of the module is missing: the page is told why, and mounting again brings the chat`, async ({ page }) => {
    await open(page, name, { hold: '1' });
    await page.waitForFunction(() => 'later' in window);
    await page.route(chunks, (route) => route.abort());
    const begin = () => page.evaluate(() => live().later({}, { onError: ({ reason }) => live().told.push(reason) }));
    await begin();
    await expect.poll(() => page.evaluate(() => live().told)).toEqual(['missing']);
    await page.unroute(chunks);
    await begin();
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    await expect(page.locator('[data-ai-cs-agent]')).toHaveCount(1);
  });

test('handlers of the page that throw: each is told of what it asked for, and the chat goes on', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await open(page, 'embed.html', { hold: '1' });
  await page.waitForFunction(() => 'later' in window);
  await page.evaluate((names) => {
    const thrower = (name: string) => () => {
      live().told.push(name);
      throw new Error(`${name} of the page`);
    };
    return void live().later(Object.fromEntries(names.map((name) => [name, thrower(name)])));
  }, HANDLERS);
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I print a packing slip?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText(/tick the orders/iu, { timeout: 20_000 });
  await expect.poll(async () => [...new Set(await page.evaluate(() => live().told))].sort()).toEqual(HANDLERS);
  expect(faults).toEqual([]);
});

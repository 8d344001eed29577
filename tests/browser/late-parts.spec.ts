import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(folder, ['isolated', 'esm']);
});
test.afterAll(() => host.close());

/** What speaks with the server and what shows messages, in chunks of their own. */
const BESIDE = /\/(?:carriers|said)\./u;

for (const name of ['embed.html', 'plain.html'])
  test(`F12 ${name}: what is fetched beside the composer is missing: one writes and sends, and all of it comes by itself @all`, async ({
    page,
  }) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    let missing = true;
    let asked = 0;
    await page.route(BESIDE, (route) => {
      asked += 1;
      return missing ? route.abort() : route.continue();
    });
    await page.goto(host.page(name, { as: 'ben' }));
    const field = page.getByRole('textbox', { name: 'Message' });
    await field.fill('How do I print a packing slip?');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('');
    await field.fill('and a draft');
    // Each is asked for again by whoever needs it.
    await expect.poll(() => asked).toBeGreaterThan(3);
    await expect(page.getByRole('log')).toHaveCount(0);
    missing = false;
    await expect(page.getByRole('log')).toContainText('How do I print a packing slip?', { timeout: 30_000 });
    await expect(page.getByRole('log')).toContainText(/tick the orders/iu, { timeout: 30_000 });
    await expect(field).toHaveValue('and a draft');
    expect(faults).toEqual([]);
  });

import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import { everyOverlay } from './support/overlays.ts';
import { NONCE, openStrict, strictHeaders, watchViolations } from './support/strict-policy.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(folder, ['esm', 'isolated'], strictHeaders);
});
test.afterAll(() => host.close());

for (const name of ['strict-embed.html', 'strict-runtime.html'])
  test(`${name}: no violation of the strictest policy, with every overlay and every seeded conversation opened${name === 'strict-embed.html' ? '' : ' @all'}`, async ({
    page,
  }) => {
    const options = JSON.stringify({ module: 'AICustomerServiceDemo', nonce: NONCE });
    const props = JSON.stringify({ width: 900 });
    const expectNoObjection = await openStrict(page, host.page(name, { as: 'ada', options, props }));
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    const rows = page.locator('[data-conversation]');
    await expect(rows.first()).toBeVisible();
    for (let at = 0; at < Math.min(await rows.count(), 8); at += 1) {
      await rows.nth(at).click();
      await expect(page.getByRole('log').getByRole('article').first()).toBeVisible();
    }
    await everyOverlay(page, page.locator('#chat'), expectNoObjection);
    await expect(page.getByRole('log').locator('pre, code').first()).toBeVisible();
    expect(await page.locator('#chat .aics-root').evaluate((root) => getComputedStyle(root).display)).toBe('flex');
    await expectNoObjection();
  });

for (const nonce of [NONCE, null])
  test(`isolation "scoped": ${nonce ? 'with the nonce of the policy no violation, and styled' : 'without it the policy objects'}`, async ({
    page,
  }) => {
    const violations = await watchViolations(page);
    const options = JSON.stringify({ isolation: 'scoped', ...(nonce && { nonce }) });
    await page.goto(host.page('strict-embed.html', { as: 'ben', options }));
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    expect(await page.locator('[data-ai-cs-agent]').evaluate((element) => element.shadowRoot)).toBeNull();
    if (nonce) {
      await page.getByRole('textbox', { name: 'Message' }).fill('How do I print a packing slip?');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('log')).toContainText(/tick the orders/iu, { timeout: 20_000 });
      expect(await page.locator('#chat .aics-root').evaluate((root) => getComputedStyle(root).display)).toBe('flex');
      expect(await violations()).toEqual([]);
    } else await expect.poll(async () => (await violations()).join()).toContain('style-src');
  });

test('the policy is one that objects', async ({ page }) => {
  const violations = await watchViolations(page);
  await page.goto(host.page('strict-embed.html', { as: 'ben' }));
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'p { color: red }';
    document.head.append(style);
  });
  await expect.poll(async () => (await violations()).join()).toContain('style-src-elem');
});

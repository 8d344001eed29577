import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
const NONCE = 'bm9uY2Utb2YtdGhlLXBhZ2U=';
/** The strictest a page can be that loads anything, on a page isolated from every other. */
const headers = (remote: string): Record<string, string> => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `script-src 'self' ${remote} 'nonce-${NONCE}'`,
    `style-src 'self' 'nonce-${NONCE}'`,
    "img-src 'self'",
    `connect-src 'self' ws: ${remote}`,
    "require-trusted-types-for 'script'",
    'trusted-types ai-cs-agent ai-cs-agent-host',
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
});
let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(folder, ['esm', 'isolated'], headers);
});
test.afterAll(() => host.close());

interface Watched {
  violations: string[];
}

async function watch(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  return () => page.evaluate(() => (window as unknown as Watched).violations);
}

for (const name of ['strict-embed.html', 'strict-runtime.html'])
  test(`${name}: no violation of the strictest policy, with every overlay and every seeded conversation opened${name === 'strict-embed.html' ? '' : ' @all'}`, async ({
    page,
  }) => {
    const violations = await watch(page);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    const options = JSON.stringify({ module: 'AICustomerServiceDemo', nonce: NONCE });
    const props = JSON.stringify({ width: 1100 });
    await page.goto(host.page(name, { as: 'ada', options, props }));
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const rows = page.locator('[data-conversation]');
    await expect(rows.first()).toBeVisible();
    for (let at = 0; at < Math.min(await rows.count(), 8); at += 1) {
      await rows.nth(at).click();
      await expect(page.getByRole('log').getByRole('article').first()).toBeVisible();
      const openers = page.locator('#chat [aria-haspopup]:visible');
      for (let one = 0; one < Math.min(await openers.count(), 3); one += 1) {
        await openers.nth(one).click();
        await page.keyboard.press('Escape');
      }
    }
    await page.evaluate(() => (window as unknown as { chat: { handle: { newConversation(): void } } }).chat.handle.newConversation());
    await page.getByRole('textbox', { name: 'Message' }).fill('How do I verify a webhook signature?');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log').locator('pre, code').first()).toBeVisible({ timeout: 20_000 });
    expect(await page.locator('#chat .aics-root').evaluate((root) => getComputedStyle(root).display)).toBe('flex');
    expect(await violations()).toEqual([]);
    expect(faults).toEqual([]);
  });

for (const nonce of [NONCE, null])
  test(`isolation "scoped": ${nonce ? 'with the nonce of the policy no violation, and styled' : 'without it the policy objects'}`, async ({
    page,
  }) => {
    const violations = await watch(page);
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
  const violations = await watch(page);
  await page.goto(host.page('strict-embed.html', { as: 'ben' }));
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'p { color: red }';
    document.head.append(style);
  });
  await expect.poll(async () => (await violations()).join()).toContain('style-src-elem');
});

import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import { guidePolicy, NONCE } from './support/strict-policy.ts';

const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');

let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(pages, ['esm', 'isolated'], (remote) => ({ 'Content-Security-Policy': guidePolicy(remote) }));
});
test.afterAll(() => host.close());

interface Watched {
  readonly told: readonly string[];
  readonly violations: readonly string[];
}
async function open(page: Page, name: string, more: Record<string, string> = {}): Promise<void> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.effectiveDirective} ${event.sample}`));
  });
  await page.goto(host.page(name, { as: 'ben', options: JSON.stringify({ nonce: NONCE }), ...more }));
}
const seen = (page: Page): Promise<Watched> =>
  page.evaluate(() => {
    const { told, violations } = window as unknown as Watched;
    return { told, violations };
  });

test('under the policy of the guide chunks that failed are fetched by a second copy without a reload, and another build runs beside it', async ({
  page,
}) => {
  const entries: string[] = [];
  page.on('requestfinished', (request) => request.url().includes('/remoteEntry.js') && entries.push(request.url()));
  await page.route('**/isolated/static/**', (route) => route.abort());
  await open(page, 'strict-runtime.html');
  await expect.poll(async () => (await seen(page)).told).toContain('missing');
  await page.unroute('**/isolated/static/**');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  const { told, violations } = await seen(page);
  expect([...new Set(told)]).toEqual(['missing']);
  expect(violations).toEqual([]);
  expect(entries.length).toBeGreaterThan(1);
  await page.evaluate(async (embed) => {
    const { mount } = await import(embed);
    mount(document.querySelector('#second'), {}, { nonce: document.querySelector('script')?.nonce });
  }, `${host.remote}/esm/embed.js`);
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveCount(2);
  expect((await seen(page)).violations).toEqual([]);
});

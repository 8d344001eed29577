import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(folder, ['isolated', 'esm']);
});
test.afterAll(() => host.close());

for (const [name, what] of [
  ['embed.html', 'one module script and one call'],
  ['element.html', 'the custom element'],
  ['plain.html', 'plain HTML without the federation runtime'],
  ['runtime.html', 'plain HTML with the runtime'],
] as const)
  test(`${what}: a question is asked and answered`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(host.page(name, { as: 'ben' }));
    await page.getByRole('textbox', { name: 'Message' }).fill('How do I print a packing slip?');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toContainText('packing slip', { timeout: 20_000 });
    expect(faults).toEqual([]);
  });

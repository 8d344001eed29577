import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { guideFiles } from '../federation/guide.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

const pages = [...(await guideFiles())].filter(([name]) => name.endsWith('.html'));
let folder: string;
let host: HostPage;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-guide-'));
  for (const [name, text] of pages)
    await writeFile(path.join(folder, name), `<!doctype html><html lang="en"><title>A shop</title>${text}</html>`);
  host = await serveHost(folder, ['esm']);
});
test.afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

test('the guide has pages of HTML', () => {
  expect(pages.map(([name]) => name)).toEqual(['one-call.html', 'one-element.html']);
});

for (const [name] of pages)
  test(`docs/INTEGRATION.md, ${name}: opened as it is printed, a question is asked and answered`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    // The two addresses a shell has of its own: where it put the files, and where its tokens come from.
    await page.route('https://chat.example.com/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: `${host.remote}/esm${pathname}` }) });
    });
    await page.route('**/auth/chat-token*', async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      expect(route.request().method()).toBe('POST');
      await route.fulfill({ response: await page.request.post(origin + pathname, { data: { as: 'ben' } }) });
    });
    await page.goto(host.page(name));
    await page.getByRole('textbox', { name: 'Message' }).fill('How do I print a packing slip?');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toContainText(/tick the orders/iu, { timeout: 20_000 });
    expect(faults).toEqual([]);
  });

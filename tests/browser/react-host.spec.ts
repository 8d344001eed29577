import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { buildReactHost } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  const built = await buildReactHost();
  host = await serveHost([built, pages], ['react']);
  await rm(built, { recursive: true, force: true });
});
test.afterAll(() => host.close());

test('rsbuild and React 19: the component lives in a shadow root, and the page’s React hears each event once', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(host.page('react.html', { as: 'ben', props: '{"height":600,"width":480}' }));
  const field = page.getByRole('textbox', { name: 'Message' });
  await expect(field).toBeVisible();
  expect(await page.locator('[data-ai-cs-agent]').evaluate((element) => element.shadowRoot?.querySelector('textarea') !== null)).toBe(true);
  expect(await page.locator('[data-ai-cs-agent]').evaluate((element) => [element.clientWidth, element.clientHeight])).toEqual([480, 600]);
  const heard = () => page.evaluate(() => ({ ...(window as unknown as { heard: Record<string, number> }).heard }));
  const before = await heard();
  await field.click();
  await page.keyboard.press('a');
  const after = await heard();
  expect((after.click ?? 0) - (before.click ?? 0)).toBe(1);
  expect((after.pointerdown ?? 0) - (before.pointerdown ?? 0)).toBe(1);
  expect((after.keydown ?? 0) - (before.keydown ?? 0)).toBe(1);
  await expect(field).toHaveValue('a');
  await field.fill('How do I print a packing slip?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('packing slip', { timeout: 20_000 });
  await page.getByRole('button', { name: 'Show or hide' }).click();
  await expect(page.locator('[data-ai-cs-agent]')).toHaveCount(0);
  expect(await page.evaluate(() => [document.styleSheets.length, document.adoptedStyleSheets.length])).toEqual([1, 0]);
  await page.getByRole('button', { name: 'Show or hide' }).click();
  await expect(field).toBeVisible();
  expect(faults).toEqual([]);
});

test('isolation "scoped": in the page’s own tree, and its styles leave with it', async ({ page }) => {
  await page.goto(host.page('react.html', { as: 'ben', props: '{"height":600,"width":480,"isolation":"scoped"}' }));
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(await page.evaluate(() => document.querySelector('#chat textarea') !== null)).toBe(true);
  await page.getByRole('button', { name: 'Show or hide' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => [...document.styleSheets].filter((sheet) => sheet.cssRules.length > 0).length)).toBe(1);
});

for (const [module, attribute] of [
  ['AIChatInterface', 'data-aics-scheme'],
  ['FloatingChatButton', 'data-scheme'],
] as const)
  test(`colorScheme "host", isolation "scoped": ${module} is as the element right around it, live`, async ({ page }) => {
    const props = JSON.stringify({ colorScheme: 'host', isolation: 'scoped', height: 400 });
    await page.goto(host.page('react.html', { as: 'ben', module, props }));
    const drawn = page.locator(`#chat [${attribute}]`).first();
    await expect(drawn).toHaveAttribute(attribute, 'light');
    await page.locator('#chat').evaluate((element: HTMLElement) => element.style.setProperty('background', '#111'));
    await expect(drawn).toHaveAttribute(attribute, 'dark');
  });

test('colorScheme "host": a page that is dark by nothing but its meta element, live', async ({ page }) => {
  await page.goto(host.page('react.html', { as: 'ben', hold: '1', props: '{"colorScheme":"host","height":400}' }));
  await page.getByRole('button', { name: 'Show or hide' }).waitFor();
  await page.evaluate(() => {
    // Its own styles give the body a background.
    document.querySelector('link[href*="host.css"]')?.remove();
    document.head.append(Object.assign(document.createElement('meta'), { name: 'color-scheme', content: 'dark' }));
  });
  await page.getByRole('button', { name: 'Show or hide' }).click();
  const drawn = page.locator('#chat [data-aics-scheme]').first();
  await expect(drawn).toHaveAttribute('data-aics-scheme', 'dark');
  await page.locator('meta[name=color-scheme]').evaluate((meta: HTMLMetaElement) => meta.setAttribute('content', 'light'));
  await expect(drawn).toHaveAttribute('data-aics-scheme', 'light');
});

interface Manifest {
  readonly name: string;
  readonly globalName: string;
  readonly buildInfo: { readonly buildVersion: string };
}

test('the page gets the globals that docs/INTEGRATION.md lists and no other', async ({ page }) => {
  await page.addInitScript(() => {
    const before = new Set(Object.getOwnPropertyNames(window));
    Object.assign(window, { added: () => Object.getOwnPropertyNames(window).filter((name) => !before.has(name)) });
  });
  const added = () => page.evaluate(() => (window as unknown as { added: () => string[] }).added());
  await page.goto(host.page('react.html', { as: 'ben', hold: '1', props: '{"height":600}' }));
  await page.getByRole('button', { name: 'Show or hide' }).waitFor();
  // Of the page and its bundler.
  const own = (await added()).filter((name) => !name.startsWith('__'));
  await page.getByRole('button', { name: 'Show or hide' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I verify a webhook signature?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').locator('pre, code').first()).toBeVisible({ timeout: 20_000 });
  const ours = (await added()).filter((name) => !own.includes(name));
  const manifest = await (await page.request.get(`${host.remote}/react/mf-manifest.json`)).json();
  const { name, globalName, buildInfo } = (manifest as { metaData: Manifest }).metaData;
  const ofRuntime = ['__FEDERATION__', '__GLOBAL_LOADING_REMOTE_ENTRY__', '__VMOK__'];
  expect(ours.sort()).toEqual([...ofRuntime, globalName, `chunk_${name}_${buildInfo.buildVersion}`].sort());
});

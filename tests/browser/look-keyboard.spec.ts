import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.ts';
import { type Served, serveBuild } from '../../scripts/look/serve.ts';

let served: Served;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  await ensureBuilt();
  served = await serveBuild(path.resolve(import.meta.dirname, '../../dist'));
});
test.afterAll(() => served.close());

async function state(page: Page, name: string): Promise<void> {
  await page.goto(`${served.url}/states?state=${name}&alone=1`);
  await page.locator(`[data-stage][data-state="${name}"][data-ready="true"]`).waitFor();
}

test('the list of two hundred is walked by keyboard, and pages come on the way', async ({ page }) => {
  await state(page, 'list-many');
  const list = page.getByRole('list', { name: 'Conversations' });
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.conversation ?? null);
  await list.locator('[data-conversation="talk"]').focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('talk-1');
  for (let pages = 0; pages < 15 && (await focused()) !== 'talk-199'; pages += 1) {
    await page.keyboard.press('End');
    await page.waitForTimeout(150);
  }
  await expect.poll(focused).toBe('talk-199');
  // Only rows in view exist, with the one that holds the focus.
  expect(await list.getByRole('listitem').count()).toBeLessThan(40);
  await page.keyboard.press('Enter');
  await expect(list.locator('[data-conversation="talk-199"]')).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Home');
  await expect.poll(focused).toBe('talk');
  await expect(list.locator('[data-conversation="talk"]')).toBeInViewport();
});

test('a tab through the list meets one row', async ({ page }) => {
  await state(page, 'list');
  await page.getByRole('button', { name: 'Closed', exact: true }).focus();
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.conversation)).toBe('talk');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.conversation ?? 'outside')).toBe('outside');
});

test('the popup is 400 × 640 above its button, 24 px from the corner', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await state(page, 'popup');
  expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 1280 - 24 - 400, y: 800 - 96 - 640, width: 400, height: 640 });
  const button = page.locator('.aics-launcher-button');
  expect(await button.boundingBox()).toEqual({ x: 1280 - 24 - 56, y: 800 - 24 - 56, width: 56, height: 56 });
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
});

test('the popup stays within a low window and fills a phone', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await state(page, 'popup');
  expect((await page.getByRole('dialog').boundingBox())?.height).toBe(480);
  await page.setViewportSize({ width: 390, height: 760 });
  expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 760 });
  await expect(page.locator('.aics-launcher-button')).toBeHidden();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Close chat' })).toBeVisible();
});

test('the demo page has one, two or three panes by its own width', async ({ page }) => {
  for (const [width, list, sources] of [
    [600, 0, 0],
    [900, 1, 0],
    [1200, 1, 1],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await state(page, 'demo');
    await expect(page.getByRole('list', { name: 'Conversations' })).toHaveCount(list);
    await expect(page.locator('section[aria-label="Sources"]')).toHaveCount(sources);
    await expect(page.getByRole('button', { name: 'Back to conversations' })).toHaveCount(list === 0 ? 1 : 0);
  }
});

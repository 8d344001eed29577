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

test('a streamed answer with list, table and code is heard word for word, each sentence once', async ({ page }) => {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver((records) => {
      for (const record of records)
        for (const node of record.addedNodes)
          if (node instanceof HTMLElement && node.parentElement?.matches('[aria-live=polite][data-announcer]')) heard.push(node.innerText);
    }).observe(document, { childList: true, subtree: true });
  });
  await state(page, 'streaming');
  const heard = (): Promise<string[]> => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard, { timeout: 30_000 }).toContain('Answer finished');
  expect(await heard()).toEqual([
    'Answering',
    'A reorder point is the stock level at which Fluxori suggests a purchase order.',
    'You set it per product and warehouse.',
    'Set it for one product',
    '1. Open Stock and choose the product.',
    '2. Under Replenishment, enter the reorder point and the quantity to order.',
    '3. Save.',
    'The next check runs within 15 minutes.',
    'How the quantity is worked out',
    'Table with 3 columns and 4 rows.',
    'The same by the interface, for many products at once:',
    'Code, 6 lines of json.',
    "Quote: A reorder point above the shelf's capacity is refused with capacity_exceeded.",
    'If nothing is suggested although the level is reached, check these:',
    'The product has a supplier with a price.',
    'No open purchase order already covers it.',
    'The warehouse is not paused under Settings → Warehouses.',
    'Answer finished',
  ]);
});

test('a long history is walked by arrow, Home and End, also where messages are not drawn yet', async ({ page }) => {
  await page.setViewportSize({ width: 480, height: 700 });
  await state(page, 'history');
  const log = page.getByRole('log');
  const at = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
  await log.focus();
  await page.keyboard.press('ArrowUp');
  expect(await at()).toContain('Order 1043');
  for (let steps = 0; steps < 12; steps += 1) await page.keyboard.press('ArrowUp');
  await expect.poll(at).toContain('1037');
  await page.keyboard.press('Home');
  await expect.poll(at).toContain('Where is order 1020?');
  await expect(page.getByText('Where is order 1020?')).toBeInViewport();
  await page.keyboard.press('End');
  await expect.poll(at).toContain('Order 1043');
});

test('the time of a message within its group shows on hover and on focus, and nothing moves for it', async ({ page }) => {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await state(page, 'person-typing');
    const row = page.locator('[data-message-row]').filter({ hasText: 'credit note' });
    const time = row.locator('time');
    const shown = (): Promise<string> => time.evaluate((element) => getComputedStyle(element).opacity);
    const places = (): Promise<number[]> =>
      page.locator('[data-message-row]').evaluateAll((rows) => rows.map((each) => each.getBoundingClientRect().top));
    const before = await places();
    expect(await shown()).toBe('0');
    await row.hover();
    await expect.poll(shown).toBe('1');
    expect(await places()).toEqual(before);
    await page.mouse.move(0, 0);
    await expect.poll(shown).toBe('0');
    await page.getByRole('log').focus();
    await page.keyboard.press('End');
    await expect.poll(shown).toBe('1');
    expect(await places()).toEqual(before);
    const [box, own] = [await time.boundingBox(), await row.boundingBox()];
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((own?.x ?? 0) + (own?.width ?? 0) + 1);
  }
});

test('what can be done with an older answer shows under the pointer and in focus, and nothing moves for it', async ({ page }) => {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await state(page, 'unread');
    const log = page.getByRole('log');
    const [old, newest] = [page.getByRole('group', { name: 'About this answer' }).first(), page.getByRole('group').last()];
    const shown = (): Promise<string> => old.locator('..').evaluate((element) => getComputedStyle(element).opacity);
    const height = (): Promise<number> => log.evaluate((element) => element.scrollHeight);
    const before = await height();
    await expect(newest.locator('..')).toHaveCSS('opacity', '1');
    expect(await shown()).toBe('0');
    await page.getByText('is being packed').hover();
    await expect.poll(shown).toBe('1');
    await old.getByRole('button', { name: 'Good answer' }).click();
    await expect(old.getByRole('button', { name: 'Good answer' })).toHaveAttribute('aria-pressed', 'true');
    await old.getByRole('button', { name: 'Good answer' }).blur();
    await page.mouse.move(0, 0);
    await expect.poll(shown).toBe('0');
    await log.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await expect.poll(shown).toBe('1');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Tab');
    await expect(old.getByRole('button', { name: 'More about this answer' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Copy as Markdown' })).toBeFocused();
    await expect(page.getByRole('menuitem')).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(old.getByRole('button', { name: 'More about this answer' })).toBeFocused();
    expect(await height()).toBe(before);
  }
});

test('forced colours: own messages, what is pressed and code are told apart by lines', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await state(page, 'long');
  const border = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => `${getComputedStyle(element).borderTopStyle} ${getComputedStyle(element).borderTopWidth}`);
  expect(await border('[data-message-row] [dir=auto]')).toBe('solid 1px');
  expect(await border('.aics-code')).toBe('solid 1px');
  await expect(page.locator('.aics-code [data-token=name]').first()).toBeVisible();
  const down = page.getByRole('button', { name: 'Poor answer' });
  const color = (): Promise<string> => down.evaluate((element) => getComputedStyle(element).borderTopColor);
  const before = await color();
  await down.click();
  await expect(down).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(color).not.toBe(before);
});

test('reduced motion: nothing in the transcript moves by itself', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await state(page, 'writing');
  const running = await page.evaluate(
    () => document.getAnimations().filter((animation) => (animation.effect as KeyframeEffect | null)?.target?.closest('[role=log]')).length,
  );
  expect(running).toBe(0);
});

test('at 400 % zoom of 1,280 px nothing is wider than the window and everything can be reached', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  for (const name of ['long', 'source-card', 'reason', 'waiting-messages']) {
    await state(page, name);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const log = page.getByRole('log');
    // More than half of the height is the log's: header, foot and hint have shrunk.
    expect((await log.boundingBox())?.height ?? 0).toBeGreaterThan(140);
    await log.focus();
    await page.keyboard.press('End');
  }
});

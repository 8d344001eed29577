import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Stage, serveStage } from './stage/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  stage = await serveStage();
});
test.afterAll(() => stage.close());

interface Hands {
  readonly stage: import('./stage/page.tsx').StagePage;
}

async function open(page: Page, messages: number, loaded = 0, shadow = false): Promise<void> {
  await page.goto(`${stage.url}/${shadow ? '?shadow' : ''}`);
  await page.waitForFunction(() => 'stage' in window);
  await page.evaluate(
    async ([count, some]) => {
      const hands = window as unknown as Hands;
      hands.stage.talk('t', count ?? 0);
      if (some) await hands.stage.load('t', some);
      hands.stage.open('t');
    },
    [messages, loaded] as const,
  );
  await page.locator('[data-message-row]').first().waitFor();
  await page.waitForTimeout(300);
}

const field = (page: Page) => page.getByRole('searchbox', { name: 'Find in this conversation' });
const status = (page: Page) => page.getByRole('search', { name: 'Find in this conversation' }).getByRole('status');

/** Words that are marked as the current hit, and whether they are in the window. */
const current = (page: Page): Promise<{ text: string; seen: boolean }[]> =>
  page.evaluate(() =>
    [...(CSS.highlights.get('aics-find-current') ?? [])].map((range) => {
      const box = (range as Range).getBoundingClientRect();
      const log = (document.querySelector('[role=log]') as HTMLElement).getBoundingClientRect();
      return { text: String(range), seen: box.top >= log.top && box.bottom <= log.bottom };
    }),
  );

test('Ctrl-F belongs to the page until the focus is in the chat; there it finds, marks and walks, and Escape gives the focus back', async ({
  page,
}) => {
  await open(page, 600, 600);
  await page.evaluate(() => Object.assign(window, { taken: [] as boolean[] }));
  await page.evaluate(() =>
    addEventListener('keydown', (event) => {
      if (event.key === 'f') (window as unknown as { taken: boolean[] }).taken.push(event.defaultPrevented);
    }),
  );
  const taken = (): Promise<boolean[]> => page.evaluate(() => (window as unknown as { taken: boolean[] }).taken);
  await page.keyboard.press('Control+f');
  expect(await taken()).toEqual([false]);
  await expect(field(page)).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.press('Control+f');
  expect(await taken()).toEqual([false, true]);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('order 1100');
  await expect(status(page)).toHaveText('Message 1 of 1');
  await expect.poll(() => current(page)).toEqual([{ text: 'order 1100', seen: true }]);
  await field(page).fill('where is order');
  await expect(status(page)).toHaveText('Message 1 of 300');
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText('Message 2 of 300');
  await expect.poll(() => current(page)).toEqual([{ text: 'where is order', seen: true }]);
  await expect(page.getByText('Question 596:')).toBeInViewport();
  await page.keyboard.press('F3');
  await page.keyboard.press('Shift+F3');
  await page.keyboard.press('Shift+Enter');
  await expect(status(page)).toHaveText('Message 1 of 300');
  // Across bold text, in any letters.
  await field(page).fill('A REORDER point is the stock level at');
  await expect(status(page)).toHaveText(/Message 1 of \d+/);
  await expect.poll(async () => (await current(page)).map(({ text }) => text)).toContain('A reorder point is the stock level at');
  await field(page).fill('nobody said this');
  await expect(status(page)).toHaveText('Nothing found');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  expect(await page.evaluate(() => [...(CSS.highlights.get('aics-find') ?? [])].length)).toBe(0);
});

test('what is not loaded is read page by page until it is found; how far is said, and at a limit it is asked', async ({ page }) => {
  await open(page, 1_500);
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.press('Control+f');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('order 2300');
  await expect(status(page)).toHaveText('Message 1 of 1 so far', { timeout: 20_000 });
  await expect.poll(() => current(page)).toEqual([{ text: 'order 2300', seen: true }]);
  await field(page).fill('order 1002');
  await expect(status(page)).toHaveText(/Searching earlier messages, [\d,]+ read/);
  await expect(status(page)).toHaveText(/Nothing found in the newest [\d,]+ messages/, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Search further back' }).click();
  await expect(status(page)).toHaveText(/Message 1 of 1/, { timeout: 30_000 });
  await expect(page.getByText('Question 2: where is order 1002?')).toBeInViewport();
});

test('a selection over messages that are not drawn any more is copied whole, with who and when', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 300, 300);
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  const log = page.locator('[role=log]');
  await log.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const all = await copied();
  const questions = [...all.matchAll(/Question (\d+):/gu)].map((found) => Number(found[1]));
  expect(questions).toEqual(Array.from({ length: 150 }, (_, index) => index * 2));
  expect(all).toMatch(/^You, .*2026.*\nQuestion 0: where is order 1000\?/u);
  expect(all).toContain('\n\nAssistant, ');
  expect(all).toContain('Answer 1, part 0. A reorder point is the stock level at which');
  // From a message far up, drawn on to the end.
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await log.hover();
  await page.mouse.wheel(0, -3_000);
  await page.waitForTimeout(300);
  const start = page.locator('[data-message-row]').nth(2);
  const from = /(Question|Answer) (\d+)/u.exec((await start.textContent()) ?? '')?.[2] ?? '';
  await start.evaluate((row) => {
    const text = document.createTreeWalker(row, NodeFilter.SHOW_TEXT).nextNode() as Text;
    getSelection()?.collapse(text, 1);
    getSelection()?.extend(text, 3);
  });
  await log.evaluate((element) => element.scrollTo({ top: element.scrollHeight, behavior: 'instant' }));
  await page.waitForTimeout(300);
  await page
    .locator('[data-message-row]')
    .last()
    .evaluate((row) => getSelection()?.extend(row, row.childNodes.length));
  await page.keyboard.press('Control+c');
  const part = await copied();
  const numbers = [...part.matchAll(/(?:Question|Answer) (\d+)(?::|, part 0)/gu)].map((found) => Number(found[1]));
  expect(numbers).toEqual(Array.from({ length: 300 - Number(from) }, (_, index) => Number(from) + index));
  expect(numbers.length).toBeGreaterThan(8);
});

test('400 % zoom and a phone: the field is there whole, and axe finds nothing', async ({ page }) => {
  for (const size of [
    { width: 360, height: 740 },
    { width: 320, height: 256 },
  ]) {
    await page.setViewportSize(size);
    await open(page, 40);
    await page.getByRole('textbox', { name: 'Message' }).focus();
    await page.keyboard.press('Control+f');
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('stock level');
    await expect(status(page)).toHaveText(/Message 1 of \d+/);
    await expect(page.getByRole('search', { name: 'Find in this conversation' })).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    await page.addScriptTag({ path: path.resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js') });
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(where: Element): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run(document.querySelector('section') as Element)).violations.map(({ id }) => id);
    });
    expect(found).toEqual([]);
  }
});

test('in a shadow root, as in a page of somebody else, it finds, marks and copies all the same', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 60, 60, true);
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.press('Control+f');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('order 1010');
  await expect(status(page)).toHaveText('Message 1 of 1');
  await expect.poll(() => page.evaluate(() => [...(CSS.highlights.get('aics-find-current') ?? [])].map(String))).toEqual(['order 1010']);
  await expect(page.getByText('Question 10: where is order 1010?')).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.locator('[role=log]').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect([...copied.matchAll(/Question (\d+):/gu)]).toHaveLength(30);
});

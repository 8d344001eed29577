import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { type Demo, startDemo } from './demo.ts';

/** A chat the shell draws itself from the remote's hooks, against the started demo: nothing of ours is on the page. */
let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  // Slower than a reader's pace, so that a busy machine still sees an answer grow.
  demo = await startDemo({ RESPONDER_PACE: '60' });
});
test.afterAll(() => demo?.dispose());

const QUESTION = 'how can i stop an order a buyer made by mistake';
const talks = (page: Page) => page.getByRole('navigation', { name: 'Talks' });
const said = (page: Page) => page.getByRole('list', { name: 'What was said' });
const newest = (page: Page) => said(page).getByRole('listitem').last();
const stop = (page: Page) => page.getByRole('button', { name: 'Stop', exact: true });
const line = (page: Page) => page.getByText(/^Ada Lindqvist, /);

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your question' }).fill(text);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
}

/** How long the newest line is, until it is finished. */
async function lengthsOfAnswer(page: Page): Promise<Set<number>> {
  const lengths = new Set<number>();
  while ((await newest(page).getAttribute('data-state')) !== 'COMPLETED') {
    lengths.add((await newest(page).innerText()).length);
    await page.waitForTimeout(100);
  }
  return lengths;
}

test.beforeEach(async ({ page }) => {
  await page.goto(`${demo.url}/own-chat?as=ada`);
  await expect(line(page)).toHaveText('Ada Lindqvist, live');
});

test('draws its own chat: lists, opens, and shows nothing that the remote draws', async ({ page }) => {
  await expect(talks(page).getByRole('listitem')).not.toHaveCount(0);
  const first = talks(page).getByRole('listitem').first().getByRole('button');
  const title = await first.locator('.own-row-title').innerText();
  await first.click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(first).toHaveAttribute('aria-current', 'true');
  await expect(said(page).getByRole('listitem')).not.toHaveCount(0);
  await expect(line(page)).toHaveText('Ada Lindqvist, live');
  await page.getByRole('searchbox', { name: 'Find a talk' }).fill(title.slice(0, 12));
  await expect(talks(page).getByRole('listitem').first()).toContainText(title);
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  expect(await page.evaluate('axe.run().then((found) => found.violations.map((one) => one.id))')).toEqual([]);
  expect(await page.locator('.aics-root, [data-aics-scheme], [class*="aics-"]').count()).toBe(0);
});

test('a first question starts a conversation, its answer grows, and the list has it under its new title', async ({ page }) => {
  const before = await talks(page).getByRole('listitem').count();
  await ask(page, QUESTION);
  await expect(said(page)).toContainText(QUESTION);
  expect((await lengthsOfAnswer(page)).size).toBeGreaterThan(4);
  await expect(newest(page)).toContainText('From: ');
  await expect(page).toHaveURL(/\/own-chat\/[^/?]+/);
  await expect(talks(page).getByRole('listitem')).toHaveCount(before + 1);
  await expect(talks(page).getByRole('listitem').first()).not.toContainText('Without a title');
  await expect(talks(page).getByRole('listitem').first()).not.toContainText('new');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(page.getByText('This talk is done.')).toBeVisible();
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeVisible();
});

test('an answer goes on after a reload, with every character once', async ({ page }) => {
  await ask(page, QUESTION);
  await expect(stop(page)).toBeVisible();
  await expect(page).toHaveURL(/\/own-chat\/[^/?]+/);
  await expect(newest(page)).toHaveAttribute('data-state', 'STREAMING');
  await page.reload();
  await expect(stop(page)).toBeVisible();
  expect((await lengthsOfAnswer(page)).size).toBeGreaterThan(1);
  const there = await said(page).innerText();
  await page.reload();
  await expect(newest(page)).toHaveAttribute('data-state', 'COMPLETED');
  // Who is looking is read beside the conversation, so "You" may come a moment after what was said.
  await expect.poll(() => said(page).innerText()).toBe(there);
  await expect(said(page).getByText(QUESTION)).toHaveCount(1);
});

test('an answer can be stopped and asked for again @all', async ({ page }) => {
  await ask(page, QUESTION);
  await expect(newest(page)).toHaveAttribute('data-state', 'STREAMING');
  await stop(page).click();
  await expect(newest(page)).toHaveAttribute('data-state', 'STOPPED');
  await page.getByRole('button', { name: 'Answer again' }).click();
  await expect(newest(page)).toHaveAttribute('data-state', 'COMPLETED', { timeout: 60_000 });
});

test('the state of the line is told; what is written offline waits and arrives once @all', async ({ page, context }) => {
  await talks(page).getByRole('listitem').first().getByRole('button').click();
  await expect(line(page)).toHaveText('Ada Lindqvist, live');
  await context.setOffline(true);
  await expect(line(page)).toHaveText(/^Ada Lindqvist, offline/);
  await ask(page, 'Written without a line');
  await expect(newest(page)).toContainText('On its way');
  await context.setOffline(false);
  await expect(line(page)).toHaveText('Ada Lindqvist, live', { timeout: 30_000 });
  await expect(said(page).getByText('On its way')).toHaveCount(0);
  await expect(said(page).getByText('Written without a line')).toHaveCount(1);
});

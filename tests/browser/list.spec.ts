import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Demo, startDemo } from './demo.ts';

/** The list of conversations against the started demo, beside the chat and, on a phone, in its place. */
const STOCK = 'Less stock on the marketplace';
const HOOKS = 'Webhooks: signatures and retries';
const CANCEL = 'Cancel an order while picking';
const CHARGED = 'Charged twice for the Growth plan';

const list = (page: Page) => page.getByRole('list', { name: 'Conversations' });
const row = (page: Page, title: string) => list(page).getByRole('button', { name: new RegExp(`^${title}`) });
const titles = (page: Page) => list(page).locator('[data-conversation] > span:first-child > span:first-child').allInnerTexts();
const filter = (page: Page, name: string) =>
  page.getByRole('group', { name: 'Which conversations to show' }).getByRole('button', { name, exact: true });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search conversations' });

async function choose(page: Page, title: string, item: string): Promise<void> {
  await row(page, title).hover();
  await page.getByRole('button', { name: `Actions for ${title}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

for (const width of [360, 1280]) {
  const phone = width < 640;
  // What is done with rows is the same at every width; each is gone through in the long run.
  const also = phone ? '' : ' @all';
  test.describe(`${width} px`, () => {
    let demo: Demo;
    test.beforeAll(async () => {
      test.setTimeout(240_000);
      demo = await startDemo();
    });
    test.afterAll(() => demo?.dispose());

    async function open(browser: Browser): Promise<Page> {
      const context = await browser.newContext({ viewport: { width, height: 800 }, hasTouch: phone, isMobile: phone });
      const page = await context.newPage();
      await page.goto(`${demo.url}/help?as=ada`);
      await expect(row(page, HOOKS)).toBeVisible();
      return page;
    }
    const back = async (page: Page): Promise<void> => {
      if (phone) await page.getByRole('button', { name: 'Back to conversations' }).click();
    };
    test.afterEach(async ({ browser }) => {
      for (const context of browser.contexts()) await context.close();
    });

    test(`stands under its dates, newest first, and counts what is unread until it is read${also}`, async ({ browser }) => {
      const page = await open(browser);
      expect(await titles(page)).toEqual([STOCK, HOOKS, CHARGED, CANCEL]);
      const groups = await list(page).getByRole('heading', { level: 3 }).allInnerTexts();
      expect(new Set(groups).size).toBe(groups.length);
      expect(groups.at(-1)).toBe('This week');
      await expect(page.getByText('1 unread message in all')).toBeAttached();
      await expect(row(page, STOCK)).toContainText('1 unread');
      await row(page, STOCK).click();
      await expect(page.getByRole('log', { name: 'Conversation' })).toBeVisible();
      await back(page);
      await expect(row(page, STOCK)).not.toContainText('unread');
      await expect(page.getByText('unread message in all')).toHaveCount(0);
    });

    test(`is searched in titles and in the text, and the hit is shown and marked${also}`, async ({ browser }) => {
      const page = await open(browser);
      await search(page).fill('printed');
      await expect(list(page).locator('[data-conversation]')).toHaveCount(1);
      await expect(row(page, CANCEL).locator('mark')).toHaveText('printed');
      await expect(page.getByText('1 conversation found')).toBeAttached();
      await search(page).fill('growth plan');
      await expect(list(page).locator('[data-conversation]')).toHaveCount(1);
      await expect(row(page, CHARGED).locator('mark').first()).toHaveText(/growth|growth plan/i);
      await search(page).fill('zeppelin');
      await expect(page.getByText('Nothing found for “zeppelin”')).toBeVisible();
      await page.getByRole('button', { name: 'Clear the search' }).click();
      await expect(list(page).locator('[data-conversation]')).toHaveCount(4);
      await expect(search(page)).toBeFocused();
    });

    test(`is filtered by what is open and closed${also}`, async ({ browser }) => {
      const page = await open(browser);
      await filter(page, 'Closed').click();
      await expect.poll(() => titles(page)).toEqual([CHARGED, CANCEL]);
      await filter(page, 'Open').click();
      await expect.poll(() => titles(page)).toEqual([STOCK, HOOKS]);
      await filter(page, 'All').click();
      await expect.poll(() => titles(page)).toEqual([STOCK, HOOKS, CHARGED, CANCEL]);
    });

    test(`marks a draft in a conversation that is not open, also after a reload${also}`, async ({ browser }) => {
      const page = await open(browser);
      await row(page, HOOKS).click();
      await page.getByRole('textbox', { name: 'Message' }).fill('And how do I rotate the secret?');
      await back(page);
      if (!phone) await row(page, STOCK).click();
      await expect(row(page, HOOKS)).toContainText('Draft: And how do I rotate the secret?');
      await page.goto(`${demo.url}/help?as=ada`);
      await expect(row(page, HOOKS)).toContainText('Draft: And how do I rotate the secret?');
      await row(page, HOOKS).click();
      await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('And how do I rotate the secret?');
      await page.getByRole('textbox', { name: 'Message' }).fill('');
      await back(page);
      await expect(row(page, HOOKS)).not.toContainText('Draft');
    });

    test(`renames in place, closes with an undo, and opens again from the row${also}`, async ({ browser }) => {
      const page = await open(browser);
      await choose(page, HOOKS, 'Rename');
      const field = page.getByRole('textbox', { name: 'Title of the conversation' });
      await expect(field).toHaveValue(HOOKS);
      await field.fill('Secrets of webhooks');
      await field.press('Enter');
      await expect(row(page, 'Secrets of webhooks')).toBeVisible();
      await choose(page, 'Secrets of webhooks', 'Close');
      await expect(row(page, 'Secrets of webhooks')).toContainText('Closed');
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(page.getByText('“Secrets of webhooks” is open again.')).toBeVisible();
      await expect(row(page, 'Secrets of webhooks')).not.toContainText('Closed');
      await choose(page, 'Secrets of webhooks', 'Close');
      await expect(row(page, 'Secrets of webhooks')).toContainText('Closed');
      await page.reload();
      // Too late for Undo, not for the server.
      await choose(page, 'Secrets of webhooks', 'Reopen');
      await expect(page.getByText('“Secrets of webhooks” is open again.')).toBeVisible();
      await expect(row(page, 'Secrets of webhooks')).not.toContainText('Closed');
      await page.reload();
      await expect(row(page, 'Secrets of webhooks')).not.toContainText('Closed');
      await choose(page, 'Secrets of webhooks', 'Rename');
      await field.fill(HOOKS);
      await field.press('Enter');
      await expect(row(page, HOOKS)).toBeVisible();
    });

    if (phone) return;
    test('a third pane holds the sources: a chip opens its own there, and the focus goes there and back', async ({ browser }) => {
      const page = await open(browser);
      await page.setViewportSize({ width: 1440, height: 800 });
      await row(page, CANCEL).click();
      const pane = page.getByRole('region', { name: 'Sources' });
      const source = pane.getByRole('article', { name: 'Cancel an order' });
      await expect(source).toBeVisible();
      const chips = page.getByRole('log', { name: 'Conversation' }).getByRole('link', { name: '1 Cancel an order' });
      // The sources are there before the rows are measured: until then the last of them need not be among those drawn.
      await expect(chips).toHaveCount(2);
      const chip = chips.last();
      await chip.click();
      await expect(source).toBeFocused();
      await expect(source).toHaveAttribute('aria-current', 'true');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('Escape');
      await expect(chip).toBeFocused();
      await expect(source).toHaveAttribute('aria-current', 'false');
    });
  });
}

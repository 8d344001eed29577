import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Demo, startDemo } from './demo.ts';

/** What moves by itself while conversations of the started demo load and an answer is written. */
const MOST = 0.01;

let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  demo = await startDemo();
});
test.afterAll(() => demo?.dispose());

interface Shift {
  readonly value: number;
  readonly what: string;
}

async function open(browser: Browser, width: number): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(window, { shifts });
    interface Entry extends PerformanceEntry {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
    }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Entry[]) {
        const place = ({ x, y, width, height }: DOMRect): string => [x, y, width, height].map(Math.round).join(' ');
        const what = entry.sources
          .map(({ node, previousRect, currentRect }) => {
            const name = `${node?.nodeName} "${node?.textContent?.slice(0, 40)}"`;
            return `${name} from ${place(previousRect)} to ${place(currentRect)}`;
          })
          .join(', ');
        if (!entry.hadRecentInput) shifts.push({ value: entry.value, what });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return page;
}

/** Everything since the last time, as the browser weighs it. */
async function shifted(page: Page): Promise<readonly Shift[]> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  return page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts.splice(0));
}

async function expectStill(page: Page, when: string): Promise<void> {
  const found = await shifted(page);
  const sum = found.reduce((total, { value }) => total + value, 0);
  expect(sum, `${when}: ${found.map(({ value, what }) => `${value.toFixed(4)} ${what}`).join('; ')}`).toBeLessThanOrEqual(MOST);
}

const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const rows = (page: Page) => page.getByRole('list', { name: 'Conversations' }).locator('[data-conversation]');

/** Past the half second in which the browser takes what moves for the answer to a click. */
const settle = (page: Page): Promise<void> => page.waitForTimeout(700);

for (const width of [360, 1280]) {
  const also = width === 360 ? '' : ' @all';
  test(`at ${width} px nothing moves by itself while the page and its conversations load @all`, async ({ browser }) => {
    const page = await open(browser, width);
    await page.goto(`${demo.url}/help?as=ada`);
    await expect(rows(page).first()).toBeVisible();
    await settle(page);
    await expectStill(page, 'loading the list');
    const ids = await rows(page).evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.conversation ?? ''));
    expect(ids.length).toBeGreaterThanOrEqual(3);
    for (const id of ids.slice(0, 4)) {
      // By its address: nothing of what moves is put down to a click.
      await page.goto(`${demo.url}/help/${id}?as=ada`);
      await expect(log(page).getByRole('article').first()).toBeVisible();
      await settle(page);
      await expectStill(page, `loading conversation ${id}`);
    }
    await page.context().close();
  });

  test(`at ${width} px nothing moves by itself while an answer is written${also}`, async ({ browser }) => {
    const page = await open(browser, width);
    await page.goto(`${demo.url}/help?as=ada`);
    await page.getByRole('button', { name: 'New conversation' }).first().click();
    await box(page).fill('Which steps do I take to receive a purchase order in part?');
    await box(page).press('Enter');
    await settle(page);
    await shifted(page);
    await expect(page.getByRole('button', { name: 'Stop generating' })).toBeHidden();
    await expect(log(page).getByRole('group', { name: 'About this answer' })).toHaveCount(1);
    await settle(page);
    await expectStill(page, 'an answer from its first words to its end');
    await page.context().close();
  });
}

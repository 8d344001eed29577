import type { Browser, Page } from 'playwright';

const PATIENCE_MS = 30_000;

/** Throws when the shop's own button does not count this click. */
async function hostLives(page: Page, clicks: number): Promise<void> {
  await page.getByRole('button', { name: `Clicked ${clicks}` }).click();
  await page.getByRole('button', { name: `Clicked ${clicks + 1}` }).waitFor();
}

async function usable(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I print a packing slip?');
  await page.keyboard.press('Enter');
  // Words of the answer that are not in the question.
  await page.getByRole('log').getByText('tick the orders').first().waitFor();
}

async function watched(browser: Browser, visit: (page: Page) => Promise<void>, expected?: string): Promise<void> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !(expected && message.text().startsWith(expected))) errors.push(message.text());
    });
    await visit(page).catch((error: Error) => {
      throw new Error([error.message, ...errors].join('\n'));
    });
    if (errors.length > 0) throw new Error(`The console has errors:\n${errors.join('\n')}`);
  } finally {
    await context.close();
  }
}

/** The chat beside the shop: a question is answered, the shop goes on, nothing is said in the console. */
export const visitUsable = (browser: Browser, url: string): Promise<void> =>
  watched(browser, async (page) => {
    await page.goto(url);
    await usable(page);
    await hostLives(page, 0);
  });

/** No file of the remote can be had at first: the shop goes on, and the chat comes by itself once they can. */
export const visitRecovering = (browser: Browser, url: string, remote: string): Promise<void> =>
  watched(
    browser,
    async (page) => {
      const refused = page.waitForEvent('requestfailed', {
        timeout: PATIENCE_MS,
        predicate: (request) => request.url().startsWith(remote),
      });
      await page.route(`${remote}/**`, (route) => route.abort());
      await page.goto(url);
      await refused;
      await hostLives(page, 0);
      await page.unroute(`${remote}/**`);
      await usable(page);
      await hostLives(page, 1);
    },
    // The browser itself reports each file it could not get, whenever it comes to that.
    'Failed to load resource',
  );

/** A React that the components are not made for: a typed reason instead of a broken page, and a root of its own instead. */
export const visitMismatch = (browser: Browser, url: string): Promise<void> =>
  watched(browser, async (page) => {
    await page.goto(url);
    await page.getByText(/^RemoteError mismatch: The components need React \^19\.0\.0; the page has 18\./u).waitFor();
    await page.getByText('Mismatch: react').waitFor();
    await usable(page);
    await hostLives(page, 0);
  });

import type { Browser, BrowserContext, Page } from 'playwright';
import { snapshot } from './in-page.ts';

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

/** The guide's pages ask for a token with nothing but a POST, as a shop with cookies would; the demo's server wants to be told for whom. */
const signIn = (context: BrowserContext): Promise<unknown> =>
  context.route('**/auth/chat-token*', async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (route.request().postData() !== null) return route.continue();
    const asked = { method: route.request().method(), data: { as: 'ben' } };
    await route.fulfill({ response: await context.request.fetch(origin + pathname, asked) });
  });

async function watched(browser: Browser, visit: (page: Page) => Promise<void>, expected?: string): Promise<void> {
  const context = await browser.newContext();
  try {
    await signIn(context);
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

/** No file of the remote can be had, by a page that asks once: the shop goes on. */
export const visitAway = (browser: Browser, url: string, remote: string): Promise<void> =>
  watched(
    browser,
    async (page) => {
      const refused = page.waitForEvent('requestfailed', (request) => request.url().startsWith(remote));
      await page.route(`${remote}/**`, (route) => route.abort());
      await page.goto(url);
      await refused;
      await hostLives(page, 0);
    },
    'Failed to load resource',
  );

/** Counts the copies of React DOM: each tells the developers' tools of itself. As text, for `tsx` gives functions names by a helper of its own. */
const COUNT_RENDERERS = `
  window.renderers = 0;
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = { supportsFiber: true, inject: () => (window.renderers += 1), onCommitFiberRoot() {}, onCommitFiberUnmount() {} };
`;

/** The chat is shown, used and taken away: it ran in the shop's React, and the page is as it was before. */
export const visitLeaving = (browser: Browser, url: string): Promise<void> =>
  watched(browser, async (page) => {
    const sockets: { isClosed(): boolean }[] = [];
    page.on('websocket', (socket) => sockets.push(socket));
    await page.addInitScript(COUNT_RENDERERS);
    await page.goto(`${url}?closed`);
    const toggle = page.getByRole('button', { name: 'Show or hide' });
    await toggle.focus();
    const before = await page.evaluate(snapshot);
    await page.keyboard.press('Enter');
    await usable(page);
    const copies = await page.evaluate('renderers');
    if (copies !== 1) throw new Error(`The page has ${copies} copies of React DOM.`);
    if (sockets.length === 0) throw new Error('The chat has opened no connection.');
    await toggle.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-ai-cs-agent]').waitFor({ state: 'detached' });
    const known = new Set(before.lines);
    const changed = (await page.evaluate(snapshot)).lines.filter((line) => !known.has(line));
    if (changed.length > 0) throw new Error(`Without the chat the page is not as it was:\n${changed.join('\n')}`);
    // Kept some seconds for whoever comes back.
    const patience = performance.now() + PATIENCE_MS;
    while (sockets.some((socket) => !socket.isClosed()) && performance.now() < patience) await page.waitForTimeout(50);
    if (sockets.some((socket) => !socket.isClosed())) throw new Error('A connection of the chat is still open.');
  });

/** A remote that throws while it renders, in a page whose build names it: its boundary says so, and the shop goes on. */
export const visitBroken = (browser: Browser, url: string, remote: string): Promise<void> =>
  watched(
    browser,
    async (page) => {
      await page.route(`${remote}/react/remoteEntry.js`, async (route) => {
        const manifest = await page.request.get(`${remote}/react/mf-manifest.json`);
        const { metaData } = (await manifest.json()) as { metaData: { globalName: string } };
        const body = `var ${metaData.globalName} = { init() {}, get: async () => () => ({ __esModule: true, default() { throw new Error('broken'); } }) };`;
        await route.fulfill({ body, contentType: 'text/javascript', headers: { 'Access-Control-Allow-Origin': '*' } });
      });
      await page.goto(url);
      await page.getByRole('button', { name: 'The chat broke. Show it again' }).click();
      await page.getByRole('button', { name: 'The chat broke. Show it again' }).waitFor();
      await hostLives(page, 0);
    },
    'Error: broken',
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

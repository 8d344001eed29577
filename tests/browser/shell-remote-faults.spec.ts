import { rm } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { buildShell, buildStandInRemote } from '../federation/build.ts';
import { type FaultyRemote, type RemoteFault, type Running, startRemote, startShell } from './support/servers.ts';

let shellFolder: string;
let remoteFolder: string;
let remote: FaultyRemote;
let shell: Running;

test.beforeAll(async () => {
  [shellFolder, remoteFolder] = [await buildShell(), await buildStandInRemote()];
});
test.afterAll(() => Promise.all([shellFolder, remoteFolder].map((folder) => rm(folder, { recursive: true, force: true }))));
test.beforeEach(async () => {
  remote = await startRemote(remoteFolder);
  shell = await startShell(shellFolder, () => ({
    remoteManifest: `${remote.url}/mf-manifest.json`,
    graphql: '/graphql',
    remoteTimeoutMs: 1_500,
  }));
});
test.afterEach(() => Promise.all([remote.close(), shell.close()]));

const chat = (page: Page) => page.locator('[data-remote="AICustomerServiceDemo"]');
const notice = (page: Page) => page.getByText('The chat is not available right now');

/** A mark that a reload would wipe out. */
const mark = (page: Page) =>
  page.evaluate(() => {
    document.documentElement.dataset.mark = 'kept';
  });
const expectNoReload = (page: Page) => expect(page.locator('html')).toHaveAttribute('data-mark', 'kept');

test('loads the remote from another origin, configured once, on the one React of the shell', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${shell.url}/help`);
  await expect(chat(page)).toContainText('AICustomerServiceDemo is here');
  await page.getByRole('button', { name: 'clicked 0' }).click();
  await expect(page.getByRole('button', { name: 'clicked 1' })).toBeVisible();
  const token = await page.evaluate(() => window.chatConfiguration?.connection.getAccessToken('initial'));
  expect(token).toMatch(/^e30\./);
  expect(await page.evaluate(() => window.chatCopies)).toBe(1);
  expect(errors).toEqual([]);
});

const faults: readonly (readonly [RemoteFault, string])[] = [
  ['reset', 'Its files could not be loaded.'],
  ['not-found', 'Its files could not be loaded.'],
  ['hang', 'It is taking too long to load.'],
  ['page', 'What was loaded is not the chat.'],
  ['no-chunks', 'Its files could not be loaded.'],
  ['broken-entry', 'It stopped because of an error of its own.'],
  ['cut-entry', 'It stopped because of an error of its own.'],
  ['cut-chunks', 'Its files could not be loaded.'],
];
for (const [fault, said] of faults) {
  test(`remote ${fault}: the shell stays whole, says so, and the chat comes back by itself`, async ({ page }) => {
    remote.fault = fault;
    await page.goto(`${shell.url}/help`);
    await expect(notice(page)).toBeVisible();
    await expect(page.getByText(said)).toBeVisible();
    await mark(page);
    await page.getByRole('link', { name: 'Orders' }).click();
    await expect(page.getByRole('row')).toHaveCount(41);
    await page.getByRole('link', { name: 'Help' }).click();
    await expect(notice(page)).toBeVisible();
    remote.fault = 'none';
    await expect(chat(page)).toContainText('is here', { timeout: 20_000 });
    await expect(notice(page)).toHaveCount(0);
    await expectNoReload(page);
  });
}

test('the address of the remote cannot be read: the same notice, and the same way back', async ({ page }) => {
  let away = true;
  await page.route('**/config.json', (route) => (away ? route.fulfill({ status: 503 }) : route.continue()));
  await page.goto(`${shell.url}/help`);
  await expect(notice(page)).toBeVisible();
  await expect(page.getByText('Its files could not be loaded.')).toBeVisible();
  away = false;
  await expect(chat(page)).toContainText('is here', { timeout: 20_000 });
});

test('"Try again" tries at once', async ({ page }) => {
  remote.fault = 'reset';
  await page.goto(`${shell.url}/help`);
  await expect(notice(page)).toBeVisible();
  await expect(page.getByText(/Trying again by itself in [2-9]/)).toBeVisible();
  remote.fault = 'none';
  const before = remote.manifests();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(chat(page)).toContainText('is here', { timeout: 1_000 });
  expect(remote.manifests()).toBe(before + 1);
});

test('retries grow further apart instead of hammering the remote @all', async ({ page }) => {
  remote.fault = 'not-found';
  await page.goto(`${shell.url}/help`);
  await expect(notice(page)).toBeVisible();
  await page.waitForTimeout(5_000);
  // 0, about 1, 3 and 7 s; the page shows one component, so one request each.
  expect(remote.manifests()).toBeLessThanOrEqual(4);
  expect(remote.manifests()).toBeGreaterThanOrEqual(2);
});

test('broken while rendering: the page stays, and the chat is fetched again and comes back', async ({ page }) => {
  await page.addInitScript(() => {
    window.brokenChat = ['AICustomerServiceDemo'];
  });
  await page.goto(`${shell.url}/help`);
  await expect(page.getByText('It stopped because of an error of its own.')).toBeVisible();
  await mark(page);
  await expect(page.getByRole('link', { name: 'Orders' })).toBeVisible();
  await page.evaluate(() => {
    window.brokenChat = [];
  });
  await expect(chat(page)).toContainText('is here', { timeout: 20_000 });
  await expectNoReload(page);
});

test('breaks in use: what is beside the chat keeps its state', async ({ page }) => {
  await page.goto(`${shell.url}/orders?q=e`);
  const launcher = page.locator('[data-remote="FloatingChatButton"]');
  await expect(launcher).toContainText('is here');
  await page.evaluate(() => {
    window.brokenChat = ['FloatingChatButton'];
  });
  await launcher.getByRole('button', { name: 'clicked' }).click();
  const standIn = page.getByRole('button', { name: 'Chat: not available right now' });
  await expect(standIn).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveValue('e');
  await page.evaluate(() => {
    window.brokenChat = [];
  });
  await expect(launcher).toContainText('is here', { timeout: 20_000 });
});

test('a question about an order while the chat is away opens the notice, and is asked when the chat is back', async ({ page }) => {
  remote.fault = 'not-found';
  await page.goto(`${shell.url}/orders/1042`);
  await page.getByRole('button', { name: 'Ask about this order' }).click();
  await expect(notice(page)).toBeVisible();
  remote.fault = 'none';
  const launcher = page.locator('[data-remote="FloatingChatButton"]');
  await expect(launcher).toContainText('"context":[{"key":"order","value":"1042"}]', { timeout: 20_000 });
  await expect(launcher).toContainText('"suggestedMessage":"Where is order 1042?"');
  await expect(launcher).toContainText('"open":true');
});

test('breaks in a handler: the page hears of it, and the chat and what is beside it go on', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${shell.url}/help`);
  await expect(chat(page)).toContainText('is here');
  await mark(page);
  await chat(page).getByRole('button', { name: 'break' }).click();
  await expect.poll(() => errors).toEqual(['a handler is broken on purpose']);
  await chat(page).getByRole('button', { name: 'clicked 0' }).click();
  await expect(chat(page).getByRole('button', { name: 'clicked 1' })).toBeVisible();
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('row')).toHaveCount(41);
  await expectNoReload(page);
});

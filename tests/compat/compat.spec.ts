import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.ts';
import { type Demo, startDemo } from '../browser/demo.ts';
import { type Origin, startOrigin } from '../releases/origin.ts';
import { sourcesOf } from './release.ts';

// The demo's policy names the one origin it knows; that of the other version's remote is another.
test.use({ bypassCSP: true });

const { COMPAT_VERSION: version = '', COMPAT_COMMIT: commit = '' } = process.env;
let earlier: string;
const started: { close(): Promise<void> }[] = [];
const sides = {} as Record<'today' | 'earlier', { readonly demo: Demo; readonly remote: Origin }>;

async function start(folder?: string): Promise<{ demo: Demo; remote: Origin }> {
  const demo = await startDemo({}, folder);
  const remote = await startOrigin(path.join(folder ?? path.resolve(import.meta.dirname, '../..'), 'dist/react'));
  started.push({ close: () => demo.dispose() }, remote);
  return { demo, remote };
}

test.beforeAll(async () => {
  test.setTimeout(300_000);
  earlier = sourcesOf(commit, version);
  await ensureBuilt();
  sides.today = await start();
  sides.earlier = await start(earlier);
});
test.afterAll(async () => {
  for (const one of started) await one.close();
  await rm(earlier, { recursive: true, force: true });
});

const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });

/** What a customer and a member of staff do with it, in one server and with one remote. */
async function job(page: Page, { demo }: { demo: Demo }, remote: Origin): Promise<void> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  remote.asked.length = 0;
  await page.context().route('**/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), remoteManifest: `${remote.url}/mf-manifest.json` } });
  });
  await page.goto(`${demo.url}/help?as=ada`);
  await box(page).fill('How do I print a packing slip?');
  await box(page).press('Enter');
  await expect(log(page)).toContainText(/tick the orders/iu, { timeout: 20_000 });
  expect(remote.asked.some(({ path: asked }) => asked === '/remoteEntry.js')).toBe(true);
  await expect(page.getByRole('button', { name: 'Stop generating' })).toHaveCount(0, { timeout: 20_000 });
  await page.reload();
  await expect(log(page)).toContainText(/tick the orders/iu);
  await page.getByRole('button', { name: 'Talk to a person' }).last().click();
  await page.getByRole('button', { name: 'Ask for a person' }).click();
  const staff = await page.context().newPage();
  await staff.goto(`${demo.url}/desk?as=mara`);
  await staff
    .getByRole('button', { name: /Ada Lindqvist.*(?:just now|ago)/u })
    .first()
    .click();
  await staff.getByRole('button', { name: 'Take this conversation' }).click();
  await staff.getByRole('textbox', { name: 'Message' }).fill('I have your order here.');
  await staff.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(log(page)).toContainText('I have your order here.', { timeout: 20_000 });
  await staff.close();
  expect(errors).toEqual([]);
}

test(`F51: the remote of ${version} against today's server`, ({ page }) => job(page, sides.today, sides.earlier.remote));
test(`F51: today's remote against the server of ${version}`, ({ page }) => job(page, sides.earlier, sides.today.remote));

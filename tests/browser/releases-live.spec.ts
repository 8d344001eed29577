import { rm } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { change, deploy } from '../../scripts/release/deploy.ts';
import { folderTarget } from '../../scripts/release/folder-target.ts';
import { LIFE_MS, promote, rollback } from '../../scripts/release/registry.ts';
import { temporary } from '../../scripts/release/release.kit.ts';
import { createKeys } from '../../scripts/release/signing.ts';
import { buildReal } from '../releases/build.ts';
import { type Origin, startOrigin } from '../releases/origin.ts';
import { type Demo, startDemo } from './demo.ts';

// The demo's policy names the one origin it knows; that of the releases is another.
test.use({ bypassCSP: true });

const { secret, key } = createKeys();
const clock = () => ({ now: Date.now(), lifeMs: LIFE_MS });
let folder: string;
let origin: Origin;
let demo: Demo;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  folder = temporary('releases');
  for (const [version, label] of [
    ['1.0.0', 'Message in A'],
    ['1.1.0', 'Message in B'],
  ] as const) {
    const built = await buildReal(version, label);
    await deploy({ target: folderTarget(folder), folder: built, secret, channel: 'stable', clock: clock() });
    await rm(built, { recursive: true, force: true });
  }
  origin = await startOrigin(folder);
  demo = await startDemo({ RESPONDER_PACE: '12' });
});
test.afterAll(async () => {
  await demo.dispose();
  await origin.close();
  await rm(folder, { recursive: true, force: true });
});

const field = (page: Page, label: string) => page.getByRole('textbox', { name: label });
const move = (make: Parameters<typeof change>[2]) => change(folderTarget(folder), secret, make);

test('an answer streams in version A, B is promoted: it ends in A, B is there afterwards, and A again after a rollback @all', async ({
  page,
}) => {
  await move((before) => rollback(before, clock(), 'stable'));
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    const releases = { registry: `${origin.url}/registry.json`, key, channel: 'stable', refreshMs: 300 };
    await route.fulfill({ response, json: { ...((await response.json()) as object), releases } });
  });
  await page.goto(`${demo.url}/help`);
  await expect(field(page, 'Message in A')).toBeVisible();
  await page.evaluate(() => {
    document.documentElement.dataset.mark = 'kept';
  });
  await field(page, 'Message in A').fill('How do I print a packing slip?');
  await field(page, 'Message in A').press('Enter');
  const stop = page.getByRole('button', { name: 'Stop generating' });
  await expect(stop).toBeVisible();
  await move((before) => promote(before, clock(), 'stable', '1.1.0'));
  await expect.poll(() => origin.asked.some(({ path: asked }) => asked === '/1.1.0/react/remoteEntry.js')).toBe(true);
  // B is here, and the answer goes on in A; what is begun meanwhile keeps it there.
  await expect(stop).toBeVisible();
  await field(page, 'Message in A').fill('And then');
  // With something in the field it is sending that is offered, not stopping: a finished answer is known by what can be said of it.
  await expect(page.getByRole('button', { name: 'Good answer' })).toHaveCount(1, { timeout: 60_000 });
  const answer = (await page.getByRole('log').innerText()).length;
  expect(answer).toBeGreaterThan(100);
  await expect(field(page, 'Message in A')).toHaveValue('And then');
  await field(page, 'Message in A').fill('');
  await expect(field(page, 'Message in B')).toBeVisible();
  await expect(page.getByRole('log')).toContainText('How do I print a packing slip?');
  await field(page, 'Message in B').fill('Half a sentence');
  await move((before) => rollback(before, clock(), 'stable'));
  await field(page, 'Message in B').fill('');
  await expect(field(page, 'Message in A')).toBeVisible();
  await expect(page.getByRole('log')).toContainText('How do I print a packing slip?');
  await expect(page.locator('html')).toHaveAttribute('data-mark', 'kept');
});

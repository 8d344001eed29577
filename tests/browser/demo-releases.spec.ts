import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { hasCommit } from '../../scripts/release/history.ts';
import { readRecords } from '../../scripts/release/records.ts';
import { type Demo, startDemo } from './demo.ts';

/** What `npm start` gives: the working tree as the newest version, the one before it built from its commit, and the menu that moves them. */
let demo: Demo;
const records = readRecords(path.resolve(import.meta.dirname, '../../releases'));
const [newest = '', older = ''] = records.map(({ version }) => version);
const [footOfNewest, footOfOlder] = [newest, older].map((version) => `Chat ${version} · stable`) as [string, string];
test.skip(!hasCommit(records[1]?.release.commit ?? ''), `The commit of ${older} is not in this clone.`);
const QUESTION = 'How do I print a packing slip?';
/** What the answer says, and the question does not. */
const ANSWER = /tick the orders/iu;
const DRAFT = 'Half a sentence';
/** The older release is built at the lowest priority, on a machine that does other things. */
const BUILT_MS = 240_000;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  // Slow enough that all that is pressed in mid-answer is pressed in mid-answer.
  demo = await startDemo({ DEMO_RELEASES: 'true', RESPONDER_PACE: '4' });
});
test.afterAll(async () => {
  await demo?.dispose();
});

const foot = (page: Page) => page.getByRole('button', { name: /^Chat \d.*releases$/u });
const panel = (page: Page) => page.getByRole('region', { name: 'Releases of the chat' });
const press = (page: Page, name: string) => panel(page).getByRole('button', { name }).click();
const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
/** What can be said of a finished answer, and of no other. */
const answered = (page: Page) => page.getByRole('button', { name: 'Good answer' });
const openMenu = async (page: Page) => {
  if ((await foot(page).getAttribute('aria-expanded')) !== 'true') await foot(page).click();
  await expect(panel(page)).toContainText('“stable” gives');
};

test('npm start gives two releases: moved, broken and mended from the foot of the side bar, no answer and no draft is lost @all', async ({
  page,
  browser,
}) => {
  test.setTimeout(BUILT_MS + 240_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${demo.url}/help?as=ada`);
  await expect(foot(page)).toContainText(footOfNewest, { timeout: 30_000 });
  await page.evaluate(() => {
    document.documentElement.dataset.mark = 'kept';
  });
  await openMenu(page);
  await expect(panel(page).getByRole('button', { name: `Roll back to ${older}` })).toHaveAttribute('aria-disabled', 'false', {
    timeout: BUILT_MS,
  });

  // Rolled back while an answer is written and a draft is typed: what runs here goes on.
  await field(page).fill(QUESTION);
  await field(page).press('Enter');
  await expect(page.getByRole('button', { name: 'Stop generating' })).toBeVisible();
  await field(page).fill(DRAFT);
  await openMenu(page);
  await press(page, `Roll back to ${older}`);
  await expect(panel(page)).toContainText(
    `“stable” gives ${older}. This page runs ${newest} until nothing is being written, typed or unsent.`,
  );
  await expect(answered(page)).toHaveCount(0);
  await expect(answered(page)).toHaveCount(1, { timeout: 120_000 });
  await expect(foot(page)).toContainText(footOfNewest);
  await expect(field(page)).toHaveValue(DRAFT);
  await expect(log(page)).toContainText(ANSWER);

  // Out of sight nothing is in the way: it changes, and the draft is where it was.
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(foot(page)).toContainText(footOfOlder);
  await page.goBack();
  await expect(field(page)).toHaveValue(DRAFT);
  await expect(log(page)).toContainText(ANSWER);

  await openMenu(page);
  await press(page, `Promote ${newest}`);
  await expect(panel(page)).toContainText(`“stable” gives ${newest}. This page runs ${older} until`);
  await field(page).fill('');
  await expect(foot(page)).toContainText(footOfNewest);
  await expect(log(page)).toContainText(ANSWER);
  await expect(page.locator('html')).toHaveAttribute('data-mark', 'kept');

  // Broken on purpose: this page has it, whoever comes falls back.
  await openMenu(page);
  await press(page, `Break ${newest} on purpose`);
  await expect(panel(page)).toContainText(`From now on ${newest} cannot be fetched.`);
  await expect(foot(page)).toContainText(footOfNewest);
  await press(page, 'Load this page again');
  await expect(foot(page)).toContainText(`${footOfOlder}: fell back`, { timeout: 30_000 });
  await expect(page.locator('html')).not.toHaveAttribute('data-mark', 'kept');
  await expect(log(page)).toContainText(ANSWER);
  await openMenu(page);
  await expect(panel(page)).toContainText(`It cannot be fetched, so this page runs ${older}.`);
  await press(page, `Mend ${newest}`);
  await expect(panel(page)).toContainText(`It leaves ${newest} out for a while, then tries it again.`);
  const another = await (await browser.newContext()).newPage();
  await another.goto(`${demo.url}/help?as=ben`);
  await expect(foot(another)).toContainText(footOfNewest, { timeout: 30_000 });
  await another.context().close();
  expect(errors).toEqual([]);
});

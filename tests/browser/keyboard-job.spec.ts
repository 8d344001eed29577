import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Demo, startDemo } from './demo.ts';
import { countPointers, focused, keysOf } from './support/keyboard.ts';

/** The whole main job against the started demo, without a mouse: after every key the focus is on something that shows it. */
let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  demo = await startDemo({ RESPONDER_PACE: '5' });
});
test.afterAll(() => demo?.dispose());

const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const stopButton = (page: Page) => page.getByRole('button', { name: 'Stop generating' });
const list = (page: Page) => page.getByRole('list', { name: 'Conversations' });

async function open(browser: Browser, route: string): Promise<{ page: Page; pointers: () => Promise<number> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const pointers = await countPointers(page);
  await page.goto(`${demo.url}${route}?as=ada`);
  return { page, pointers };
}

test('the popup by keyboard: opened, asked in, left by Escape, and the focus is back on its button', async ({ browser }) => {
  const { page, pointers } = await open(browser, '/');
  const keys = keysOf(page);
  await expect(page.getByRole('button', { name: /^Open chat/ })).toBeVisible();
  await keys.to(/^Open chat/);
  await page.keyboard.press('Enter');
  await keys.at(/^Message$/);
  await keys.type('how do i invite a colleague');
  await keys.press('Enter');
  await keys.at(/^Message$/);
  await expect(log(page).getByText('how do i invite a colleague')).toBeVisible();
  await expect(stopButton(page)).toBeVisible();
  // The first Escape stops the answer, the next one closes the popup.
  await keys.press('Escape');
  await expect(stopButton(page)).toBeHidden();
  await keys.at(/^Message$/);
  await keys.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await keys.at(/^Open chat/);
  expect(await pointers()).toBe(0);
  await page.context().close();
});

test('the main job by keyboard alone, the focus always where one expects it and always to be seen @all', async ({ browser }) => {
  test.setTimeout(240_000);
  const { page, pointers } = await open(browser, '/help');
  const keys = keysOf(page);
  await expect(list(page).getByRole('listitem').first()).toBeVisible();
  await test.step('a new conversation, a question, a second one that waits, changed and taken back', () => askTwice(page, keys));
  await test.step('stopped, tried again, both attempts to page through', () => stopAndRetry(page, keys));
  await test.step('read by the arrow keys, a source, copied, rated', () => readAndRate(page, keys));
  await test.step('shortcuts', () => shortcuts(page, keys));
  await test.step('a person, with consent, and taken back', () => askPerson(page, keys));
  await test.step('renamed', () => rename(page, keys));
  await test.step('another conversation, searched and opened from the list', () => searchAndSwitch(page, keys));
  await test.step('closed and rated', () => closeAndRate(page, keys));
  expect(await pointers()).toBe(0);
  await page.context().close();
});

type Keys = ReturnType<typeof keysOf>;

async function askTwice(page: Page, keys: Keys): Promise<void> {
  await keys.to(/^New conversation$/);
  await keys.press('Enter');
  await keys.at(/^Message$/);
  await keys.type('Which steps do I take to receive a purchase order in part?');
  await keys.press('Enter');
  await keys.at(/^Message$/);
  await expect(stopButton(page)).toBeVisible();
  await keys.type('and wher is order 1042');
  await keys.press('Enter');
  await expect(log(page).getByText('Sent after this answer')).toBeVisible();
  await keys.to(/^Edit$/, 'Shift+Tab');
  await keys.press('Enter');
  await keys.at(/^Message$/);
  await expect(box(page)).toHaveValue('and wher is order 1042');
  await keys.press('Control+a');
  await keys.type('And where is order 1042?');
  await keys.press('Enter');
  await expect(log(page).getByText('And where is order 1042?')).toBeVisible();
  await keys.to(/^Remove$/, 'Shift+Tab');
  await keys.press('Enter');
  await expect(log(page).getByText('And where is order 1042?')).toBeHidden();
  await keys.at(/^Message$/);
}

async function stopAndRetry(page: Page, keys: Keys): Promise<void> {
  await expect.poll(async () => (await log(page).innerText()).length).toBeGreaterThan(160);
  await keys.press('Escape');
  await expect(log(page).getByText('You stopped this answer.')).toBeVisible();
  await keys.at(/^Message$/);
  await keys.to(/^Try again$/, 'Shift+Tab');
  await keys.press('Enter');
  await keys.at(/^Message$/);
  await expect(stopButton(page)).toBeVisible();
  await expect(stopButton(page)).toBeHidden({ timeout: 60_000 });
  await keys.check();
  await keys.to(/^Earlier attempt$/, 'Shift+Tab');
  await keys.press('Enter');
  await expect(log(page).getByText('1 of 2')).toBeVisible();
  await keys.to(/^Later attempt$/);
  await keys.press('Enter');
  await expect(log(page).getByText('2 of 2')).toBeVisible();
}

async function readAndRate(page: Page, keys: Keys): Promise<void> {
  await keys.to(/^Conversation$/, 'Shift+Tab');
  await keys.press('Home');
  await keys.at(/^You, /);
  await keys.press('ArrowDown');
  await keys.at(/^Assistant, /);
  await keys.press('End');
  await keys.at(/^Assistant, /);
  await keys.press('ArrowUp');
  await keys.at(/./);
  await keys.press('End');
  await keys.to(/purchase order/i);
  const chip = (await focused(page)).name;
  await keys.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keys.to(/^Close source$/);
  await keys.to(/^Open in a new tab$/);
  await keys.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect((await focused(page)).name).toBe(chip);
  await keys.to(/^Copy answer$/);
  await keys.press('Enter');
  expect((await page.evaluate(() => navigator.clipboard.readText())).length).toBeGreaterThan(60);
  await keys.at(/^Copied$|^Copy answer$/);
  await keys.to(/^Good answer$/);
  await keys.press('Space');
  await expect(page.getByRole('button', { name: 'Good answer' })).toHaveAttribute('aria-pressed', 'true');
  await keys.to(/^Poor answer$/);
  await keys.press('Space');
  await keys.at(/^It is not correct$/);
  await keys.to(/^Hard to understand$/);
  await keys.press('Enter');
  await expect(log(page).getByText('Thank you. This helps')).toBeVisible();
  await keys.at(/^Poor answer$/);
}

async function shortcuts(page: Page, keys: Keys): Promise<void> {
  await keys.press('?');
  await keys.at(/^Keyboard shortcuts$/);
  await keys.press('Escape');
  await keys.at(/^Poor answer$/);
  await keys.press('/');
  await keys.at(/^Message$/);
  // What was sent before comes back into the empty field.
  await keys.press('ArrowUp');
  await expect(box(page)).toHaveValue(/receive a purchase order in part/);
  await keys.press('ArrowDown');
  await expect(box(page)).toHaveValue('');
}

async function askPerson(page: Page, keys: Keys): Promise<void> {
  await keys.to(/^Talk to a person$/, 'Shift+Tab');
  await keys.press('Enter');
  await keys.at(/^Talk to a person$/);
  // Left once, entered again: the focus is where it was.
  await keys.press('Escape');
  await keys.at(/^Talk to a person$/);
  await keys.press('Enter');
  await expect(page.getByRole('button', { name: 'Ask for a person' })).toBeEnabled();
  await keys.to(/^What it is about$/);
  await keys.to(/^Ask for a person$/);
  await keys.press('Enter');
  await expect(log(page)).toContainText('You asked for a person');
  await keys.at(/^Message$/);
  await keys.to(/^Stop waiting$/, 'Shift+Tab');
  await keys.press('Enter');
  await expect(log(page)).toContainText('back with the assistant');
  await keys.at(/^Message$/);
}

async function rename(page: Page, keys: Keys): Promise<void> {
  await keys.to(/^Conversation menu$/, 'Shift+Tab');
  await keys.press('Enter');
  await keys.at(/^Rename conversation$/);
  await keys.press('ArrowDown');
  await keys.press('Home');
  await keys.press('Enter');
  await keys.at(/^Title of the conversation$/);
  await keys.type('Deliveries in parts');
  await keys.press('Enter');
  await expect(list(page).getByText('Deliveries in parts')).toBeVisible();
  await keys.at(/^Conversation menu$/);
}

async function searchAndSwitch(page: Page, keys: Keys): Promise<void> {
  await keys.to(/^New conversation$/, 'Shift+Tab');
  await keys.press('Enter');
  await keys.at(/^Message$/);
  await keys.to(/^Search conversations$/, 'Shift+Tab');
  await keys.type('deliveries in');
  await expect(list(page).getByRole('listitem')).toHaveCount(1);
  await keys.press('ArrowDown');
  await keys.at(/Deliveries in parts/);
  await keys.press('Enter');
  await expect(log(page)).toContainText('receive a purchase order in part');
  await keys.check();
  await keys.to(/^Search conversations$/, 'Shift+Tab');
  await keys.press('Escape');
  await keys.at(/^Search conversations$/);
  await keys.to(/Deliveries in parts/);
  await keys.press('F2');
  await keys.at(/^Title of the conversation$/);
  await keys.press('Escape');
  await keys.at(/Deliveries in parts/);
}

async function closeAndRate(page: Page, keys: Keys): Promise<void> {
  await keys.to(/^Conversation menu$/);
  await keys.press('Enter');
  await keys.press('ArrowDown');
  await keys.at(/^Close conversation$/);
  await keys.press('Enter');
  await expect(page.getByText('You closed this conversation.')).toBeVisible();
  await keys.check();
  await keys.to(/^4 of 5$/);
  await keys.press('Enter');
  await keys.at(/made it better/);
  await keys.type('An example would have helped.');
  await keys.to(/^Send comment$/);
  await keys.press('Enter');
  await keys.at(/Your comment is with the team/);
  await expect(page.getByText('You rated it 4 of 5.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, expect, type Page, test } from '@playwright/test';
import type { Recording } from '../../src/session/recorder-entries.ts';
import { replay } from '../../src/session/recorder-replay.ts';
import { type Demo, startDemo } from './demo.ts';

const require = createRequire(import.meta.url);

/** The demo's line panel: six ways to break the line while an answer is written, and the numbers that show it held. */
let demo: Demo;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  demo = await startDemo({ RESPONDER_PACE: '12' });
});
test.afterAll(() => demo?.dispose());
test.afterEach(async ({ browser }) => {
  for (const context of browser.contexts()) await context.close();
});

const QUESTION = 'How do I set up a webhook and check its signature?';
const transcript = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const stopButton = (page: Page) => page.getByRole('button', { name: 'Stop generating' });
const panel = (page: Page) => page.getByRole('region', { name: 'The line' });
const button = (page: Page, name: string) => panel(page).getByRole('button', { name });
const said = (page: Page) => panel(page).getByRole('status');
const shown = (page: Page, key: string) => panel(page).locator(`[data-value=${key}] dd`);
const figure = async (page: Page, key: string): Promise<number> => Number((await shown(page, key).innerText()).replaceAll(/[^\d]/g, ''));

async function open(browser: Browser, as: string, size = { width: 1280, height: 800 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport: size })).newPage();
  await page.goto(`${demo.url}/line?as=${as}`);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  return page;
}

async function ask(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(QUESTION);
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(stopButton(page)).toBeVisible();
}

/** Every text the answer had, as the page drew it: written down from within, so nothing is missed between two looks. */
async function writeDown(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const texts: string[] = [];
    Object.assign(window, { texts });
    new MutationObserver(() => {
      const text = document.querySelectorAll('[role=log] [role=article]')[1]?.querySelector('[dir=auto]')?.textContent ?? '';
      if (texts.at(-1) !== text) texts.push(text);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { texts: string[] }).texts);
}

/** Letters and digits only: a mark of Markdown is shown as it is until its pair has come. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** At every moment what was drawn began the answer: nothing doubled, nothing out of order, nothing taken back but by a new attempt. */
function expectPrefixes(texts: readonly string[], attempts: number): void {
  const whole = bare(texts.at(-1) ?? '');
  expect(whole.length).toBeGreaterThan(300);
  for (const text of texts) expect(whole.startsWith(bare(text)), `"${text}" begins the answer`).toBe(true);
  const lengths = texts.map((text) => bare(text).length);
  const back = lengths.filter((length, at) => length < (lengths[at - 1] ?? 0)).length;
  // A new attempt may have outgrown the earlier one by the time the line is back.
  expect(back, `shorter than before: ${lengths.join(' ')}`).toBeLessThanOrEqual(attempts - 1);
  // The first new attempt begins while one looks.
  expect(back).toBeGreaterThanOrEqual(Math.min(1, attempts - 1));
}

/** Waits until this much of the answer stands. */
const until = (page: Page, characters: number): Promise<void> =>
  expect.poll(async () => (await transcript(page).innerText()).length, { timeout: 30_000 }).toBeGreaterThan(characters);

/** At rest: the question once, one answer, its hash found to agree on both sides, and no hole. */
async function expectAtRest(page: Page): Promise<void> {
  await expect(panel(page).locator('[data-hash=ok]')).toHaveCount(1, { timeout: 60_000 });
  await expect(stopButton(page)).toBeHidden();
  await expect(panel(page).getByText('Hash agrees', { exact: true })).toBeVisible();
  await expect(panel(page).getByText('1 agree, 0 differ, 0 skipped')).toBeVisible();
  await expect(transcript(page).getByRole('article')).toHaveCount(2);
  expect((await transcript(page).innerText()).split(QUESTION).length).toBe(2);
  await expect.poll(() => figure(page, 'holes')).toBe(0);
}

/** What the database has of the newest answer, asked for with a token of this page's person. */
async function kept(page: Page): Promise<{ sha256: string; attempts: number; state: string }> {
  return page.evaluate(async () => {
    const as = new URLSearchParams(location.search).get('as');
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ as }) };
    const { token } = (await (await fetch('/auth/chat-token', asked)).json()) as { token: string };
    const address = `/demo/line?conversation=${location.pathname.split('/')[2] ?? ''}`;
    const read = await (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).json();
    return (read as { answers: { sha256: string; attempts: number; state: string }[] }).answers[0] as never;
  });
}

test('F01 F38 the socket cut and the token ended in mid-answer: read on from the cursor, the hash agrees @all', async ({ browser }) => {
  const page = await open(browser, 'ada');
  const texts = await writeDown(page);
  await ask(page);
  await until(page, 150);
  await expect(shown(page, 'transport')).toHaveText('WebSocket');
  const cursor = await figure(page, 'cursor');
  await button(page, 'Cut the socket').click();
  await expect(said(page)).toContainText(/Reading again after [\d,]+ ms/);
  await expect.poll(() => figure(page, 'recovery')).toBeGreaterThan(0);
  expect(await figure(page, 'recovery')).toBeLessThan(3_000);
  await expect.poll(() => figure(page, 'resumes')).toBe(1);
  await expect(stopButton(page)).toBeVisible();
  await button(page, 'Expire the token').click();
  await expect.poll(() => figure(page, 'resumes')).toBe(2);
  await expectAtRest(page);
  expect(await figure(page, 'cursor')).toBeGreaterThan(cursor);
  expectPrefixes(await texts(), 1);
  const { sha256, attempts, state } = await kept(page);
  expect({ attempts, state }).toEqual({ attempts: 1, state: 'COMPLETED' });
  await expect(panel(page).locator('[data-hash=ok] code')).toHaveText(sha256.slice(0, 16));
});

test('F11 F13 WebSockets refused and three seconds of latency in mid-answer: it goes on by long poll, and comes back @all', async ({
  browser,
}) => {
  // A WebSocket is tried again after 60 s.
  test.setTimeout(200_000);
  const page = await open(browser, 'ben');
  const texts = await writeDown(page);
  await ask(page);
  await until(page, 150);
  await button(page, 'Refuse WebSockets').click();
  await expect(button(page, 'Refuse WebSockets')).toHaveAttribute('aria-pressed', 'true');
  await expect(shown(page, 'transport')).toHaveText('Long poll');
  await button(page, '3 s latency').click();
  await expect(button(page, '3 s latency')).toHaveAttribute('aria-pressed', 'true');
  await page.waitForTimeout(4_000);
  await button(page, '3 s latency').click();
  await button(page, 'Refuse WebSockets').click();
  await expect(button(page, 'Refuse WebSockets')).toHaveAttribute('aria-pressed', 'false');
  await expectAtRest(page);
  expectPrefixes(await texts(), 1);
  await expect(shown(page, 'transport')).toHaveText('WebSocket', { timeout: 75_000 });
});

test('F23 F03 the worker killed and the server restarted in mid-answer: a second attempt, and its hash agrees @all', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const page = await open(browser, 'chen');
  const texts = await writeDown(page);
  await ask(page);
  await until(page, 150);
  await button(page, 'Kill the worker').click();
  await expect(said(page)).toContainText('The worker is gone');
  await expect(said(page)).toContainText('attempt 2', { timeout: 30_000 });
  await until(page, 150);
  await button(page, 'Restart the server').click();
  await expect.poll(() => figure(page, 'resumes'), { timeout: 30_000 }).toBeGreaterThan(0);
  await expect.poll(() => figure(page, 'recovery')).toBeGreaterThan(0);
  await expectAtRest(page);
  const { attempts, state } = await kept(page);
  expect(state).toBe('COMPLETED');
  expectPrefixes(await texts(), attempts);
});

test('K-4 one letter changed on its way: the hash differs, the text is read again, and both are shown @all', async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  let changed = 0;
  await page.routeWebSocket(/\/graphql$/u, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      const text = frame.toString();
      // The text of the first delta that has an "e"; length and hash of the answer's end stay the server's.
      const broken = changed ? text : text.replace(/("__typename":"MessageDelta"[^{}]*?"text":"[^"e]*)e/u, '$1§');
      if (broken !== text) changed += 1;
      socket.send(broken);
    });
  });
  await page.goto(`${demo.url}/line?as=chen`);
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I create an API key?');
  await page.keyboard.press('Enter');
  await expect(transcript(page)).toContainText('§');
  await expect(panel(page).getByText('Hash differs', { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(panel(page).getByText('0 agree, 1 differ, 0 skipped')).toBeVisible();
  await expect(transcript(page)).not.toContainText('§');
  await expect(stopButton(page)).toBeHidden();
  expect(changed).toBe(1);
});

test('F62 without crypto.subtle the hash is skipped, counted and said to be', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }));
  const page = await context.newPage();
  await page.goto(`${demo.url}/line?as=ben`);
  await page.getByRole('textbox', { name: 'Message' }).fill('hello');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText('Not compared', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(panel(page).getByText('0 agree, 0 differ, 1 skipped')).toBeVisible();
  await expect(stopButton(page)).toBeHidden();
});

test('the panel holds at 360 px, by keyboard alone, in both schemes, and its recording says nothing that was said @all', async ({
  browser,
}) => {
  const page = await open(browser, 'ada', { width: 360, height: 740 });
  await page.getByRole('textbox', { name: 'Message' }).fill('sesame-4711, how do I create an API key?');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByText('Being written')).toBeAttached();
  await button(page, 'Cut the socket').focus();
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText(/cut\.|Reading again/);
  await page.keyboard.press('Tab');
  await expect(button(page, 'Refuse WebSockets')).toBeFocused();
  await expect(panel(page).locator('[data-hash=ok]')).toHaveCount(1, { timeout: 30_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  for (const one of await panel(page).getByRole('button').all()) expect((await one.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(36);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await violations(page)).toEqual([]);
  }
  const saving = page.waitForEvent('download');
  await button(page, 'Save the recording').click();
  const recording = readFileSync(await (await saving).path(), 'utf8');
  expect(recording).not.toMatch(/sesame|Lindqvist|eyJ/u);
  expect(JSON.parse(recording)).toMatchObject({ version: 1, mode: 'redacted', counters: { hashOk: 1, hashMismatch: 0, holes: 0 } });
  expect(replay(JSON.parse(recording) as Recording).size).toBe(1);
});

/** What axe finds on the whole page, once its colours have come to rest. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(async () => {
    const running = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.all(running.map(({ finished }) => finished.catch(() => undefined)));
  });
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

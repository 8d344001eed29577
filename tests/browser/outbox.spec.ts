import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, expect, type Page, type Route, test } from '@playwright/test';
import { type Demo, startDemo } from './demo.ts';

/** What is not sent yet, in real storage, under real locks, over several tabs. */
let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  demo = await startDemo({ RESPONDER_PACE: '400' });
});
test.afterAll(() => demo?.dispose());
test.afterEach(async ({ browser }) => {
  for (const context of browser.contexts()) await context.close();
});

type Persistence = 'session' | 'device' | 'memory';

const transcript = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const list = (page: Page) => page.getByRole('list', { name: 'Conversations' });
const answers = (page: Page) => transcript(page).getByRole('group', { name: 'About this answer' });
const logText = async (page: Page): Promise<string> => (await transcript(page).innerText()).replaceAll(/\s+/gu, ' ');
const times = async (page: Page, text: string): Promise<number> => (await logText(page)).split(text).length - 1;
const sends = (route: Route, text: string): boolean => {
  const data = route.request().postData() ?? '';
  return data.includes('mutation') && data.includes(text);
};

/** The demo's shell with this choice in its configuration. */
async function choose(context: BrowserContext, persistence: Persistence): Promise<BrowserContext> {
  await context.route('**/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), persistence } });
  });
  return context;
}

const newContext = async (browser: Browser, persistence: Persistence): Promise<BrowserContext> =>
  choose(await browser.newContext({ viewport: { width: 1280, height: 860 } }), persistence);

async function open(context: BrowserContext, as: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${demo.url}/help?as=${as}`);
  await expect(box(page)).toBeVisible();
  return page;
}

/** A conversation with one answer in it, open in each page. */
async function together(context: BrowserContext, as: string, pages: number, question: string): Promise<Page[]> {
  const first = await open(context, as);
  await first.getByRole('button', { name: 'New conversation' }).first().click();
  await write(first, question);
  await expect(answers(first)).toHaveCount(1);
  const others: Page[] = [];
  for (let at = 1; at < pages; at += 1) {
    const page = await open(context, as);
    await list(page).getByRole('listitem').first().click();
    await expect(answers(page)).toHaveCount(1);
    others.push(page);
  }
  return [first, ...others];
}

async function write(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
  await expect(transcript(page).getByText(text).first()).toBeVisible();
}

/** The first request that sends this text gets no answer; resolves once it was tried. */
async function holdFirst(
  place: BrowserContext | Page,
  text: string,
  reach: 'nothing' | 'the server' = 'nothing',
): Promise<() => Promise<void>> {
  let tried = (): void => {};
  const once = new Promise<void>((resolve) => {
    tried = resolve;
  });
  let held = false;
  await place.route('**/graphql', async (route) => {
    if (held || !sends(route, text)) return route.fallback();
    held = true;
    if (reach === 'the server') await route.fetch();
    tried();
  });
  return () => once;
}

/** From `deaf()` on, nothing the server says over a socket reaches the pages opened after this. */
async function deafSockets(context: BrowserContext): Promise<{ deaf(): void }> {
  let heard = true;
  await context.routeWebSocket('**/graphql', (socket) => {
    const server = socket.connectToServer();
    server.onMessage((data) => {
      if (heard) socket.send(data);
    });
  });
  return {
    deaf: () => {
      heard = false;
    },
  };
}

/** How often a text was asked to be sent, from now on. */
function countSends(context: BrowserContext, text: string): () => number {
  let count = 0;
  context.on('request', (request) => {
    if (/mutation/u.test(request.postData() ?? '') && (request.postData() ?? '').includes(text)) count += 1;
  });
  return () => count;
}

const onDevice = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('ai-cs-agent');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('kept').objectStore('kept').getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result as string[]);
          };
        };
      }),
  );

for (const reach of ['nothing', 'the server'] as const) {
  test(`F47 device: the browser crashes in mid-send, ${reach} has the message: after a start it is there once${reach === 'nothing' ? ' @all' : ''}`, async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'chat-profile-'));
    const launch = async (): Promise<BrowserContext> =>
      choose(
        await chromium.launchPersistentContext(folder, {
          executablePath: process.env.CHROMIUM_PATH,
          args: ['--no-sandbox'],
          viewport: { width: 1280, height: 860 },
        }),
        'device',
      );
    const text = `sent into a crash, and ${reach} has it`;
    try {
      const before = await launch();
      const sockets = await deafSockets(before);
      const [page] = await together(before, 'ben', 1, 'hello');
      if (!page) throw new Error('No page was opened.');
      const tried = await holdFirst(before, text, reach);
      // Else the page would hear that the message is there before it crashes, and have nothing left to repeat.
      sockets.deaf();
      await write(page, text);
      await tried();
      const session = await before.newCDPSession(page);
      const gone = new Promise((resolve) => before.once('close', resolve));
      session.send('Browser.crash').catch(() => undefined);
      await gone;
      const after = await launch();
      const sent = countSends(after, text);
      const again = await open(after, 'ben');
      await expect.poll(sent).toBe(1);
      await list(again).getByRole('listitem').first().click();
      await expect(answers(again)).toHaveCount(2);
      expect(await times(again, text)).toBe(1);
      expect(sent()).toBe(1);
      await expect.poll(() => onDevice(again)).toEqual([]);
      await after.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test('F47 session: a reload in mid-send keeps the message, says where it is kept, and sends it once', async ({ browser }) => {
  const context = await newContext(browser, 'session');
  const [page] = await together(context, 'ada', 1, 'hello');
  if (!page) throw new Error('No page was opened.');
  const tried = await holdFirst(page, 'kept over a reload');
  await write(page, 'kept over a reload');
  await tried();
  await expect(page.getByText('Unsent messages are kept in this tab.')).toBeVisible();
  const sent = countSends(context, 'kept over a reload');
  await page.reload();
  await list(page).getByRole('listitem').first().click();
  await expect(answers(page)).toHaveCount(2);
  expect([await times(page, 'kept over a reload'), sent()]).toEqual([1, 1]);
  await expect(page.getByText('Unsent messages are kept in this tab.')).toHaveCount(0);
});

test('memory: nothing is written anywhere, the composer says so, and a reload loses it', async ({ browser }) => {
  const context = await newContext(browser, 'memory');
  const page = await open(context, 'ada');
  await expect(page.getByText('Not kept:')).toHaveCount(0);
  await box(page).fill('only here');
  await expect(page.getByText('Not kept: unsent messages are lost with this page.')).toBeVisible();
  await expect(page.getByText('This browser keeps nothing')).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage }))).not.toContain('only here');
  await page.reload();
  await expect(box(page)).toHaveValue('');
});

test('F49 device: a full disk, a database of a later release and none at all: sent from memory, and said', async ({ browser }) => {
  const faults: Record<string, (page: Page) => Promise<unknown>> = {
    full: (page) =>
      page.addInitScript(() => {
        const { put } = IDBObjectStore.prototype;
        // A disk that is full lets the request pass and ends its transaction.
        IDBObjectStore.prototype.put = function (...given) {
          const request = put.apply(this, given);
          queueMicrotask(() => this.transaction.abort());
          return request;
        };
      }),
    later: (page) =>
      page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const opening = indexedDB.open('ai-cs-agent', 9);
            opening.onsuccess = () => {
              opening.result.close();
              resolve();
            };
          }),
      ),
    missing: (page) => page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined })),
  };
  for (const [name, breakIt] of Object.entries(faults)) {
    const context = await newContext(browser, 'device');
    const page = await context.newPage();
    await page.goto(`${demo.url}/healthz`);
    await breakIt(page);
    await page.goto(`${demo.url}/help?as=ada`);
    await page.getByRole('button', { name: 'New conversation' }).first().click();
    await write(page, `hello, ${name}`);
    await expect(page.getByText('This browser keeps nothing for this page'), name).toBeVisible();
    await expect(answers(page), name).toHaveCount(1);
    await box(page).fill('more');
    await expect(page.getByText('Not kept: unsent messages are lost with this page.'), name).toBeVisible();
    await context.close();
  }
});

test('F52 device: two tabs send at the same time: both messages once, in one order, each asked for once', async ({ browser }) => {
  const context = await newContext(browser, 'device');
  const [one, two] = await together(context, 'chen', 2, 'hello');
  if (!one || !two) throw new Error('Two pages are needed.');
  const texts = ['thanks from the first tab', 'thanks from the second tab'] as const;
  const counts = texts.map((text) => countSends(context, text));
  await box(one).fill(texts[0]);
  await box(two).fill(texts[1]);
  await Promise.all([box(one).press('Enter'), box(two).press('Enter')]);
  for (const page of [one, two]) for (const text of texts) await expect.poll(() => times(page, text)).toBe(1);
  await expect(answers(one)).toHaveCount(3);
  await expect(answers(two)).toHaveCount(3);
  await expect.poll(async () => (await logText(two)) === (await logText(one))).toBe(true);
  expect(counts.map((count) => count())).toEqual([1, 1]);
  await expect.poll(() => onDevice(one)).toEqual([]);
});

test('F53 device: a tab that hangs in mid-send is noticed by its silence: the other one sends its message, once @all', async ({
  browser,
}) => {
  const context = await newContext(browser, 'device');
  const [hung, other] = await together(context, 'chen', 2, 'hello');
  if (!hung || !other) throw new Error('Two pages are needed.');
  const text = 'thanks, from a tab that hangs';
  const tried = await holdFirst(hung, text);
  await write(hung, text);
  await tried();
  await expect(transcript(other).getByText(text)).toBeVisible();
  const sent = countSends(context, text);
  // It holds its locks and answers nothing, as a frozen tab does.
  void hung.evaluate(() => {
    for (const until = Date.now() + 12_000; Date.now() < until; );
  });
  const frozen = Date.now();
  await other.waitForTimeout(2_500);
  expect(sent()).toBe(0);
  await expect.poll(sent, { timeout: 10_000 }).toBe(1);
  const waited = Date.now() - frozen;
  expect(waited, `sent by the other tab after ${waited} ms`).toBeLessThan(11_000);
  await expect(answers(other)).toHaveCount(2);
  // Awake again it finds that it was done.
  await expect(answers(hung)).toHaveCount(2, { timeout: 20_000 });
  for (const page of [hung, other]) expect(await times(page, text)).toBe(1);
  await expect.poll(() => onDevice(other)).toEqual([]);
});

test('F53 device: a turn that is never given back delays a message by seconds, not for ever @all', async ({ browser }) => {
  const context = await newContext(browser, 'device');
  const [page] = await together(context, 'ada', 1, 'hello');
  if (!page) throw new Error('No page was opened.');
  const text = 'thanks, against a lock';
  const tried = await holdFirst(page, text);
  await write(page, text);
  await tried();
  const names = await page.evaluate(async () => ((await navigator.locks.query()).held ?? []).map(({ name }) => name ?? ''));
  const name = names.find((one) => one.includes('|outbox|')) ?? '';
  expect(name).toContain('ai-cs-agent|');
  // Whoever is next in line takes the turn when the page is gone, and never gives it back.
  const holder = await context.newPage();
  await holder.goto(`${demo.url}/healthz`);
  await holder.evaluate((lock) => void navigator.locks.request(lock, () => new Promise(() => {})), name);
  const sent = countSends(context, text);
  await page.reload();
  const from = Date.now();
  await page.waitForTimeout(2_000);
  expect(sent()).toBe(0);
  await expect.poll(sent, { timeout: 10_000 }).toBe(1);
  expect(Date.now() - from, 'ms until it was sent without the lock').toBeLessThan(9_000);
  await list(page).getByRole('listitem').first().click();
  await expect(answers(page)).toHaveCount(2);
  expect(await times(page, text)).toBe(1);
});

test('F54 device: without locks and channels each tab sends its own, and both arrive once @all', async ({ browser }) => {
  const context = await newContext(browser, 'device');
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined });
  });
  const [one, two] = await together(context, 'ben', 2, 'hello');
  if (!one || !two) throw new Error('Two pages are needed.');
  await write(one, 'thanks from one');
  await expect(answers(one)).toHaveCount(2);
  await write(two, 'thanks from two');
  for (const page of [one, two]) {
    await expect(answers(page)).toHaveCount(3);
    for (const text of ['thanks from one', 'thanks from two']) expect(await times(page, text)).toBe(1);
  }
});

test('F55 device: one draft in two tabs: shown in the other, never over what is being written there @all', async ({ browser }) => {
  const context = await newContext(browser, 'device');
  const [one, two] = await together(context, 'ada', 2, 'hello');
  if (!one || !two) throw new Error('Two pages are needed.');
  await two
    .getByRole('button', { name: 'Conversations' })
    .or(list(two))
    .first()
    .focus()
    .catch(() => undefined);
  await box(one).fill('begun in the first tab');
  await expect(box(two)).toHaveValue('begun in the first tab');
  await box(two).focus();
  await box(one).fill('changed in the first tab');
  await one.waitForTimeout(1_200);
  await expect(box(two)).toHaveValue('begun in the first tab');
  await box(two).press('End');
  await two.keyboard.type(', ended in the second');
  await one.waitForTimeout(1_200);
  await expect(box(one)).toHaveValue('changed in the first tab');
  await one.close();
  const three = await open(context, 'ada');
  await list(three).getByRole('listitem').first().click();
  await expect(box(three)).toHaveValue('begun in the first tab, ended in the second');
});

test('F41 device: another person in one tab: nothing of the first one is left, there, on the device or in the other tab', async ({
  browser,
}) => {
  const context = await newContext(browser, 'device');
  const [one, two] = await together(context, 'ada', 2, 'hello');
  if (!one || !two) throw new Error('Two pages are needed.');
  const secret = 'the secret of the first person';
  // Nothing of it gets out: the other tab takes its turn as soon as this one leaves, and what is sent is the log's.
  let tries = 0;
  await context.route('**/graphql', (route) => {
    if (!sends(route, secret)) return route.fallback();
    tries += 1;
    return undefined;
  });
  await write(one, secret);
  await expect.poll(() => tries).toBe(1);
  await expect(transcript(two).getByText(secret)).toBeVisible();
  await expect.poll(async () => (await onDevice(two)).join()).toContain(secret);
  const shown: string[] = [];
  await one.exposeFunction('noteSecret', (text: string) => shown.push(text));
  await one.addInitScript((text) => {
    new MutationObserver(() => {
      if (document.body?.innerText.includes(text)) (window as unknown as { noteSecret(text: string): void }).noteSecret(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  }, secret);
  await one.goto(`${demo.url}/help?as=ben`);
  await expect(box(one)).toBeVisible();
  await expect(transcript(two).getByText(secret)).toHaveCount(0);
  await expect.poll(() => onDevice(two)).toEqual([]);
  for (const page of [one, two]) expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(secret);
  expect(shown).toEqual([]);
});

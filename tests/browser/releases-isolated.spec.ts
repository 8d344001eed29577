/** A page that is not React 19 names a registry: channel, version, the isolated build's entry, each file by its hash. */
import { rm } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { change, deploy } from '../../scripts/release/deploy.ts';
import { folderTarget } from '../../scripts/release/folder-target.ts';
import { LIFE_MS, promote, rollback } from '../../scripts/release/registry.ts';
import { temporary } from '../../scripts/release/release.kit.ts';
import { createKeys } from '../../scripts/release/signing.ts';
import { buildPlainPage } from '../federation/build.ts';
import { buildStandIn, copyOf } from '../releases/build.ts';
import { type FileFault, type Origin, startOrigin } from '../releases/origin.ts';

const { secret, key } = createKeys();
const clock = () => ({ now: Date.now(), lifeMs: LIFE_MS });
let pageFolder: string;
/** With 0.1.0 and then 0.2.0 in the channel. */
let released: string;
let later: string;
let folder: string;
let origin: Origin;
let pages: Origin;

const put = (into: string, release: string) =>
  deploy({ target: folderTarget(into), folder: release, secret, channel: 'stable', clock: clock() });
const alter = (make: Parameters<typeof change>[2]) => change(folderTarget(folder), secret, make);

test.beforeAll(async () => {
  test.setTimeout(240_000);
  pageFolder = await buildPlainPage();
  released = temporary('releases');
  for (const version of ['0.1.0', '0.2.0']) {
    const built = await buildStandIn(version);
    await put(released, built);
    await rm(built, { recursive: true, force: true });
  }
  later = await buildStandIn('0.3.0', 'later');
});
test.afterAll(async () => {
  for (const one of [pageFolder, released, later]) await rm(one, { recursive: true, force: true });
});
test.beforeEach(async () => {
  folder = copyOf(released);
  [origin, pages] = await Promise.all([startOrigin(folder), startOrigin(pageFolder)]);
});
test.afterEach(async () => {
  await Promise.all([origin.close(), pages.close()]);
  await rm(folder, { recursive: true, force: true });
});

const chat = (page: Page) => page.locator('[data-remote="AIChatInterface"]');
const told = (page: Page) => page.evaluate(() => window.told ?? []);
const open = (page: Page, wish = 'channel=stable') =>
  page.goto(`${pages.url}/index.html?registry=${encodeURIComponent(`${origin.url}/registry.json`)}&key=${key}&${wish}`);
/** What is shown is this version's and only once, its lazy part too. */
async function runs(page: Page, version: string): Promise<void> {
  await expect(chat(page)).toContainText(`AIChatInterface of ${version}`, { timeout: 20_000 });
  await chat(page).getByRole('button', { name: 'more' }).click();
  await expect(chat(page)).toContainText(`more of ${version}`, { timeout: 20_000 });
  await expect(chat(page)).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'A page without React' })).toBeVisible();
  expect(await page.evaluate(() => window.tampered)).toBeUndefined();
}

/** Since this version began, nothing ran but what is of it. `alone`: and nothing ran before. */
async function ranOnly(page: Page, version: string, alone: boolean): Promise<void> {
  const ran = await page.evaluate(() => window.ran ?? []);
  const since = alone ? ran : ran.slice(ran.findIndex((one) => one.endsWith(` ${version}`)));
  expect([...new Set(since)].sort()).toEqual(['AIChatInterface', 'configure', 'lazy', 'mount'].map((module) => `${module} ${version}`));
}

test('a page without React gets the isolated build its channel gives, switches at a safe moment and back, without a reload', async ({
  page,
}) => {
  await open(page);
  await runs(page, '0.2.0');
  expect(await told(page)).toEqual(['0.2.0 wanted']);
  const files = origin.asked.map((one) => one.path).filter((path) => path !== '/registry.json');
  expect(files).toContain('/0.2.0/isolated/remoteEntry.js');
  expect(files.filter((path) => !/^\/0\.2\.0\/(?:integrity\.json|isolated\/)/u.test(path))).toEqual([]);
  // The page has none, and this React is none it could see.
  expect(await page.evaluate(() => 'React' in window)).toBe(false);
  await page.evaluate(() => {
    window.chatWork = ['typed'];
  });
  await chat(page).getByRole('textbox').fill('Half a sentence');
  await alter((before) => rollback(before, clock(), 'stable'));
  await expect.poll(() => page.evaluate(() => window.ran?.includes('mount 0.1.0'))).toBe(true);
  await expect(chat(page)).toContainText('of 0.2.0');
  await page.evaluate(() => {
    window.chatWork = [];
  });
  await runs(page, '0.1.0');
  await expect(chat(page).getByRole('textbox')).toHaveValue('Half a sentence');
  await alter((before) => promote(before, clock(), 'stable', '0.2.0'));
  await runs(page, '0.2.0');
  expect(await told(page)).toEqual(['0.2.0 wanted', '0.1.0 wanted', '0.2.0 wanted']);
});

test('a range in place of a channel: the newest of it, whatever the channel gives @all', async ({ page }) => {
  await alter((before) => rollback(before, clock(), 'stable'));
  await open(page, 'range=^0.1');
  await runs(page, '0.1.0');
  await open(page, 'range=^0');
  await runs(page, '0.2.0');
});

const files = {
  integrity: /\/0\.2\.0\/integrity\.json/u,
  manifest: /\/0\.2\.0\/isolated\/mf-manifest\.json/u,
  entry: /\/0\.2\.0\/isolated\/remoteEntry\.js/u,
  'expose chunk': /\/0\.2\.0\/isolated\/.*__federation_expose_mount/u,
  'lazy chunk': /\/0\.2\.0\/isolated\/.*\/lazy\./u,
};
/** Without these none of the version's code is even asked for. */
const BEFORE_ANY_CODE: readonly string[] = ['integrity', 'manifest', 'entry'];
/** What came with other bytes is told apart from what did not come. */
const reasons: Readonly<Record<FileFault, string>> = {
  missing: 'missing',
  '503': 'missing',
  slow: 'timeout',
  tampered: 'tampered',
  truncated: 'tampered',
  html: 'tampered',
};
for (const [name, pattern] of Object.entries(files)) {
  for (const [fault, reason] of Object.entries(reasons) as [FileFault, string][]) {
    const all = name === 'entry' && fault === 'tampered' ? '' : ' @all';
    // The chat in its own root says of a chunk that it is missing, whatever the cause; of one that is slow no more is known.
    const said = name === 'lazy chunk' && fault === 'slow' ? 'missing' : reason;
    const id = reason === 'tampered' ? 'H50 ' : '';
    test(`${id}isolated ${name} ${fault}: told as ${said}, and what the channel gave before runs${all}`, async ({ page }) => {
      origin.faults.push({ path: pattern, fault });
      await open(page);
      if (name === 'lazy chunk') {
        await expect(chat(page)).toContainText('of 0.2.0');
        await chat(page).getByRole('button', { name: 'more' }).click();
      }
      await runs(page, '0.1.0');
      expect((await told(page)).at(-1)).toBe(`0.1.0 previous ${said}`);
      await ranOnly(page, '0.1.0', BEFORE_ANY_CODE.includes(name));
    });
  }
}

test('isolated version that throws five seconds after mounting: what ran well before takes its place @all', async ({ page }) => {
  await open(page);
  await expect(chat(page)).toContainText('of 0.2.0');
  await put(folder, later);
  await expect(chat(page)).toContainText('of 0.3.0');
  await runs(page, '0.2.0');
  expect((await told(page)).at(-1)).toMatch(/^0\.2\.0 (?:last|previous) failed$/u);
});

/** What a browser lacks that is older than what verifying needs. */
const lacks = {
  Ed25519: () => {
    const { importKey } = crypto.subtle;
    const own = importKey.bind(crypto.subtle) as (...given: unknown[]) => Promise<CryptoKey>;
    crypto.subtle.importKey = ((...given: unknown[]) =>
      (given[2] as { name?: string }).name === 'Ed25519'
        ? Promise.reject(new DOMException('Algorithm: Unrecognized name', 'NotSupportedError'))
        : own(...given)) as typeof importKey;
  },
  'any WebCrypto, as on http': () => Object.defineProperty(crypto, 'subtle', { value: undefined }),
  'integrity of scripts': () => Reflect.deleteProperty(HTMLScriptElement.prototype, 'integrity'),
};
for (const [name, take] of Object.entries(lacks)) {
  test(`a browser without ${name}: told as unsupported, and nothing of any release is even fetched @all`, async ({ page }) => {
    await page.addInitScript(take);
    await open(page);
    await expect.poll(() => told(page)).toEqual(['unsupported']);
    expect(origin.asked.filter((one) => one.path !== '/registry.json')).toEqual([]);
    expect(await page.evaluate(() => window.ran)).toBeUndefined();
  });
}

test('a browser without Ed25519 and a page with a verify of its own: it runs, and what is signed by another does not @all', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const own = crypto.subtle.importKey.bind(crypto.subtle);
    window.ownVerify = async (pinned, signature, bytes) => {
      const imported = await own('jwk', { kty: 'OKP', crv: 'Ed25519', x: pinned }, { name: 'Ed25519' }, false, ['verify']);
      return crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, bytes);
    };
  });
  await page.addInitScript(lacks.Ed25519);
  await open(page);
  await runs(page, '0.2.0');
  await page.goto('about:blank');
  await page.goto(`${pages.url}/index.html?registry=${encodeURIComponent(`${origin.url}/registry.json`)}&key=${createKeys().key}`);
  await expect.poll(() => told(page)).toEqual(['invalid']);
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
});

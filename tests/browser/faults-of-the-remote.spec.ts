import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { buildReactHost } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

/** Faults of the real remote, as pages of each kind meet them: named wrongly, broken while rendering, broken in a handler. */
const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  const built = await buildReactHost();
  host = await serveHost([built, pages], ['react', 'isolated', 'esm']);
  await rm(built, { recursive: true, force: true });
});
test.afterAll(() => host.close());

interface Told {
  readonly reason: string;
}
interface Live {
  told: string[];
  broken: boolean;
  chat: { update(props: object): void };
  later(props?: object, options?: { module?: string; onError?(error: Told): void }): Promise<unknown>;
}
/** Of the page: what it put into its window. */
declare function live(): Live;
const told = (page: Page): Promise<string[]> => page.evaluate(() => live().told);

/** With a list of what the page was told: a reload would empty it. */
async function open(page: Page, name: string, more: Record<string, string> = {}): Promise<string[]> {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.addInitScript(() => Object.assign(window, { told: [], live: () => window }));
  await page.goto(host.page(name, { as: 'ben', hold: '1', ...more }));
  await page.waitForFunction(() => 'later' in window);
  return faults;
}

const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const ownButton = (page: Page) => page.getByRole('button', { name: 'Search', exact: true });

/** The rest of the page still hears what is done to it. */
async function expectPageLives(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('#own')?.addEventListener('click', () => live().told.push('clicked'), { once: true }));
  await ownButton(page).click();
  await expect.poll(() => told(page)).toContain('clicked');
}

/** One attempt by a loader of its own; what kind of error it ended with. */
const attempt = (page: Page, module = 'mount', version = ''): Promise<string> =>
  page.evaluate(
    async ([loader, manifest, wanted]) => {
      const { loadRemoteChat } = await import(loader as string);
      const error = await loadRemoteChat({ manifest, name: 'ai_cs_agent_isolated' })
        .load(wanted)
        .then(
          () => null,
          (reason: Error & { kind: string }) => reason,
        );
      return error === null ? 'loaded' : `${error.name} ${error.kind}`;
    },
    [new URL('/loader.js', page.url()).href, `${host.remote}${version}/isolated/mf-manifest.json`, module] as const,
  );

test('a module or a version that is not there: a typed reason each, and the right one loads beside them @all', async ({ page }) => {
  const faults = await open(page, 'runtime.html');
  expect(await attempt(page, 'AIChatInterfaze')).toBe('RemoteError invalid');
  expect(await attempt(page, 'mount', '/9.9.9')).toBe('RemoteError missing');
  expect(await attempt(page)).toBe('loaded');
  await expectPageLives(page);
  await page.evaluate(() => void live().later());
  await expect(field(page)).toBeVisible();
  expect(faults).toEqual([]);
});

for (const name of ['embed.html', 'runtime.html', 'react.html'])
  test(`${name}: the chat breaks while rendering: a panel in its place, the page goes on, and trying again brings it back @all`, async ({
    page,
  }) => {
    const faults = await open(page, name);
    await page.evaluate(() => {
      live().broken = true;
      const Header = (): null => {
        if (live().broken) throw new Error('a part is broken on purpose');
        return null;
      };
      return void live().later({ components: { Header }, onError: ({ code }: { code: string }) => live().told.push(code) });
    });
    const again = page.getByRole('button', { name: 'Reload the chat' });
    await expect(again).toBeVisible();
    await expect.poll(() => told(page)).toContain('broken');
    await expectPageLives(page);
    await page.evaluate(() => {
      live().broken = false;
    });
    await again.click();
    await expect(field(page)).toBeVisible();
    await expect(again).toHaveCount(0);
    expect(await told(page)).toContain('clicked');
    expect(faults).toEqual([]);
  });

for (const name of ['embed.html', 'runtime.html'])
  test(`${name}: the module breaks before it can draw anything: "failed", and mounting again brings the chat @all`, async ({ page }) => {
    await open(page, name);
    await page.evaluate(() => {
      const theme = {
        get brand(): string {
          throw new Error('a property is broken on purpose');
        },
      };
      return void live().later({ theme }, { onError: ({ reason }) => live().told.push(reason) });
    });
    await expect.poll(() => told(page)).toEqual(['failed']);
    await expectPageLives(page);
    await page.evaluate(() => void live().later({}));
    await expect(field(page)).toBeVisible();
    await expect(page.locator('[data-ai-cs-agent]')).toHaveCount(1);
  });

/** Answers for these files with what is no script. */
const breakFiles = (page: Page, files: string): Promise<unknown> =>
  page.route(files, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'const = 1;', headers: { 'access-control-allow-origin': '*' } }),
  );
const begin = (page: Page): Promise<void> =>
  page.evaluate(() => void live().later({}, { onError: ({ reason }) => live().told.push(reason) }));

test('a file of the module with a syntax error: "missing", and mounting again brings the chat @all', async ({ page }) => {
  await open(page, 'runtime.html');
  const files = '**/isolated/static/js/async/AIChatInterface*';
  await breakFiles(page, files);
  await begin(page);
  await expect.poll(() => told(page)).toEqual(['missing']);
  await expectPageLives(page);
  await page.unroute(files);
  await begin(page);
  await expect(field(page)).toBeVisible();
});

test('a file of embed.js with a syntax error: "failed", the page goes on, and another module still mounts @all', async ({ page }) => {
  await open(page, 'embed.html', { as: 'ada' });
  await breakFiles(page, '**/esm/chunks/AIChatInterface*');
  await begin(page);
  await expect.poll(() => told(page)).toEqual(['failed']);
  await expectPageLives(page);
  await page.evaluate(() => void live().later({}, { module: 'ConversationList' }));
  await expect(page.locator('[data-conversation]').first()).toBeVisible();
});

/** Mounts with each of these handlers throwing; each is noted when it is called. */
const mountThrowing = (page: Page, names: readonly string[], props: object = {}): Promise<void> =>
  page.evaluate(
    ([handlers, more]) => {
      const thrower = (name: string) => () => {
        live().told.push(name);
        throw new Error(`${name} of the page`);
      };
      return void live().later({ ...more, ...Object.fromEntries(handlers.map((name) => [name, thrower(name)])) });
    },
    [names, props] as const,
  );
const expectTold = (page: Page, names: readonly string[]): Promise<void> =>
  expect.poll(async () => [...new Set(await told(page))].sort()).toEqual([...names].sort());

for (const name of ['embed.html', 'react.html']) {
  test(`${name}: handlers that throw on the way to a person: both are told, and the person is asked for @all`, async ({ page }) => {
    const faults = await open(page, name);
    const names = ['onEscalation', 'onEscalationChange'];
    await mountThrowing(page, names);
    await field(page).fill('How do I print a packing slip?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Talk to a person' }).filter({ visible: true }).first().click();
    await expect(page.getByRole('textbox', { name: 'What it is about' })).toBeVisible();
    await page.getByRole('button', { name: 'Ask for a person' }).click();
    await expectTold(page, names);
    await expect(page.getByRole('log')).toContainText('asked for a person');
    expect(faults).toEqual([]);
  });

  test(`${name}: handlers of faults and of another person that throw: each is told, and the chat goes on @all`, async ({ page }) => {
    const faults = await open(page, name);
    const [ben, ada] = await Promise.all(['ben', 'ada'].map((as) => subject(page, as)));
    const names = ['onError', 'onIdentityChange'];
    await mountThrowing(page, names, { userId: ben, initialConversationId: 'none-of-this-name' });
    await expectTold(page, ['onError']);
    await expect(page.getByText('was not found').first()).toBeVisible();
    await page.evaluate(
      async ([userId, start]) => {
        const { connectionOf } = await import(start as string);
        live().chat.update({ userId, connection: connectionOf('ada') });
      },
      [ada, new URL('/start.js', page.url()).href] as const,
    );
    await expectTold(page, names);
    await page.getByRole('button', { name: 'New conversation' }).first().click();
    await expect(page.getByText('Hello, Ada').first()).toBeVisible();
    expect(faults).toEqual([]);
  });

  test(`${name}: handlers of the list and of the launcher that throw: each is told, and both go on @all`, async ({ page }) => {
    const list = JSON.stringify({ module: 'ConversationList' });
    const faults = await open(page, name, { as: 'ada', module: 'ConversationList', options: list });
    await mountThrowing(page, ['onSelect', 'onNew']);
    await page.locator('[data-conversation]').first().click();
    await page.getByRole('button', { name: 'New conversation' }).click();
    await expectTold(page, ['onSelect', 'onNew']);
    await expect(page.locator('[data-conversation]').first()).toBeVisible();
    faults.push(...(await open(page, name, { module: 'FloatingChatButton', options: '{"module":"FloatingChatButton"}' })));
    await mountThrowing(page, ['onOpenChange']);
    await page.getByRole('button', { name: 'Open chat' }).click();
    await expectTold(page, ['onOpenChange']);
    await expect(field(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Open chat' })).toBeFocused();
    expect(faults).toEqual([]);
  });
}

/** Whom a demo's token names. */
const subject = (page: Page, as: string): Promise<string> =>
  page.evaluate(async (who) => {
    const body = JSON.stringify({ as: who });
    const answer = await fetch('/auth/chat-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return ((await answer.json()) as { userId: string }).userId;
  }, as);

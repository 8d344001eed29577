import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type CDPSession, expect, type Page, test, type WebSocket } from '@playwright/test';
import { buildReactHost } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import { chatOverlays, everyOverlay, listOverlays, takeCase } from './support/overlays.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
let react: HostPage | null = null;
/** Many steps each; on a busy machine they take their time. */
test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  host = await serveHost(folder, ['esm']);
});
test.afterAll(() => host.close());

interface Chat {
  update(props: object): void;
  unmount(): void;
}
interface Live {
  chat: Chat;
  later: (props?: object) => Promise<Chat>;
  pending: Map<unknown, string>;
}
/** Of the page: what it put into its window. */
declare function live(): Live;

/** Keeps count of what the page has asked to be woken by. */
function countTimers(): void {
  const pending = new Map<unknown, string>();
  Object.assign(window, { pending, live: () => window });
  for (const [begin, end] of [
    ['setTimeout', 'clearTimeout'],
    ['setInterval', 'clearInterval'],
    ['requestAnimationFrame', 'cancelAnimationFrame'],
    ['requestIdleCallback', 'cancelIdleCallback'],
  ] as const) {
    const own = window[begin].bind(window) as (run: (...values: unknown[]) => void, ...rest: unknown[]) => unknown;
    const stop = window[end].bind(window) as (id: unknown) => void;
    Object.assign(window, {
      [begin]: (run: (...values: unknown[]) => void, ...rest: unknown[]) => {
        const id = own(
          (...values) => {
            if (begin !== 'setInterval') pending.delete(`${begin} ${String(id)}`);
            run(...values);
          },
          ...rest,
        );
        pending.set(`${begin} ${String(id)}`, `${begin} ${String(rest[0] ?? '')} ${new Error().stack?.split('\n')[2]?.trim()}`);
        return id;
      },
      [end]: (id: unknown) => {
        pending.delete(`${begin} ${String(id)}`);
        // Browsers have one list for both.
        pending.delete(`setTimeout ${String(id)}`);
        stop(id);
      },
    });
  }
}

/** Listeners on what outlives a chat: window, document, its root, its body, and the page's own element. */
async function listeners(cdp: CDPSession): Promise<string[]> {
  const found: string[] = [];
  for (const expression of [
    'window',
    'document',
    'document.documentElement',
    'document.body',
    'document.querySelector("#chat")',
    'visualViewport',
    'matchMedia("(prefers-color-scheme: dark)")',
  ]) {
    const { result } = await cdp.send('Runtime.evaluate', { expression });
    const { listeners: of } = await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
    found.push(...of.map(({ type }) => `${expression} ${type}`));
  }
  return found.sort();
}

async function allListeners(cdp: CDPSession): Promise<number> {
  for (let times = 0; times < 3; times += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? -1;
}

interface Opened {
  readonly cdp: CDPSession;
  /** A component of a React page keeps the line for whoever comes back within some seconds; `unmount` of `mount` ends it. */
  readonly lingers: boolean;
  readonly sockets: readonly WebSocket[];
}

async function open(page: Page, module: string, as = 'ada', name = 'embed.html', props: object = {}): Promise<Opened> {
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  await page.addInitScript(countTimers);
  const given = { hold: '1', as, module, options: JSON.stringify({ module }), props: JSON.stringify(props) };
  const from = name === 'react.html' ? react : host;
  await page.goto(from?.page(name, given) ?? '');
  await page.waitForFunction(() => 'later' in window);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  return { cdp, lingers: name === 'react.html', sockets };
}

interface Before {
  readonly nodes: number;
  readonly listeners: readonly string[];
}

const remember = async (page: Page, cdp: CDPSession): Promise<Before> => ({
  nodes: await page.locator('*').count(),
  listeners: await listeners(cdp),
});

const openSockets = (sockets: readonly WebSocket[]): number => sockets.filter((socket) => !socket.isClosed()).length;

/** Unmounts, and sees that the page is what it was before. */
async function expectNothingLeft(page: Page, { cdp, lingers, sockets }: Opened, before: Before): Promise<void> {
  await page.evaluate(() => live().chat.unmount());
  if (!lingers) expect(await page.locator('*').count()).toBe(before.nodes);
  await expect.poll(() => openSockets(sockets)).toBe(0);
  if (!lingers) expect(await listeners(cdp)).toEqual(before.listeners);
  await expect.poll(() => listeners(cdp)).toEqual(before.listeners);
  await expect.poll(() => page.locator('*').count()).toBe(before.nodes);
  await expect.poll(() => page.evaluate(() => [...live().pending.values()])).toEqual([]);
  const sheets = await page.evaluate(() => [document.styleSheets.length, document.adoptedStyleSheets.length]);
  expect(sheets).toEqual([1, 0]);
}

/** In use: connected, and with what one does first in each module done. */
async function use(page: Page, module: string, sockets: readonly WebSocket[]): Promise<void> {
  if (module === 'FloatingChatButton') await page.getByRole('button', { name: 'Open chat' }).click();
  if (module === 'AICustomerServiceDemo') await page.locator('[data-conversation]').first().click();
  if (module === 'ConversationList') await expect(page.getByRole('list').first()).toBeVisible();
  else if (module === 'AgentDesk') await takeCase(page.locator('#chat'));
  else await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  if (module === 'AIChatInterface') {
    await page.getByRole('textbox', { name: 'Message' }).fill('How do I print a packing slip?');
    await page.keyboard.press('Enter');
  }
  await expect.poll(() => openSockets(sockets)).toBe(1);
}

async function mountOften(page: Page, module: string, opened: Opened, times: number): Promise<void> {
  let all = Number.POSITIVE_INFINITY;
  for (let time = 1; time <= times; time += 1) {
    const before = await remember(page, opened.cdp);
    await page.evaluate(() => live().later());
    await use(page, module, opened.sockets);
    await expectNothingLeft(page, opened, before);
    // React keeps the last tree until the next one: from then on nothing may be added.
    if (time > 2) await expect.poll(() => allListeners(opened.cdp)).toBeLessThanOrEqual(all);
    all = await allListeners(opened.cdp);
  }
}

const MODULES = ['AIChatInterface', 'ConversationList', 'AICustomerServiceDemo', 'FloatingChatButton', 'AgentDesk'];
for (const module of MODULES)
  test(`${module}: unmounting leaves no node, style, listener, timer or socket${module === 'AIChatInterface' ? '' : ' @all'}`, async ({
    page,
  }) => mountOften(page, module, await open(page, module, module === 'AgentDesk' ? 'mara' : 'ada'), 3));

test.describe('the React build', () => {
  test.beforeAll(async () => {
    test.setTimeout(240_000);
    const built = await buildReactHost();
    react = await serveHost([built, folder], ['react']);
    await rm(built, { recursive: true, force: true });
  });
  test.afterAll(() => react?.close());
  for (const module of MODULES)
    test(`${module} in a React page: leaving it leaves no node, style, listener, timer or socket @all`, async ({ page }) =>
      // Each time takes the seconds a component's line lingers.
      mountOften(
        page,
        module,
        await open(page, module, module === 'AgentDesk' ? 'mara' : 'ada', 'react.html'),
        module === 'AIChatInterface' ? 3 : 2,
      ));
});

test('unmounting while each overlay is open, and after each was, leaves nothing either @all', async ({ page }) => {
  const opened = await open(page, 'AICustomerServiceDemo', 'ada', 'embed.html', { width: 900 });
  await page.setViewportSize({ width: 1280, height: 1200 });
  const chat = page.locator('#chat');
  const before = await remember(page, opened.cdp);
  await page.evaluate(() => live().later());
  await everyOverlay(page, chat, async () => undefined);
  await expectNothingLeft(page, opened, before);
  for (const { name, shown, open } of [...chatOverlays(page, chat), ...listOverlays(chat)])
    await test.step(name, async () => {
      await page.evaluate(() => live().later());
      await page.locator('[data-conversation]').filter({ hasText: 'Less stock' }).click();
      await expect(chat.getByRole('list', { name: 'Sources' }).last()).toBeVisible();
      await open();
      await expect(shown).toBeVisible();
      await expectNothingLeft(page, opened, before);
    });
});

test('mounting twice gives the same chat with the later props, and unmounting twice does nothing', async ({ page }) => {
  await open(page, 'AIChatInterface');
  const same = await page.evaluate(async () => {
    const first = await live().later({ title: 'First' });
    const second = await live().later({ title: 'Second' });
    return first === second;
  });
  expect(same).toBe(true);
  await expect(page.locator('[data-ai-cs-agent]')).toHaveCount(1);
  await expect(page.getByText('Second').first()).toBeVisible();
  await page.evaluate(() => {
    live().chat.unmount();
    live().chat.unmount();
    live().chat.update({ title: 'Third' });
  });
  await expect(page.locator('[data-ai-cs-agent]')).toHaveCount(0);
  await page.evaluate(() => live().later({ title: 'Fourth' }));
  await expect(page.getByText('Fourth').first()).toBeVisible();
});

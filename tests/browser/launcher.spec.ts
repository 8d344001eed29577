import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.ts';
import { type Served, serveBuild } from '../../scripts/look/serve.ts';
import { buildReactHost } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

let served: Served;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  await ensureBuilt();
  served = await serveBuild(path.resolve(import.meta.dirname, '../../dist'));
});
test.afterAll(() => served.close());

async function state(page: Page, name: string): Promise<void> {
  await page.goto(`${served.url}/states?state=${name}&alone=1`);
  await page.locator(`[data-stage][data-state="${name}"][data-ready="true"]`).waitFor();
}

test('on a phone the chat covers the screen, and the way back closes it and stays on the page', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await state(page, 'launcher');
  const address = page.url();
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Open chat, 3 unread messages' }).tap();
  await expect(dialog).toHaveAttribute('aria-modal', 'true');
  await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 740 });
  await page.goBack();
  await expect(dialog).toBeHidden();
  expect(page.url()).toBe(address);
  await expect(page.getByRole('button', { name: /^Open chat/ })).toBeFocused();
  // Closed by its own button, the entry is gone as well: the next way back leaves.
  const length = await page.evaluate(() => history.length);
  await page.getByRole('button', { name: /^Open chat/ }).tap();
  await dialog.getByRole('button', { name: 'Close chat' }).tap();
  await expect.poll(() => page.evaluate(() => JSON.stringify(history.state) ?? 'null')).not.toContain('aicsChat');
  expect(await page.evaluate(() => history.length)).toBe(length);
  await context.close();
});

/** The on-screen keyboard as phones have it: it lies over the page, only the visual viewport becomes smaller. */
const keyboard = (page: Page, height: number, offsetTop = 0): Promise<void> =>
  page.evaluate(
    ([left, top]) => {
      const view = window.visualViewport as VisualViewport;
      Object.defineProperty(view, 'height', { value: left, configurable: true });
      Object.defineProperty(view, 'offsetTop', { value: top, configurable: true });
      view.dispatchEvent(new Event('resize'));
    },
    [height, offsetTop] as const,
  );

for (const scheme of ['light', 'dark'] as const) {
  test(`over the on-screen keyboard and within the safe areas everything can be reached, ${scheme}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 740 },
      hasTouch: true,
      isMobile: true,
      colorScheme: scheme,
    });
    const page = await context.newPage();
    const insets = { top: 47, bottom: 34, left: 0, right: 0 };
    await (await context.newCDPSession(page)).send('Emulation.setSafeAreaInsetsOverride' as never, { insets } as never);
    await state(page, 'popup');
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('textbox', { name: 'Message' });
    const send = dialog.getByRole('button', { name: 'Send' });
    const bottom = async (): Promise<number> => {
      const box = await send.boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    };
    const close = dialog.getByRole('button', { name: 'Close chat' });
    await expect.poll(bottom).toBeLessThanOrEqual(740 - 34);
    const beneath = 740 - (await bottom());
    expect((await close.boundingBox())?.y).toBeGreaterThanOrEqual(47);
    await field.tap();
    await keyboard(page, 400, 60);
    await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 60, width: 390, height: 400 });
    // The keyboard covers the home bar: its room is not kept as well, and the line beneath the field may give way too.
    await expect.poll(async () => 60 + 400 - (await bottom())).toBeLessThanOrEqual(beneath - 34);
    expect(60 + 400 - (await bottom())).toBeGreaterThanOrEqual(0);
    await expect(field).toBeFocused();
    await expect(close).toBeInViewport({ ratio: 1 });
    await keyboard(page, 740);
    await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 740 });
    await context.close();
  });
}

test('on a tablet the popup and the side panel stand above the keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await state(page, 'popup');
  await keyboard(page, 400);
  await expect.poll(() => page.getByRole('dialog').boundingBox()).toEqual({ x: 1024 - 424, y: 24, width: 400, height: 352 });
  await state(page, 'side-panel');
  await keyboard(page, 400);
  await expect.poll(() => page.getByRole('dialog').boundingBox()).toEqual({ x: 1024 - 440, y: 0, width: 440, height: 400 });
});

test('a key opens the chat with the focus in its field; Escape closes it and gives the focus back', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await state(page, 'launcher');
  const button = page.getByRole('button', { name: 'Open chat, 3 unread messages' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button).toBeFocused();
});

test('the side panel is as high as the window, and Escape gives the focus back', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await state(page, 'side-panel');
  await expect.poll(() => page.getByRole('dialog').boundingBox()).toEqual({ x: 1280 - 440, y: 0, width: 440, height: 800 });
});

test('Tab stays within the chat while it covers the page', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await state(page, 'full-screen');
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
  }
});

test('the menu of the last row in view opens upwards and is whole', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await state(page, 'list-many');
  const rows = page.getByRole('list', { name: 'Conversations' });
  const last = rows.locator('[data-row]').filter({ visible: true }).nth(6);
  await last.click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(last.locator('[data-conversation]')).toBeFocused();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Title of the conversation' })).toBeFocused();
});

test('forced colours leave the button, what is chosen and what is unread to be seen; reduced motion moves nothing', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 700 }, forcedColors: 'active', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await state(page, 'launcher');
  await expect(page.getByRole('button', { name: /^Open chat/ })).toHaveCSS('border-top-style', 'solid');
  await page.getByRole('button', { name: /^Open chat/ }).click();
  await expect(page.getByRole('dialog')).toHaveCSS('animation-name', 'none');
  await state(page, 'list');
  /** In the system's colour for what is chosen, whatever that is on this machine. */
  const marked = (selector: string, part?: string): Promise<boolean> =>
    page
      .locator(selector)
      .first()
      .evaluate((element, pseudo) => {
        const probe = document.body.appendChild(document.createElement('div'));
        probe.style.cssText = 'forced-color-adjust: none; background-color: Highlight';
        const wanted = getComputedStyle(probe).backgroundColor;
        probe.remove();
        return getComputedStyle(element, pseudo).backgroundColor === wanted;
      }, part);
  expect(await marked('[data-conversation][aria-current=true]', '::before')).toBe(true);
  expect(await marked('[data-conversation] span[aria-hidden=true]')).toBe(true);
  await expect(page.getByRole('button', { name: 'All', exact: true })).toHaveCSS('border-top-width', '1px');
  await expect(page.getByRole('button', { name: 'Open', exact: true })).toHaveCSS('border-top-width', '0px');
  await context.close();
});

test.describe('what the launcher fetches by itself', () => {
  let host: HostPage;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    const built = await buildReactHost();
    host = await serveHost(built, ['react']);
    await rm(built, { recursive: true, force: true });
  });
  test.afterAll(() => host.close());

  /** The files of the chat that the page asked for. */
  async function opened(page: Page): Promise<() => string[]> {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(...(/\/(PopupChat|chat)\.\w+\.js/u.exec(request.url())?.slice(1) ?? [])));
    await page.goto(host.page('react.html', { as: 'ben', module: 'FloatingChatButton' }));
    await page.getByRole('button', { name: 'Open chat' }).waitFor();
    return () => asked.sort();
  }

  test('the chat’s code comes with the focus on the button, while the page is never idle', async ({ page }) => {
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    const asked = await opened(page);
    await page.waitForLoadState('networkidle');
    expect(asked()).toEqual([]);
    await page.getByRole('button', { name: 'Open chat' }).focus();
    await expect.poll(asked).toEqual(['PopupChat', 'chat']);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('the chat’s code comes once the page is idle, with nobody near the button', async ({ page }) => {
    await page.addInitScript(() => {
      const idle: IdleRequestCallback[] = [];
      window.requestIdleCallback = (callback) => idle.push(callback);
      const rest = (): void => {
        for (const callback of idle) callback({ didTimeout: false, timeRemaining: () => 50 });
      };
      Object.assign(window, { rest });
    });
    const asked = await opened(page);
    await page.waitForLoadState('networkidle');
    expect(asked()).toEqual([]);
    await page.evaluate(() => (window as unknown as { rest: () => void }).rest());
    await expect.poll(asked).toEqual(['PopupChat', 'chat']);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import { everyOverlay } from './support/overlays.ts';

/** The page shows something over everything else, in the browser's top layer, and the chat lies in that. */
const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.describe.configure({ timeout: 120_000 });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  host = await serveHost(folder, ['esm']);
});
test.afterAll(() => host.close());

type Kind = 'dialog' | 'popover' | 'fullscreen';
/** A box of the page's own that goes to the top layer when its button is pressed, and takes the chat's element along. */
const open = async (page: Page, kind: Kind): Promise<void> => {
  await page.evaluate((which) => {
    const box = document.createElement(which === 'dialog' ? 'dialog' : 'div');
    box.id = 'box';
    box.textContent = 'A box of the page';
    if (which === 'popover') box.setAttribute('popover', 'manual');
    document.body.append(box);
    document.querySelector('#own')?.addEventListener('click', async () => {
      box.append(document.querySelector('#chat') as Element);
      if (which === 'dialog') (box as HTMLDialogElement).showModal();
      if (which === 'popover') box.showPopover();
      if (which === 'fullscreen') await box.requestFullscreen();
    });
  }, kind);
  await page.locator('#own').click();
  await expect.poll(() => isOpen(page)).toBe(true);
};
const isOpen = (page: Page): Promise<boolean> =>
  page
    .locator('#box')
    .evaluate((box) => box.matches(':modal') || box.matches('[popover]:popover-open') || document.fullscreenElement === box);

const button = (page: Page) => page.getByRole('button', { name: 'Open chat' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
/** Distance of the button from the window's right and lower edge, and its size. */
const corner = (page: Page): Promise<number[]> =>
  button(page).evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [innerWidth - left, innerHeight - top, width, height].map(Math.round);
  });

for (const kind of ['dialog', 'popover', 'fullscreen'] as const)
  test(`the launcher in a page’s ${kind}: in the window’s corner above it, opened by a press, and Escape ends the chat alone @all`, async ({
    page,
  }) => {
    await page.goto(host.page('embed.html', { as: 'ben', options: '{"module":"FloatingChatButton"}' }));
    await expect(button(page)).toBeVisible();
    await open(page, kind);
    await expect.poll(() => corner(page)).toEqual([80, 80, 56, 56]);
    await button(page).click();
    await expect(field(page)).toBeFocused();
    await field(page).pressSequentially('Hello');
    await expect(field(page)).toHaveValue('Hello');
    // Alone a fullscreen is the browser's to end, whatever the page says to the key.
    if (kind === 'fullscreen') await page.getByRole('button', { name: 'Close chat' }).first().click();
    else await page.keyboard.press('Escape');
    await expect(button(page)).toBeFocused();
    expect(await isOpen(page)).toBe(true);
    await page.evaluate(() => {
      document.querySelector('#frame')?.append(document.querySelector('#chat') as Element);
      document.querySelector('#box')?.remove();
    });
    await expect.poll(() => corner(page)).toEqual([80, 80, 56, 56]);
    await button(page).click();
    await expect(field(page)).toHaveValue('Hello');
  });

test('list and chat in a page’s modal dialog: Escape ends what the chat has opened, and never the dialog @all', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 1000 });
  const props = JSON.stringify({ width: 900, height: 700 });
  await page.goto(host.page('embed.html', { as: 'ada', options: '{"module":"AICustomerServiceDemo"}', props }));
  await expect(page.locator('[data-conversation]').first()).toBeVisible();
  await open(page, 'dialog');
  const stays = async (name: string) => expect(await isOpen(page), name).toBe(true);
  await everyOverlay(page, page.locator('#chat'), stays);
  await stays('all of it');
  await page.keyboard.press('Escape');
  await expect.poll(() => isOpen(page)).toBe(false);
});

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { buildReactHost } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import { type Before, expectGone, expectNoLeaks, expectUnchanged, openHeld, tellCompared } from './support/changes.ts';
import {
  deskOverlays,
  eachOverlay,
  everyOverlay,
  expectCovers,
  launcherOverlay,
  narrowDeskOverlays,
  takeCase,
  teaser,
  whileNobodyIsThere,
} from './support/overlays.ts';

/** What leaks.spec.ts shows of `embed.js`, for each other build and module. */
const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
const PHONE = { width: 360, height: 740 };
/** Many steps each; on a busy machine they take their time. */
test.describe.configure({ timeout: 120_000 });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  const built = await buildReactHost();
  host = await serveHost([built, pages], ['react', 'isolated', 'esm']);
  await rm(built, { recursive: true, force: true });
});
test.afterAll(() => host.close());

const address = (name: string, module: string, as: string, props: object): string =>
  host.page(name, { hold: '1', as, module, options: JSON.stringify({ module }), props: JSON.stringify(props) });

/** The teaser, then everything the chat can open in the popup, then the two other ways it can stand on the page. */
async function expectLauncherLeaksNothing(page: Page, name: string): Promise<[Before, number]> {
  const { chat, before } = await openHeld(page, address(name, 'FloatingChatButton', 'ben', { teaser: 'May we help?' }));
  const same = (after: string) => expectUnchanged(page, before, after);
  await chat.mount();
  await expect(page.getByRole('button', { name: 'Open chat' })).toBeVisible();
  await same('mounting');
  await expect(teaser(page)).toBeVisible();
  await same('the teaser');
  const popup = launcherOverlay(page);
  const field = popup.shown.getByRole('textbox', { name: 'Message' });
  let inside = 0;
  for (const mode of ['popup', 'side-panel', 'full-screen']) {
    await chat.update({ mode });
    await eachOverlay(page, [{ ...popup, name: mode }], async () => {
      await expect(field).toBeFocused();
      await same(mode);
      if (mode === 'popup') inside = await everyOverlay(page, popup.shown, same);
      await field.focus();
    });
    await same(`${mode}, closed`);
  }
  await chat.unmount();
  await expectGone(page, before);
  return [before, inside + 4];
}

for (const [name, build] of [
  ['react.html', 'the React build'],
  ['runtime.html', 'the isolated build with the runtime'],
] as const) {
  test(`${build}: nothing of the page changes while list and chat open all that they can open @all`, ({ page }, info) =>
    expectNoLeaks(page, address(name, 'AICustomerServiceDemo', 'ada', { width: 900 }), build, info));

  test(`${build}: nor while the launcher shows its teaser, popup, side panel and full screen @all`, async ({ page }, info) =>
    tellCompared(info, `${build}, launcher`, ...(await expectLauncherLeaksNothing(page, name))));
}

for (const [name, build] of [
  ['embed.html', 'embed.js'],
  ['react.html', 'the React build'],
] as const) {
  test(`${build}: nor while nobody is on duty and a message is left @all`, async ({ page }, info) => {
    const { chat, before } = await openHeld(page, address(name, 'AIChatInterface', 'ben', { height: 700 }));
    const same = (after: string) => expectUnchanged(page, before, after);
    await chat.mount();
    const opened = await whileNobodyIsThere(page, page.locator('#chat'), same);
    await chat.unmount();
    await expectGone(page, before);
    tellCompared(info, `${build}, a message left`, before, opened);
  });

  test(`${build}: nor while the launcher covers a phone of 360 px @all`, async ({ page }, info) => {
    const { chat, before } = await openHeld(page, address(name, 'FloatingChatButton', 'ben', { teaser: 'May we help?' }), PHONE);
    const same = (after: string) => expectUnchanged(page, before, after);
    const states = () => page.evaluate(() => history.length);
    const entries = await states();
    await chat.mount();
    await expect(teaser(page)).toBeVisible();
    await same('the teaser');
    const sheet = launcherOverlay(page);
    let inside = 0;
    await eachOverlay(page, [sheet], async () => {
      await expectCovers(page, sheet.shown);
      await same('the sheet');
      inside = await everyOverlay(page, sheet.shown, same);
      await sheet.shown.getByRole('textbox', { name: 'Message' }).focus();
    });
    await same('the sheet, closed');
    await chat.unmount();
    await expectGone(page, before);
    expect(await page.evaluate(() => history.state)).toBeNull();
    expect(await states()).toBeLessThanOrEqual(entries + 1);
    tellCompared(info, `${build}, launcher on a phone`, before, inside + 1);
  });

  test(`${build}, the desk: nor while staff open all that it can open @all`, async ({ page }, info) => {
    const { chat, before } = await openHeld(page, address(name, 'AgentDesk', 'mara', { width: 1100 }));
    const same = (after: string) => expectUnchanged(page, before, after);
    const desk = page.locator('#chat');
    await chat.mount();
    await takeCase(desk);
    await same('mounting');
    let opened = await eachOverlay(page, deskOverlays(page, desk), same);
    await chat.update({ width: 800 });
    opened += await eachOverlay(page, narrowDeskOverlays(desk), same);
    await chat.unmount();
    await expectGone(page, before);
    tellCompared(info, `${build}, desk`, before, opened);
  });
}

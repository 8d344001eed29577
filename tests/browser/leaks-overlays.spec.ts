import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { buildReactHost } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import { type Before, expectGone, expectNoLeaks, expectUnchanged, openHeld, tellCompared } from './support/changes.ts';
import { deskOverlays, eachOverlay, everyOverlay, launcherOverlay, takeCase, teaser } from './support/overlays.ts';

/** What leaks.spec.ts shows of `embed.js`, for each other build and module. */
const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
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

test('the desk: nor while staff open all that it can open @all', async ({ page }, info) => {
  const { chat, before } = await openHeld(page, address('embed.html', 'AgentDesk', 'mara', { width: 1100 }));
  const same = (after: string) => expectUnchanged(page, before, after);
  const desk = page.locator('#chat');
  await chat.mount();
  await takeCase(desk);
  await same('mounting');
  const opened = await eachOverlay(page, deskOverlays(page, desk), same);
  await chat.unmount();
  await expectGone(page, before);
  tellCompared(info, 'desk', before, opened);
});

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { show, stateNames } from '../../scripts/look/visit.ts';
import { buildReactHost } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import {
  deskOverlays,
  eachOverlay,
  everyOverlay,
  expectCovers,
  expectPrinted,
  launcherOverlay,
  narrowDeskOverlays,
  takeCase,
  teaser,
  whileNobodyIsThere,
} from './support/overlays.ts';
import { NONCE, openStrict, strictHeaders } from './support/strict-policy.ts';

/** What policy.spec.ts shows of list and chat without React, for the React build, the launcher and the desk. */
const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
const PHONE = { width: 360, height: 740 };
/** Many steps each; on a busy machine they take their time. */
test.describe.configure({ timeout: 120_000 });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  const built = await buildReactHost();
  host = await serveHost([built, pages], ['react', 'isolated', 'esm'], strictHeaders);
  await rm(built, { recursive: true, force: true });
});
test.afterAll(() => host.close());

const address = (name: string, module: string, as: string, props: object): string => {
  const given = { nonce: NONCE, ...props };
  return host.page(name, { as, module, options: JSON.stringify({ module, nonce: NONCE }), props: JSON.stringify(given) });
};

for (const isolation of ['shadow', 'scoped'])
  test(`the React build, ${isolation}: no violation of the strictest policy, with every overlay and seeded conversation opened @all`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1280, height: 1200 });
    const expectNoObjection = await openStrict(page, address('react.html', 'AICustomerServiceDemo', 'ada', { width: 900, isolation }));
    const rows = page.locator('[data-conversation]');
    await expect(rows.first()).toBeVisible();
    for (let at = 0; at < Math.min(await rows.count(), 8); at += 1) {
      await rows.nth(at).click();
      await expect(page.getByRole('log').getByRole('article').first()).toBeVisible();
    }
    await everyOverlay(page, page.locator('#chat'), expectNoObjection);
    expect(await page.locator('#chat .aics-root').evaluate((root) => getComputedStyle(root).display)).toBe('flex');
    await expectNoObjection();
  });

for (const name of ['react.html', 'strict-runtime.html', 'strict-embed.html'])
  test(`the launcher on ${name}: no violation with its teaser, popup, side panel and full screen, and all that the chat opens @all`, async ({
    page,
  }) => {
    for (const mode of ['popup', 'side-panel', 'full-screen']) {
      const text = `May we help? ${mode}`;
      const expectNoObjection = await openStrict(page, address(name, 'FloatingChatButton', 'ben', { mode, teaser: text }));
      await expect(teaser(page)).toContainText(text);
      const chat = launcherOverlay(page);
      await eachOverlay(page, [chat], async () => {
        const field = chat.shown.getByRole('textbox', { name: 'Message' });
        await expect(field).toBeFocused();
        if (mode === 'popup') await everyOverlay(page, chat.shown, expectNoObjection);
        await field.focus();
      });
      await expectNoObjection();
    }
  });

for (const name of ['react.html', 'strict-embed.html']) {
  test(`${name}: no violation while nobody is on duty, a message is left, and the conversation printed @all`, async ({ page }) => {
    // Paper is not what is looked at, and a dialog of the browser's would wait for somebody.
    await page.addInitScript(() => {
      window.print = () => undefined;
    });
    const expectNoObjection = await openStrict(page, address(name, 'AIChatInterface', 'ben', { height: 700 }));
    const chat = page.locator('#chat');
    await whileNobodyIsThere(page, chat, expectNoObjection);
    await expectPrinted(page, chat, expectNoObjection);
    await expectNoObjection();
  });

  test(`${name}: no violation while the launcher covers a phone of 360 px, with all that the chat opens @all`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    const expectNoObjection = await openStrict(page, address(name, 'FloatingChatButton', 'ben', { teaser: 'May we help?' }));
    await expect(teaser(page)).toBeVisible();
    const sheet = launcherOverlay(page);
    await eachOverlay(page, [sheet], async () => {
      await expectCovers(page, sheet.shown);
      await everyOverlay(page, sheet.shown, expectNoObjection);
      await sheet.shown.getByRole('textbox', { name: 'Message' }).focus();
    });
    await expectNoObjection();
  });

  test(`${name}, the desk: no violation while staff open all that it can open @all`, async ({ page }) => {
    const expectNoObjection = await openStrict(page, address(name, 'AgentDesk', 'mara', { width: 1100 }));
    const desk = page.locator('#chat');
    await takeCase(desk);
    await eachOverlay(page, deskOverlays(page, desk), expectNoObjection);
    await page.evaluate(() => (window as unknown as { chat: { update(props: object): void } }).chat.update({ width: 800 }));
    await eachOverlay(page, narrowDeskOverlays(desk), expectNoObjection);
    await expectNoObjection();
  });
}

/** Each kind of message and of line, each overlay, each state of list and desk, as the gallery makes them from a backend within the page. */
test('the gallery: no violation in any state of the chat @all', async ({ page }) => {
  test.setTimeout(600_000);
  await page.setViewportSize({ width: 1280, height: 900 });
  const expectNoObjection = await openStrict(page, address('react.html', 'States', 'ben', {}));
  await expect(page.locator('[data-state-link]').first()).toBeVisible();
  const states = await stateNames(page);
  expect(states.length).toBeGreaterThan(100);
  for (const state of states) {
    await test.step(state, async () => {
      await show(page, { state, scheme: 'light', width: 1280 });
      await expectNoObjection();
    });
  }
});

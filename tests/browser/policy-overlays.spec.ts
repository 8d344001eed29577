import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { buildReactHost } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import { deskOverlays, eachOverlay, everyOverlay, launcherOverlay, takeCase, teaser } from './support/overlays.ts';
import { NONCE, openStrict, strictHeaders } from './support/strict-policy.ts';

/** What policy.spec.ts shows of list and chat without React, for the React build, the launcher and the desk. */
const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
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

test('the desk: no violation while staff open all that it can open @all', async ({ page }) => {
  const expectNoObjection = await openStrict(page, address('strict-embed.html', 'AgentDesk', 'mara', { width: 1100 }));
  const desk = page.locator('#chat');
  await takeCase(desk);
  await eachOverlay(page, deskOverlays(page, desk), expectNoObjection);
  await expectNoObjection();
});

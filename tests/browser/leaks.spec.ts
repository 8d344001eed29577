import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';
import { changes, expectNoLeaks, look } from './support/changes.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(folder, ['esm']);
});
test.afterAll(() => host.close());

test('nothing of the page changes while the chat mounts, opens what it can open, becomes dark and unmounts', ({ page }, info) => {
  const more = { hold: '1', as: 'ada', options: '{"module":"AICustomerServiceDemo"}', props: '{"width":900}' };
  return expectNoLeaks(page, host.page('embed.html', more), 'embed.js', info);
});

test('a page that looks for the comparison to fail: a rule of the page’s own is seen', async ({ page }) => {
  await page.goto(host.page('embed.html', { hold: '1' }));
  await page.waitForFunction(() => 'later' in window);
  const before = await look(page);
  await page.addStyleTag({ content: 'button { letter-spacing: 1px }' });
  expect((await changes(page, before)).some((line) => line.includes('letter-spacing: 1px'))).toBe(true);
});

interface Drawn {
  readonly look: string;
  /** Left, top, width, height in px, from the corner of our place in the page. */
  readonly box: readonly number[];
}

/** What the chat looks like: the boxes and the type of what is in it, and of itself within its place. */
const shape = (page: Page): Promise<Drawn[]> =>
  page.locator('#chat .aics-root').evaluate((root) => {
    const at = document.querySelector('[data-ai-cs-agent]')?.getBoundingClientRect() ?? new DOMRect();
    const drawn = [root, ...root.querySelectorAll('*')].filter((element) => element.getClientRects().length > 0);
    return drawn.map((element) => {
      const box = element.getBoundingClientRect();
      const { color, backgroundColor, fontSize, lineHeight, letterSpacing, textTransform, opacity } = getComputedStyle(element);
      return {
        look: [element.localName, color, backgroundColor, fontSize, lineHeight, letterSpacing, textTransform, opacity].join(' '),
        box: [box.left - at.left, box.top - at.top, box.width, box.height],
      };
    });
  });

/** A box drawn at half a pixel is a hair more or less than that each time. */
const SAME_PX = 0.1;
function expectSame(drawn: readonly Drawn[], first: readonly Drawn[]): void {
  expect(drawn.map(({ look }) => look)).toEqual(first.map(({ look }) => look));
  const moved = drawn.filter(({ box }, at) =>
    box.some((length, side) => Math.abs(length - (first[at]?.box[side] ?? Number.NaN)) > SAME_PX),
  );
  expect(moved).toEqual([]);
}

/** The shape once nothing of it moves any more. */
async function settled(page: Page): Promise<Drawn[]> {
  let last = await shape(page);
  await expect(async () => {
    const before = last;
    last = await shape(page);
    expectSame(last, before);
  }).toPass({ intervals: [500] });
  return last;
}

/** A conversation with all of its answers, drawn to the end. */
async function open(page: Page, more: Record<string, string>): Promise<void> {
  const props = JSON.stringify({ theme: { font: 'Arial' }, colorScheme: 'light' });
  await page.goto(host.page('embed.html', { as: 'ada', options: '{"module":"AICustomerServiceDemo"}', props, ...more }));
  await page.locator('[data-conversation]').filter({ hasText: 'Cancel an order while picking' }).click();
  await expect(page.getByText('Connecting')).toHaveCount(0);
  // Rows further up are drawn when the browser has nothing better to do.
  await expect(page.getByRole('log')).toContainText('A customer changed their mind.');
  await expect(page.getByRole('log')).toContainText('Good luck with the order!');
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

/** The same with a menu over it. */
async function openMenu(page: Page): Promise<void> {
  await page
    .locator('#chat [aria-haspopup="menu"]:visible')
    .first()
    .evaluate((element: HTMLElement) => element.click());
  await expect(page.getByRole('menu').first()).toBeVisible();
}

for (const dir of ['rtl', 'ltr'])
  test(`CSS of the page that means harm does not deform the chat, ${dir}${dir === 'ltr' ? ' @all' : ''}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, { css: '/host.css' });
    const transcript = await settled(page);
    await openMenu(page);
    const overlaid = await settled(page);
    expect(transcript.length).toBeGreaterThan(40);
    expect(overlaid.length).toBeGreaterThan(transcript.length);
    await open(page, { css: '/hostile.css', dir });
    const same = (as: readonly Drawn[]) => expect(async () => expectSame(await shape(page), as)).toPass({ timeout: 10_000 });
    await same(transcript);
    await openMenu(page);
    await same(overlaid);
  });

test('a page’s pseudo-elements stand neither beside the chat nor over the page @all', async ({ page }) => {
  for (const [name, options] of [
    ['embed.html', '{"module":"FloatingChatButton"}'],
    ['element.html', '{}'],
  ] as const) {
    await page.goto(host.page(name, { as: 'ben', css: '/hostile.css', options }));
    const ours = page.locator('[data-ai-cs-agent]').first();
    await expect(page.locator('.aics-launcher, .aics-root').first()).toBeAttached();
    const of = (element: Element) =>
      ['::before', '::after', '::backdrop'].map((pseudo) => {
        const { content, display } = getComputedStyle(element, pseudo);
        return pseudo === '::backdrop' ? display : content;
      });
    expect(await ours.evaluate(of)).toEqual(['none', 'none', 'none']);
  }
});

test('within an ancestor that is transformed and clips, the button stands in the window’s corner and the popup beside it', async ({
  page,
}) => {
  const options = '{"module":"FloatingChatButton"}';
  await page.goto(host.page('embed.html', { as: 'ben', css: '/hostile.css', options }));
  const button = page.getByRole('button', { name: 'Open chat' });
  await expect(button).toBeVisible();
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const box = await button.boundingBox();
  expect([size.width - (box?.x ?? 0), size.height - (box?.y ?? 0), box?.width, box?.height]).toEqual([80, 80, 56, 56]);
  await button.click();
  const popup = page.getByRole('dialog').first();
  await expect(popup).toBeVisible();
  const open = await popup.boundingBox();
  expect(open?.width).toBe(400);
  expect((open?.x ?? 0) + 400).toBe(size.width - 24);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
});

test('two chats with their own theme, language and person live on one page', async ({ page }) => {
  const props = JSON.stringify({ theme: { brand: '#0a7d4b', font: 'Arial' }, locale: 'de-CH', colorScheme: 'dark', title: 'First' });
  await page.goto(host.page('embed.html', { as: 'ada', props, second: 'ben' }));
  const places = [page.locator('#chat'), page.locator('#second')];
  const seen = await Promise.all(
    places.map(async (place) => {
      const root = place.locator('.aics-root');
      await expect(place.getByRole('textbox')).toBeVisible();
      return root.evaluate((element) => {
        const style = getComputedStyle(element);
        return [element.getAttribute('lang'), style.colorScheme, style.getPropertyValue('--aics-colors-accent').trim(), style.fontFamily];
      });
    }),
  );
  expect(seen[0]?.slice(0, 2)).toEqual(['de-CH', 'dark']);
  expect(seen[1]?.slice(0, 2)).toEqual(['en', 'light']);
  expect(seen[0]?.[2]).not.toBe(seen[1]?.[2]);
  expect([seen[0]?.[3], seen[1]?.[3]]).toEqual(['Arial', 'Georgia, serif']);
});

test('colorScheme "host" follows the page, live', async ({ page }) => {
  await page.goto(host.page('embed.html', { as: 'ben', props: '{"colorScheme":"host"}' }));
  const root = page.locator('#chat .aics-root');
  await expect(root).toHaveAttribute('data-aics-scheme', 'light');
  await page.evaluate(() => document.documentElement.setAttribute('data-page', 'dark'));
  await expect(root).toHaveAttribute('data-aics-scheme', 'dark');
  await page.evaluate(() => {
    document.documentElement.style.colorScheme = 'light';
  });
  await expect(root).toHaveAttribute('data-aics-scheme', 'light');
});

for (const isolation of ['shadow', 'scoped'])
  test(`colorScheme "host", ${isolation}: a button put straight into the page’s body is as the body is`, async ({ page }) => {
    await page.goto(host.page('embed.html', { hold: '1' }));
    await page.evaluate(
      async ([embed, isolation]) => {
        const { mount } = await import(embed as string);
        mount(document.body, { colorScheme: 'host' }, { module: 'FloatingChatButton', isolation });
      },
      [`${host.remote}/esm/embed.js`, isolation],
    );
    const button = page.locator('.aics-launcher');
    await expect(button).toHaveAttribute('data-scheme', 'light');
    await page.evaluate(() => document.body.setAttribute('data-page', 'dark'));
    await expect(button).toHaveAttribute('data-scheme', 'dark');
    await page.evaluate(() => document.body.removeAttribute('data-page'));
    await expect(button).toHaveAttribute('data-scheme', 'light');
  });

test('colorScheme "host" within a component of the page’s own, in a shadow root: as what is around that is', async ({ page }) => {
  await page.goto(host.page('embed.html', { hold: '1' }));
  await page.evaluate(async (embed) => {
    const { mount } = await import(embed);
    const around = document.querySelector('#chat') as HTMLElement;
    const inner = around.attachShadow({ mode: 'open' }).appendChild(document.createElement('section'));
    mount(inner, { colorScheme: 'host', height: 400 });
  }, `${host.remote}/esm/embed.js`);
  const root = page.locator('#chat .aics-root');
  await expect(root).toHaveAttribute('data-aics-scheme', 'light');
  await page.locator('#chat').evaluate((element: HTMLElement) => element.style.setProperty('background', '#111'));
  await expect(root).toHaveAttribute('data-aics-scheme', 'dark');
});

test('colorScheme "system" is as the machine wishes, live, whatever the page is', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(host.page('embed.html', { as: 'ben', props: '{"colorScheme":"system"}' }));
  const root = page.locator('#chat .aics-root');
  await expect(root).toHaveAttribute('data-aics-scheme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(root).toHaveAttribute('data-aics-scheme', 'light');
  await page.evaluate(() => document.documentElement.setAttribute('data-page', 'dark'));
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-aics-scheme', 'dark');
});
